import { join } from "node:path";
import type { Bench } from "../bench.js";
import { makeTools } from "../corpus.js";
import { cli, compile, makeProject, runInProject, runNode } from "../project.js";
import { type Row, valueRow } from "../row.js";

/**
 * The size of generated code in a bundle: what does not depend on the tools, from a project with one, whose own part is
 * small.
 */
export function measureBundle({ scratch }: Bench): Row[] {
  const folder = makeProject(join(scratch, "bundle"), makeTools(1));
  runNode(folder, [cli, "--no-main"]);
  compile(folder);
  const bytes = runInProject(folder, "bundle.mjs") as number;
  return [valueRow("bundle of a Worker with 1 tool, minified, the SDK aside", "kB", bytes / 1000, 60)];
}
