import { resolveOptions } from "../../config/resolve-options.js";
import type { Config } from "../../config/settings.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { sortByPlace } from "../../diagnostics/sort.js";
import type { Source } from "../../json/source.js";
import { readFolder } from "../../read/read-folder.js";
import { print } from "../../report/sink.js";
import { printReport } from "../generate.js";
import { printDiagnostics } from "../print-diagnostics.js";

/**
 * `batchgen report [tools-dir]`: what each tool costs in every exposure and of strict mode's budgets. Gives the exit
 * code.
 */
export async function runReport(config: Config, json: boolean, cwd: string): Promise<number> {
  const { options, ...found } = await resolveOptions(config, cwd);
  const refuse = async (diagnostics: Diagnostic[], sources: readonly Source[]): Promise<2> => {
    if (json) printReport({ exitCode: 2, tools: [], diagnostics, plan: undefined });
    else await printDiagnostics(diagnostics, sources);
    return 2;
  };
  if (options === undefined) return refuse(found.diagnostics, found.sources);
  const { sources, diagnostics } = readFolder(options.toolsDir, { cwd, exclude: [options.outDir] });
  const { defineTools } = await import("../../define/define-tools.js");
  const defined = defineTools(sources, { batchName: options.batchName });
  const errors = [...diagnostics, ...defined.diagnostics].filter(({ severity }) => severity === "error");
  if (errors.length > 0) return refuse(sortByPlace(errors), sources);
  const { measureTools } = await import("./measure-tools.js");
  const { formatCosts } = await import("./format-costs.js");
  const costs = measureTools(defined.tools, options.batchName, options.maxInvocations);
  print(process.stdout, json ? `${JSON.stringify({ version: 1, ...costs }, undefined, 2)}\n` : formatCosts(costs));
  return 0;
}
