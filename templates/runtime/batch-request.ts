// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import { BATCH_NAME } from "../batch-tool.js";
import type { ConversationOptions } from "./conversation-types.js";
import { frameOf } from "./request-params.js";
import { show } from "./text.js";

/** What a request of a Message Batch is made of; the fields are those of a conversation. */
export type BatchRequestOptions = Pick<
  ConversationOptions,
  "model" | "messages" | "exposure" | "system" | "maxTokens" | "request" | "extraTools" | "tools" | "cache"
> & {
  /** Tells this request's result from the others': 1 to 64 characters of A-Z, a-z, 0-9, _ and -. */
  customId: string;
};

/** One entry of `client.messages.batches.create({ requests: […] })`. */
export type BatchRequest = { custom_id: string; params: Anthropic.MessageCreateParamsNonStreaming };

/**
 * Builds a request for the Message Batches API. There is one turn and no second one to make further calls in, so the
 * tools are shown as the batch tool alone unless `exposure` says otherwise, the system prompt says that all calls belong
 * in one reply, and nothing is cached. `request.betas` has no place in it: give that to `batches.create` as a header.
 *
 * @throws TypeError for a `customId` with which the API would refuse the whole batch.
 */
export function batchRequest(options: BatchRequestOptions): BatchRequest {
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(options.customId)) {
    throw new TypeError(`customId must be 1 to 64 of A-Z, a-z, 0-9, _ and -, not ${show(options.customId, 80)}.`);
  }
  const frame = frameOf({ cache: false, exposure: "batch-only", ...options });
  const offered = frame.tools?.some((tool) => "name" in tool && tool.name === BATCH_NAME);
  const how = offered ? `, as the invocations of one ${BATCH_NAME} call` : "";
  const rule = `This is the only turn: make every call that the task needs in this one reply${how}.`;
  return {
    custom_id: options.customId,
    params: { ...frame, system: withRule(options.system, rule), messages: [...options.messages] },
  };
}

function withRule(system: BatchRequestOptions["system"], rule: string): string | Anthropic.TextBlockParam[] {
  if (system === undefined || system === "") return rule;
  return typeof system === "string" ? `${system}\n\n${rule}` : [...system, { type: "text", text: rule }];
}
