import { join } from "node:path";
import type { ToolDefinition } from "../define/types.js";
import { docComment, importPath, propertyKey, withExtension } from "./text.js";
import type { EmitContext } from "./types.js";

/** `tools.ts`: the map of all contracts, from which every other type derives. */
export function emitTools(context: EmitContext): string {
  const { tools, extension } = context;
  const runtime = withExtension("./runtime/types.js", extension);
  const needsResult = tools.some(({ outputSchema }) => outputSchema === undefined);
  const imports = [
    ...(needsResult ? [`import type { HandlerResult } from "${runtime}";\n`] : []),
    ...tools.map((tool) => `import type { ${typeNames(tool).join(", ")} } from "${typesModule(tool, context)}";\n`),
  ];
  const contracts = tools.map((tool) => {
    const output = tool.outputSchema === undefined ? "HandlerResult" : `${tool.typeName}Output`;
    const doc = docComment(tool.description, "  ");
    return `${doc}  ${propertyKey(tool.name)}: { input: ${tool.typeName}Input; output: ${output} };\n`;
  });
  return `${imports.join("")}
/** What every tool takes and what its handler gives. */
export interface Tools {
${contracts.join("")}}

/** The names of all tools. */
export type ToolName = keyof Tools;

${contextType(context)}
export type { Handler, Handlers, Invocation, Outcome, ToolInput, ToolOutput } from "${runtime}";
`;
}

/** The names of the types that a tool's types file exports. */
export function typeNames({ typeName, outputSchema }: ToolDefinition): string[] {
  return outputSchema === undefined ? [`${typeName}Input`] : [`${typeName}Input`, `${typeName}Output`];
}

/** The module of a tool's types, from a file in the output folder. */
export function typesModule({ stem }: ToolDefinition, { extension }: EmitContext): string {
  return withExtension(`./types/${stem}.js`, extension);
}

function contextType({ hasContext, handlersDir, outDir, extension }: EmitContext): string {
  if (!hasContext) {
    return "/** What handlers get as `call.context`: nothing, as there is no handlers.context.ts beside them. */\nexport type Context = undefined;\n";
  }
  const module = importPath(outDir, join(handlersDir, "handlers.context.ts"), extension);
  return `/** What handlers get as \`call.context\`. */\nexport type { Context } from ${module};\n`;
}
