import { join } from "node:path";
import type { ToolDefinition } from "../define/tool-definition.js";
import { CONTEXT_FILE } from "../read/handler-context.js";
import type { EmitContext } from "./context.js";
import { handlerPath, importPath, propertyKey, withExtension } from "./text.js";

/**
 * `handlers.ts`: the registry of all handlers. They are read through getters, since a handler that imports a value from
 * index.ts is not there yet while the registry is made.
 */
export function emitHandlers(context: EmitContext): string {
  const { tools, outDir, extension } = context;
  const imports = tools.map((tool) => {
    const module = importPath(outDir, handlerPath(context, tool), extension);
    return `import { handler as ${local(tool)} } from ${module};\n`;
  });
  const getters = tools.map((tool) => `  get ${propertyKey(tool.name)}() {\n    return ${local(tool)};\n  },\n`);
  return `${imports.join("")}import type { Handlers } from "${withExtension("./tools.js", extension)}";

${creator(context)}/** Every tool's handler. */
export const handlers: Handlers = {
${getters.join("")}};
`;
}

/** Where there is one, what makes a context for main.ts and `batchgen try`. */
function creator({ createsContext, handlersDir, outDir, extension }: EmitContext): string {
  if (!createsContext) return "";
  const module = importPath(outDir, join(handlersDir, CONTEXT_FILE), extension);
  return `export { createContext } from ${module};\n\n`;
}

function local({ typeName }: ToolDefinition): string {
  return `handle${typeName}`;
}
