import { join } from "node:path";
import type { ToolDefinition } from "../define/tool-definition.js";
import { CONTEXT_FILE } from "../read/handler-context.js";
import type { EmitContext } from "./context.js";
import { handlerPath, moduleBetween, outputModule } from "./modules.js";
import { propertyKey } from "./text.js";

/**
 * `handlers.ts`: the registry of all handlers. They are read through getters, since a handler that imports a value from
 * index.ts is not there yet while the registry is made.
 */
export function emitHandlers(context: EmitContext): string {
  const { tools, outDir } = context;
  const imports = tools.map((tool) => {
    const module = moduleBetween(outDir, handlerPath(context, tool), context);
    return `import { handler as ${local(tool)} } from ${module};\n`;
  });
  const getters = tools.map((tool) => `  get ${propertyKey(tool.name)}() {\n    return ${local(tool)};\n  },\n`);
  return `${imports.join("")}import type { Handlers } from ${outputModule("tools.ts", context)};

${creator(context)}/** Every tool's handler. */
export const handlers: Handlers = {
${getters.join("")}};
`;
}

/** Where there is one, what makes a context for main.ts and `batchgen try`. */
function creator(context: EmitContext): string {
  const { createsContext, handlersDir, outDir } = context;
  if (!createsContext) return "";
  const module = moduleBetween(outDir, join(handlersDir, CONTEXT_FILE), context);
  return `export { createContext } from ${module};\n\n`;
}

function local({ typeName }: ToolDefinition): string {
  return `handle${typeName}`;
}
