import type { Definition } from "../../templates/runtime/contract/project.js";
import type { ToolDefinition } from "../define/tool-definition.js";
import { findCircle } from "../schema/circles.js";
import type { EmitContext } from "./context.js";
import { literal, memberKey } from "./literal.js";
import { outputModule, runtimeModule } from "./modules.js";

/** `definitions.ts`: every definition as the API gets it, and beside it what only batchgen knows. */
export function emitDefinitions(context: EmitContext): string {
  const entries = context.tools.map((tool) => `  ${memberKey(tool.name)}: ${tool.texts.definition},\n`);
  return `import type { Definition } from ${runtimeModule("index", context)};
import type { ToolName } from ${outputModule("tools.ts", context)};

/** Every tool: the definition as the API gets it, and what the dispatcher knows beside it. */
export const definitions: { readonly [N in ToolName]: Definition } = {
${entries.join("")}};
`;
}

/** The entry of one tool, without its key. */
export function emitDefinition(tool: ToolDefinition): string {
  const members = Object.entries(definitionOf(tool));
  return `{\n${members.map(([key, value]) => `    ${key}: ${literal(value, "    ")},\n`).join("")}  }`;
}

/** A definition as the runtime gets it: its members in the order in which they are written. */
export function definitionOf(tool: ToolDefinition): Definition {
  const { batchable: _, ...policy } = tool.policy;
  return {
    // Every input schema that passed the checks has this type at its root.
    tool: { ...tool.sent, input_schema: { ...tool.sent.input_schema, type: "object" } },
    ...(tool.inputSchema === tool.sent.input_schema ? {} : { inputSchema: tool.inputSchema }),
    ...(tool.outputSchema === undefined ? {} : { outputSchema: tool.outputSchema }),
    ...(Object.keys(tool.slowPatterns).length === 0 ? {} : { slowPatterns: tool.slowPatterns }),
    ...(isBatchable(tool) ? {} : { batchable: false }),
    ...(findCircle(tool.sent.input_schema) === undefined ? {} : { recursive: true }),
    ...policy,
  };
}

/**
 * A deferred tool's schema in the batch tool would undo the deferral; one that only code may call, no batch can call.
 */
export function isBatchable({ policy, sent }: ToolDefinition): boolean {
  const callers = sent["allowed_callers"];
  const isDirect = !Array.isArray(callers) || callers.includes("direct");
  return policy.batchable !== false && sent["defer_loading"] !== true && isDirect;
}
