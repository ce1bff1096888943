import { getEventListeners } from "node:events";
import type Anthropic from "@anthropic-ai/sdk";
import { describe, expect, test } from "vitest";
import type { ConversationOptions, ConversationResult } from "../../templates/runtime/contract/conversation-types.js";
import { runConversation, streamConversation } from "../../templates/runtime/unbound.js";
import { clientFor, type Handlers, project, stage, startClaude } from "./scene.js";

const oslo = { location: "Oslo" };
const hi = [{ role: "user" as const, content: "Hi" }];
const usage = { input_tokens: 10, output_tokens: 5 };

/**
 * What was done until now: elements of lists that were gone through, look-ups, and bytes that were read, written or
 * copied.
 */
type Work = { elements: number; lookups: number; bytes: number };

/** Counts the work of everything that runs in this process. */
function countWork(): { work: Work; end(): void } {
  const work: Work = { elements: 0, lookups: 0, bytes: 0 };
  const undo: (() => void)[] = [];
  const wrap = (
    holder: object,
    key: PropertyKey,
    note: (self: unknown, given: unknown, result: unknown) => void,
  ): void => {
    const original: (...given: unknown[]) => unknown = Reflect.get(holder, key);
    const counting = function (this: unknown, ...given: unknown[]): unknown {
      const result = original.apply(this, given);
      note(this, given[0], result);
      return result;
    };
    Object.defineProperty(holder, key, { value: counting, configurable: true, writable: true });
    undo.push(() => Object.defineProperty(holder, key, { value: original, configurable: true, writable: true }));
  };
  const whole = (self: unknown): void => {
    work.elements += (self as unknown[]).length;
  };
  const through = [
    "map",
    "filter",
    "reduce",
    "some",
    "every",
    "find",
    "findIndex",
    "findLast",
    "findLastIndex",
    "flatMap",
    "forEach",
  ];
  const over = ["entries", "values", "includes", "indexOf", "lastIndexOf", "concat", "join", "toSorted", "with"];
  for (const key of [...through, ...over, Symbol.iterator]) wrap(Array.prototype, key, whole);
  wrap(Array.prototype, "slice", (_self, _given, result) => whole(result));
  wrap(Array.prototype, "splice", (self, given) => {
    work.elements += (self as unknown[]).length - Number(given);
  });
  wrap(Array, "from", (_self, _given, result) => whole(result));
  for (const holder of [Map.prototype, Set.prototype, WeakMap.prototype, WeakSet.prototype]) {
    for (const key of ["get", "has"].filter((name) => name in holder)) wrap(holder, key, () => (work.lookups += 1));
  }
  wrap(JSON, "stringify", (_self, _given, result) => {
    work.bytes += String(result).length;
  });
  wrap(JSON, "parse", (_self, given) => {
    work.bytes += String(given).length;
  });
  wrap(globalThis, "structuredClone", (_self, given) => void JSON.stringify(given));
  wrap(TextEncoder.prototype, "encode", (_self, given) => {
    work.bytes += String(given).length;
  });
  const end = (): void => {
    for (const one of undo) one();
  };
  return { work, end };
}

/** A client that calls tools at every turn, by an id that is `always` the same or as long as those before it. */
function calling(turns: number, before: (messages: readonly Anthropic.MessageParam[]) => void, always?: string) {
  let turn = 0;
  const create = async ({ messages }: Anthropic.MessageCreateParams) => {
    before(messages);
    turn += 1;
    const id = always ?? `toolu_${10_000 + turn}`;
    const invocations = [
      { name: "get_weather", arguments: oslo },
      { name: "count", arguments: { to: "5" } },
    ];
    const calls = [
      { type: "tool_use", id, name: "get_time", input: oslo },
      { type: "tool_use", id: `${id}_b`, name: "batch_tool", input: { invocations } },
    ];
    const content = turn > turns ? [{ type: "text", text: "Done." }] : calls;
    return { id: "m", type: "message", role: "assistant", model: "m", content, stop_reason: "end_turn", usage };
  };
  return { messages: { create, stream: undefined } } as unknown as Pick<Anthropic, "messages">;
}

function settings(
  client: ConversationOptions["client"],
  options: Partial<ConversationOptions> & { others?: Handlers },
) {
  const { others, ...rest } = options;
  const { handlers } = stage(others);
  return { client, model: "m", messages: hi, handlers, stream: false, maxSteps: Number.POSITIVE_INFINITY, ...rest };
}

