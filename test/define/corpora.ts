import { existsSync } from "node:fs";
import { join } from "node:path";
import { defineTools } from "../../generator/define/define-tools.js";
import type { ToolDefinition } from "../../generator/define/tool-definition.js";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.js";
import type { Source } from "../../generator/json/source.js";
import { readFolder } from "../../generator/read/read-folder.js";
import { formatDiagnostics } from "../../generator/report/format-diagnostics.js";

/** Where the corpora lie beside this repository; undefined where they do not. */
export const CORPORA: string | undefined = [join(import.meta.dirname, "../../../shared/corpora")].find((folder) =>
  existsSync(folder),
);

export type Run = {
  sources: Source[];
  tools: ToolDefinition[];
  diagnostics: Diagnostic[];
  errors: Diagnostic[];
  /** As a person reads it. */
  text: string;
};

/** Reads and defines a folder, as a run of batchgen does. */
export function runFolder(folder: string, batchName = "batch_tool"): Run {
  const read = readFolder(folder, { cwd: folder, exclude: [] });
  return finish(read.sources, read.diagnostics, batchName);
}

/** Defines files given by name and text. */
export function runFiles(files: Record<string, string | Uint8Array>, batchName = "batch_tool"): Run {
  const sources = Object.entries(files).map(([file, content]): Source => {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    return { path: `tools/${file}`, file, bytes, hash: "" };
  });
  return finish(sources, [], batchName);
}

function finish(sources: Source[], before: Diagnostic[], batchName: string): Run {
  const defined = defineTools(sources, { batchName });
  const diagnostics = [...before, ...defined.diagnostics];
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return {
    sources,
    tools: defined.tools,
    diagnostics,
    errors,
    text: formatDiagnostics(diagnostics, { sources, color: false }),
  };
}
