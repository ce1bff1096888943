import { isBatchable } from "./emit-definitions.js";
import { quote, withExtension } from "./text.js";
import type { EmitContext } from "./types.js";

/** `batch-tool.ts`: the one tool that carries many calls. */
export function emitBatchTool({ tools, extension, batchName, maxInvocations }: EmitContext): string {
  const constants = `/** The name by which Claude calls the batch tool. */
export const BATCH_NAME: string = ${quote(batchName)};

/** How many invocations run in one batch. What comes after them is answered with LIMIT_EXCEEDED. */
export const MAX_INVOCATIONS: number = ${maxInvocations};
`;
  if (!tools.some(isBatchable)) {
    return `${constants}
/** There is no tool that can be called in a batch. */
export const batchTool: undefined = undefined;
`;
  }
  return `import type Anthropic from "@anthropic-ai/sdk";
import { definitions } from "${withExtension("./definitions.js", extension)}";
import { defineBatchTool } from "${withExtension("./runtime/batch-definition.js", extension)}";
import type { Definition } from "${withExtension("./runtime/types.js", extension)}";

${constants}
/** The batch tool as it stands beside the tools themselves; \`toolsFor\` gives it in every other exposure. */
export const batchTool: Anthropic.Tool = defineBatchTool({
  name: BATCH_NAME,
  maxInvocations: MAX_INVOCATIONS,
  definitions: Object.values<Definition>(definitions).filter(({ batchable }) => batchable !== false),
  exposure: "alongside",
});
`;
}
