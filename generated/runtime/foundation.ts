// batchgen: runtime. Do not edit: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

// What the rest builds on: values and text, the contract with its types and limits, and the validation of values.

import type Anthropic from "@anthropic-ai/sdk";

// --- json/formats.ts ---

/** A format that says what a text or a number is, and a value that passes. */
type Format =
  | { readonly isNumeric: false; readonly fits: (value: string) => boolean; readonly example: string }
  | { readonly isNumeric: true; readonly fits: (value: number) => boolean; readonly example: number };

const EMAIL = /^(?:"[^"]+"|[^\s@]+)@[^\s@]+$/u;
const URI = /^[a-z][a-z0-9+.-]*:\S+$/iu;
const URI_REFERENCE = /^\S*$/u;

/**
 * What people and their libraries write under a format, not what its RFC says: dates without an offset (Python,
 * Pydantic), addresses with letters of any language, fractions of durations. Only a value of which a handler could make
 * nothing is refused. Other formats, known ones too (`password`, `binary`), say nothing that could be wrong.
 */
const FORMATS: ReadonlyMap<string, Format> = /* @__PURE__ */ createFormats();

function createFormats(): Map<string, Format> {
  return new Map<string, Format>([
    ["date", textFormat(isDate, "2026-01-31")],
    ["time", textFormat(isTime, "12:30:00Z")],
    ["date-time", textFormat(isDateTime, "2026-01-31T12:30:00Z")],
    ["duration", textFormat(isDuration, "PT1H")],
    ["email", patternFormat(EMAIL, "user@example.com")],
    ["idn-email", patternFormat(EMAIL, "user@example.com")],
    ["hostname", textFormat(isHostname, "example.com")],
    ["idn-hostname", patternFormat(/^[^\s!-,/:-@[-^`{-~]+$/u, "example.com")],
    ["ipv4", textFormat(isIpv4, "192.0.2.1")],
    ["ipv6", textFormat(isIpv6, "2001:db8::1")],
    ["uri", patternFormat(URI, "https://example.com")],
    ["iri", patternFormat(URI, "https://example.com")],
    ["url", patternFormat(URI, "https://example.com")],
    ["uri-reference", patternFormat(URI_REFERENCE, "/path")],
    ["iri-reference", patternFormat(URI_REFERENCE, "/path")],
    ["uri-template", patternFormat(/^(?:[^\s{}]|\{[^\s{}]+\})*$/u, "/path/{id}")],
    [
      "uuid",
      patternFormat(
        /^(?:urn:uuid:)?[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/iu,
        "123e4567-e89b-12d3-a456-426614174000",
      ),
    ],
    ["json-pointer", patternFormat(/^(?:\/(?:[^~/]|~[01])*)*$/u, "/path/0")],
    ["relative-json-pointer", patternFormat(/^(?:0|[1-9]\d*)(?:#|(?:\/(?:[^~/]|~[01])*)*)$/u, "1/path")],
    ["regex", textFormat(isPattern, "^a+$")],
    ["int32", { isNumeric: true, fits: (value) => Number.isInteger(value) && value === (value | 0), example: 1 }],
    ["int64", { isNumeric: true, fits: Number.isInteger, example: 1 }],
  ]);
}

function textFormat(fits: (value: string) => boolean, example: string): Format {
  return { isNumeric: false, fits, example };
}

function patternFormat(pattern: RegExp, example: string): Format {
  return textFormat((value) => pattern.test(value), example);
}

function isDate(value: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? [];
  const [monthNumber, dayNumber] = [Number(month), Number(day)];
  if (!(monthNumber >= 1 && monthNumber <= 12)) return false;
  return dayNumber >= 1 && dayNumber <= daysOf(Number(year), monthNumber);
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isTime(value: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:[.,]\d+)?)?(?: ?z| ?[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?$/i.test(
    value,
  );
}

function isDateTime(value: string): boolean {
  return /^[tT ]$/.test(value.charAt(10)) && isDate(value.slice(0, 10)) && isTime(value.slice(11));
}

/** Months and minutes are both M. Each unit may stand once, in this order, and at least one must. */
const DURATION = /* @__PURE__ */ createDuration();

function createDuration(): RegExp {
  return new RegExp(`^[+-]?P(?=\\d|T\\d)${amountsOf("YMWD")}(?:T(?=\\d)${amountsOf("HMS")})?$`);
}

function amountsOf(units: string): string {
  return Array.from(units, (unit) => `(?:\\d+(?:[.,]\\d+)?${unit})?`).join("");
}

function isDuration(value: string): boolean {
  return DURATION.test(value);
}

function isHostname(value: string): boolean {
  if (value.length > 254) return false;
  const labels = value.replace(/\.$/, "").split(".");
  return labels.every((label) => /^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}_])?$/u.test(label));
}

function isIpv4(value: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(value);
}

function isIpv6(value: string): boolean {
  if (value.length > 45) return false;
  const [, head = "", tail] = /^(.*?)((?<=:)\d+\.\d+\.\d+\.\d+)?$/.exec(value) ?? [];
  if (tail !== undefined && !isIpv4(tail)) return false;
  // The last four bytes, written as in IPv4, are two groups.
  const halves = (tail === undefined ? head : `${head}0:0`).split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? groups.length <= 7 : groups.length === 8;
}

function isPattern(value: string): boolean {
  try {
    new RegExp(value, "u");
    return true;
  } catch {
    return false;
  }
}

// --- json/join-signals.ts ---

/** A signal that is aborted with the first of some others, until it is released. */
type JoinedSignal = { readonly signal: AbortSignal; release(): void };

/**
 * Joins signals as `AbortSignal.any` does, but can be released: a signal that lives as long as the process would
 * otherwise keep an entry for each request of each conversation (Node 20).
 */
export function joinSignals(signals: readonly AbortSignal[]): JoinedSignal {
  const controller = new AbortController();
  const abort = (event: Event): void => controller.abort((event.target as AbortSignal).reason);
  const aborted = signals.find((signal) => signal.aborted);
  if (aborted !== undefined) controller.abort(aborted.reason);
  else for (const signal of signals) signal.addEventListener("abort", abort, { once: true });
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of signals) signal.removeEventListener("abort", abort);
    },
  };
}

// --- json/text.ts ---

const encoder = /* @__PURE__ */ new TextEncoder();
const decoder = /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });

/** So much of a long text is measured at a time, in UTF-16 units: no copy of all of it is ever made. */
const PIECE = 65_536;

/** How many bytes a text has in UTF-8. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; ) {
    const end = at + PIECE;
    // A surrogate pair stays together.
    const isInPair = end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800;
    const next = isInPair ? end + 1 : end;
    bytes += encoder.encode(text.slice(at, next)).length;
    at = next;
  }
  return bytes;
}

/** How many bytes a text takes inside the quotes of a JSON string. */
export function jsonLength(text: string): number {
  return byteLength(JSON.stringify(text)) - 2;
}

/**
 * The longest head of a text that has at most so many bytes in UTF-8 and ends between two characters. A head is a text
 * of its own: a part of the whole would keep all of that in memory.
 */
export function headOf(text: string, bytes: number): string {
  // A UTF-16 unit takes three bytes at most. Most texts fit, and need no room of the size of the limit.
  if (text.length * 3 <= bytes) return text;
  const room = new Uint8Array(Math.max(0, Math.min(bytes, text.length * 3)));
  const { read, written } = encoder.encodeInto(text.slice(0, room.length), room);
  return read === text.length ? text : decoder.decode(room.subarray(0, written));
}

/**
 * The text with a replacement character for each half of a surrogate pair, which UTF-8 cannot carry and the API
 * refuses.
 */
export function wellFormed(text: string): string {
  return text.replace(HALVES, "\ufffd");
}

const HALVES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Whether a JSON value holds no such half, in its keys neither. */
export function isWellFormed(value: unknown): boolean {
  if (typeof value === "string") return value.search(HALVES) < 0;
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(isWellFormed);
  return Object.entries(value).every(([key, one]) => isWellFormed(key) && isWellFormed(one));
}

/** The same for JSON, where `JSON.stringify` writes such a half as an escape. */
export function wellFormedJson(json: string): string {
  // Nearly all JSON has no such escape.
  if (!json.includes("\\u")) return json;
  return json.replace(/\\(u[dD][89a-fA-F][\da-fA-F]{2}|.)/g, (whole: string, what: string) =>
    what.length === 1 ? whole : "\ufffd",
  );
}

/** The longest head of a text that takes at most so many bytes inside a JSON string. */
export function headInJson(text: string, bytes: number): string {
  let [fits, most] = [0, bytes];
  while (fits < most) {
    const tried = Math.ceil((fits + most) / 2);
    if (jsonLength(headOf(text, tried)) <= bytes) fits = tried;
    else most = tried - 1;
  }
  return headOf(text, fits);
}

/** A text that takes at most so many bytes inside a JSON string; an ellipsis stands for what was cut from its end. */
export function clip(text: string, bytes: number): string {
  if (jsonLength(text) <= bytes) return text;
  return bytes < 3 ? "" : `${headInJson(text, bytes - 3)}\u2026`;
}

/** The same for a text whose end says as much as its beginning: the middle is cut out. */
function clipMiddle(text: string, bytes: number): string {
  if (jsonLength(text) <= bytes) return text;
  for (let side = Math.floor(bytes / 2); side > 0; side -= 1) {
    const clipped = wellFormed(`${text.slice(0, side)}\u2026${text.slice(-side)}`);
    if (jsonLength(clipped) <= bytes) return clipped;
  }
  return "";
}

/** A value as JSON, cut to so many bytes; what JSON cannot hold is named by its type. */
export function show(value: unknown, bytes: number): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // A BigInt or a circle: only code passes these.
  }
  return clip(text ?? typeof value, bytes);
}

/** The names nearest to an unknown one, the nearest first. */
export function nearest(name: string, names: readonly string[], most: number): string[] {
  const wanted = name.toLowerCase();
  const close = names.flatMap((candidate) => {
    const known = candidate.toLowerCase();
    // `functions.get_time` and `mcp__clock__get_time` mean get_time.
    if (known !== "" && wanted.endsWith(known)) return [{ candidate, distance: 0 }];
    const longest = Math.max(wanted.length, known.length);
    // Half of a short name must be right: any two letters are near to any other two.
    const bound = Math.min(Math.max(2, longest * 0.4), longest / 2);
    // So far apart in length, they cannot be near; and a name of a megabyte is not compared letter by letter.
    if (Math.abs(wanted.length - known.length) > bound) return [];
    const apart = distance(wanted, known);
    return apart <= bound ? [{ candidate, distance: apart }] : [];
  });
  return close
    .sort((a, b) => a.distance - b.distance || b.candidate.length - a.candidate.length)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** How many characters must be changed, added or left out to make one text of the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

// --- json/timer.ts ---

/**
 * Calls back after so many milliseconds; never, where no timer can last that long. Gives the function that calls it
 * off.
 */
export function startTimer(ms: number | undefined, ring: () => void): () => void {
  if (ms === undefined || ms > LONGEST_TIMER_MS) return () => {};
  const timer = setTimeout(ring, ms);
  return () => clearTimeout(timer);
}

/**
 * Calls what belongs to somebody else and only looks on: what it throws, or rejects with later, is nobody else's
 * failure.
 */
export function quietly(call: () => unknown): void {
  try {
    const result = call();
    if (result instanceof Promise) result.catch(() => {});
  } catch {
    // Whoever only looks on must not disturb.
  }
}

/** The longest that a timer of JavaScript takes, in milliseconds (2^31 - 1): a longer one would fire at once. */
export const LONGEST_TIMER_MS = 2_147_483_647;

// --- json/values.ts ---

/**
 * Where JSON Schema 2020-12 keeps schemas inside a schema: one, a list, or one by each key. All other keywords hold
 * data, which is never walked.
 */
const SUBSCHEMAS: { readonly [kind in "one" | "list" | "map"]: readonly string[] } = {
  one: [
    "items",
    "additionalProperties",
    "propertyNames",
    "contains",
    "not",
    "if",
    "then",
    "else",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
  ],
  list: ["allOf", "anyOf", "oneOf", "prefixItems"],
  map: ["properties", "patternProperties", "dependentSchemas", "$defs"],
};

/** Whether a value is a JSON object; as a schema, one that is no boolean. */
export function isObject(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The JSON type of a value: `integer` counts as `number`. */
export function jsonType(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** A copy of a schema in which `change` has been applied to every schema, the innermost first. */
export function mapSchema(schema: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const inside = (value: unknown): unknown => (isObject(value) ? mapSchema(value, change) : value);
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (SUBSCHEMAS.one.includes(keyword)) return [keyword, inside(value)];
    if (SUBSCHEMAS.list.includes(keyword) && Array.isArray(value)) return [keyword, value.map(inside)];
    if (SUBSCHEMAS.map.includes(keyword) && isObject(value)) return [keyword, mapValues(value, inside)];
    return [keyword, value];
  });
  return change(Object.fromEntries(entries));
}

/** The same keys with other values. A key `__proto__` stays an ordinary one. */
export function mapValues(object: JsonSchema, change: (value: unknown, key: string) => unknown): JsonSchema {
  // Every argument is copied here: a loop takes a third of the time that a list of entries does.
  const mapped: { [key: string]: unknown } = {};
  for (const key of Object.keys(object)) {
    const value = change(object[key], key);
    if (key === "__proto__") {
      Object.defineProperty(mapped, key, { value, writable: true, enumerable: true, configurable: true });
    } else mapped[key] = value;
  }
  return mapped;
}

/** A copy of a JSON value. What is no JSON, a Date or a Map, say, which only code can pass, stays what it is. */
export function copyJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyJson);
  return isPlain(value) ? mapValues(value, copyJson) : value;
}

/** Whether a value is an object as JSON has them, of no class. */
export function isPlain(value: unknown): value is JsonSchema {
  return isObject(value) && Object.prototype.toString.call(value) === "[object Object]";
}

/** What a local reference (`#`, `#/$defs/x`) points to; undefined where it leads nowhere. */
export function resolvePointer(root: JsonSchema, reference: string): unknown {
  return valueAt(root, pointerKeys(reference));
}

/** What stands in a JSON value behind some keys; undefined where nothing does. */
function valueAt(root: unknown, keys: readonly string[]): unknown {
  let value = root;
  for (const key of keys) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    // Of an array only the elements are JSON.
    if (Array.isArray(value) && key === "length") return undefined;
    value = (value as { [key: string]: unknown })[key];
  }
  return value;
}

/** The keys that a JSON pointer, with or without its `#`, goes through. */
export function pointerKeys(pointer: string): string[] {
  const [, ...keys] = pointer.replace(/^#/, "").split("/");
  return keys.map((key) => fromSegment(decodePercent(key)));
}

/** A text of a URI without its percent-encoding; the text itself where that is broken. */
function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A key as a segment of a JSON pointer (RFC 6901): `a/b` as `a~1b`. */
export function toSegment(key: string | number): string {
  const text = String(key);
  return /[~/]/.test(text) ? text.replaceAll("~", "~0").replaceAll("/", "~1") : text;
}

/** The key that a segment of a JSON pointer stands for. */
export function fromSegment(segment: string): string {
  return segment.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** A key as it is written in a JSON pointer behind `#`. */
export function pointerKey(key: string): string {
  // Half a surrogate pair has no percent-encoding; it stays as it is.
  return Array.from(toSegment(key), (part) => (/^[\ud800-\udfff]$/.test(part) ? part : encodeURIComponent(part))).join(
    "",
  );
}

/** A path to a member, as one would write it in JavaScript. */
export function memberPath(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

/**
 * What the text of a tool's input stands for; the text itself where it is no JSON, or is nested so deep that it could
 * be read but not written again, and with it the history.
 */
export function parseInput(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    JSON.stringify(value);
    return value;
  } catch {
    return text;
  }
}

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = { readonly [keyword: string]: unknown };

// --- contract/approvals.ts ---

/** A call that waits for approval. */
export type ApprovalRequest<Tools extends Contracts<Tools> = AnyTools> = {
  [N in NameOf<Tools>]: {
    name: N;
    input: Tools[N]["input"];
    /** Its place in its batch, from 0; 0 for a call on its own. */
    index: number;
    /** How many calls its batch holds; 1 for a call on its own. */
    invocationCount: number;
    /** The id of the tool use that asked for it; undefined where code called, and not Claude. */
    toolUseId: string | undefined;
    /**
     * Who made the call. Code waits for an answer no longer than `CODE_APPROVAL_MS` (180,000) after its turn has come.
     */
    caller?: ToolCaller;
    /** Which element of `each` it is for; absent without one. */
    item?: ItemPlace;
    /** Which values in `input` come from other calls' results, and the element of `each`; absent where nothing does. */
    from?: readonly ValueOrigin[];
    /** Aborted when the turn is: the answer is not waited for any longer. */
    signal: AbortSignal;
  };
}[NameOf<Tools>];

/** What a definition says about its tool. It can come from a third party: claims, not facts. */
export type ToolPolicy = {
  readonly name: string;
  /** MCP's `readOnlyHint`. */
  readonly readOnly: boolean;
  /** MCP's `destructiveHint`. */
  readonly destructive: boolean;
  /** Whether calls need approval by the definition alone. */
  readonly approval: boolean;
};

/**
 * Where an argument comes from: its path, as Claude sees it, and the id of the invocation and the JSON pointer into its
 * result.
 */
export type ValueOrigin = { readonly path: string; readonly id: string; readonly pointer: string };

/** What a host may need to know of a call before it says whether that needs approval. */
export type PolicyCall = {
  /** Which of its arguments come from other calls' results. */
  readonly references: readonly ValueOrigin[];
};

/** The host's own policy: `true` and `false` override the definition; `undefined` leaves it to that. */
export type NeedsApproval = (tool: ToolPolicy, call: PolicyCall) => boolean | undefined;

/** Yes or no, or either with a reason that Claude is told. */
export type Approval = boolean | { approved: boolean; reason?: string | undefined };

// --- contract/check-options.ts ---

/** The numbers among some options, by name: `counts` are integers, `amounts` need not be. */
type Numbers = { readonly [name: string]: number | undefined };

/**
 * Rejects numbers that would not do what they seem to say. Infinity means no limit.
 *
 * @param least The smallest number allowed: 0 or above 0.
 * @throws TypeError that names the first wrong one.
 */
export function checkNumbers(counts: Numbers, amounts: Numbers, least: "from 0" | "above 0"): void {
  for (const [name, value] of Object.entries({ ...counts, ...amounts })) {
    if (value === undefined) continue;
    const isCount = Object.hasOwn(counts, name);
    const isInRange = typeof value === "number" && (least === "from 0" ? value >= 0 : value > 0);
    if (isInRange && (!isCount || value === Number.POSITIVE_INFINITY || Number.isInteger(value))) continue;
    throw new TypeError(`${name} must be ${isCount ? "an integer" : "a number"} ${least}, not ${String(value)}.`);
  }
}

/**
 * Rejects an option that is none of the known words.
 *
 * @throws TypeError that names the words.
 */
export function checkWord(name: string, word: string | undefined, words: readonly string[]): void {
  if (word === undefined || words.includes(word)) return;
  const known = words.join(", ").replace(/, (?=[^,]*$)/, " or ");
  throw new TypeError(`${name} must be ${known}, not ${JSON.stringify(word)}.`);
}

// --- contract/conversation-types.ts ---

/**
 * How a conversation ended.
 *
 * - `completed`: Claude ended its turn; `text` is the answer.
 * - `max_steps`: a budget is used up; `budget` says which.
 * - `truncated`: the answer reached `max_tokens`. Calls of such a turn are not run.
 * - `refused`: Claude declined; `message.stop_details` says why, where the API told.
 * - `paused`: the server tools paused the turn more often than `maxPauses` in a row. `message` is the last part of it.
 * - `context_exceeded`: the model's context window is full.
 * - `aborted`: `signal` was aborted.
 * - `stuck`: Claude repeated a failing call `stuckAfter` turns in a row.
 * - `unknown_stop`: a stop reason that this code does not know, or none.
 * - `error`: the API, or the way to it, failed; see `error`.
 */
export type ConversationOutcome =
  | "completed"
  | "max_steps"
  | "truncated"
  | "refused"
  | "paused"
  | "context_exceeded"
  | "aborted"
  | "stuck"
  | "unknown_stop"
  | "error";

/** Which budget ended a conversation: requests, tokens, or wall time. */
export type Budget = "steps" | "tokens" | "time";

/** Tokens, added up over all requests. The input is the sum of the three input counters. */
export type TokenUsage = {
  input_tokens: number;
  output_tokens: number;
  cache_creation_input_tokens: number;
  cache_read_input_tokens: number;
};

/**
 * Further fields of the request, those of betas among them, sent as they are. `betas` becomes the `anthropic-beta`
 * header.
 */
export type RequestFields = Partial<
  Omit<
    Anthropic.Beta.Messages.MessageCreateParamsNonStreaming,
    "model" | "messages" | "tools" | "max_tokens" | "system" | "stream" | "betas"
  >
> & { betas?: readonly Anthropic.Beta.AnthropicBeta[] };

/** A request is sent; `step` counts them from 1. */
export type RequestEvent = {
  type: "request";
  step: number;
  model: string;
  /** How many messages and tools it holds. */
  messages: number;
  tools: number;
};

/** A piece of Claude's text, as it arrives. */
export type TextEvent = { type: "text"; step: number; text: string };

/** A piece of Claude's thinking, as it arrives. Between calls, some models tell their progress here and not in text. */
export type ThinkingEvent = { type: "thinking"; step: number; thinking: string };

/**
 * A piece of a call's input, as it arrives: JSON text, which is complete only with `response`. The first piece is
 * empty.
 */
export type ToolInputEvent = { type: "tool_input"; step: number; toolUseId: string; name: string; json: string };

/** A request is answered. */
export type ResponseEvent = {
  type: "response";
  step: number;
  message: Anthropic.Message;
  usage: TokenUsage;
  /** From sending the request to the end of the answer, resends included, in milliseconds. */
  durationMs: number;
  /** The API's id of the request, to quote to Anthropic's support. */
  requestId: string | undefined;
};

/**
 * How far a batch is: sent after each of its calls. `total` grows by the calls of an `each` when the first of them has
 * ended.
 */
export type ProgressEvent = {
  type: "progress";
  step: number;
  toolUseId: string;
  done: number;
  failed: number;
  total: number;
};

/**
 * A request is sent again. `cause: "http"`: the SDK does so, after a refused or failed attempt. `cause: "stream"`: the
 * answer broke off; what `text`, `thinking` and `tool_input` told of this step is void, since it all comes again.
 */
export type RetryEvent = {
  type: "retry";
  step: number;
  attempt: number;
  cause: "http" | "stream";
  reason: string;
  /** The wait between the two, in milliseconds: over with `http`, to come with `stream`. */
  delayMs: number;
};

/**
 * The API refused a field of the request; from here on it is sent without (`tool_choice`: as auto). `container`: it is
 * gone, and with it what code had left in it; the next answer may bring a new one.
 */
export type FallbackEvent = {
  type: "fallback";
  step: number;
  field: "tool_choice" | "cache_control" | "container";
  reason: string;
};

/**
 * The history has grown: by Claude's turn, before its calls run, or by their results, and last by what closes it. Saved
 * at each of these events, a conversation that is broken off anywhere goes on in another process: calls that end the
 * history unanswered are run first, there, and so a second time where they had begun here.
 */
export type HistoryEvent = {
  type: "history";
  step: number;
  messages: readonly Anthropic.MessageParam[];
  /** The container of code execution and skills: to be given as the option `container` with these messages. */
  container?: string;
};

/** A call whose handler was started, with the values that it was given. */
export type RanCall = {
  toolUseId: string;
  index: number;
  name: string;
  input: unknown;
  status: OutcomeStatus;
  /** Which element of `each` it was for; absent without one. */
  item?: ItemPlace;
};

/** What a refusal, or a container that is gone, took out of the history. */
export type Discarded = {
  /**
   * From the last user message that is not tool results to the end; of a container that is gone, from the turn that
   * began its code.
   */
  messages: Anthropic.MessageParam[];
  /** The calls in them that ran: what they did is done. */
  calls: RanCall[];
};

/** The conversation is over; the last event. */
export type EndEvent = {
  type: "end";
  outcome: ConversationOutcome;
  budget?: Budget;
  steps: number;
  usage: TokenUsage;
  durationMs: number;
  error?: Error;
};

/** What a conversation tells while it runs. */
export type ConversationEvent<Tools extends Contracts<Tools> = AnyTools> =
  | RequestEvent
  | TextEvent
  | ThinkingEvent
  | ToolInputEvent
  | ResponseEvent
  | DispatcherEvent<Tools>
  | ProgressEvent
  | RetryEvent
  | FallbackEvent
  | HistoryEvent
  | EndEvent;

/** The settings of a conversation, beside those of its dispatcher; defaults are the constants of limits.ts. */
export type ConversationOptions<
  Tools extends Contracts<Tools> = AnyTools,
  Context = unknown,
  OwnHandlers extends Handlers = Handlers,
> = Omit<DispatcherOptions<Tools, Context>, "onEvent"> & {
  client: Client;
  model: Anthropic.Model;
  /** The history so far, ending with what Claude is to answer. It is not changed. */
  messages: readonly Anthropic.MessageParam[];
  handlers: OwnHandlers;
  /**
   * Makes of the history what is sent: shortened, or changed. It is called before each request with a copy; the history
   * kept stays whole. What it throws ends the conversation with the outcome `error`.
   */
  prepare?:
    | ((
        messages: Anthropic.MessageParam[],
      ) => readonly Anthropic.MessageParam[] | Promise<readonly Anthropic.MessageParam[]>)
    | undefined;
  /** The container of an earlier part of this conversation, as its result or a `history` event names it. */
  container?: string | undefined;
  /** How the tools are shown to Claude. */
  exposure?: Exposure | undefined;
  system?: string | Anthropic.TextBlockParam[] | undefined;
  /** `max_tokens` of each request. Without streaming, the SDK refuses more than 21,333. */
  maxTokens?: number | undefined;
  /**
   * Further fields of each request. A `tool_choice` that forces a call is sent until Claude has called, and `auto`
   * from then on: a model that must call at every turn could never answer.
   */
  request?: RequestFields | undefined;
  /** Tools beside the generated ones: server tools, and client tools that bring their `run`. */
  extraTools?: readonly ExtraTool[] | undefined;
  /** How many requests may be made. Calls that are pending then are answered as not executed. */
  maxSteps?: number | undefined;
  /** After this many tokens, input and output of all requests together, no further request is made. */
  maxTotalTokens?: number | undefined;
  /** How long all of it may take, in milliseconds. What runs then is aborted. */
  maxDurationMs?: number | undefined;
  /** After as many turns in a row with the same failing call the conversation is stuck; 0 never says so. */
  stuckAfter?: number | undefined;
  /** How many paused turns in a row are sent on. */
  maxPauses?: number | undefined;
  /** How often one request is sent again when its answer breaks off. The SDK's own retries come on top. */
  maxResends?: number | undefined;
  /** An answer that has begun and is silent for this long counts as broken off, in milliseconds. */
  stallTimeoutMs?: number | undefined;
  /** `false`: each answer comes in one piece. */
  stream?: boolean | undefined;
  /** Prompt caching: on, off, or on with a lifetime. On by default. */
  cache?: boolean | "5m" | "1h" | undefined;
  /** Gets a span per conversation, request and call, by OpenTelemetry's conventions for generative AI. */
  tracer?: Tracer | undefined;
  /** `true`: spans hold what was said, too: inputs, results and text. */
  traceContent?: boolean | undefined;
  /** Told of each step. What it throws is ignored. */
  onEvent?: ((event: ConversationEvent<Tools>) => void) | undefined;
  signal?: AbortSignal | undefined;
};

/** What came of a conversation. */
export type ConversationResult = {
  outcome: ConversationOutcome;
  /** With `max_steps`: which budget it was. */
  budget?: Budget;
  /** The text of Claude's last turn; empty after a refusal. */
  text: string;
  /**
   * The whole history, old and new. It can be sent again with a question after it, whatever the outcome: what the API
   * would not take back is left out. After a refusal it ends before the last user message that is not tool results.
   * Only after calls that were run while a server tool was under way, it goes on as it is first.
   */
  messages: Anthropic.MessageParam[];
  /** The container that the messages belong to: to be given with them as the option `container`. */
  container?: string;
  /**
   * What was taken out of `messages`, since the API would refuse every later question with it: with `refused`, and
   * where code waited in a container that is gone.
   */
  discarded?: Discarded;
  /** How many requests were made, those that were sent again counting once. */
  steps: number;
  usage: TokenUsage;
  /** Claude's last message as it came, the parts included that `messages` leaves out. */
  message?: Anthropic.Message;
  /** What failed, with the outcome `error`: mostly an error of the SDK. */
  error?: Error;
};

/** A value of a span's attribute, as OpenTelemetry has them. */
type AttributeValue = string | number | boolean | string[];
export type Attributes = { [name: string]: AttributeValue };

/** The part of an OpenTelemetry span that is used here. */
export type Span = {
  setAttributes(attributes: Attributes): unknown;
  setStatus(status: { code: number; message?: string }): unknown;
  end(): void;
};

type SpanOptions = { kind?: number; attributes?: Attributes };

/**
 * The part of an OpenTelemetry tracer that is used here; `trace.getTracer("...")` of `@opentelemetry/api` fits. The
 * conversation's span is a child of the span that is active when it starts, and, with `startActiveSpan`, the parent of
 * all others.
 */
export type Tracer = {
  startSpan(name: string, options?: SpanOptions): Span;
  startActiveSpan?<T>(name: string, options: SpanOptions, run: (span: Span) => T): T;
};

// --- contract/dispatcher-types.ts ---

/** What a handler is told about the call beside its input. */
export type HandlerCall<Context = unknown> = {
  /** Aborted when the call's time is over or the conversation is ended: pass it on to what you await. */
  readonly signal: AbortSignal;
  /** The call's place in its batch, from 0; 0 for a call on its own. */
  readonly index: number;
  /** How many calls its batch holds; 1 for a call on its own. */
  readonly invocationCount: number;
  /** The id of the tool use that asked for it; undefined where code called, and not Claude. */
  readonly toolUseId: string | undefined;
  /**
   * Whether Claude made the call, or code that it runs; undefined where its tool use does not say, and where there is
   * none.
   */
  readonly caller?: ToolCaller | undefined;
  /** The value given as `context` to the dispatcher or the conversation. */
  readonly context: Context;
};

/**
 * A handler for each tool, of any types: a project's own `Handlers` says which. To compare the two, TypeScript would
 * have to compare every handler with every tool's contract once more.
 */
export type Handlers = { readonly [name: string]: unknown };

/** One fault that a validator found: a JSON pointer into the value, and what is wrong there. */
export type Fault = { pointer: string; message: string };

/**
 * Checks a value against a schema of draft 2020-12; an empty list means that it fits. Replaces batchgen's own check.
 */
export type Validator = (schema: JsonSchema, value: unknown) => readonly Fault[] | Promise<readonly Fault[]>;

type ContextOption<Context> = undefined extends Context
  ? { context?: Context }
  : {
      /** What every handler gets as `call.context`. */
      context: Context;
    };

/** The settings of a dispatcher. Each default is a constant of limits.ts; Infinity means no limit. */
export type DispatcherOptions<Tools extends Contracts<Tools> = AnyTools, Context = unknown> = ContextOption<Context> & {
  /**
   * How many calls of one operation (`call`, `batch`, `run`, `answer`, a turn of a conversation) run at once:
   * `CONCURRENCY` (8) by default.
   */
  concurrency?: number | undefined;
  /**
   * How long one call may take, in milliseconds, where its definition does not say: `TIMEOUT_MS` (60,000) by default.
   */
  timeoutMs?: number | undefined;
  /**
   * How long all calls of a batch or a turn may take together, in milliseconds, from the moment they are given to the
   * dispatcher, approvals and the wait for a place included; no limit by default.
   */
  batchTimeoutMs?: number | undefined;
  /** `parallel` (the default), or `sequential`: one after the other, in the order of the request. */
  mode?: "parallel" | "sequential" | undefined;
  /** With `sequential`: after a failure, the calls that follow are not executed. False by default. */
  stopOnError?: boolean | undefined;
  /**
   * `repair` (the default) corrects strings that stand for objects, arrays, numbers and booleans, a call where the list
   * of calls belongs, and arguments that were left out where none are required; `strict` refuses them.
   */
  decode?: "repair" | "strict" | undefined;
  /**
   * Asked for each call whose tool needs approval, one after the other, all of a turn before any of them runs. Only
   * `true` and `{ approved: true }` are a yes, for this call with these arguments and no other. Without it such calls
   * are denied.
   */
  approve?: ((call: ApprovalRequest<Tools>) => Approval | Promise<Approval>) | undefined;
  /**
   * Asked for each call, of extra tools too, whether it needs approval: the host's word overrides the definition's,
   * either way. `undefined` leaves it to the definition. A throw, or anything else that is no boolean, means yes.
   */
  needsApproval?: NeedsApproval | undefined;
  /**
   * With `on`, an invocation of a batch may have an `id`, and a later one `{"$result": "<id>#<JSON pointer>"}` in its
   * arguments. A call with such a value needs approval, unless its tool is read-only or `needsApproval` says otherwise.
   * With `each`, an invocation may also be made once for each element of a list: `"each": {"$result": ...}` beside its
   * arguments. `off` by default.
   */
  references?: References | undefined;
  /** Replaces batchgen's own check of arguments and results. Where it throws, the value does not pass. */
  validate?: Validator | undefined;
  /** Only these tools can be called; all by default. */
  tools?: readonly NameOf<Tools>[] | undefined;
  /** The largest result of one call that Claude gets, in bytes of UTF-8: `MAX_RESULT_BYTES` (64 KiB) by default. */
  maxResultBytes?: number | undefined;
  /**
   * The most that Claude gets of all results of one tool use, failures and attachments included, in bytes of UTF-8:
   * `MAX_TOTAL_BYTES` (256 KiB) by default, where base64 in images and documents has a limit of its own,
   * `MAX_MEDIA_BYTES` (20 MiB). Beside it there is a frame of at most `FRAME_BYTES` (4 KiB).
   */
  maxTotalBytes?: number | undefined;
  /**
   * Told of each step. What it throws is ignored, and what it is told is its own to change, but for a handler's result.
   */
  onEvent?: ((event: DispatcherEvent<Tools>) => void) | undefined;
};

/**
 * Settings for one call of a dispatcher's method. An abort keeps what is finished, and ends the rest as `CANCELLED`.
 */
export type CallOptions = { signal?: AbortSignal | undefined };

/**
 * How a step of a plan came out: with `step.each` a call for each element, or a failure where there is no list of them.
 */
type PlannedOutcome<Tools extends Contracts<Tools>, S> = S extends {
  readonly name: infer N extends NameOf<Tools>;
}
  ? S extends { readonly isEach: true }
    ? EachOutcome<Tools, N> | Failure<N>
    : Outcome<Tools, N>
  : never;

/** Validates calls and runs them. Nothing here throws or rejects because of a call. */
export type Dispatcher<Tools extends Contracts<Tools> = AnyTools> = {
  /** Runs one call of your own. */
  call<N extends NameOf<Tools>>(name: N, input: Tools[N]["input"], options?: CallOptions): Promise<Outcome<Tools, N>>;
  /** Runs many at once; outcomes come in the order of the calls. No cap. */
  batch<const N extends readonly NameOf<Tools>[]>(
    calls: { readonly [I in keyof N]: { name: N[I]; arguments: Tools[N[I]]["input"] } },
    options?: CallOptions,
  ): Promise<{ -readonly [I in keyof N]: Outcome<Tools, N[I]> }>;
  /**
   * Runs calls of which some need values of others' results, each as soon as what it needs is there: `build` adds them
   * with `step`, and their `result` stands for what is not there yet. The checks, approvals and events are those of a
   * batch of Claude's with references, whatever `references` is. No cap.
   *
   * @returns The outcomes of the steps that `build` gives, in that order. All steps run.
   * @throws TypeError, before anything runs, where `build` gives anything but a list of its own steps, or takes a value
   * that is not there yet for one that is.
   */
  plan<const S extends readonly AnyStep[]>(
    build: (step: Planner<Tools>) => S,
    options?: CallOptions,
  ): Promise<{ -readonly [I in keyof S]: PlannedOutcome<Tools, S[I]> }>;
  /** Runs one tool use of Claude's, batch or not, and gives its tool result. */
  run(use: ToolUse, options?: CallOptions): Promise<Anthropic.ToolResultBlockParam>;
  /**
   * Runs every tool use of a message and gives the one user message that answers them; undefined where there is none.
   */
  answer(message: AssistantTurn, options?: CallOptions): Promise<Anthropic.MessageParam | undefined>;
  /** Says what is wrong with an input, and runs nothing. An empty list means that it fits. */
  validate(name: NameOf<Tools>, input: unknown): Promise<Issue[]>;
};

/** The options may be left out unless the handlers need a context. */
export type OptionalWithoutContext<Options> =
  Record<never, never> extends Options ? [options?: Options] : [options: Options];

// --- contract/events.ts ---

/** Where a repair was made, what stood there, and what was made of it. */
export type RepairEvent = {
  type: "repair";
  toolUseId: string | undefined;
  caller?: ToolCaller;
  /** Where, as Claude sees it: `input`, `invocations`, `invocations[1].arguments.limit`. */
  path: string;
  /** The JSON types before and after; `undefined` before, where the arguments were left out. */
  from: string;
  to: string;
};

/** Which call an event is about. */
export type CallPlace = {
  /** The id of the tool use that asked for it; undefined where code called, and not Claude. */
  toolUseId: string | undefined;
  /** Who made the call, where its tool use says. */
  caller?: ToolCaller;
  /** Its place in its batch, from 0; 0 for a call on its own. */
  index: number;
  /** How many invocations its batch holds; 1 for a call on its own. */
  invocationCount: number;
  name: string;
  /** Which element of `each` it is for; absent without one. */
  item?: ItemPlace;
  /** The places in its batch of the invocations whose results it takes, in order; absent where it takes none. */
  needs?: readonly number[];
};

/** A call's handler is about to run. */
export type CallStartEvent = CallPlace & { type: "call_start"; input: unknown };

/**
 * A call has its outcome; every call has exactly one, also where its handler never ran. An invocation with `each` has
 * one for each element, or one without `item` where there is no list or an empty one.
 */
export type CallEndEvent<Tools extends Contracts<Tools> = AnyTools> = CallPlace & {
  type: "call_end";
  outcome: Outcome<Tools>;
  /** From the start of the handler to the outcome, in milliseconds; 0 where the handler did not run. */
  durationMs: number;
  /** What the handler threw, or `approve` or `validate` where they failed, stack and all. It is not told to Claude. */
  cause?: unknown;
};

/** What a dispatcher tells while it works. */
export type DispatcherEvent<Tools extends Contracts<Tools> = AnyTools> =
  | RepairEvent
  | CallStartEvent
  | CallEndEvent<Tools>;

// --- contract/limits.ts ---

/** How the tools are shown to Claude; the first is the default. */
export const EXPOSURES = ["alongside", "batch-only", "by-name", "native", "programmatic"] as const;
export type Exposure = (typeof EXPOSURES)[number];
/** The exposures with a batch tool. */
export type BatchExposure = Exclude<Exposure, "native" | "programmatic">;

/**
 * The version of the API's code execution tool that `programmatic` sends. The API takes it and 20260120 for each other.
 */
export const CODE_EXECUTION = "code_execution_20260521";

/**
 * Whether an invocation of a batch may use the result of an earlier one, and whether it may be made once for each
 * element of a list in one; the first is the default.
 */
export const REFERENCES = ["off", "on", "each"] as const;
export type References = (typeof REFERENCES)[number];

/** The status that each error code gives its call. A closed list. */
export const STATUS_OF = {
  INVALID_INVOCATION: "error",
  UNKNOWN_TOOL: "error",
  INVALID_ARGUMENTS: "error",
  INVALID_REFERENCE: "error",
  NESTED_BATCH: "error",
  NOT_BATCHABLE: "error",
  HANDLER_ERROR: "error",
  INVALID_RESULT: "error",
  RESULT_UNSERIALIZABLE: "error",
  DENIED: "denied",
  TIMEOUT: "timeout",
  CANCELLED: "cancelled",
  SKIPPED: "skipped",
  LIMIT_EXCEEDED: "skipped",
} as const;
export type ErrorCode = keyof typeof STATUS_OF;
export type OutcomeStatus = "ok" | (typeof STATUS_OF)[ErrorCode];

/** How many calls of one operation of a dispatcher run at once. */
export const CONCURRENCY = 8;
/** How long one call may take, in milliseconds, where neither its definition nor the dispatcher says. */
export const TIMEOUT_MS = 60_000;
/** The largest result of one call that Claude gets, in bytes of UTF-8. */
export const MAX_RESULT_BYTES: number = 64 * 1024;
/** The most that Claude gets of all results of one tool use, failures and attachments included, in bytes of UTF-8. */
export const MAX_TOTAL_BYTES: number = 256 * 1024;
/**
 * What a tool result may hold beside these: indexes, names, codes, notes of what was cut, the frames of content blocks.
 */
export const FRAME_BYTES = 4096;
/**
 * The most base64 in images and documents of one tool result, where `maxTotalBytes` is not set; the API takes requests
 * of 32 MB.
 */
export const MAX_MEDIA_BYTES: number = 20 * 1024 * 1024;
/** An error for one wrong field stays below this, the example apart, in bytes of UTF-8. */
export const MAX_ERROR_BYTES = 300;
/** A longer example is left out of an error, in bytes of UTF-8. */
export const MAX_EXAMPLE_BYTES = 200;
/** So many faults of one call are named one by one; of the rest only their number. */
export const MAX_ISSUES = 25;
/** How many names an unknown one is answered with, at most, where it is not all of them. */
export const NEAREST_NAMES = 3;
/** The longest name that a tool can have (platform documentation, tool use); a longer one is cut where it is told. */
export const MAX_NAME_LENGTH = 128;
/** The largest value that a reference can put into another call's arguments, in bytes of JSON. */
export const MAX_REFERENCE_BYTES: number = 256 * 1024;
/** How deep arguments may be nested. No tool needs it; without a bound a hostile input could exhaust the stack. */
export const MAX_DEPTH = 200;

/**
 * How long the approvals of calls made by code may take in one turn, in milliseconds. The code gives up after about
 * four minutes (platform documentation, programmatic tool calling), and the calls have to run, too.
 */
export const CODE_APPROVAL_MS = 180_000;

/** How many requests one conversation may make. */
export const MAX_STEPS = 20;
/** `max_tokens` of each request. */
export const MAX_TOKENS = 8192;
/** How many paused turns in a row are sent on. */
export const MAX_PAUSES = 5;
/** After as many turns with the same failing calls a conversation is stuck. */
export const STUCK_AFTER = 3;
/** How often one request is sent again when its answer breaks off; the SDK's own retries come on top. */
export const MAX_RESENDS = 2;
/** The wait before the first such resend, in milliseconds; doubled for each further one. */
export const RESEND_DELAY_MS = 500;
/**
 * A stream that is silent for this long counts as broken off, in milliseconds. The SDK swallows the API's pings, and a
 * model may think for minutes without a word: hence not shorter.
 */
export const STALL_TIMEOUT_MS = 300_000;
/** How long a stream may stay open after its message is whole, in milliseconds. */
export const CLOSE_TIMEOUT_MS = 1000;
/**
 * How many blocks before a cache breakpoint the API looks for an older one (platform documentation, prompt caching).
 */
export const CACHE_LOOK_BACK = 20;
/** How many cache breakpoints one request may have. */
export const MAX_CACHE_BREAKPOINTS = 4;
/** The model that main.ts talks to where none is chosen. */
export const DEFAULT_MODEL = "claude-sonnet-5-5";

// --- contract/media.ts ---

/** What the API takes in base64 (SDK: Base64ImageSource, Base64PDFSource). */
export const MEDIA_TYPES: { readonly [kind in "image" | "document"]: readonly string[] } = {
  image: ["image/jpeg", "image/png", "image/gif", "image/webp"],
  document: ["application/pdf"],
};

/** The longest image, in characters of base64, which is what the API counts. */
export const MAX_IMAGE_BASE64: number = 5 * 1024 * 1024;

/** What is wrong with an image or a document in base64; `found` is the media type that the bytes look like. */
type MediaFault =
  | { readonly fault: "empty" | "not-base64" | "too-large" | "unreadable" }
  | { readonly fault: "other-type"; readonly found: string };

/** Finds what the API would refuse of an image or a document in base64; undefined where it would take it. */
export function findMediaFault(kind: "image" | "document", mediaType: string, data: string): MediaFault | undefined {
  if (data === "") return { fault: "empty" };
  if (data.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(data)) return { fault: "not-base64" };
  if (kind === "image" && data.length > MAX_IMAGE_BASE64) return { fault: "too-large" };
  const found = mediaTypeOf(data);
  if (found === undefined) return { fault: "unreadable" };
  return found === mediaType ? undefined : { fault: "other-type", found };
}

/** The media type that the first bytes are of; undefined where it is none that the API takes. */
function mediaTypeOf(data: string): string | undefined {
  const start = atob(data.slice(0, 16));
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (start.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) return "image/gif";
  if (start.startsWith("RIFF") && start.slice(8, 12) === "WEBP") return "image/webp";
  return start.startsWith("%PDF-") ? "application/pdf" : undefined;
}

// --- contract/messages.ts ---

/**
 * Who made a call: `direct` for Claude itself; for code that Claude runs, the version of the code execution tool, with
 * the id of the block that holds the code.
 */
export type ToolCaller = { readonly type: string; readonly tool_id?: string };

/**
 * A tool use as it stands in a message; more fields do no harm. Where `caller` says that code made the call, its result
 * is the bare value as text, since the API takes nothing else, and a tool that code may not call is not run. A call
 * with a `toolset_name` is answered in that name.
 */
export type ToolUse = {
  id: string;
  name: string;
  input: unknown;
  caller?: ToolCaller | null | undefined;
  toolset_name?: string | null | undefined;
};

/** A message of Claude, as far as the dispatcher reads it. */
export type AssistantTurn = {
  content: ReadonlyArray<Anthropic.ContentBlock | Anthropic.ContentBlockParam>;
  stop_reason: Anthropic.Message["stop_reason"] | (string & {});
};

/** The part of the SDK's client that a conversation needs; the Bedrock, Vertex and Foundry clients have it too. */
export type Client = { messages: Pick<Anthropic["messages"], "create" | "stream"> };

/** A tool beside the generated ones: a server tool, which needs nothing more, or a client tool with its `run`. */
export type ExtraTool = Anthropic.ToolUnion | RunnableExtra;

/**
 * A client tool with its `run`: a definition beside it, and `parse`, where there is one, called before. The SDK's
 * runnable tools (`betaTool`, `betaZodTool`, `mcpTools`, `betaMemoryTool` ...) fit as they are. What `run` gives and
 * throws is treated as a handler's.
 */
export type RunnableExtra = {
  readonly name: string;
  // Methods, so that a run with an input of its own type is accepted.
  run(input: unknown, call: ExtraToolCall): unknown;
  parse?(input: unknown): unknown;
};

/** What an extra tool's `run` is told, as the SDK's tool runner tells it. */
export type ExtraToolCall = {
  toolUse: Anthropic.ToolUseBlock;
  toolUseBlock: Anthropic.ToolUseBlock;
  signal: AbortSignal;
};

// --- contract/outcomes.ts ---

/** The content blocks that a handler may give instead of a value; the API takes these in a tool result. */
export type ContentBlock =
  | Anthropic.TextBlockParam
  | Anthropic.ImageBlockParam
  | Anthropic.DocumentBlockParam
  | Anthropic.SearchResultBlockParam
  | Anthropic.ToolReferenceBlockParam;

/** A value with content blocks beside it, or a failure, as `toolResult` makes it. */
export type ToolResult<Value> = {
  readonly value: Value;
  readonly content: readonly ContentBlock[];
  readonly isError: boolean;
};

/** One call of a batch: a tool's name with the arguments of that tool. */
export type Invocation<Tools extends Contracts<Tools> = AnyTools, N extends NameOf<Tools> = NameOf<Tools>> = {
  [K in N]: { name: K; arguments: Tools[K]["input"] };
}[N];

/**
 * What is wrong at one place of a call's arguments or result. `path` is as Claude sees it, such as
 * `invocations[2].arguments.city`.
 */
export type Issue = { path: string; message: string };

/** What went wrong with a call, in words for Claude. */
export type CallError = { code: ErrorCode; message: string; issues?: Issue[] };

/** A call that gave a result. `content` is there when the handler gave content blocks. */
export type Success<Tools extends Contracts<Tools> = AnyTools, N extends NameOf<Tools> = NameOf<Tools>> = {
  index: number;
  name: N;
  status: "ok";
  result: Tools[N]["output"];
  content?: ContentBlock[];
};

/** A call that gave none. `status` follows from `error.code`. */
export type Failure<N extends string = string> = {
  index: number;
  name: N;
  status: Exclude<OutcomeStatus, "ok">;
  error: CallError;
};

/** How one call came out. */
export type Outcome<Tools extends Contracts<Tools> = AnyTools, N extends NameOf<Tools> = NameOf<Tools>> =
  | Success<Tools, N>
  | Failure<N>;

/** How an invocation with `each` came out: `partial` where some of its calls gave a result and some did not. */
export type EachOutcome<Tools extends Contracts<Tools> = AnyTools, N extends NameOf<Tools> = NameOf<Tools>> = {
  index: number;
  name: N;
  status: "ok" | "partial" | "error";
  /**
   * The outcomes of its calls, in the order of the list. For all elements past the cap of a batch, the last one stands.
   */
  items: Outcome<Tools, N>[];
};

/**
 * Which element of its list a call of an invocation with `each` is made for, from 0, and how many calls the invocation
 * makes: for all elements past the cap of the batch, one.
 */
export type ItemPlace = { readonly index: number; readonly count: number };

// --- contract/plan-types.ts ---

declare const VALUE: unique symbol;
declare const TOOL: unique symbol;
declare const PRESENT: unique symbol;

/**
 * A value in the result of another call of a plan, which is not there yet. `T` is its type, `N` the tool that gives it.
 * It becomes `{"$result": "<id>#<JSON pointer>"}` in the call's arguments, and the value itself before that call runs.
 */
export type Reference<T, N extends string = string> = { readonly [VALUE]: T; readonly [TOOL]: N };

/**
 * A result that is not there yet, or a part of it. Its members are such parts themselves: `customer.result.id` stands
 * for the id that the call will give. Of a list, `at(-1)` is the last element, and `all` stands for each of them:
 * `orders.result.orders.all.id` is the list of ids.
 */
export type Pending<T, N extends string = string> = Reference<T, N> & PendingMembers<T, N, []>;

/**
 * The same behind `all`: what is read of it is read of each element, and gives a list. `Depth` has an element for each
 * `all`.
 */
type Listed<T, N extends string, Depth extends readonly 0[]> = Reference<NestedLists<T, Depth>, N> &
  PendingMembers<T, N, Depth>;

/** What a call of a tool without an output schema gives: nothing of it can be referred to. */
type Undeclared<N extends string> = { readonly [TOOL]: N; readonly [VALUE]?: never };

type NestedLists<T, Depth extends readonly 0[]> = Depth extends readonly [0, ...infer Rest extends readonly 0[]]
  ? NestedLists<T, Rest>[]
  : T;

type PendingMember<T, N extends string, Depth extends readonly 0[]> = Depth extends readonly []
  ? Pending<T, N>
  : Listed<T, N, Depth>;

type PendingMembers<T, N extends string, Depth extends readonly 0[]> = {
  readonly [PRESENT]: PendingMember<NonNullable<T>, N, Depth>;
} & (T extends readonly (infer E)[]
  ? {
      /** An element: from 0 at the front, from -1 at the end. */
      at(index: number): PendingMember<E, N, Depth>;
      /** Every element. */
      readonly all: Listed<E, N, readonly [0, ...Depth]>;
    }
  : T extends object
    ? { readonly [K in keyof T]-?: PendingMember<T[K], N, Depth> }
    : unknown);

/** What `present` makes of a value. */
export type CanBePresent<P> = { readonly [PRESENT]: P };

/** The arguments of `N`, in which any value may be a reference to one that fits. */
type Referable<T, N extends string = string> =
  | ReferenceFor<T, N>
  | (T extends object ? ReferableMembers<T, N> : T);

/** A reference that fits in the arguments of `N`. */
type ReferenceFor<T, N extends string, From extends string = string> = {
  readonly [VALUE]: T;
  readonly [TOOL]: N extends string ? From : never;
};

type ReferableMembers<T, N extends string> = {
  [K in keyof T]: Referable<Exclude<T[K], undefined>, N>;
} & (string extends keyof T ? { readonly [VALUE]?: never } : unknown);

/** A step of a plan, whatever its tool. Nothing here depends on the tool: TypeScript would look for it among all. */
export type AnyStep = { readonly id: string; readonly isEach: boolean };

/** One call of a plan. */
export type Step<N extends string, Output> = {
  readonly id: string;
  readonly name: N;
  readonly isEach: false;
  /** What it will give, for the arguments of later steps. */
  readonly result: StepResult<Output, Output, N>;
};

/** A call for each element of a list. */
export type EachStep<N extends string, Output> = {
  readonly id: string;
  readonly name: N;
  readonly isEach: true;
  /** The list of what the calls will give. */
  readonly result: StepResult<Output, Output[], N>;
};

type StepResult<Output, Given, N extends string> = [HandlerResult, Output] extends [Output, HandlerResult]
  ? Undeclared<N>
  : Pending<Given, N>;

/**
 * The arguments of a step. As long as TypeScript does not know the tool, it is told nothing of them; it would look at
 * those of every tool otherwise.
 */
type StepArguments<Tools extends Contracts<Tools>, N extends NameOf<Tools>> = [N] extends [never]
  ? unknown
  : Referable<Tools[N]["input"], N>;

/** Adds calls to a plan. */
export type Planner<Tools extends Contracts<Tools>> = {
  /** A call. Any value in its arguments may be a part of an earlier step's result. */
  <const N extends NameOf<Tools>>(name: N, input: StepArguments<Tools, N>): Step<N, Tools[N]["output"]>;
  /** A call for each element of a list in an earlier step's result. */
  each<const N extends NameOf<Tools>, E, From extends string, A extends StepArguments<Tools, N>>(
    list: ReferenceFor<readonly E[], N, From>,
    name: N,
    input: (item: Pending<E, From>) => A & NothingElse<A, Tools[N]["input"], N>,
  ): EachStep<N, Tools[N]["output"]>;
};

/** No argument that a tool does not take: TypeScript does not look for them in what a function gives. */
type NothingElse<A, Input, N extends string> =
  A extends Reference<unknown>
    ? unknown
    : { readonly [K in Exclude<keyof A, KeysOf<Input>>]: `${N} takes no ${K & string}` };

type KeysOf<T> = T extends unknown ? keyof T : never;

/** The pointer, where something stands at it in what `N` gives; otherwise words that say that nothing does. */
export type PointerInto<T, N extends string, P extends string> = [ValueAt<T, P>] extends [never]
  ? `the result of ${N} has no ${P}`
  : P;

/** What stands at a JSON pointer of a type; `never` where nothing does. */
export type ValueAt<T, P extends string> = P extends ""
  ? T
  : P extends `/${infer Key}/${infer Rest}`
    ? Key extends "*"
      ? T extends readonly (infer E)[]
        ? ListOf<ValueAt<E, `/${Rest}`>>
        : never
      : ValueAt<MemberAt<T, Key>, `/${Rest}`>
    : P extends `/${infer Key}`
      ? MemberAt<T, Key>
      : never;

type ListOf<T> = [T] extends [never] ? never : T[];

type MemberAt<T, Key extends string> = T extends readonly (infer E)[]
  ? Key extends "*"
    ? E[]
    : Key extends `${number}`
      ? E
      : never
  : Unescaped<Key> extends keyof T
    ? T[Unescaped<Key>]
    : never;

/** The key that a segment of a JSON pointer stands for. */
type Unescaped<Key extends string> = Replaced<Replaced<Key, "~1", "/">, "~0", "~">;

type Replaced<
  Text extends string,
  From extends string,
  To extends string,
> = Text extends `${infer Head}${From}${infer Rest}` ? `${Head}${To}${Replaced<Rest, From, To>}` : Text;

// --- contract/project.ts ---

/** What one tool takes and what its handler gives. */
type Contract = { input: unknown; output: unknown };

/** A project's tools by name. It is written over its own keys, since an interface has no index signature. */
export type Contracts<Tools> = { readonly [N in keyof Tools]: Contract };

/** Tools of which nothing is known before the program runs: the default wherever a type takes a project's `Tools`. */
export type AnyTools = { readonly [name: string]: Contract };

/** The names of the tools. */
export type NameOf<Tools> = keyof Tools & string;

/** What a handler of a tool without an output schema may give: text, any JSON value, or content blocks. */
export type HandlerResult = string | number | boolean | null | (object & { then?: never });

/** What the runtime is handed of a project. */
export type Project = {
  /** Every tool by its name, in the order of their files. */
  readonly definitions: { readonly [name: string]: Definition };
  /** The name by which Claude calls the batch tool. */
  readonly batchName: string;
  /** How many invocations run in one batch. */
  readonly maxInvocations: number;
};

/** The version line of batchgen that this runtime belongs to. */
type VersionLine = "batchgen 0.2";

/** A project whose code was generated for a version line: with the runtime of another one, it does not compile. */
export type ProjectOf<Line extends VersionLine> = Line extends string ? Project : never;

/**
 * The patterns that can take more than linear time, and the length in UTF-16 units up to which a text is matched
 * against each: a longer one could block the process.
 */
type SlowPatterns = { readonly [pattern: string]: number };

/** A definition with what batchgen knows about it beside. */
export type Definition = {
  /** The definition as the API gets it. */
  readonly tool: Anthropic.Tool;
  /** The whole input schema, where the API takes only a part of it in `tool`. */
  readonly inputSchema?: JsonSchema;
  /** What a result is checked against. */
  readonly outputSchema?: JsonSchema;
  /** The patterns of its schemas that can take more than linear time, and the longest text for each. */
  readonly slowPatterns?: SlowPatterns;
  /** `false`: never offered in a batch, and refused in one. */
  readonly batchable?: boolean;
  /** `true`: it says of itself that it changes nothing (MCP's `readOnlyHint`). */
  readonly readOnly?: boolean;
  /** `true`: it says of itself that it can destroy something (MCP's `destructiveHint`). */
  readonly destructive?: boolean;
  /** `true`: `approve` is asked before it runs. */
  readonly approval?: boolean;
  /** `true`: its input schema contains itself, for which the API lets no code call it. */
  readonly recursive?: boolean;
  /** `true`: its calls never overlap, and run in the order of the request. */
  readonly serial?: boolean;
  /** The time that one call may take, in milliseconds. */
  readonly timeoutMs?: number;
};

// --- contract/usage.ts ---

/** Nothing used yet. */
export function noUsage(): TokenUsage {
  return { input_tokens: 0, output_tokens: 0, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };
}

type Counters = Partial<Anthropic.Usage> & { iterations?: unknown };

/**
 * The counters of one message. A gateway may leave some out. What a compaction took is not in them, and is billed as
 * well.
 */
export function usageOf({ usage }: { usage?: Counters | null }): TokenUsage {
  const iterations: readonly unknown[] = Array.isArray(usage?.iterations) ? usage.iterations : [];
  const compactions = iterations.filter((one) => isObject(one) && one["type"] === "compaction") as Counters[];
  return compactions.map(countersOf).reduce(addUsage, countersOf(usage ?? {}));
}

function countersOf(usage: Counters): TokenUsage {
  return {
    input_tokens: countOf(usage.input_tokens),
    output_tokens: countOf(usage.output_tokens),
    cache_creation_input_tokens: countOf(usage.cache_creation_input_tokens),
    cache_read_input_tokens: countOf(usage.cache_read_input_tokens),
  };
}

/** What is no count is none: a budget is held by these. */
function countOf(count: unknown): number {
  return typeof count === "number" && count > 0 && Number.isFinite(count) ? count : 0;
}

/** The sum of two. */
export function addUsage(one: TokenUsage, other: TokenUsage): TokenUsage {
  return {
    input_tokens: one.input_tokens + other.input_tokens,
    output_tokens: one.output_tokens + other.output_tokens,
    cache_creation_input_tokens: one.cache_creation_input_tokens + other.cache_creation_input_tokens,
    cache_read_input_tokens: one.cache_read_input_tokens + other.cache_read_input_tokens,
  };
}

/** All tokens, in and out. */
export function totalTokens(usage: TokenUsage): number {
  return usage.input_tokens + usage.output_tokens + usage.cache_creation_input_tokens + usage.cache_read_input_tokens;
}

// --- validate/checker.ts ---

/**
 * Whether a value fits a part of a schema. Where `seen` is given, the check notes in it what the part has evaluated,
 * for `unevaluated*`; after `false` its content means nothing.
 */
type Check = (value: unknown, seen: Seen | undefined) => boolean;

/** A schema made ready, with what its parts share. */
type Checker = {
  readonly root: JsonSchema;
  readonly budget: StepBudget;
  readonly settings: CheckSettings;
  /** Makes the check of a part of the schema: for who keeps it, and is the only one to need it. */
  readonly compile: (part: unknown) => Check;
  /** The check of a part of the schema, which is known by identity; made once. */
  readonly checkOf: (part: unknown) => Check;
  /**
   * Whether a pattern matches a text; made once for each pattern. It throws {@link Uncheckable} where that could take
   * too long.
   */
  readonly matches: (pattern: string, text: string) => boolean;
};

type CheckSettings = {
  /** The patterns of the schema that can take more than linear time. */
  readonly slowPatterns?: SlowPatterns | undefined;
  /** A result is never wrong for its format. */
  readonly ignoresFormats?: boolean;
};

/** Thrown where a value can be said neither to fit nor not to fit. The message goes on after "cannot be checked: ". */
class Uncheckable extends Error {}

/** The properties and items that the keywords of a schema have evaluated; the others are left to `unevaluated*`. */
type Seen = {
  readonly keys: Set<string>;
  /** All items before this index; Infinity means all. */
  itemsBefore: number;
  readonly items: Set<number>;
};

function createSeen(): Seen {
  return { keys: new Set(), itemsBefore: 0, items: new Set() };
}

/** Adds to `seen` what `more` holds. */
function addSeen(seen: Seen, more: Seen): void {
  for (const key of more.keys) seen.keys.add(key);
  for (const index of more.items) seen.items.add(index);
  seen.itemsBefore = Math.max(seen.itemsBefore, more.itemsBefore);
}

function hasSeenItem(seen: Seen, index: number): boolean {
  return index < seen.itemsBefore || seen.items.has(index);
}

/** The steps of one check, and as many again to explain what it found: together about 100 ms on a slow machine. */
const MAX_CHECK_STEPS = 250_000;

/** Verdicts are remembered after so many steps: small values are checked faster without. */
const STEPS_BEFORE_MEMORY = 5000;

/** A large value gets so many further steps for each value in it. */
const STEPS_PER_PART = 4;
const MAX_PARTS = 2_000_000;

/**
 * How much work one check may still do. A recursive union checks the same value against the same schema again and
 * again, k times on each of d levels: k^d. Once that shows, each verdict is remembered until the check ends.
 */
type StepBudget = {
  left: number;
  /** What is checked, until the steps for its size have been added. */
  value: unknown;
  remembersBelow: number;
  verdicts: Map<Check, Map<unknown, boolean>> | undefined;
};

function createBudget(): StepBudget {
  return { left: 0, value: undefined, remembersBelow: 0, verdicts: undefined };
}

/** Begins the check of a value. */
function startBudget(budget: StepBudget, value: unknown): void {
  budget.left = MAX_CHECK_STEPS;
  budget.value = value;
  budget.remembersBelow = MAX_CHECK_STEPS - STEPS_BEFORE_MEMORY;
  budget.verdicts = undefined;
}

/** Begins the explanation of the same value: new steps, and the verdicts that are known already. */
function renewBudget(budget: StepBudget, value: unknown): void {
  budget.left = MAX_CHECK_STEPS;
  budget.value = value;
  budget.remembersBelow = MAX_CHECK_STEPS;
}

/** Lets go of the value and of what is known about it. */
function endBudget(budget: StepBudget): void {
  budget.value = undefined;
  budget.verdicts = undefined;
}

/** Takes steps off the budget. */
function spend(budget: StepBudget, steps: number): void {
  budget.left -= steps;
  if (budget.left < 0) refill(budget);
}

/** Takes the steps off the budget that reading a text costs. */
function spendText(budget: StepBudget, text: string): void {
  if (text.length > 63) spend(budget, text.length >> 6);
}

function refill(budget: StepBudget): void {
  // Undefined: the steps for its size have been added before.
  if (budget.value !== undefined) budget.left += STEPS_PER_PART * countParts(budget.value);
  budget.value = undefined;
  if (budget.left < 0) throw new Uncheckable("its schema takes too many steps for this value");
}

/** The verdict of a check, remembered where many steps were taken before. */
function runCheck(budget: StepBudget, check: Check, value: unknown, seen: Seen | undefined): boolean {
  spend(budget, 1);
  if (budget.left >= budget.remembersBelow || seen !== undefined) return check(value, seen);
  budget.verdicts ??= new Map();
  let verdicts = budget.verdicts.get(check);
  if (verdicts === undefined) {
    verdicts = new Map();
    budget.verdicts.set(check, verdicts);
  }
  const known = verdicts.get(value);
  if (known !== undefined) return known;
  const verdict = check(value, undefined);
  verdicts.set(value, verdict);
  return verdict;
}

/** How many values a value holds, itself included; a long text counts as several. */
function countParts(value: unknown): number {
  const open = [value];
  let count = 0;
  // A value that holds itself, which only code can make, has no end.
  while (open.length > 0 && count < MAX_PARTS) {
    const part = open.pop();
    count += 1;
    if (typeof part === "string") count += part.length >> 6;
    else if (typeof part === "object" && part !== null) for (const inner of Object.values(part)) open.push(inner);
  }
  return count;
}

const compiled = new Map<string, RegExp>();

/**
 * Whether a pattern of a schema matches a text. Every pattern goes through here: a definition must not block the
 * process.
 *
 * @throws Uncheckable where that could take too long, SyntaxError where it is no pattern.
 */
function matchPattern(pattern: string, text: string, slowPatterns: SlowPatterns | undefined): boolean {
  const longest =
    slowPatterns !== undefined && Object.hasOwn(slowPatterns, pattern) ? slowPatterns[pattern] : undefined;
  if (longest !== undefined && text.length > longest) {
    throw new Uncheckable(`its schema has a pattern that is safe only up to ${longest} characters`);
  }
  let regExp = compiled.get(pattern);
  if (regExp === undefined) {
    regExp = new RegExp(pattern, "u");
    compiled.set(pattern, regExp);
  }
  return regExp.test(text);
}

/** The same, undefined where it cannot be told. */
function tryPattern(pattern: string, text: string, slowPatterns: SlowPatterns | undefined): boolean | undefined {
  try {
    return matchPattern(pattern, text, slowPatterns);
  } catch {
    return undefined;
  }
}

// --- validate/compile-scalar.ts ---

const TEXT_KEYWORDS: readonly string[] = ["minLength", "maxLength", "pattern", "format"];

/** The keywords about texts; where no other type fits, the type as well. */
function compileText(part: JsonSchema, checker: Checker): Check | undefined {
  const { type, minLength, maxLength, pattern } = part as { [keyword: string]: unknown };
  const { budget, matches } = checker;
  const least = typeof minLength === "number" ? minLength : 0;
  const most = typeof maxLength === "number" ? maxLength : Number.POSITIVE_INFINITY;
  const wanted = typeof pattern === "string" ? pattern : undefined;
  const format = formatOf(part, checker);
  const fits = format?.isNumeric === false ? format.fits : undefined;
  const others = type !== "string";
  if (least === 0 && most === Number.POSITIVE_INFINITY && (wanted ?? fits) === undefined && others) return undefined;
  return (value) => {
    if (typeof value !== "string") return others;
    spendText(budget, value);
    // A character takes one or two code units: they are counted only where that leaves it open.
    const units = value.length;
    if (units < least || (units < least * 2 && lengthOf(value) < least)) return false;
    if (units > most && (units > most * 2 || lengthOf(value) > most)) return false;
    return (wanted === undefined || matches(wanted, value)) && (fits === undefined || fits(value));
  };
}

/**
 * A schema's format; undefined where it says nothing that could be wrong, or a pattern beside it says better what is
 * meant.
 */
function formatOf({ format, pattern }: JsonSchema, { settings }: Checker): Format | undefined {
  if (typeof format !== "string" || typeof pattern === "string" || settings.ignoresFormats === true) return undefined;
  return FORMATS.get(format);
}

/** How many characters a text has, not how many code units. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

const NUMBER_KEYWORDS: readonly string[] = [
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "format",
];

/** The keywords about numbers; where no other type fits, the type as well. */
function compileNumber(part: JsonSchema, checker: Checker): Check | undefined {
  const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = part as {
    [keyword: string]: unknown;
  };
  const least = numberOr(minimum, Number.NEGATIVE_INFINITY);
  const most = numberOr(maximum, Number.POSITIVE_INFINITY);
  const above = numberOr(exclusiveMinimum, undefined);
  const below = numberOr(exclusiveMaximum, undefined);
  const step = numberOr(multipleOf, undefined);
  const format = formatOf(part, checker);
  const fits = format?.isNumeric === true ? format.fits : undefined;
  const isInteger = type === "integer";
  const others = !isInteger && type !== "number";
  return (value) => {
    if (typeof value !== "number") return others;
    if (isInteger ? !Number.isInteger(value) : !others && !Number.isFinite(value)) return false;
    if (value < least || value > most) return false;
    if (above !== undefined && value <= above) return false;
    if (below !== undefined && value >= below) return false;
    return (step === undefined || isMultiple(value, step)) && (fits === undefined || fits(value));
  };
}

function numberOr<T>(value: unknown, otherwise: T): number | T {
  return typeof value === "number" ? value : otherwise;
}

/**
 * Whether a number is a multiple of another, as both are written in decimal: 19.99 is one of 0.01, though 19.99 / 0.01
 * is 1998.9999999999998.
 */
function isMultiple(value: number, step: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(step)) return value % step === 0;
  if (!Number.isFinite(value)) return false;
  const [a, b] = [decimalOf(value), decimalOf(step)];
  const places = Math.max(a.places, b.places);
  return scale(a, places) % scale(b, places) === BigInt(0);
}

type Decimal = { digits: bigint; places: number };

/** The digits of a number with more places behind the point. Literals of bigints need a newer target than Next sets. */
function scale({ digits, places }: Decimal, to: number): bigint {
  return digits * BigInt(10) ** BigInt(to - places);
}

/** A number's digits, and how many of them stand behind the point; a negative count where it ends in zeros. */
function decimalOf(number: number): Decimal {
  const [mantissa = "0", exponent = "0"] = String(number).split("e");
  const [before = "0", behind = ""] = mantissa.split(".");
  return { digits: BigInt(before + behind), places: behind.length - Number(exponent) };
}

/** A test for being one of some values; quick where they are texts and numbers, as nearly always. */
function oneOfValues(values: readonly unknown[], budget: StepBudget): (value: unknown) => boolean {
  const plain = new Set(values.filter((value) => !isStructured(value)));
  const structured = new Set(values.filter(isStructured).map((value) => canonical(value)));
  if (structured.size > 0) {
    return (value) => (isStructured(value) ? structured.has(canonical(value, budget)) : plain.has(value));
  }
  if (plain.size === 1) {
    const [only] = plain;
    return (value) => value === only;
  }
  return (value) => plain.has(value);
}

/** The indexes of the first two items that are equal; undefined where none are. Each item is looked at once. */
function firstRepeat(list: readonly unknown[], budget: StepBudget): [number, number] | undefined {
  const plain = new Map<unknown, number>();
  const structured = new Map<string, number>();
  for (let index = 0; index < list.length; index += 1) {
    const value = list[index];
    spend(budget, 1);
    const key = isStructured(value) ? canonical(value, budget) : value;
    const known: Map<unknown, number> = isStructured(value) ? structured : plain;
    if (typeof key === "string") spendText(budget, key);
    const before = known.get(key);
    if (before !== undefined) return [before, index];
    known.set(key, index);
  }
  return undefined;
}

function isStructured(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** A value as JSON with its keys in order, so that equal values have the same text. */
function canonical(value: unknown, budget?: StepBudget): string {
  const text = canonicalText(value, budget);
  if (budget !== undefined) {
    spend(budget, 1);
    spendText(budget, text);
  }
  return text;
}

function canonicalText(value: unknown, budget: StepBudget | undefined): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, budget)).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? String(value);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return `{${keys
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key], budget)}`)
    .join()}}`;
}

// --- validate/compile-members.ts ---

/**
 * A property: its check is made when a value first has it. `schema` is undefined where it is required and nothing else.
 */
type Property = { schema: unknown; check: Check | undefined; isRequired: boolean };

const OBJECT_KEYWORDS: readonly string[] = [
  "properties",
  "required",
  "additionalProperties",
  "patternProperties",
  "propertyNames",
  "minProperties",
  "maxProperties",
  "dependentRequired",
];

/**
 * The keywords about objects, in one pass over a value's own keys: a property called `constructor` is present only
 * where the value has one. As in JSON, a property that is undefined is absent. Where no other type fits, the type as
 * well.
 */
function compileObject(part: JsonSchema, checker: Checker): Check | undefined {
  const { patternProperties, additionalProperties, propertyNames, minProperties, maxProperties, dependentRequired } =
    part as { [keyword: string]: unknown };
  const { budget, compile, matches } = checker;
  const properties = propertiesOf(part);
  const required = [...properties.values()].filter(({ isRequired }) => isRequired).length;
  const patterns = Object.entries(isObject(patternProperties) ? patternProperties : {}).map(([pattern, schema]) => ({
    pattern,
    check: compile(schema),
  }));
  const additional = additionalProperties === undefined ? undefined : compile(additionalProperties);
  const name = propertyNames === undefined ? undefined : compile(propertyNames);
  const least = typeof minProperties === "number" ? minProperties : 0;
  const most = typeof maxProperties === "number" ? maxProperties : Number.POSITIVE_INFINITY;
  const dependents = isObject(dependentRequired) ? dependentRequired : undefined;
  const isIdle = properties.size + patterns.length + least === 0 && most === Number.POSITIVE_INFINITY;
  const others = part["type"] !== "object";
  if (isIdle && (additional ?? name ?? dependents) === undefined && others) return undefined;
  const stepsPerKey = 1 + patterns.length;
  return (value, seen) => {
    if (!isObject(value)) return others;
    const keys = Object.keys(value);
    spend(budget, keys.length * stepsPerKey + 1);
    let [count, met] = [0, 0];
    for (const key of keys) {
      const held = value[key];
      if (held === undefined) continue;
      count += 1;
      const property = properties.get(key);
      let isEvaluated = false;
      if (property !== undefined) {
        if (property.isRequired) met += 1;
        if (property.schema !== undefined) {
          property.check ??= compile(property.schema);
          if (!property.check(held, undefined)) return false;
          isEvaluated = true;
        }
      }
      for (const { pattern, check } of patterns) {
        if (!matches(pattern, key)) continue;
        if (!check(held, undefined)) return false;
        isEvaluated = true;
      }
      if (!isEvaluated && additional !== undefined) {
        if (!additional(held, undefined)) return false;
        isEvaluated = true;
      }
      if (name !== undefined && !name(key, undefined)) return false;
      if (isEvaluated) seen?.keys.add(key);
    }
    if (met < required || count < least || count > most) return false;
    if (dependents === undefined) return true;
    spend(budget, Object.keys(dependents).length);
    return missingDependents(dependents, value).length === 0;
  };
}

function propertiesOf({ properties, required }: JsonSchema): Map<string, Property> {
  const known = new Map<string, Property>();
  if (Array.isArray(required)) {
    for (const key of required) known.set(String(key), { schema: undefined, check: undefined, isRequired: true });
  }
  if (!isObject(properties)) return known;
  for (const key of Object.keys(properties)) {
    known.set(key, { schema: properties[key], check: undefined, isRequired: known.has(key) });
  }
  return known;
}

/** Whether an object has a property of its own that is not undefined. */
function isPresent(value: JsonSchema, key: string): boolean {
  return Object.hasOwn(value, key) && value[key] !== undefined;
}

/** The properties that `dependentRequired` requires and that are absent. */
function missingDependents(dependents: JsonSchema, value: JsonSchema): string[] {
  return Object.entries(dependents).flatMap(([key, names]) =>
    isPresent(value, key) && Array.isArray(names) ? names.map(String).filter((name) => !isPresent(value, name)) : [],
  );
}

const ARRAY_KEYWORDS: readonly string[] = [
  "items",
  "prefixItems",
  "minItems",
  "maxItems",
  "uniqueItems",
  "contains",
];

/** The keywords about arrays; where no other type fits, the type as well. */
function compileArray(part: JsonSchema, checker: Checker): Check | undefined {
  const { prefixItems, items, minItems, maxItems, uniqueItems } = part as { [keyword: string]: unknown };
  const { budget, compile } = checker;
  const first = Array.isArray(prefixItems) ? prefixItems.map(compile) : [];
  const rest = items === undefined ? undefined : compile(items);
  const least = typeof minItems === "number" ? minItems : 0;
  const most = typeof maxItems === "number" ? maxItems : Number.POSITIVE_INFINITY;
  const contains = part["contains"] === undefined ? undefined : compileContains(part, checker);
  const isIdle = first.length + least === 0 && most === Number.POSITIVE_INFINITY && uniqueItems !== true;
  const others = part["type"] !== "array";
  if (isIdle && (rest ?? contains) === undefined && others) return undefined;
  return (value, seen) => {
    if (!Array.isArray(value)) return others;
    if (value.length < least || value.length > most) return false;
    const end = rest === undefined ? Math.min(first.length, value.length) : value.length;
    spend(budget, end + 1);
    for (let index = 0; index < end; index += 1) {
      const check = first[index] ?? rest;
      if (check !== undefined && !check(value[index], undefined)) return false;
    }
    if (seen !== undefined) {
      seen.itemsBefore = Math.max(seen.itemsBefore, rest === undefined ? end : Number.POSITIVE_INFINITY);
    }
    if (uniqueItems === true && firstRepeat(value, budget) !== undefined) return false;
    return contains === undefined || contains(value, seen);
  };
}

function compileContains(part: JsonSchema, { budget, checkOf }: Checker): Check {
  const check = checkOf(part["contains"]);
  const { least, most } = containsLimits(part);
  return (value, seen) => {
    if (!Array.isArray(value)) return true;
    spend(budget, value.length);
    let count = 0;
    for (let index = 0; index < value.length; index += 1) {
      if (!check(value[index], undefined)) continue;
      count += 1;
      seen?.items.add(index);
    }
    return count >= least && count <= most;
  };
}

/** How many items `contains` wants at least and at most. */
function containsLimits({ minContains, maxContains }: JsonSchema): { least: number; most: number } {
  return {
    least: typeof minContains === "number" ? minContains : 1,
    most: typeof maxContains === "number" ? maxContains : Number.POSITIVE_INFINITY,
  };
}

/** The same check, and that of the properties and items that it has not evaluated. */
function withUnevaluated(check: Check, part: JsonSchema, checker: Checker): Check {
  const { unevaluatedProperties, unevaluatedItems } = part as { [keyword: string]: unknown };
  if (unevaluatedProperties === undefined && unevaluatedItems === undefined) return check;
  const property = unevaluatedProperties === undefined ? undefined : checker.checkOf(unevaluatedProperties);
  const item = unevaluatedItems === undefined ? undefined : checker.checkOf(unevaluatedItems);
  return (value, outer) => {
    if (typeof value !== "object" || value === null) return check(value, undefined);
    const seen = createSeen();
    if (!check(value, seen)) return false;
    if (Array.isArray(value)) {
      spend(checker.budget, value.length);
      if (item !== undefined && !itemsFit(value, item, seen)) return false;
    } else if (isObject(value)) {
      const keys = Object.keys(value);
      spend(checker.budget, keys.length);
      if (property !== undefined && !propertiesFit(value, keys, property, seen)) return false;
    }
    if (outer !== undefined) addSeen(outer, seen);
    return true;
  };
}

function propertiesFit(value: JsonSchema, keys: readonly string[], check: Check, seen: Seen): boolean {
  for (const key of keys) {
    if (seen.keys.has(key) || value[key] === undefined) continue;
    if (!check(value[key], undefined)) return false;
    seen.keys.add(key);
  }
  return true;
}

function itemsFit(value: readonly unknown[], check: Check, seen: Seen): boolean {
  for (let index = 0; index < value.length; index += 1) {
    if (!hasSeenItem(seen, index) && !check(value[index], undefined)) return false;
  }
  seen.itemsBefore = Number.POSITIVE_INFINITY;
  return true;
}

// --- validate/possible.ts ---

const ALL_TYPES = ["null", "boolean", "number", "string", "array", "object"] as const;
type JsonType = (typeof ALL_TYPES)[number];

/** So many parts of a schema are looked at for one member; beyond that the schema counts as saying nothing of it. */
const MAX_MEMBER_PARTS = 300;

/**
 * The JSON types that a schema can take; more rather than fewer, where it does not say. Each part is looked at once,
 * however many references lead to it: they double from one to the next otherwise.
 *
 * @param known The types of parts that were looked at before.
 * @param own The types that a part allows by itself, without what it refers to and combines.
 */
function typesOf(
  schema: unknown,
  root: JsonSchema,
  known: Map<unknown, readonly JsonType[]> = new Map(),
  own: (part: JsonSchema) => readonly JsonType[] = ownTypes,
): readonly JsonType[] {
  if (schema === false) return [];
  if (!isObject(schema)) return ALL_TYPES;
  const before = known.get(schema);
  if (before !== undefined) return before;
  // A schema that leads back to itself says no more by doing so.
  known.set(schema, ALL_TYPES);
  const of = (part: unknown): readonly JsonType[] => typesOf(part, root, known, own);
  const limits = [own(schema)];
  const { $ref, anyOf, oneOf, allOf } = schema as { [keyword: string]: unknown };
  if (typeof $ref === "string") limits.push(of(resolvePointer(root, $ref)));
  for (const union of [anyOf, oneOf]) if (Array.isArray(union)) limits.push(union.flatMap(of));
  if (Array.isArray(allOf)) limits.push(...allOf.map(of));
  const types = ALL_TYPES.filter((name) => limits.every((limit) => limit.includes(name)));
  known.set(schema, types);
  return types;
}

/** The types that a schema's own `type` and its values all allow. */
function ownTypes(schema: JsonSchema): readonly JsonType[] {
  const { type } = schema as { [keyword: string]: unknown };
  const types = type === undefined ? ALL_TYPES : [type].flat().map(asJsonType);
  const constants = constantsOf(schema)?.map(jsonType);
  return constants === undefined ? types : types.filter((name) => constants.includes(name));
}

function asJsonType(type: unknown): JsonType {
  return type === "integer" ? "number" : (type as JsonType);
}

/** A schema as a whole, and its patterns that can take more than linear time. */
type Described = { readonly root: JsonSchema; readonly slowPatterns: SlowPatterns | undefined };

/** The schema of a value's member or entry, made of all that the value's schema says of it. */
function memberSchema(
  schema: unknown,
  { root, slowPatterns }: Described,
  value: JsonSchema | unknown[],
  key: string | number,
): unknown {
  let left = MAX_MEMBER_PARTS;
  const inside = (part: unknown): unknown => {
    left -= 1;
    // A reference that leads round in a circle ends here as well.
    if (!isObject(part) || left < 0) return part === false ? false : {};
    const { $ref, anyOf, oneOf, allOf } = part as { [keyword: string]: unknown };
    const own = typeof key === "number" ? entrySchema(part, key) : propertySchema(part, key, slowPatterns);
    const parts = [targetOf(own, root)];
    if (typeof $ref === "string") parts.push(inside(resolvePointer(root, $ref)));
    if (Array.isArray(allOf)) parts.push(...allOf.map(inside));
    for (const union of [anyOf, oneOf]) {
      if (!Array.isArray(union)) continue;
      const possible = union.filter((branch) => canHold(branch, root, value));
      parts.push(oneOfThem((possible.length === 0 ? union : possible).map(inside)));
    }
    return allOfThem(parts);
  };
  const found = inside(schema);
  return left < 0 ? {} : found;
}

/**
 * What a reference with nothing beside it refers to: the same part of a schema, found twice, is then known to be the
 * same.
 */
function targetOf(schema: unknown, root: JsonSchema): unknown {
  if (!isObject(schema) || typeof schema["$ref"] !== "string" || Object.keys(schema).length > 1) return schema;
  return resolvePointer(root, schema["$ref"]) ?? {};
}

/**
 * One schema that says what all of them say. Nothing is said twice, else recursive schemas would double with each
 * level.
 */
function allOfThem(parts: readonly unknown[]): unknown {
  const telling = parts.filter((part) => part === false || (isObject(part) && Object.keys(part).length > 0));
  return flat(telling, "allOf") ?? {};
}

/** One schema that takes what any of them takes. */
function oneOfThem(parts: readonly unknown[]): unknown {
  return flat(parts, "anyOf") ?? {};
}

function flat(parts: readonly unknown[], keyword: "allOf" | "anyOf"): unknown {
  const inner = (part: unknown): unknown[] => {
    const list = isObject(part) && Object.keys(part).length === 1 ? part[keyword] : undefined;
    return Array.isArray(list) ? list : [part];
  };
  const unique = [...new Set(parts.flatMap(inner))];
  return unique.length < 2 ? unique[0] : { [keyword]: unique };
}

function propertySchema(schema: JsonSchema, key: string, slowPatterns: SlowPatterns | undefined): unknown {
  const { properties, patternProperties, additionalProperties } = schema as { [keyword: string]: unknown };
  const parts: unknown[] = [];
  if (isObject(properties) && Object.hasOwn(properties, key)) parts.push(properties[key]);
  if (isObject(patternProperties)) {
    for (const [pattern, part] of Object.entries(patternProperties)) {
      const isMeant = tryPattern(pattern, key, slowPatterns);
      // Then nobody can say which schemas are its own.
      if (isMeant === undefined) return {};
      if (isMeant) parts.push(part);
    }
  }
  return parts.length > 0 ? allOfThem(parts) : (additionalProperties ?? {});
}

function entrySchema(schema: JsonSchema, index: number): unknown {
  const { prefixItems, items } = schema as { [keyword: string]: unknown };
  if (Array.isArray(prefixItems) && index < prefixItems.length) return prefixItems[index];
  return items ?? {};
}

/** Whether a union's branch can be the one meant: of the right type, and no constant in it contradicts the value. */
function canHold(branch: unknown, root: JsonSchema, value: JsonSchema | unknown[]): boolean {
  if (!typesOf(branch, root).includes(jsonType(value) as JsonType)) return false;
  if (Array.isArray(value)) return true;
  return [...shapeOf(branch, root).choices].every(([key, constants]) => {
    if (!Object.hasOwn(value, key) || typeof value[key] !== "string") return true;
    return constants.includes(value[key]) || !constants.every((constant) => typeof constant === "string");
  });
}

/** What a branch of a union says about a value at its own level, itself or through references and `allOf`. */
type Shape = {
  /** Each `type` that stands there. */
  types: unknown[];
  constants: unknown[] | undefined;
  members: Map<string, unknown[]>;
  /** The constants that it wants under its keys. */
  choices: Map<string, unknown[]>;
  required: Set<string>;
  /** Whether it refuses properties that it does not name. */
  isClosed: boolean;
  /** Whether that is all that it says. */
  isPlain: boolean;
};

/** Further references of a branch are not followed. */
const MAX_BRANCH_PARTS = 50;
const PLAIN = ["type", "properties", "required", "additionalProperties", "$ref", "allOf", "const", "enum", "$defs"];
const SAYS_NOTHING = ["title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment"];
const PLAIN_KEYWORDS: ReadonlySet<string> = new Set([...PLAIN, ...SAYS_NOTHING]);
const shapes = new WeakMap<JsonSchema, Shape>();

function shapeOf(part: unknown, root: JsonSchema): Shape {
  const known = isObject(part) ? shapes.get(part) : undefined;
  if (known !== undefined) return known;
  const shape: Shape = {
    types: [],
    constants: undefined,
    members: new Map(),
    choices: new Map(),
    required: new Set(),
    isClosed: false,
    isPlain: true,
  };
  let left = MAX_BRANCH_PARTS;
  const include = (one: unknown): void => {
    left -= 1;
    if (!isObject(one) || left < 0) return;
    addPart(shape, one, root);
    if (typeof one["$ref"] === "string") include(resolvePointer(root, one["$ref"]));
    if (Array.isArray(one["allOf"])) one["allOf"].forEach(include);
  };
  include(part);
  if (isObject(part)) shapes.set(part, shape);
  return shape;
}

function addPart(shape: Shape, part: JsonSchema, root: JsonSchema): void {
  const { type, properties, required, additionalProperties, patternProperties } = part as {
    [keyword: string]: unknown;
  };
  if (type !== undefined) shape.types.push(type);
  shape.constants ??= constantsOf(part);
  for (const [key, schema] of Object.entries(isObject(properties) ? properties : {})) {
    const known = shape.members.get(key);
    if (known === undefined) shape.members.set(key, [schema]);
    else known.push(schema);
    const isRef = isObject(schema) && typeof schema["$ref"] === "string";
    const target = isRef ? resolvePointer(root, String(schema["$ref"])) : schema;
    const values = isObject(target) ? constantsOf(target) : undefined;
    if (values !== undefined && !shape.choices.has(key)) shape.choices.set(key, values);
  }
  for (const key of Array.isArray(required) ? required : []) shape.required.add(String(key));
  if (additionalProperties === false && patternProperties === undefined) shape.isClosed = true;
  if (Object.keys(part).some((keyword) => !PLAIN_KEYWORDS.has(keyword))) shape.isPlain = false;
}

/** The constants that a schema wants, by `const` or `enum`. */
function constantsOf(schema: JsonSchema): unknown[] | undefined {
  if (Object.hasOwn(schema, "const")) return [schema["const"]];
  return Array.isArray(schema["enum"]) ? schema["enum"] : undefined;
}

// --- validate/compile.ts ---

const PASS: Check = () => true;
const FAIL: Check = () => false;

/**
 * Makes closures of a schema of draft 2020-12 in its normal form: no `$id`, no `$schema`, references within it alone.
 * The target of a reference is compiled when it is first reached.
 */
function createChecker(root: JsonSchema, settings: CheckSettings): Checker {
  const checks = new Map<unknown, Check>();
  const checker: Checker = {
    root,
    budget: createBudget(),
    settings,
    matches: (pattern, text) => matchPattern(pattern, text, settings.slowPatterns),
    compile: (part) => (isObject(part) ? compilePart(part, checker) : part === false ? FAIL : PASS),
    checkOf: (part) => {
      let check = checks.get(part);
      if (check === undefined) {
        check = checker.compile(part);
        checks.set(part, check);
      }
      return check;
    },
  };
  return checker;
}

type Compile = (part: JsonSchema, checker: Checker) => Check | undefined;

type Group = { compile: Compile; keywords: readonly string[]; types?: readonly string[] };

/**
 * Keywords that are compiled together, the quickest to check first. A part has few of them: what is not there costs
 * nothing. The check of a group with `types` is also that of a `type` that is one of them.
 */
const GROUPS: readonly Group[] = [
  { compile: compileType, keywords: ["type"] },
  { compile: compileValues, keywords: ["enum", "const"] },
  { compile: compileText, keywords: TEXT_KEYWORDS, types: ["string"] },
  { compile: compileNumber, keywords: NUMBER_KEYWORDS, types: ["number", "integer"] },
  { compile: compileObject, keywords: OBJECT_KEYWORDS, types: ["object"] },
  { compile: compileArray, keywords: ARRAY_KEYWORDS, types: ["array"] },
  { compile: compileRef, keywords: ["$ref"] },
  { compile: compileAllOf, keywords: ["allOf"] },
  { compile: compileAnyOf, keywords: ["anyOf"] },
  { compile: compileOneOf, keywords: ["oneOf"] },
  { compile: compileNot, keywords: ["not"] },
  { compile: compileIf, keywords: ["if"] },
  { compile: compileDependents, keywords: ["dependentSchemas"] },
];

/** The groups that a keyword belongs to, and the one that a type belongs to: bit n stands for the n-th. */
const KEYWORD_BITS: ReadonlyMap<string, number> = /* @__PURE__ */ groupBits(({ keywords }) => keywords);
const TYPE_BITS: ReadonlyMap<string, number> = /* @__PURE__ */ groupBits(({ types = [] }) => types);

function groupBits(words: (group: Group) => readonly string[]): Map<string, number> {
  const bits = new Map<string, number>();
  for (const [at, group] of GROUPS.entries()) {
    for (const word of words(group)) bits.set(word, (bits.get(word) ?? 0) | (1 << at));
  }
  return bits;
}

function compilePart(part: JsonSchema, checker: Checker): Check {
  const { type } = part;
  // A value of another type fails before anything else about it is looked at.
  const first = typeof type === "string" ? (TYPE_BITS.get(type) ?? 0) : 0;
  const checks: Check[] = [];
  compileGroups(first, checks, part, checker);
  compileGroups(groupsOf(part, first) & ~first, checks, part, checker);
  return withUnevaluated(all(checks, checker), part, checker);
}

/** The groups of a part's keywords; that of its type is `first`, where it has one. */
function groupsOf(part: JsonSchema, first: number): number {
  let bits = 0;
  for (const keyword of Object.keys(part)) {
    if (keyword !== "type" || first === 0) bits |= KEYWORD_BITS.get(keyword) ?? 0;
  }
  return bits;
}

function compileGroups(bits: number, checks: Check[], part: JsonSchema, checker: Checker): void {
  for (let left = bits; left !== 0; left &= left - 1) {
    const check = GROUPS[31 - Math.clz32(left & -left)]?.compile(part, checker);
    if (check !== undefined) checks.push(check);
  }
}

/** All of some checks, in their order. */
function all(checks: readonly Check[], { budget }: Checker): Check {
  const [a, b, c, ...rest] = checks;
  if (a === undefined) return PASS;
  if (b === undefined) return a;
  if (c === undefined) return (value, seen) => a(value, seen) && b(value, seen);
  if (rest.length === 0) return (value, seen) => a(value, seen) && b(value, seen) && c(value, seen);
  return (value, seen) => {
    spend(budget, checks.length >> 2);
    for (const check of checks) if (!check(value, seen)) return false;
    return true;
  };
}

const TYPES: ReadonlyMap<unknown, (value: unknown) => boolean> = new Map([
  ["string", (value: unknown) => typeof value === "string"],
  ["number", (value: unknown) => typeof value === "number" && Number.isFinite(value)],
  ["integer", Number.isInteger],
  ["boolean", (value: unknown) => typeof value === "boolean"],
  ["null", (value: unknown) => value === null],
  ["object", isObject],
  ["array", Array.isArray],
]);

/** Whether a value is of one of the types that `type` names. */
function isOfType(value: unknown, type: unknown): boolean {
  if (Array.isArray(type)) return type.some((name) => isOfType(value, name));
  return TYPES.get(type)?.(value) === true;
}

function compileType({ type }: JsonSchema): Check | undefined {
  if (type === undefined) return undefined;
  const [a, b, ...more] = [type].flat().map((name) => TYPES.get(name) ?? FAIL);
  if (a === undefined) return FAIL;
  if (b === undefined) return (value) => a(value, undefined);
  if (more.length === 0) return (value) => a(value, undefined) || b(value, undefined);
  return (value) => isOfType(value, type);
}

function compileValues(part: JsonSchema, checker: Checker): Check | undefined {
  const tests = [
    ...(Array.isArray(part["enum"]) ? [oneOfValues(part["enum"], checker.budget)] : []),
    ...(Object.hasOwn(part, "const") ? [oneOfValues([part["const"]], checker.budget)] : []),
  ];
  return tests.length === 0 ? undefined : all(tests, checker);
}

function compileRef({ $ref: reference }: JsonSchema, { root, budget, checkOf }: Checker): Check | undefined {
  if (typeof reference !== "string") return undefined;
  let target: Check | undefined;
  return (value, seen) => {
    if (target === undefined) {
      const part = /^#(?:\/|$)/.test(reference) ? resolvePointer(root, reference) : undefined;
      if (part === undefined) throw new TypeError(`${reference} leads nowhere.`);
      target = checkOf(part);
    }
    return runCheck(budget, target, value, seen);
  };
}

function compileAllOf({ allOf }: JsonSchema, checker: Checker): Check | undefined {
  return Array.isArray(allOf) ? all(allOf.map(checker.checkOf), checker) : undefined;
}

function compileAnyOf({ anyOf }: JsonSchema, checker: Checker): Check | undefined {
  return Array.isArray(anyOf) ? compileUnion(anyOf, 1, checker) : undefined;
}

function compileOneOf({ oneOf }: JsonSchema, checker: Checker): Check | undefined {
  return Array.isArray(oneOf) ? compileUnion(oneOf, 2, checker) : undefined;
}

function compileNot({ not }: JsonSchema, { budget, checkOf }: Checker): Check | undefined {
  if (not === undefined) return undefined;
  const check = checkOf(not);
  return (value) => !runCheck(budget, check, value, undefined);
}

function compileIf(part: JsonSchema, { budget, checkOf }: Checker): Check | undefined {
  if (part["if"] === undefined) return undefined;
  const [condition, yes, no] = [checkOf(part["if"]), checkOf(part["then"]), checkOf(part["else"])];
  return (value, seen) => {
    const noted = seen && createSeen();
    if (!runCheck(budget, condition, value, noted)) return no(value, seen);
    if (seen !== undefined && noted !== undefined) addSeen(seen, noted);
    return yes(value, seen);
  };
}

function compileDependents({ dependentSchemas }: JsonSchema, { budget, checkOf }: Checker): Check | undefined {
  if (!isObject(dependentSchemas)) return undefined;
  const checks = Object.entries(dependentSchemas).map(([key, schema]) => ({ key, check: checkOf(schema) }));
  return (value, seen) => {
    if (!isObject(value)) return true;
    spend(budget, checks.length);
    return checks.every(({ key, check }) => !isPresent(value, key) || check(value, seen));
  };
}

/** `anyOf`, and `oneOf`, where a second branch must not fit. */
function compileUnion(branches: readonly unknown[], wrongFrom: 1 | 2, checker: Checker): Check {
  const { budget, checkOf } = checker;
  let choose: ((value: unknown) => readonly unknown[]) | undefined;
  return (value, seen) => {
    choose ??= createChooser(branches, checker.root);
    let fitting = 0;
    for (const branch of choose(value)) {
      const noted = seen && createSeen();
      // A branch is compiled when a value first reaches it.
      if (!runCheck(budget, checkOf(branch), value, noted)) continue;
      fitting += 1;
      if (seen !== undefined && noted !== undefined) addSeen(seen, noted);
      else if (wrongFrom === 1) return true;
      if (wrongFrom === 2 && fitting === 2) return false;
    }
    return fitting > 0;
  };
}

/**
 * Chooses the branches that can fit a value: where all want texts under one key, those that want the text that is
 * there.
 */
function createChooser(branches: readonly unknown[], root: JsonSchema): (value: unknown) => readonly unknown[] {
  const [first, ...others] = branches.map((branch) => shapeOf(branch, root).choices);
  if (first === undefined || others.length === 0) return () => branches;
  const all = [first, ...others];
  const key = [...first.keys()].find((name) => all.every((choices) => choices.get(name)?.every(isText)));
  if (key === undefined) return () => branches;
  const byText = new Map<unknown, unknown[]>();
  for (const [index, choices] of all.entries()) {
    for (const text of new Set(choices.get(key))) {
      const known = byText.get(text) ?? [];
      byText.set(text, known);
      known.push(branches[index]);
    }
  }
  return (value) => (isObject(value) && isPresent(value, key) ? (byText.get(value[key]) ?? []) : branches);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

// --- validate/words.ts ---

/** A value is cut here, in bytes, so that an error with one fault stays small. */
const SHOWN_BYTES = 60;

const BOUNDS: readonly (readonly [string, string, (value: number, limit: number) => boolean])[] = [
  ["minimum", ">=", (value, limit) => value >= limit],
  ["maximum", "<=", (value, limit) => value <= limit],
  ["exclusiveMinimum", ">", (value, limit) => value > limit],
  ["exclusiveMaximum", "<", (value, limit) => value < limit],
  ["multipleOf", "multiple of", isMultiple],
];

function typeName(value: unknown): string {
  return Number.isInteger(value) ? "integer" : jsonType(value);
}

function mustBeOneOf(constants: readonly unknown[], value: unknown): string {
  const wanted = constants.length === 1 ? show(constants[0], SHOWN_BYTES) : `one of ${show(constants, SHOWN_BYTES)}`;
  return `must be ${wanted}, not ${show(value, SHOWN_BYTES / 2)}`;
}

/** What is wrong with a text or a number. */
function scalarFaults(part: JsonSchema, value: unknown, checker: Checker): readonly string[] {
  if (typeof value === "string") return textFaults(part, value, checker);
  if (typeof value !== "number") return [];
  const broken = BOUNDS.flatMap(([keyword, words, holds]) => {
    const limit = part[keyword];
    if (typeof limit !== "number" || holds(value, limit)) return [];
    return [`must be ${words} ${limit}, not ${show(value, SHOWN_BYTES / 2)}`];
  });
  return [...broken, ...formatFaults(part, value, checker)];
}

function textFaults(part: JsonSchema, text: string, checker: Checker): string[] {
  const { pattern } = part as { [keyword: string]: unknown };
  const isWrong = typeof pattern === "string" && !checker.matches(pattern, text);
  return [
    ...countFaults(part, "Length", "characters", () => lengthOf(text)),
    ...(isWrong ? [`must match pattern ${show(pattern, SHOWN_BYTES)}, not ${show(text, SHOWN_BYTES / 2)}`] : []),
    ...formatFaults(part, text, checker),
  ];
}

function formatFaults(part: JsonSchema, value: string | number, checker: Checker): string[] {
  const format = formatOf(part, checker);
  if (format === undefined || format.isNumeric !== (typeof value === "number")) return [];
  if (format.fits(value as never)) return [];
  const form = `${show(part["format"], SHOWN_BYTES)}, such as ${JSON.stringify(format.example)}`;
  return [`must match format ${form}, not ${show(value, SHOWN_BYTES / 2)}`];
}

/** What is wrong with how many properties an object has. */
function objectFaults(part: JsonSchema, value: JsonSchema): string[] {
  const count = (): number => Object.values(value).filter((held) => held !== undefined).length;
  return countFaults(part, "Properties", "properties", count);
}

/** What is wrong with an array as a whole. @param matches How many items fit `contains`. */
function arrayFaults(
  part: JsonSchema,
  value: readonly unknown[],
  matches: number,
  { budget }: Checker,
): string[] {
  const { uniqueItems, contains } = part as { [keyword: string]: unknown };
  const faults = countFaults(part, "Items", "items", () => value.length);
  const repeat = uniqueItems === true ? firstRepeat(value, budget) : undefined;
  if (repeat !== undefined) faults.push(`must NOT have duplicate items: ${repeat.join(" and ")} are the same`);
  if (contains === undefined) return faults;
  const { least, most } = containsLimits(part);
  const kind = show(contains, SHOWN_BYTES);
  if (matches < least) faults.push(`must contain at least ${least} valid item(s): ${kind}`);
  if (matches > most) faults.push(`must contain at most ${most} valid item(s), not ${matches}: ${kind}`);
  return faults;
}

function countFaults(part: JsonSchema, suffix: string, unit: string, count: () => number): string[] {
  const [least, most] = [part[`min${suffix}`], part[`max${suffix}`]];
  if (typeof least !== "number" && typeof most !== "number") return [];
  const found = count();
  return [
    ...(typeof least === "number" && found < least ? [`must NOT have fewer than ${least} ${unit}, not ${found}`] : []),
    ...(typeof most === "number" && found > most ? [`must NOT have more than ${most} ${unit}, not ${found}`] : []),
  ];
}

// --- validate/explain-union.ts ---

type Branch = { part: unknown; shape: Shape };
/** How far a value is from a branch, and the properties that it lacks where nothing else is wrong. */
type Distance = { branch: Branch; faults: number; missing: string[]; lacksOnly: boolean };

/** A wrong constant says that another branch is meant. */
const WRONG_CONSTANT = 1000;

/** What is wrong with a value that fits no branch of a union, or more branches than the one that it may fit. */
function explainUnion(
  branches: readonly unknown[],
  isOne: boolean,
  value: unknown,
  pointer: string,
  search: Search,
): void {
  const fitting = branches.filter((branch) => search.fits(branch, value));
  if (fitting.length > 1 && isOne) search.add(pointer, fitsSeveral(fitting, search));
  if (fitting.length > 0) return;
  const all = branches.map((part): Branch => ({ part, shape: shapeOf(part, search.checker.root) }));
  const possible = all.filter(({ shape }) => shape.types.every((type) => isOfType(value, type)));
  if (possible.length === 0) {
    const types = [...new Set(all.flatMap(({ shape }) => shape.types.flat()))];
    const wanted = `must be ${types.join(" or ")}, not ${typeName(value)}`;
    search.add(pointer, types.length === 0 ? "fits none of the alternatives" : wanted);
    return;
  }
  const choices = possible.map(({ shape }) => shape.constants);
  if (choices.every((constants) => constants !== undefined)) {
    search.add(pointer, mustBeOneOf(unique(choices.flat()), value));
    return;
  }
  const meant = isObject(value) ? byConstant(possible, value, pointer, search) : possible;
  if (meant === undefined) return;
  const distances = meant.map((branch) => distanceOf(branch, value, search)).sort((a, b) => a.faults - b.faults);
  const [best] = distances;
  if (best === undefined) return;
  const near = best.lacksOnly ? distances.filter((one) => isAsNear(one, best)) : [];
  const wanted = listsOf(near.map(({ missing }) => missing));
  if (wanted.length > 1) search.add(pointer, `one of ${clip(wanted.join(", "), SHOWN_BYTES)} is required`);
  else search.visit(best.branch.part, value, pointer);
}

/**
 * Branches that only lack properties are alternatives: those that lack as few as the best, or, where the value has no
 * property that the best requires, those of which it has none either.
 */
function isAsNear(one: Distance, best: Distance): boolean {
  if (!one.lacksOnly) return false;
  const isUntouched = ({ missing, branch }: Distance): boolean => missing.length === branch.shape.required.size;
  return one.faults === best.faults || (isUntouched(one) && isUntouched(best));
}

function fitsSeveral(fitting: readonly unknown[], search: Search): string {
  const shapes = fitting.map((part) => shapeOf(part, search.checker.root));
  const lists = listsOf(shapes.map(({ required }) => [...required]));
  const onlyRequire = shapes.every((one) => one.required.size > 0 && one.members.size === 0 && one.isPlain);
  return onlyRequire && lists.length > 1
    ? `only one of ${clip(lists.join(", "), SHOWN_BYTES)} may be there`
    : "fits more than one of the alternatives; it must fit exactly one";
}

/** Lists of properties in words, each once. */
function listsOf(lists: readonly (readonly string[])[]): string[] {
  return unique(lists.map((keys) => keys.map((key) => show(key, SHOWN_BYTES)).join(" and ")));
}

/** The branches whose constants the value has; undefined where a fault about the constant was added. */
function byConstant(
  branches: readonly Branch[],
  value: JsonSchema,
  pointer: string,
  search: Search,
): readonly Branch[] | undefined {
  const [first] = branches;
  if (branches.length < 2) return branches;
  for (const key of first?.shape.choices.keys() ?? []) {
    const choices = branches.map(({ shape }) => shape.choices.get(key));
    if (!choices.every((values) => values !== undefined)) continue;
    const at = `${pointer}/${pointerKey(key)}`;
    if (!Object.hasOwn(value, key)) {
      if (!branches.every(({ shape }) => shape.required.has(key))) continue;
      search.add(at, `is required: one of ${show(unique(choices.flat()), SHOWN_BYTES)}`, "absence");
      return undefined;
    }
    const meant = branches.filter(({ shape }) => shape.choices.get(key)?.includes(value[key]));
    if (meant.length > 0) return meant;
    search.add(at, mustBeOneOf(unique(choices.flat()), value[key]));
    return undefined;
  }
  return branches;
}

/** By the branch's own level alone: further inside, a union would be gone through again for each branch around it. */
function distanceOf(branch: Branch, value: unknown, search: Search): Distance {
  const { shape } = branch;
  if (!isObject(value)) return { branch, faults: shape.constants === undefined ? 1 : 2, missing: [], lacksOnly: false };
  const missing = [...shape.required].filter((key) => !Object.hasOwn(value, key));
  let wrong = 0;
  for (const [key, held] of Object.entries(value)) {
    const schemas = shape.members.get(key);
    if (schemas === undefined) wrong += shape.isClosed ? 1 : 0;
    else if (!schemas.every((schema) => search.fits(schema, held))) {
      const values = shape.choices.get(key);
      wrong += values === undefined || values.includes(held) ? 1 : WRONG_CONSTANT;
    }
  }
  const lacksOnly = wrong === 0 && missing.length > 0 && shape.isPlain;
  return { branch, faults: Math.max(1, wrong + missing.length), missing, lacksOnly };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

// --- validate/search.ts ---

/** A fault with what it is about: a value, the name of a property, or a property that is absent. */
type FoundFault = Fault & { about: About };
type About = "value" | "name" | "absence";

/** One search for faults: it goes through the schema again, beside a value that does not fit. */
type Search = {
  checker: Checker;
  /** How many faults have been found, repeated ones too. */
  found: number;
  /** @param about `value` where it is left out. */
  add: (pointer: string, message: string, about?: About) => void;
  visit: (part: unknown, value: unknown, pointer: string) => void;
  fits: (part: unknown, value: unknown) => boolean;
};

/** Finding words takes longer than checking. */
const STEPS_PER_VISIT = 5;

/**
 * @param explainPart Adds what is wrong with a value by one part of the schema.
 * @param tell Told of each fault.
 */
function createSearch(
  checker: Checker,
  explainPart: (part: JsonSchema, value: unknown, pointer: string, search: Search) => void,
  tell: (pointer: string, message: string, about: About) => void,
): Search {
  const visited = new Map<JsonSchema, Set<string>>();
  /** References can lead to the same part in very many ways. */
  const isNew = (part: JsonSchema, pointer: string): boolean => {
    const pointers = visited.get(part) ?? new Set();
    visited.set(part, pointers);
    return pointers.size < pointers.add(pointer).size;
  };
  const search: Search = {
    checker,
    found: 0,
    fits: (part, held) => runCheck(checker.budget, checker.checkOf(part), held, undefined),
    add: (pointer, message, about = "value") => {
      search.found += 1;
      tell(pointer, message, about);
    },
    visit: (part, held, pointer) => {
      spend(checker.budget, STEPS_PER_VISIT);
      if (part === false) search.add(pointer, "is not allowed here");
      else if (isObject(part) && isNew(part, pointer)) explainPart(part, held, pointer, search);
    },
  };
  return search;
}

// --- validate/explain.ts ---

/** Thrown to end a search: there are as many faults as wanted. */
class Enough extends Error {}

/**
 * What is wrong with a value that does not fit, in words for a language model. Of a union only the branch is explained
 * that the value comes nearest to.
 *
 * @param most So many faults are found at most.
 */
function explain(checker: Checker, value: unknown, most: number): FoundFault[] {
  const faults = new Map<string, FoundFault>();
  renewBudget(checker.budget, value);
  const search = createSearch(checker, explainPart, (pointer, message, about) => {
    faults.set(`${pointer} ${message}`, { pointer, message, about });
    if (faults.size >= most) throw new Enough();
  });
  try {
    search.visit(checker.root, value, "");
  } catch (error) {
    // The verdict stands; what was found before the end is told.
    if (!(error instanceof Enough || error instanceof Uncheckable || error instanceof RangeError)) throw error;
  }
  return faults.size > 0 ? [...faults.values()] : [{ pointer: "", message: "does not fit", about: "value" }];
}

function explainPart(part: JsonSchema, value: unknown, pointer: string, search: Search): void {
  const constants = constantsOf(part);
  if (constants !== undefined && !search.fits(onlyConstants(part), value)) {
    search.add(pointer, mustBeOneOf(constants, value));
    return;
  }
  const before = search.found;
  const isRightType = part["type"] === undefined || isOfType(value, part["type"]);
  if (!isRightType) search.add(pointer, `must be ${[part["type"]].flat().join(" or ")}, not ${typeName(value)}`);
  for (const message of scalarFaults(part, value, search.checker)) search.add(pointer, message);
  if (!isRightType) return;
  if (isObject(value)) explainObject(part, value, pointer, search);
  if (Array.isArray(value)) explainArray(part, value, pointer, search);
  explainInPlace(part, value, pointer, search);
  // What a failing part has evaluated counts as not evaluated: that is no fault of its own.
  if (search.found === before) explainUnevaluated(part, value, pointer, search);
}

const constantParts = new WeakMap<JsonSchema, JsonSchema>();

/** The constants of a schema alone, as a schema that is known by identity. */
function onlyConstants(part: JsonSchema): JsonSchema {
  let made = constantParts.get(part);
  if (made === undefined) {
    made = Object.fromEntries(Object.entries(part).filter(([keyword]) => keyword === "const" || keyword === "enum"));
    constantParts.set(part, made);
  }
  return made;
}

function explainInPlace(part: JsonSchema, value: unknown, pointer: string, search: Search): void {
  const { $ref, allOf, anyOf, oneOf, not, dependentSchemas } = part as { [keyword: string]: unknown };
  if (typeof $ref === "string") search.visit(resolvePointer(search.checker.root, $ref), value, pointer);
  for (const one of Array.isArray(allOf) ? allOf : []) search.visit(one, value, pointer);
  if (Array.isArray(anyOf)) explainUnion(anyOf, false, value, pointer, search);
  if (Array.isArray(oneOf)) explainUnion(oneOf, true, value, pointer, search);
  if (not !== undefined && search.fits(not, value)) explainNot(not, pointer, search);
  if (part["if"] !== undefined) {
    search.visit(search.fits(part["if"], value) ? part["then"] : part["else"], value, pointer);
  }
  for (const [key, schema] of Object.entries(isObject(dependentSchemas) ? dependentSchemas : {})) {
    if (isObject(value) && isPresent(value, key)) search.visit(schema, value, pointer);
  }
}

function explainNot(not: unknown, pointer: string, search: Search): void {
  // One property that must be absent: the place is its own.
  const isRequired = isObject(not) && Object.keys(not).every((keyword) => keyword === "required");
  const names: unknown = isRequired ? not["required"] : undefined;
  if (Array.isArray(names) && names.length === 1) {
    search.add(`${pointer}/${pointerKey(String(names[0]))}`, "is not allowed here", "name");
  } else search.add(pointer, `must not fit ${show(not, SHOWN_BYTES)}`);
}

/** What is wrong with an object, and in its properties. */
function explainObject(part: JsonSchema, value: JsonSchema, pointer: string, search: Search): void {
  const { properties, patternProperties, additionalProperties, propertyNames, required, dependentRequired } = part as {
    [keyword: string]: unknown;
  };
  const at = (key: string): string => `${pointer}/${pointerKey(key)}`;
  for (const message of objectFaults(part, value)) search.add(pointer, message);
  for (const key of Array.isArray(required) ? required.map(String) : []) {
    if (!isPresent(value, key)) search.add(at(key), "is required", "absence");
  }
  for (const key of isObject(dependentRequired) ? missingDependents(dependentRequired, value) : []) {
    search.add(at(key), "is required", "absence");
  }
  const members = isObject(properties) ? properties : {};
  const patterns = Object.entries(isObject(patternProperties) ? patternProperties : {});
  for (const key of Object.keys(value)) {
    const held = value[key];
    if (held === undefined) continue;
    const schemas = patterns.filter(([pattern]) => search.checker.matches(pattern, key)).map(([, schema]) => schema);
    if (Object.hasOwn(members, key)) schemas.unshift(members[key]);
    for (const schema of schemas) explainMember(schema, held, at(key), search);
    if (schemas.length === 0) {
      if (additionalProperties === false) search.add(at(key), unknownProperty(key, Object.keys(members)), "name");
      else if (additionalProperties !== undefined) explainMember(additionalProperties, held, at(key), search);
    }
    if (propertyNames !== undefined && !search.fits(propertyNames, key)) {
      explainName(propertyNames, key, at(key), search);
    }
  }
}

function explainMember(schema: unknown, value: unknown, pointer: string, search: Search): void {
  if (!search.fits(schema, value)) search.visit(schema, value, pointer);
}

/** The property itself is right or wrong whatever it holds: the message is about its name. */
function explainName(schema: unknown, name: string, pointer: string, search: Search): void {
  const named = createSearch(search.checker, explainPart, (_, message) => {
    search.add(pointer, `is no name for a property here: ${message}`, "name");
  });
  named.visit(schema, name, "");
}

function unknownProperty(name: string, known: readonly string[]): string {
  const [near] = nearest(name, known, 1);
  const hint = near === undefined ? "" : `; did you mean ${show(near, SHOWN_BYTES)}?`;
  return `is not a property here${hint}`;
}

/** What is wrong with an array, and in its items. */
function explainArray(part: JsonSchema, value: readonly unknown[], pointer: string, search: Search): void {
  const { prefixItems, items, contains } = part as { [keyword: string]: unknown };
  const first: readonly unknown[] = Array.isArray(prefixItems) ? prefixItems : [];
  const matches = contains === undefined ? 0 : value.filter((entry) => search.fits(contains, entry)).length;
  for (const message of arrayFaults(part, value, matches, search.checker)) search.add(pointer, message);
  for (const [index, entry] of value.entries()) {
    const schema = index < first.length ? first[index] : items;
    if (schema !== undefined) explainMember(schema, entry, `${pointer}/${index}`, search);
  }
}

/** What is wrong with the members that no other keyword of a schema has evaluated. */
function explainUnevaluated(part: JsonSchema, value: unknown, pointer: string, search: Search): void {
  const { unevaluatedProperties, unevaluatedItems } = part as { [keyword: string]: unknown };
  if (unevaluatedProperties === undefined && unevaluatedItems === undefined) return;
  const seen = createSeen();
  search.checker.checkOf(withoutUnevaluated(part))(value, seen);
  const { root } = search.checker;
  if (unevaluatedProperties !== undefined && isObject(value)) {
    for (const [key, held] of Object.entries(value)) {
      if (held === undefined || seen.keys.has(key)) continue;
      const at = `${pointer}/${pointerKey(key)}`;
      if (unevaluatedProperties === false) search.add(at, unknownProperty(key, [...knownKeys(part, root)]), "name");
      else explainMember(unevaluatedProperties, held, at, search);
    }
  }
  if (unevaluatedItems !== undefined && Array.isArray(value)) {
    for (const [index, entry] of value.entries()) {
      if (!hasSeenItem(seen, index)) explainMember(unevaluatedItems, entry, `${pointer}/${index}`, search);
    }
  }
}

const withouts = new WeakMap<JsonSchema, JsonSchema>();

function withoutUnevaluated(part: JsonSchema): JsonSchema {
  let made = withouts.get(part);
  if (made === undefined) {
    const { unevaluatedProperties: _, unevaluatedItems: __, ...rest } = part;
    made = rest;
    withouts.set(part, made);
  }
  return made;
}

/** The properties that a schema names, itself or in what it is made of. */
function knownKeys(part: unknown, root: JsonSchema, keys: Set<string> = new Set(), depth = 0): Set<string> {
  if (!isObject(part) || depth > 8) return keys;
  const { properties, $ref, allOf, anyOf, oneOf } = part as { [keyword: string]: unknown };
  for (const key of Object.keys(isObject(properties) ? properties : {})) keys.add(key);
  if (typeof $ref === "string") knownKeys(resolvePointer(root, $ref), root, keys, depth + 1);
  for (const list of [allOf, anyOf, oneOf]) {
    for (const one of Array.isArray(list) ? list : []) knownKeys(one, root, keys, depth + 1);
  }
  return keys;
}

// --- validate/check-value.ts ---

/** So many faults are found at most; Claude is told fewer. */
const MAX_FAULTS = 100;

const checkers = new WeakMap<JsonSchema, Checker>();

/**
 * Checks a value against a schema of draft 2020-12 in its normal form: no `$id`, no `$schema`, references within it
 * alone. The schema is made ready when it is first used, and with the settings of then; it must not change afterwards.
 *
 * @returns What is wrong; nothing where the value fits.
 * @throws Uncheckable where it would take too long to tell, RangeError where the value is nested too deeply.
 */
function findFaults(schema: JsonSchema, value: unknown, settings: CheckSettings = {}): FoundFault[] {
  const checker = checkerOf(schema, settings);
  try {
    startBudget(checker.budget, value);
    return checker.checkOf(schema)(value, undefined) ? [] : explain(checker, value, MAX_FAULTS);
  } finally {
    endBudget(checker.budget);
  }
}

function checkerOf(schema: JsonSchema, settings: CheckSettings): Checker {
  let checker = checkers.get(schema);
  if (checker === undefined) {
    checker = createChecker(schema, settings);
    checkers.set(schema, checker);
  }
  return checker;
}

/** What a check found. */
export type Checked = {
  issues: Issue[];
  /** Why the schema makes it impossible to tell whether the value fits; the issues then say so, too. */
  uncheckable?: string;
  /** What the check threw. */
  cause?: unknown;
};

/** What is checked, and where it stands. */
type Checking = {
  schema: JsonSchema;
  settings: CheckSettings;
  /** Where the value stands, as Claude sees it: the issues' paths begin with it. */
  path: string;
  /** The path of a fault of the whole value, where `path` is empty. */
  root: string;
};

/**
 * Checks a value; with the user's own validator, where there is one, which may take its time. Never throws or rejects.
 */
export function checkValue(
  value: unknown,
  checking: Checking,
  validate: Validator | undefined,
): Checked | Promise<Checked> {
  if (validate !== undefined) return checkWith(validate, value, checking);
  try {
    return toChecked(findFaults(checking.schema, value, checking.settings), checking);
  } catch (cause) {
    return failedCheck(cause, checking);
  }
}

async function checkWith(validate: Validator, value: unknown, checking: Checking): Promise<Checked> {
  try {
    const faults: readonly Fault[] = await validate(checking.schema, value);
    if (!Array.isArray(faults)) throw new TypeError("The validator gave no list of faults.");
    return toChecked(faults, checking);
  } catch (cause) {
    return failedCheck(cause, checking);
  }
}

/**
 * What cannot be checked does not pass: a value that exhausts the stack, a schema that takes too long, a validator that
 * fails.
 */
function failedCheck(cause: unknown, { path, root }: Checking): Checked {
  const isSchema = cause instanceof Uncheckable;
  const message = isSchema ? `cannot be checked: ${cause.message}` : "cannot be checked";
  return { issues: [{ path: path || root, message }], cause, ...(isSchema && { uncheckable: cause.message }) };
}

/** One issue for each place, whatever is wrong there: a wrong field must not take the room of several. */
function toChecked(faults: readonly Fault[], { path, root }: Checking): Checked {
  if (faults.length === 0) return { issues: [] };
  const places = new Map<string, string[]>();
  for (const { pointer, message } of faults) {
    const known = places.get(pointer);
    if (known === undefined) places.set(pointer, [String(message)]);
    else known.push(String(message));
  }
  const issues = [...places].slice(0, MAX_ISSUES).map(([pointer, messages]) => ({
    path: pathOfIssue(pointer, path) || root,
    message: messages.join("; "),
  }));
  const more = places.size - issues.length;
  if (more > 0) issues.push({ path: path || root, message: `has ${more} more ${more === 1 ? "fault" : "faults"}` });
  return { issues };
}

function pathOfIssue(pointer: string, path: string): string {
  return pointerKeys(pointer).reduce(
    (sofar, key) => (/^(0|[1-9]\d*)$/.test(key) ? `${sofar}[${key}]` : memberPath(sofar, key)),
    path,
  );
}

/**
 * An error whose issues are cut so that with any one of them alone it takes at most MAX_ERROR_BYTES as JSON. What
 * Claude wrote itself can have any length: keys, constants and values.
 */
export function fitIssues(error: CallError): CallError {
  const around = byteLength(JSON.stringify({ ...error, issues: [{ path: "", message: "" }] }));
  const room = Math.max(40, MAX_ERROR_BYTES - around);
  const issues = (error.issues ?? []).map(({ path, message }) => {
    // The path may take what the message leaves, and half of the room in any case.
    const fitting = clipMiddle(path, Math.max(Math.floor(room / 2), room - jsonLength(message)));
    return { path: fitting, message: clip(message, room - jsonLength(fitting)) };
  });
  return { ...error, issues };
}

// --- validate/decode.ts ---

/** How JSON begins, a text in a text too. Most texts begin otherwise, and need no look into their schema. */
const MAY_STAND_FOR_ANOTHER = /^\s*(?:[[{"\d-]|true|false|null)/i;

/** Told of each repair: where, and the JSON types before and after. */
export type OnRepair = (path: string, from: string, to: string) => void;

/**
 * The value that a text stands for, where no text is wanted and it is JSON of one of the types that are; undefined
 * where it is not. A number that would lose digits, or is too large to be one, is not one.
 */
export function parseAs(text: string, wanted: readonly string[]): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const escaped = escapeInStrings(text);
    if (escaped !== text) return parseAs(escaped, wanted);
    // Python writes True and False.
    const word = text.trim().toLowerCase();
    return wanted.includes("boolean") && (word === "true" || word === "false") ? word === "true" : undefined;
  }
  // Models encode twice as well.
  if (typeof value === "string") return parseAs(value, wanted);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return undefined;
    const losesDigits = /^\s*-?\d+\s*$/.test(text) && String(value) !== text.trim();
    if (losesDigits && !Number.isSafeInteger(value)) return undefined;
  }
  return wanted.includes(jsonType(value)) ? value : undefined;
}

/**
 * The text with the line breaks and tabs inside its strings escaped: models write them raw, and JSON takes none there.
 */
function escapeInStrings(text: string): string {
  if (!/[\n\r\t]/.test(text)) return text;
  let isInString = false;
  let isEscaped = false;
  let escaped = "";
  for (const char of text) {
    const isRaw = isInString && (char === "\n" || char === "\r" || char === "\t");
    escaped += isRaw ? JSON.stringify(char).slice(1, -1) : char;
    if (char === '"' && !isEscaped) isInString = !isInString;
    isEscaped = char === "\\" && !isEscaped;
  }
  return escaped;
}

/**
 * A copy of arguments in which the strings are replaced that stand for objects, arrays, numbers, booleans or null,
 * exactly where the schema takes no string. Models write such strings above all under unions. The copy is the handler's
 * own: what becomes of it changes neither the history nor another call.
 *
 * @param onRepair Told of each repair; without it nothing is repaired.
 * @throws RangeError where the arguments are nested deeper than {@link MAX_DEPTH}.
 */
export function decodeArguments(
  value: unknown,
  schema: JsonSchema,
  path: string,
  onRepair: OnRepair | undefined,
  { slowPatterns }: CheckSettings = {},
): unknown {
  const top = { above: undefined, holder: [], key: path, depth: 0, schema };
  return decodeValue(value, top, { root: schema, slowPatterns, onRepair });
}

type Scope = Described & { readonly onRepair: OnRepair | undefined };

/**
 * Where a value stands: under a key of its holder, which stands somewhere itself. Its schema is found out when it is
 * asked for, since only few strings need theirs, and finding it takes longer than all else together.
 */
type Spot = {
  above: Spot | undefined;
  holder: JsonSchema | unknown[];
  key: string | number;
  depth: number;
  schema: unknown;
};

function decodeValue(value: unknown, spot: Spot, scope: Scope): unknown {
  if (spot.depth > MAX_DEPTH) throw new RangeError(`nested deeper than ${MAX_DEPTH} levels`);
  const decoded = typeof value === "string" ? decodeString(value, spot, scope) : value;
  if (Array.isArray(decoded)) return decoded.map((entry, index) => decodeMember(entry, spot, decoded, index, scope));
  if (!isPlain(decoded)) return decoded;
  return mapValues(decoded, (entry, key) => decodeMember(entry, spot, decoded, key, scope));
}

function decodeMember(
  entry: unknown,
  above: Spot,
  holder: JsonSchema | unknown[],
  key: string | number,
  scope: Scope,
): unknown {
  if (above.depth < MAX_DEPTH && isSettled(entry)) return entry;
  return decodeValue(entry, { above, holder, key, depth: above.depth + 1, schema: undefined }, scope);
}

/** Whether a value stands for itself alone, wherever it stands. */
function isSettled(value: unknown): boolean {
  if (typeof value === "string") return beginsAWord(value) || !MAY_STAND_FOR_ANOTHER.test(value);
  return typeof value !== "object" || value === null;
}

/** Whether a text begins with a letter that no JSON does, as most texts do: they need no regular expression. */
function beginsAWord(text: string): boolean {
  // Bit 5 makes a letter of ASCII a small one.
  const letter = text.charCodeAt(0) | 32;
  return letter >= 97 && letter <= 122 && letter !== 102 && letter !== 110 && letter !== 116;
}

function decodeString(text: string, spot: Spot, scope: Scope): unknown {
  const { root, onRepair } = scope;
  if (onRepair === undefined || !MAY_STAND_FOR_ANOTHER.test(text)) return text;
  const schema = schemaOf(spot, scope);
  const possible = typesOf(schema, root);
  const types = possible.includes("string") && describesObject(schema) ? ["object"] : possible;
  if (types.includes("string")) return text;
  const value = parseAs(text, types);
  if (value === undefined) return text;
  onRepair(pathOfSpot(spot), "string", jsonType(value));
  return value;
}

/**
 * Whether a schema has properties and no type: it is meant for an object, and takes a string only because it does not
 * say so.
 */
function describesObject(schema: unknown): boolean {
  if (!isObject(schema) || UNLESS.some((keyword) => Object.hasOwn(schema, keyword))) return false;
  if (isObject(schema["properties"])) return true;
  return Array.isArray(schema["allOf"]) && schema["allOf"].some(describesObject);
}

/** Beside these, a string may well be meant. */
const UNLESS = ["type", "enum", "const", "anyOf", "oneOf"];

function schemaOf(spot: Spot, scope: Scope): unknown {
  const { above, holder, key } = spot;
  if (above !== undefined) spot.schema ??= memberSchema(schemaOf(above, scope), scope, holder, key);
  return spot.schema;
}

function pathOfSpot({ above, key }: Spot): string {
  if (above === undefined) return String(key);
  return typeof key === "number" ? `${pathOfSpot(above)}[${key}]` : memberPath(pathOfSpot(above), key);
}

// --- validate/example.ts ---

/**
 * A small value that a schema should accept: what it requires and no more. It is a guess: check it before it is shown.
 */
function exampleOf(schema: JsonSchema, { slowPatterns }: CheckSettings = {}): unknown {
  return buildExample(schema, { root: schema, slowPatterns }, 0);
}

function buildExample(schema: unknown, scope: Described, depth: number): unknown {
  if (!isObject(schema) || depth > 16) return {};
  const { examples, enum: values, $ref, anyOf, oneOf, allOf } = schema as { [keyword: string]: unknown };
  if (Object.hasOwn(schema, "const")) return schema["const"];
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  if (Object.hasOwn(schema, "default")) return schema["default"];
  if (Array.isArray(values)) return values[0];
  if (typeof $ref === "string") return buildExample(resolvePointer(scope.root, $ref), scope, depth + 1);
  const union = [anyOf, oneOf].find((list) => Array.isArray(list) && list.length > 0) as unknown[] | undefined;
  const parts = [...(Array.isArray(allOf) ? allOf : []), ...(union?.slice(0, 1) ?? [])];
  const made = [byType(schema, scope, depth), ...parts.map((part) => buildExample(part, scope, depth + 1))];
  const built = made.filter((value) => value !== undefined);
  if (built.every(isObject)) return Object.fromEntries(built.flatMap((part) => Object.entries(part)));
  return built[0];
}

function byType(schema: JsonSchema, scope: Described, depth: number): unknown {
  const type = [schema["type"]].flat()[0] ?? (isObject(schema["properties"]) ? "object" : undefined);
  switch (type) {
    case "string":
      return exampleText(schema, scope);
    case "integer":
    case "number":
      return number(schema, type === "integer");
    case "boolean":
      return true;
    case "null":
      return null;
    case "array":
      return list(schema, scope, depth);
    case "object":
      return object(schema, scope, depth);
    default:
      return undefined;
  }
}

function exampleText(schema: JsonSchema, scope: Described): string {
  const { format, minLength, maxLength, pattern } = schema as { [keyword: string]: unknown };
  const known = typeof format === "string" ? FORMATS.get(format)?.example : undefined;
  const least = typeof minLength === "number" ? Math.min(minLength, 200) : 0;
  const plain = String(known ?? "text")
    .padEnd(least, "x")
    .slice(0, typeof maxLength === "number" ? maxLength : undefined);
  return typeof pattern === "string" ? matchingText(pattern, plain, least, scope) : plain;
}

/**
 * A text for a pattern: this one, or else one character again and again, as would do for numbers and hexadecimal ids.
 */
function matchingText(pattern: string, plain: string, least: number, { slowPatterns }: Described): string {
  const repeated = ["0", "a", "A"].flatMap((fill) =>
    Array.from({ length: 40 }, (_, more) => fill.repeat(Math.max(least, 1) + more)),
  );
  return [plain, ...repeated].find((candidate) => tryPattern(pattern, candidate, slowPatterns)) ?? plain;
}

function number(schema: JsonSchema, whole: boolean): number {
  const { minimum, exclusiveMinimum, maximum, multipleOf } = schema as { [keyword: string]: unknown };
  const low = typeof minimum === "number" ? minimum : typeof exclusiveMinimum === "number" ? exclusiveMinimum + 1 : 1;
  const value = typeof maximum === "number" ? Math.min(low, maximum) : low;
  const step = typeof multipleOf === "number" && multipleOf > 0 ? multipleOf : whole ? 1 : undefined;
  return step === undefined ? value : Math.ceil(value / step) * step;
}

function list(schema: JsonSchema, scope: Described, depth: number): unknown[] {
  const { prefixItems, items, minItems } = schema as { [keyword: string]: unknown };
  const first = Array.isArray(prefixItems) ? prefixItems : [];
  const length = Math.min(Math.max(typeof minItems === "number" ? minItems : 0, first.length), 10);
  return Array.from({ length }, (_, index) => buildExample(first[index] ?? items ?? {}, scope, depth + 1));
}

function object(schema: JsonSchema, scope: Described, depth: number): unknown {
  const { properties, required } = schema as { [keyword: string]: unknown };
  const members = isObject(properties) ? properties : {};
  const names = Array.isArray(required) ? required.map(String) : [];
  const wanted = Object.fromEntries(names.map((name) => [name, Object.hasOwn(members, name) ? members[name] : {}]));
  return mapValues(wanted, (member) => buildExample(member, scope, depth + 1));
}

/**
 * A small valid input of a tool as JSON: the author's own example where it is small, else one made from the schema;
 * undefined where neither is.
 */
export async function validExample(
  definition: Definition,
  validate: Validator | undefined,
): Promise<string | undefined> {
  const schema = inputSchemaOf(definition);
  const [given] = definition.tool.input_examples ?? [];
  const built = exampleOf(schema, definition);
  for (const example of given === undefined ? [built] : [given, built]) {
    const text = JSON.stringify(example);
    if (text === undefined || byteLength(text) > MAX_EXAMPLE_BYTES) continue;
    const checking = { schema, settings: definition, path: "", root: "" };
    if ((await checkValue(example, checking, validate)).issues.length === 0) return text;
  }
  return undefined;
}

/**
 * A small valid input of the batch tool: one call of the first tool whose example is small enough; undefined where none
 * is.
 */
export async function validBatchExample(
  { definitions }: Project,
  names: Iterable<string>,
  validate: Validator | undefined,
): Promise<string | undefined> {
  for (const name of names) {
    const definition = definitions[name] as Definition;
    if (definition.batchable === false) continue;
    const input = await validExample(definition, validate);
    const example = `{"invocations":[{"name":${JSON.stringify(name)},"arguments":${input}}]}`;
    if (input !== undefined && byteLength(example) <= MAX_EXAMPLE_BYTES) return example;
  }
  return undefined;
}

/** The schema that a tool's arguments are checked against: the whole one, also where the API is sent less. */
export function inputSchemaOf({ inputSchema, tool }: Definition): JsonSchema {
  return inputSchema ?? tool.input_schema;
}
