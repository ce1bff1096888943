// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import { isTransient, toError } from "./api-error.js";
import type { RetryEvent } from "./conversation-types.js";
import { CLOSE_TIMEOUT_MS, RESEND_DELAY_MS } from "./limits.js";
import { readTurn, type TurnEvent, tellTurn } from "./read-turn.js";
import { createStallClock, type StallClock } from "./stall-clock.js";
import { show } from "./text.js";
import type { Client } from "./types.js";
import { addUsage, noUsage, usageOf } from "./usage.js";

type RequestOptions = NonNullable<Parameters<Client["messages"]["create"]>[1]>;

/** What one request needs beside its parameters. */
export type TurnSettings = {
  client: Client;
  step: number;
  stream: boolean;
  headers: { [name: string]: string } | undefined;
  maxResends: number;
  stallTimeoutMs: number;
  signal: AbortSignal;
  emit: (event: TurnEvent | RetryEvent) => void;
};

/** A message in full, or the error that kept it away. `usage` counts the answers that broke off, too: they are billed. */
export type TurnReply = {
  message?: Anthropic.Message;
  error?: Error;
  requestId: string | undefined;
  usage: ReturnType<typeof noUsage>;
};

/**
 * Sends one request and reads its answer. Never rejects.
 *
 * Attempts that fail before the answer begins are the SDK's to repeat; it does not repeat an answer that breaks off
 * (claude-api: mid-stream failures are never retried), so that is done here, `maxResends` times. No tool has run by then.
 */
export async function requestTurn(
  params: Anthropic.MessageCreateParamsNonStreaming,
  settings: TurnSettings,
): Promise<TurnReply> {
  let usage = noUsage();
  let requestId: string | undefined;
  for (let attempt = 1; ; attempt++) {
    const stall = createStallClock(settings.stallTimeoutMs);
    let draft: Anthropic.Message | undefined;
    // Whether the answer had begun: an attempt that fails before is the SDK's matter.
    let answered = false;
    const begin = () => {
      answered = true;
      stall.touch();
    };
    try {
      const signal = AbortSignal.any([settings.signal, stall.signal]);
      const opened = await open(params, settings, signal, begin);
      requestId = opened.requestId;
      const message = opened.message ?? (await read(opened.events, stall, settings, (part) => (draft = part)));
      if (opened.message) tellTurn(message, settings.step, settings.emit);
      return { message, requestId, usage: addUsage(usage, usageOf(message)) };
    } catch (thrown) {
      if (draft) usage = addUsage(usage, usageOf(draft));
      const error = toError(stall.signal.aborted ? stall.signal.reason : thrown);
      const hopeless = !answered || !isTransient(error) || attempt > settings.maxResends;
      if (settings.signal.aborted || hopeless) return { error, requestId, usage };
      const delayMs = RESEND_DELAY_MS * 2 ** (attempt - 1);
      settings.emit({
        type: "retry",
        step: settings.step,
        attempt: attempt + 1,
        cause: "stream",
        reason: error.message,
        delayMs,
      });
      await pause(delayMs, settings.signal);
    } finally {
      stall.stop();
    }
  }
}

type Opened = { requestId: string | undefined } & (
  | { message: Anthropic.Message; events?: never }
  | { message?: never; events: AsyncIterable<Anthropic.RawMessageStreamEvent> }
);

async function open(
  params: Anthropic.MessageCreateParamsNonStreaming,
  settings: TurnSettings,
  signal: AbortSignal,
  begin: () => void,
): Promise<Opened> {
  const options = optionsFor(settings, signal, begin);
  if (!settings.stream) {
    const message = checked(await settings.client.messages.create({ ...params, stream: false }, options));
    return { message, requestId: Reflect.get(message, "_request_id") ?? undefined };
  }
  const { data, response, request_id } = await withResponse(
    settings.client.messages.create({ ...params, stream: true }, options),
  );
  // A client without middleware, such as a stand-in for the SDK's, tells of it no earlier.
  begin();
  const requestId = request_id ?? undefined;
  // Some gateways, and some stand-ins for the client, answer a request for a stream in one piece.
  if (response?.headers.get("content-type")?.includes("application/json")) {
    return { message: checked(await response.json()), requestId };
  }
  return "content" in data ? { message: data, requestId } : { events: data, requestId };
}

/** A proxy's page or a gateway's own JSON can come with a status of 200, too. */
function checked(answer: unknown): Anthropic.Message {
  const isMessage =
    typeof answer === "object" && answer !== null && "content" in answer && Array.isArray(answer.content);
  if (!isMessage) throw new Error(`The answer is no message: ${show(answer, 200)}. Is this the address of the API?`);
  return answer as Anthropic.Message;
}

type Answer = AsyncIterable<Anthropic.RawMessageStreamEvent> | Anthropic.Message;
type WithResponse = { data: Answer; response?: Response; request_id?: string | null | undefined };

async function withResponse(
  pending: PromiseLike<Answer> & { withResponse?: () => Promise<WithResponse> },
): Promise<WithResponse> {
  return pending.withResponse ? await pending.withResponse() : { data: await pending };
}

function optionsFor(settings: TurnSettings, signal: AbortSignal, begin: () => void): RequestOptions {
  let attempt = 0;
  let reason = "";
  let failedAt = 0;
  return {
    signal,
    ...(settings.headers ? { headers: settings.headers } : {}),
    // The SDK repeats attempts silently, and hands over an answer in one piece only when it is complete: a middleware sees
    // each attempt, and when its answer begins.
    middleware: [
      async (request, next) => {
        attempt++;
        if (attempt > 1) {
          const delayMs = Math.round(performance.now() - failedAt);
          settings.emit({ type: "retry", step: settings.step, attempt, cause: "http", reason, delayMs });
        }
        try {
          const response = await next(request);
          reason = `HTTP status ${response.status}`;
          if (response.ok) begin();
          return response;
        } catch (error) {
          reason = toError(error).message;
          throw error;
        } finally {
          failedAt = performance.now();
        }
      },
    ],
  };
}

function read(
  events: AsyncIterable<Anthropic.RawMessageStreamEvent>,
  stall: StallClock,
  settings: TurnSettings,
  onDraft: (message: Anthropic.Message) => void,
): Promise<Anthropic.Message> {
  return readTurn(watch(events, stall), settings.step, settings.emit, onDraft);
}

async function* watch(
  events: AsyncIterable<Anthropic.RawMessageStreamEvent>,
  stall: StallClock,
): AsyncGenerator<Anthropic.RawMessageStreamEvent> {
  for await (const event of events) {
    // Behind the message's end nothing is waited for but the end of the stream, so that the connection can be used again.
    stall.touch(event.type === "message_stop" ? CLOSE_TIMEOUT_MS : undefined);
    yield event;
  }
}

/** Waits, or less where the signal is aborted before. */
function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, delayMs);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
}
