import { typeNames, typesModule } from "./emit-tools.js";
import { withExtension } from "./text.js";
import type { EmitContext } from "./types.js";

/** `index.ts`: the public surface. The runtime comes before the handlers, which may import from it. */
export function emitIndex(context: EmitContext): string {
  const at = (module: string): string => withExtension(module, context.extension);
  const types = context.tools.map(
    (tool) => `export type { ${typeNames(tool).join(", ")} } from "${typesModule(tool, context)}";\n`,
  );
  return `export * from "${at("./runtime/index.js")}";
export { BATCH_NAME, batchTool, MAX_INVOCATIONS } from "${at("./batch-tool.js")}";
export { definitions } from "${at("./definitions.js")}";
export { ${context.createsContext ? "createContext, " : ""}handlers } from "${at("./handlers.js")}";
export type { Context, ToolName, Tools } from "${at("./tools.js")}";
${types.join("")}`;
}
