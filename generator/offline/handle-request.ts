import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { containerIn, NO_CONTAINER } from "../api/code-rules.js";
import { estimateTokens } from "../api/estimate-tokens.js";
import { factsOf } from "../api/models.js";
import { fillIn } from "../api/rule.js";
import { decodePercent } from "../json/pointer.js";
import { isObject, type JsonObject, stringOf } from "../json/values.js";
import { checkRequest } from "./check-request.js";
import { thrownText } from "./offline-claude-error.js";
import type { TurnSource } from "./script/turn-source.js";
import type { Fault, OfflineOptions, ReceivedRequest } from "./types.js";
import { buildMessage } from "./wire/build-message.js";
import { carryOn } from "./wire/carry-on.js";
import type { PromptCache } from "./wire/prompt-cache.js";
import { type Sending, sendError, sendJson, sendMessage, sendStream } from "./wire/send.js";
import { shapeFault } from "./wire/shape-fault.js";
import type { Threads } from "./wire/threads.js";
import type { WireError, WireMessage } from "./wire/types.js";

const MAX_BODY = 32 * 1024 * 1024;

/** What one offline Claude knows between requests. */
export type ServerState = {
  readonly options: OfflineOptions;
  readonly source: TurnSource;
  readonly threads: Threads;
  readonly cache: PromptCache;
  readonly requests: ReceivedRequest[];
  /** The containers that are gone. */
  readonly lost: Set<string>;
  /** Aborted when the server is closed, so that nothing waits on. */
  readonly closing: AbortSignal;
  readonly startedAt: number;
  messageRequests: number;
};

/** Reads a body to its end; what is past the limit is counted and not kept. */
async function readBody(request: IncomingMessage): Promise<{ bytes: Buffer; length: number }> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= MAX_BODY) chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks), length };
}

/** Whether any text in a value holds half of a surrogate pair, which JSON can carry and UTF-8 cannot. */
function hasLoneSurrogate(value: unknown): boolean {
  if (typeof value === "string") return /\p{Surrogate}/u.test(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, one]) => hasLoneSurrogate(key) || hasLoneSurrogate(one));
}

function parse(bytes: Buffer): { body: JsonObject; error?: string } {
  if (bytes.length === 0) return { body: {} };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const body: unknown = JSON.parse(text);
    if (!isObject(body))
      return { body: {}, error: "Input should be a valid dictionary or object to extract fields from" };
    if (/\\ud[89a-f]/i.test(text) && hasLoneSurrogate(body)) {
      return { body, error: "The request body is not valid JSON: no low surrogate in string" };
    }
    return { body };
  } catch (thrown) {
    return { body: {}, error: `The request body is not valid JSON: ${thrown instanceof Error ? thrown.message : ""}` };
  }
}

function faultOf({ options, messageRequests }: ServerState, record: ReceivedRequest): Fault | undefined {
  if (typeof options.faults === "function") return options.faults(record, messageRequests);
  return options.faults?.find(({ request }) => request === messageRequests);
}

/**
 * Whether a fault left any mark on what was sent: one past the end of an answer, or on what the answer does not have,
 * does not.
 */
function struck(
  fault: Fault,
  { before, after, sent }: { before: WireMessage; after: WireMessage; sent: boolean },
): boolean {
  return fault.kind === "cut" || fault.kind === "stall" || fault.kind === "overload" ? !sent : after !== before;
}

/** A fault that takes the place of any answer, as the error it is. */
function errorOf(fault: Fault | undefined, streaming: boolean): WireError | undefined {
  switch (fault?.kind) {
    case "rate_limit":
      return {
        status: 429,
        type: "rate_limit_error",
        message: "This request would exceed your organization's rate limit. Please try again later.",
        headers: { "retry-after": String(fault.retryAfter ?? 0) },
      };
    case "overload":
      if (streaming && fault.atByte !== undefined) return undefined;
      return { status: 529, type: "overloaded_error", message: "Overloaded" };
    case "error":
      return {
        status: fault.status,
        type: fault.type,
        message: fault.message,
        ...(fault.headers && { headers: fault.headers }),
      };
    default:
      return undefined;
  }
}

function isWireError(value: JsonObject | WireError): value is WireError {
  return Object.hasOwn(value, "status");
}

async function wait(ms: number, { closing }: ServerState): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal: closing }).catch(() => {});
}

/**
 * The error for a container that a fault has taken away, now or before; undefined for a request that names none of
 * these.
 */
function goneContainer({ lost }: ServerState, body: JsonObject, fault: Fault | undefined): WireError | undefined {
  const id = containerIn(body);
  if (id === undefined) return undefined;
  if (fault?.kind === "lose_container") lost.add(id);
  if (!lost.has(id)) return undefined;
  return { status: 404, type: "not_found_error", message: fillIn(NO_CONTAINER, { id }), rule: "container-known" };
}