/** The work from each request to the next, with how many messages the second one held. */
async function workPerTurn(turns: number, options: Parameters<typeof settings>[1], always?: string) {
  const counter = countWork();
  const marks: (Work & { messages: number })[] = [];
  try {
    const client = calling(turns, ({ length }) => marks.push({ ...counter.work, messages: length }), always);
    const result = await runConversation(project, settings(client, options));
    expect(result).toMatchObject({ outcome: "completed", steps: turns + 1 });
  } finally {
    counter.end();
  }
  return marks.slice(1).map((mark, at) => ({
    messages: mark.messages,
    elements: mark.elements - (marks[at]?.elements ?? 0),
    lookups: mark.lookups - (marks[at]?.lookups ?? 0),
    bytes: mark.bytes - (marks[at]?.bytes ?? 0),
  }));
}

/** Results that are marked for the cache, each: more marks than the API takes. */
const marking: Handlers = { get_time: () => [{ type: "text", text: "noon", cache_control: { type: "ephemeral" } }] };

describe("a conversation of 2,000 turns", () => {
  // How often each message is passed by as the history is sent, as an element of a list and as a key: the marks for the
  // cache are counted, and what is sent is a list of its own.
  const sending = { elements: 2, lookups: 1 };
  test.each<[string, { elements: number; lookups: number }, Parameters<typeof settings>[1], string?]>([
    ["is held", sending, {}],
    ["is listened to, each turn with two lists of the history", { ...sending, elements: 4 }, { onEvent: () => {} }],
    ["has ids that a gateway gives again and again", sending, {}, "call_0"],
    ["marks all results for the cache", { elements: 2, lookups: 2.5 }, { others: marking }],
  ])(
    "does as much for its last turn as for the 1,100th where it %s",
    { timeout: 120_000 },
    async (_what, sent, options, always) => {
      const turns = await workPerTurn(2000, options, always);
      const own = ({ messages, elements, lookups, bytes }: (typeof turns)[number]) => ({
        elements: elements - sent.elements * messages,
        lookups: lookups - sent.lookups * messages,
        bytes,
      });
      const [earlier, last] = [turns[1099], turns.at(-1)].map((turn) => turn && own(turn));
      expect(last).toEqual(earlier);
      expect(turns.at(-1)?.messages).toBe(4001);
    },
  );

  /** A conversation of so many turns. Gives how often a block of its first message was looked at, sending aside. */
  async function visits(turns: number, signal?: AbortSignal): Promise<{ seen: number; result: ConversationResult }> {
    let seen = 0;
    const first = Object.defineProperty({ text: "Hi" }, "type", {
      enumerable: true,
      get: () => {
        seen += 1;
        return "text";
      },
    }) as Anthropic.TextBlockParam;
    const messages = [{ role: "user" as const, content: [first] }];
    const result = await runConversation(
      project,
      settings(
        calling(turns, () => {}),
        { messages, signal },
      ),
    );
    return { seen, result };
  }

  test("looks at a block of its history as often as one of 20", { timeout: 60_000 }, async () => {
    const [short, long] = [await visits(20), await visits(2000)];
    expect(long.result).toMatchObject({ outcome: "completed", steps: 2001 });
    expect(long.seen).toBe(short.seen);
  });

  test("leaves nothing on a signal that lives as long as the process", async () => {
    const { signal } = new AbortController();
    const kept = () =>
      Object.getOwnPropertySymbols(signal)
        .map((key) => Reflect.get(signal, key) as { size?: number } | null | undefined)
        .reduce((sum, value) => sum + (value?.size ?? 0), 0);
    const before = kept();
    for (let at = 0; at < 50; at += 1) await visits(2, signal);
    const others = { get_time: () => new Promise(() => {}) };
    await runConversation(
      project,
      settings(
        calling(1, () => {}),
        { signal, others, timeoutMs: 5 },
      ),
    );
    for await (const _event of streamConversation(
      project,
      settings(
        calling(2, () => {}),
        { signal },
      ),
    ))
      break;
    const claude = await startClaude({ script: ["Done."] });
    await runConversation(project, settings(clientFor(claude), { signal, stream: true }));
    await claude.close();
    await new Promise((resolve) => setImmediate(resolve));
    expect(getEventListeners(signal, "abort")).toEqual([]);
    expect(kept()).toBe(before);
  });
});
