import type { ImportExtension } from "../config/settings.js";
import type { ToolDefinition } from "../define/tool-definition.js";
import { relativePath, toPosix } from "../read/files.js";
import type { EmitContext } from "./context.js";
import { quote } from "./text.js";

/** The runtime's two entries: what a project exports as it stands, and what depends on its tools. */
type RuntimeEntry = "index" | "conversation";

/**
 * Where generated files find the runtime, as a string literal: in the output folder, or with `--runtime import` in the
 * package.
 */
export function runtimeModule(entry: RuntimeEntry, { runtime, extension }: EmitContext): string {
  if (runtime === "import") return quote(entry === "index" ? "batchgen/runtime" : `batchgen/runtime/${entry}`);
  return quote(withExtension(`./runtime/${entry}.js`, extension));
}

/** The specifier by which one file of the output folder imports another (`tools.ts`), as a string literal. */
export function outputModule(file: string, { extension }: EmitContext): string {
  return quote(`./${file.replace(/\.ts$/, withDot(extension))}`);
}

/**
 * The specifier by which a file of one folder imports another file, as a string literal. Both are absolute; `to` ends
 * with `.ts`.
 */
export function moduleBetween(fromDir: string, to: string, { extension }: Pick<EmitContext, "extension">): string {
  const path = relativePath(fromDir, to).replace(/\.ts$/, withDot(extension));
  return quote(path.startsWith("../") ? path : `./${path}`);
}

/** A template's text with the extension wanted in its relative imports. */
export function rewriteImports(text: string, extension: ImportExtension): string {
  if (extension === "js") return text;
  return text.replace(/(\bfrom |\bimport\(|^import )"(\.\.?\/[^"]+\.js)"/gm, (_, before: string, specifier: string) => {
    return `${before}"${withExtension(specifier, extension)}"`;
  });
}

/** Where a tool's handler is, absolute: beside its definition, or at the same place below the handlers' folder. */
export function handlerPath(
  { handlersDir }: { handlersDir: string },
  { file, stem }: Pick<ToolDefinition, "file" | "stem">,
): string {
  return `${toPosix(handlersDir)}/${file.slice(0, file.lastIndexOf("/") + 1)}${stem}.ts`;
}

/** A tool's file of types, in the output folder. */
export function typesFile({ stem }: Pick<ToolDefinition, "stem">): string {
  return `types/${stem}.ts`;
}

/** A specifier that ends with `.js`, with the extension wanted. */
function withExtension(specifier: string, extension: ImportExtension): string {
  return specifier.replace(/\.js$/, withDot(extension));
}

function withDot(extension: ImportExtension): string {
  return extension === "none" ? "" : `.${extension}`;
}
