import { relative } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Source } from "../json/source.js";
import { nameSome } from "../report/format-actions.js";
import { print, printCommands, stderr } from "../report/sink.js";

/**
 * Prints diagnostics on stderr, and in GitHub Actions also as annotations. What it takes is loaded when there is
 * something to say.
 */
export async function printDiagnostics(diagnostics: readonly Diagnostic[], sources: readonly Source[]): Promise<void> {
  if (diagnostics.length === 0) return;
  const [{ formatDiagnostics }, { useColor }] = await Promise.all([
    import("../report/format-diagnostics.js"),
    import("../report/use-color.js"),
  ]);
  const color = useColor(stderr, process.env);
  print(stderr, formatDiagnostics(diagnostics, { sources, color }));
  if (process.env["GITHUB_ACTIONS"] !== "true") return;
  const { githubAnnotations } = await import("../report/diagnostics-as-data.js");
  printCommands(stderr, githubAnnotations(diagnostics, folderInRepository()));
}

/**
 * In GitHub Actions, says of files that are not up to date so, beside the first of them: GitHub shows ten annotations
 * of a step, and drift is one fault, however many files it is in.
 */
export async function annotateDrift(files: readonly string[], text: string): Promise<void> {
  const [file] = files;
  if (file === undefined || process.env["GITHUB_ACTIONS"] !== "true") return;
  const { githubAnnotations } = await import("../report/diagnostics-as-data.js");
  const drift = { severity: "error", file, line: 1, column: 1, code: "batchgen --check", message: text } as const;
  const hint = `Not up to date: ${nameSome(files)}`;
  printCommands(stderr, githubAnnotations([{ ...drift, hint }], folderInRepository()));
}

/**
 * The working directory from the root of the repository: a workflow can run in a part of it. Empty where that cannot be
 * told.
 */
function folderInRepository(): string {
  const root = process.env["GITHUB_WORKSPACE"];
  const folder = root === undefined || root === "" ? "" : relative(root, process.cwd()).replaceAll("\\", "/");
  return folder.startsWith("..") ? "" : folder;
}
