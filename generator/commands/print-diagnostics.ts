import { relative } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Source } from "../json/source.js";
import { print, printCommands } from "../report/sink.js";

/** Prints diagnostics on stderr, and in GitHub Actions also as annotations. What it takes is loaded when there is something to say. */
export async function printDiagnostics(diagnostics: readonly Diagnostic[], sources: readonly Source[]): Promise<void> {
  if (diagnostics.length === 0) return;
  const [{ formatDiagnostics }, { useColor }] = await Promise.all([
    import("../report/format-diagnostics.js"),
    import("../report/use-color.js"),
  ]);
  const color = useColor(process.stderr, process.env);
  print(process.stderr, formatDiagnostics(diagnostics, { sources, color }));
  if (process.env["GITHUB_ACTIONS"] !== "true") return;
  const { githubAnnotations } = await import("../report/diagnostics-as-data.js");
  printCommands(process.stderr, githubAnnotations(diagnostics, folderInRepository()));
}

/** The working directory from the root of the repository: a workflow can run in a part of it. Empty where that cannot be told. */
function folderInRepository(): string {
  const root = process.env["GITHUB_WORKSPACE"];
  const folder = root === undefined || root === "" ? "" : relative(root, process.cwd()).replaceAll("\\", "/");
  return folder.startsWith("..") ? "" : folder;
}
