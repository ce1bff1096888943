import type { ToolDefinition } from "../define/tool-definition.js";
import type { EmitContext } from "./context.js";
import { literal, memberKey } from "./literal.js";
import { withExtension } from "./text.js";

/** `definitions.ts`: every definition as the API gets it, and beside it what only batchgen knows. */
export function emitDefinitions({ tools, extension }: EmitContext): string {
  const entries = tools.map((tool) => `  ${memberKey(tool.name)}: ${definition(tool)},\n`);
  return `import type { Definition } from "${withExtension("./runtime/index.js", extension)}";
import type { ToolName } from "${withExtension("./tools.js", extension)}";

/** Every tool: the definition as the API gets it, and what the dispatcher knows beside it. */
export const definitions: { readonly [N in ToolName]: Definition } = {
${entries.join("")}};
`;
}

function definition(tool: ToolDefinition): string {
  const members: [string, unknown][] = [["tool", tool.sent]];
  if (tool.inputSchema !== tool.sent.input_schema) members.push(["inputSchema", tool.inputSchema]);
  if (tool.outputSchema !== undefined) members.push(["outputSchema", tool.outputSchema]);
  if (!isBatchable(tool)) members.push(["batchable", false]);
  const { batchable: _, ...policy } = tool.policy;
  members.push(...Object.entries(policy));
  return `{\n${members.map(([key, value]) => `    ${key}: ${literal(value, "    ")},\n`).join("")}  }`;
}

/** A deferred tool's schema in the batch tool would undo the deferral; one that only code may call, no batch can call. */
export function isBatchable({ policy, sent }: ToolDefinition): boolean {
  const callers = sent["allowed_callers"];
  const isDirect = !Array.isArray(callers) || callers.includes("direct");
  return policy.batchable !== false && sent["defer_loading"] !== true && isDirect;
}
