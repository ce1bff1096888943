import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "../bench.js";
import { makeTools } from "../corpus.js";
import { cli, compile, makeProject, runNode } from "../project.js";
import { race } from "../race.js";
import { type Row, ratioRow } from "../row.js";
import { compare } from "../statistics.js";

/** Importing what was generated, alone and beside the SDK, against importing the SDK. */
export function measureImports({ scratch, small, rounds, time }: Bench): Row[] {
  const folder = makeProject(join(scratch, "imports"), makeTools(small));
  runNode(folder, [cli]);
  compile(folder);
  const generated = 'import "./build/generated/index.js";\n';
  const sdk = 'import "@anthropic-ai/sdk";\n';
  const program = (name: string, code: string) => {
    writeFileSync(join(folder, name), code);
    return { run: () => time(folder, [name]) };
  };
  const found = race(
    {
      generated: program("generated.mjs", generated),
      both: program("both.mjs", sdk + generated),
      sdk: program("sdk.mjs", sdk),
    },
    rounds(21),
  );
  return [
    ratioRow(`importing generated/, ${small} tools`, "the SDK alone", "ms", [1.1], compare(found.generated, found.sdk)),
    ratioRow("importing generated/ and the SDK", "the SDK alone", "ms", [1.25], compare(found.both, found.sdk)),
  ];
}
