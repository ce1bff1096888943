import { dirname, join } from "node:path";
import type { ToolDefinition } from "../define/tool-definition.js";
import type { EmitContext } from "./context.js";
import { handlerPath, moduleBetween } from "./modules.js";
import { docComment, quote } from "./text.js";

/** A handler's stub: it compiles, and until it is filled in it tells Claude that it is not. */
export function emitStub(tool: ToolDefinition, context: EmitContext): string {
  const path = handlerPath(context, tool);
  const module = moduleBetween(dirname(path), join(context.outDir, "index.ts"), context);
  const name = quote(tool.name);
  return `import { type Handler, ToolError } from ${module};

${docComment(tool.description)}export const handler: Handler<${name}> = async (input) => {
  // Your code goes here: batchgen never changes this file again once you have.
  throw new ToolError(\`${tool.name} is not implemented yet. It was called with \${JSON.stringify(input)}.\`);
};
`;
}
