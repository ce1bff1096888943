// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import type { ConversationOptions } from "./conversation-types.js";
import { extraDefinitions } from "./extra-tools.js";
import { blocksOf } from "./history.js";
import { CACHE_LOOK_BACK, MAX_CACHE_BREAKPOINTS, MAX_TOKENS } from "./limits.js";
import { toolsFor } from "./tools-for.js";

type Params = Anthropic.MessageCreateParamsNonStreaming;

/** The part of the request that stays the same over a conversation: the cache and the thinking blocks depend on it. */
export type Frame = Omit<Params, "messages" | "container">;

/** The settings that it is made of. */
export type FrameOptions = Pick<
  ConversationOptions,
  "model" | "exposure" | "system" | "maxTokens" | "request" | "extraTools" | "tools" | "cache"
>;

/** Builds that part, once. */
export function frameOf(options: FrameOptions): Frame {
  const tools = [...toolsFor(options.exposure, options.tools), ...extraDefinitions(options.extraTools ?? [])];
  const { betas: _betas, ...fields } = options.request ?? {};
  const control = cacheControl(options.cache ?? true);
  return {
    ...(control ? { cache_control: control } : {}),
    ...fields,
    model: options.model,
    max_tokens: options.maxTokens ?? MAX_TOKENS,
    ...(options.system === undefined ? {} : { system: options.system }),
    ...(tools.length === 0 ? {} : { tools }),
  };
}

/** The headers of a request: the betas, which are no field of its body. */
export function headersOf(options: ConversationOptions): { [name: string]: string } | undefined {
  const betas = options.request?.betas ?? [];
  return betas.length === 0 ? undefined : { "anthropic-beta": betas.join(",") };
}

/**
 * One request: the frame with the history as it is now.
 *
 * @param cachedUntil How many messages the request before this one held; its cache entry ends there.
 */
export function paramsOf(
  frame: Frame,
  messages: readonly Anthropic.MessageParam[],
  cachedUntil: number,
  container: string | undefined,
): Params {
  // The caller's own breakpoints come first: with all of them used up, one more would be refused.
  const full = breakpointsIn(withoutCaching(frame), messages) >= MAX_CACHE_BREAKPOINTS;
  const fields = full ? withoutCaching(frame) : frame;
  return {
    // A container that the caller named is the caller's to keep.
    ...(container === undefined ? {} : { container }),
    ...fields,
    messages: withBreakpoint(fields, withinLimit(fields, messages), cachedUntil),
  };
}

/** The same frame without automatic caching; breakpoints in tools, system and messages stay. */
export function withoutCaching(frame: Frame): Frame {
  const { cache_control: _left, ...rest } = frame;
  return rest;
}

function cacheControl(cache: boolean | "5m" | "1h"): Anthropic.CacheControlEphemeral | undefined {
  if (cache === false) return undefined;
  return cache === true ? { type: "ephemeral" } : { type: "ephemeral", ttl: cache };
}

/**
 * With `cache_control` on the whole request the API marks its end, and from there looks back 20 blocks for what it has
 * cached. A turn of many parallel calls adds more than that, and all would be paid for again. So such a request marks
 * the end of the one before it too, in the copy that is sent: a mark is no part of what is cached.
 */
function withBreakpoint(
  frame: Frame,
  messages: readonly Anthropic.MessageParam[],
  cachedUntil: number,
): Anthropic.MessageParam[] {
  const sent = [...messages];
  const last = sent[cachedUntil - 1];
  if (!last || !frame.cache_control || blocksIn(sent.slice(cachedUntil)) < CACHE_LOOK_BACK) return sent;
  if (breakpointsIn(frame, sent) >= MAX_CACHE_BREAKPOINTS) return sent;
  const marked = marking(last, frame.cache_control);
  if (marked) sent[cachedUntil - 1] = marked;
  return sent;
}

/**
 * The messages, in the copy that is sent, without their oldest breakpoints where there are more than the API takes: a handler may
 * mark all that it gives, and each call of it adds one.
 */
function withinLimit(frame: Frame, messages: readonly Anthropic.MessageParam[]): readonly Anthropic.MessageParam[] {
  let over = breakpointsIn(frame, messages) - MAX_CACHE_BREAKPOINTS;
  const unmarked = <T extends object>(item: T): T => {
    if (over <= 0 || Reflect.get(item, "cache_control") == null) return item;
    over -= 1;
    return { ...item, cache_control: null };
  };
  return messages.map((message) => {
    if (over <= 0 || typeof message.content === "string") return message;
    const content = message.content.map((block: Anthropic.ContentBlockParam) => {
      const own = unmarked(block);
      if (own.type !== "tool_result" || !Array.isArray(own.content)) return own;
      return { ...own, content: own.content.map(unmarked) };
    });
    return { ...message, content } as Anthropic.MessageParam;
  });
}

function marking(
  message: Anthropic.MessageParam,
  control: Anthropic.CacheControlEphemeral,
): Anthropic.MessageParam | undefined {
  const blocks = blocksOf(message.content);
  const last = blocks.at(-1);
  if (!last || last.type === "thinking" || last.type === "redacted_thinking") return undefined;
  return {
    ...message,
    content: [...blocks.slice(0, -1), { ...last, cache_control: control }],
  } as Anthropic.MessageParam;
}

function blocksIn(messages: readonly Anthropic.MessageParam[]): number {
  return messages.reduce((sum, { content }) => sum + blocksOf(content).length, 0);
}

function breakpointsIn(frame: Frame, messages: readonly Anthropic.MessageParam[]): number {
  const system = Array.isArray(frame.system) ? frame.system : [];
  const blocks = messages.flatMap(({ content }) => blocksOf(content)).flatMap(withInner);
  const marked = [...(frame.tools ?? []), ...system, ...blocks].filter(
    (item) => Reflect.get(item, "cache_control") != null,
  );
  return marked.length + (frame.cache_control ? 1 : 0);
}

/** A block and, of a tool result, those in it: they may be marked as well. */
function withInner(block: Anthropic.ContentBlockParam): object[] {
  return block.type === "tool_result" && Array.isArray(block.content) ? [block, ...block.content] : [block];
}
