import { join, relative } from "node:path";
import type { ToolDefinition } from "../define/tool-definition.js";
import { toPosix } from "../read/files.js";
import type { EmitContext, VirtualFile } from "./context.js";
import { emitBatchTool } from "./emit-batch-tool.js";
import { emitDefinitions } from "./emit-definitions.js";
import { emitHandlers } from "./emit-handlers.js";
import { emitIndex } from "./emit-index.js";
import { emitStub } from "./emit-stub.js";
import { emitTemplates } from "./emit-templates.js";
import { emitTools } from "./emit-tools.js";
import { handlerPath, typesFile } from "./modules.js";
import { banner } from "./text.js";
import { emitTypes } from "./types/emit-types.js";

/**
 * All files that the tools call for, in the order of their paths; none is written.
 * @param known A tool's file of types, where it is known already what that holds: rendering types takes longer than all else together.
 */
export async function emitFiles(
  context: EmitContext,
  known: (tool: ToolDefinition) => string | undefined = () => undefined,
): Promise<VirtualFile[]> {
  const from = `${toPosix(relative(context.outDir, context.toolsDir))}/`;
  const machine = (name: string, content: string): VirtualFile => ({
    path: toPosix(relative(context.cwd, join(context.outDir, name))),
    content,
    owner: "machine",
  });
  const files = [
    machine("tools.ts", banner(from) + emitTools(context)),
    machine("definitions.ts", banner(from) + emitDefinitions(context)),
    machine("batch-tool.ts", banner(from) + emitBatchTool(context)),
    machine("handlers.ts", banner(from) + emitHandlers(context)),
    machine("index.ts", banner(from) + emitIndex(context)),
    ...emitTemplates(context).map(({ name, content }) => machine(name, content)),
  ];
  for (const tool of context.tools) {
    const types = known(tool) ?? banner(`${from}${tool.file}`) + (await emitTypes(tool));
    files.push(machine(typesFile(tool), types));
    const path = toPosix(relative(context.cwd, handlerPath(context, tool)));
    files.push({ path, content: emitStub(tool, context), owner: "user" });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
