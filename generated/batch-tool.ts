// batchgen: generated from ../tools/. Do not edit: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import { definitions } from "./definitions.js";
import { defineBatchTool } from "./runtime/batch-definition.js";
import type { Definition } from "./runtime/types.js";

/** The name by which Claude calls the batch tool. */
export const BATCH_NAME: string = "batch_tool";

/** How many invocations run in one batch. What comes after them is answered with LIMIT_EXCEEDED. */
export const MAX_INVOCATIONS: number = 25;

/** The batch tool as it stands beside the tools themselves; `toolsFor` gives it in every other exposure. */
export const batchTool: Anthropic.Tool = defineBatchTool({
  name: BATCH_NAME,
  maxInvocations: MAX_INVOCATIONS,
  definitions: Object.values<Definition>(definitions).filter(({ batchable }) => batchable !== false),
  exposure: "alongside",
});