async function answer(state: ServerState, sending: Sending): Promise<void> {
  const { record, response } = sending;
  state.messageRequests += 1;
  let fault: Fault | undefined;
  try {
    fault = faultOf(state, record);
  } catch (thrown) {
    return sendError(sending, state.source.fail(record, `\`faults\` threw: ${thrownText(thrown)}`));
  }
  record.fault = fault?.kind;
  const streaming = record.body["stream"] === true;
  if (fault?.kind === "cut" && fault.atByte <= 0) return void response.destroy();
  const early = errorOf(fault, streaming);
  if (early) return sendError(sending, early);
  const body = state.threads.whole(record.body);
  if (isWireError(body)) return sendError(sending, body);
  const wrong =
    checkRequest({ endpoint: "messages", headers: record.headers, body }) ?? goneContainer(state, body, fault);
  if (wrong) return sendError(sending, wrong);
  const taken = await state.source.take(record, body);
  if ("status" in taken) return sendError(sending, taken);
  fault ??= taken.fault;
  record.fault = fault?.kind;
  if (fault?.kind === "cut" && fault.atByte <= 0) {
    taken.giveBack();
    return void response.destroy();
  }
  const late = errorOf(fault, streaming);
  await wait((state.options.latencyMs ?? 0) + (fault?.kind === "delay" ? fault.ms : 0), state);
  if (late) {
    taken.giveBack();
    return sendError(sending, late);
  }
  const before = buildMessage(carryOn(taken.turn, body), body, state.cache.use(body));
  const message = shapeFault(before, fault);
  record.stopReason = stringOf(message.envelope["stop_reason"]) ?? null;
  const sent = await (streaming ? sendStream : sendMessage)(sending, message, fault);
  if (sent) state.threads.keep(body, message);
  const spoilt = fault !== undefined && fault.kind !== "delay" && struck(fault, { before, after: message, sent });
  if (!spoilt && fault?.kind !== "delay") record.fault = undefined;
  if (spoilt || !sent) taken.giveBack();
}

async function count(sending: Sending): Promise<void> {
  const { headers, body } = sending.record;
  const wrong = checkRequest({ endpoint: "count_tokens", headers, body });
  if (wrong) return sendError(sending, wrong);
  await sendJson(sending, { input_tokens: estimateTokens(JSON.stringify(body)) });
}

async function model(sending: Sending, id: string): Promise<void> {
  const wrong = checkRequest({ endpoint: "models", headers: sending.record.headers, body: {} });
  if (wrong) return sendError(sending, wrong);
  const { window = null, maxTokens = null } = factsOf(id);
  await sendJson(sending, {
    type: "model",
    id,
    display_name: id,
    created_at: "2026-01-01T00:00:00Z",
    lifecycle: "active",
    // What is not known of a model is null, as in the SDK's type.
    max_input_tokens: window,
    max_tokens: maxTokens,
  });
}

function route(state: ServerState, sending: Sending, bad: WireError | undefined): Promise<void> {
  const { method, path } = sending.record;
  const [where = ""] = path.split("?");
  const [, id] = /^\/v1\/models\/([^/]+)$/.exec(where) ?? [];
  if (method === "GET" && id !== undefined) return model(sending, decodePercent(id));
  if (where !== "/v1/messages" && where !== "/v1/messages/count_tokens") {
    return sendError(sending, { status: 404, type: "not_found_error", message: "Not Found" });
  }
  if (method !== "POST") {
    return sendError(sending, { status: 405, type: "invalid_request_error", message: "Method Not Allowed" });
  }
  if (bad) return sendError(sending, bad);
  return where === "/v1/messages" ? answer(state, sending) : count(sending);
}

/** Takes one HTTP request: records it, holds it against the rules, and answers it. */
export async function handleRequest(
  state: ServerState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { bytes, length } = await readBody(request);
  const { body, error } = length > MAX_BODY ? { body: {} } : parse(bytes);
  const readAt = performance.now();
  const record: ReceivedRequest = {
    number: state.requests.length + 1,
    method: request.method ?? "",
    path: request.url ?? "/",
    headers: request.headers,
    body,
    bytes: length,
    at: readAt - state.startedAt,
    status: undefined,
    responseBytes: 0,
    durationMs: 0,
    error: undefined,
    stopReason: undefined,
    rule: undefined,
    fault: undefined,
  };
  state.requests.push(record);
  const requestId = `req_offline_${String(record.number).padStart(6, "0")}`;
  const bad =
    length > MAX_BODY
      ? { status: 413, type: "request_too_large", message: "Request exceeds the maximum size", rule: "body-size" }
      : error === undefined
        ? undefined
        : { status: 400, type: "invalid_request_error", message: error, rule: "body-json" };
  await route(state, { response, record, requestId }, bad);
  record.durationMs = performance.now() - readAt;
}
