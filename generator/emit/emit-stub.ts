import { dirname, join } from "node:path";
import type { ToolDefinition } from "../define/tool-definition.js";
import type { EmitContext } from "./context.js";
import { handlerPath, moduleBetween } from "./modules.js";
import { formatStub } from "./stub-form.js";
import { docComment } from "./text.js";

/** The stub of a tool's handler. */
export function emitStub(tool: ToolDefinition, context: EmitContext): string {
  const path = handlerPath(context, tool);
  const module = moduleBetween(dirname(path), join(context.outDir, "index.ts"), context);
  return formatStub({ module, doc: docComment(tool.description), tool: tool.name, indent: tool.indent });
}
