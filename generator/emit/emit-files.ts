import { relative } from "node:path";
import type { ToolDefinition } from "../define/tool-definition.js";
import { relativePath, toPosix } from "../read/files.js";
import type { EmitContext, EmittedTool, VirtualFile } from "./context.js";
import { emitBatchTool } from "./emit-batch-tool.js";
import { emitDefinition, emitDefinitions } from "./emit-definitions.js";
import { emitHandlers } from "./emit-handlers.js";
import { emitIndex } from "./emit-index.js";
import { emitStub } from "./emit-stub.js";
import { emitTemplates } from "./emit-templates.js";
import { emitTools } from "./emit-tools.js";
import { handlerPath, typesFile } from "./modules.js";
import { banner } from "./text.js";
import { emitTypes } from "./types/emit-types.js";

/**
 * The tools with what is emitted for each alone. Only what no earlier run has emitted is emitted now: it takes longer
 * than all else together.
 */
export function emitTexts(tools: readonly ToolDefinition[]): EmittedTool[] {
  return tools.map((tool) => {
    if (tool.texts !== undefined) return { ...tool, texts: tool.texts };
    return {
      ...tool,
      texts: { typeName: tool.typeName, types: emitTypes(tool), definition: emitDefinition(tool) },
    };
  });
}

/** All files that the tools call for, in the order of their paths; none is written. */
export function emitFiles(context: EmitContext): VirtualFile[] {
  const from = `${toPosix(relative(context.outDir, context.toolsDir))}/`;
  const out = toPosix(relative(context.cwd, context.outDir));
  const machine = (name: string, content: string): VirtualFile => ({
    path: `${out}/${name}`,
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
    files.push(machine(typesFile(tool), banner(`${from}${tool.file}`) + tool.texts.types));
    const path = relativePath(context.cwd, handlerPath(context, tool));
    files.push({ path, content: emitStub(tool, context), owner: "user" });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
