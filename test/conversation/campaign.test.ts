import { getEventListeners } from "node:events";
import type Anthropic from "@anthropic-ai/sdk";
import { expect, test } from "vitest";
import { batch, block, say, think, use, useRaw, useText } from "../../generator/offline/index.js";
import type { Fault, FullTurn, Piece } from "../../generator/offline/types.js";
import type { ConversationOptions, ConversationResult } from "../../templates/runtime/contract/conversation-types.js";
import { type Handlers, play, sendAgain } from "./scene.js";

/** How many conversations; the long version sets BATCHGEN_CAMPAIGN=10000. Each is its seed's alone. */
const RUNS = Number(process.env["BATCHGEN_CAMPAIGN"] ?? 200);
const FIRST = Number(process.env["FUZZ_SEED"] ?? 1);

type Random = { (): number; pick<T>(items: readonly [T, ...T[]]): T; chance(of: number): boolean };

/** mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): Random {
  let state = seed * 0x9e3779b1;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
  return Object.assign(next, {
    pick: <T>(items: readonly [T, ...T[]]): T => items[Math.floor(next() * items.length)] ?? items[0],
    chance: (of: number) => next() < of,
  });
}

function pieceFrom(random: Random, id: string): Piece {
  const place = { location: random.pick(["Bergen", "Oslo", "Å"]) };
  const invocations = Array.from({ length: Math.floor(random() * 5) }, () =>
    random.pick<{ name: string; arguments: object }>([
      { name: "get_weather", arguments: place },
      { name: "get_time", arguments: {} },
      { name: "count", arguments: { to: 3 } },
      { name: "count", arguments: { to: "4" } },
      { name: "batch_tool", arguments: { invocations: [] } },
      { name: "constructor", arguments: {} },
    ]),
  );
  const piece = random.pick<Piece>([
    say("Some words."),
    say(" "),
    think("Hm."),
    use("get_weather", place),
    use("count", { to: 2 }),
    use("delete_file", { path: "a" }),
    useRaw("nothing_such", { x: 1 }),
    useRaw("get_time", { location: 4 }),
    useText("get_time", '{"location": "Ber'),
    useText("batch_tool", '"{\\"invocations\\":[]}"'),
    batch(invocations),
    batch(invocations),
    block({ type: "redacted_thinking", data: "c2VjcmV0" }),
  ]);
  // Where no batch tool is offered, it is an unknown tool.
  if (piece.type === "batch") return { ...piece, id, name: "batch_tool" };
  return "name" in piece ? ({ ...piece, id } as Piece) : piece;
}

function turnFrom(random: Random, n: number): FullTurn {
  const content = Array.from({ length: Math.floor(random() * 4) }, (_, i) => pieceFrom(random, `toolu_${n}_${i}`));
  if (random.chance(0.8)) return { content };
  const stop_reason = random.pick([
    "max_tokens",
    "refusal",
    "model_context_window_exceeded",
    "pause_turn",
    "news",
    null,
    "tool_use",
    "end_turn",
  ]);
  return { content, stop_reason };
}

function faultFrom(random: Random): Fault | undefined {
  if (random.chance(0.75)) return undefined;
  const atByte = Math.floor(random() * 1500);
  return random.pick<Fault>([
    { kind: "cut", atByte },
    { kind: "stall", atByte: atByte + 1 },
    { kind: "overload", atByte },
    { kind: "overload" },
    { kind: "rate_limit", retryAfter: 0 },
    {
      kind: "error",
      status: 400,
      type: "invalid_request_error",
      message: "cache_control: Extra inputs are not permitted",
    },
    { kind: "error", status: 403, type: "permission_error", message: "no" },
    { kind: "refuse" },
    { kind: "malform" },
    { kind: "truncate" },
    { kind: "pause_turn" },
    { kind: "delay", ms: 5 },
  ]);
}

/** How many results each tool use of a history has. */
function resultsOf(messages: readonly Anthropic.MessageParam[]): Map<string, number> {
  const counts = new Map<string, number>();
  const blocks = messages.flatMap(({ content }) => (typeof content === "string" ? [] : content));
  for (const block of blocks) {
    if (block.type !== "tool_result") continue;
    counts.set(block.tool_use_id, (counts.get(block.tool_use_id) ?? 0) + 1);
  }
  return counts;
}

/**
 * The tool uses whose handlers ran and that have not exactly one result: in the history, or in what was taken out of
 * it.
 */
function lostOrDoubled({ messages, discarded }: ConversationResult, ran: ReadonlySet<string>): string[] {
  const kept = resultsOf(messages);
  const taken = resultsOf(discarded?.messages ?? []);
  const told = new Set(discarded?.calls.map(({ toolUseId }) => toolUseId));
  return [...ran].filter((id) =>
    taken.has(id) && !kept.has(id) ? taken.get(id) !== 1 || !told.has(id) : kept.get(id) !== 1,
  );
}

/** Holds the conversation of a seed, and gives its outcome. */
async function hold(seed: number): Promise<string> {
  const random = randomFrom(seed);
  const times = new Map<string, number>();
  const ranIds = new Set<string>();
  const handler =
    (give: () => unknown) =>
    (_input: unknown, { toolUseId, index }: { toolUseId: string | undefined; index: number }) => {
      const key = `${toolUseId} ${index}`;
      times.set(key, (times.get(key) ?? 0) + 1);
      ranIds.add(String(toolUseId));
      return give();
    };
  const gives: [() => unknown, ...(() => unknown)[]] = [
    () => "text",
    () => ({ a: 1 }),
    () => undefined,
    () => Promise.reject(new Error("broken")),
    () => new Promise((resolve) => setTimeout(resolve, random() * 10)),
    () => new Promise(() => {}),
  ] as const;
  const names = ["get_weather", "get_time", "count", "delete_file"];
  const others = Object.fromEntries(names.map((name) => [name, handler(random.pick(gives))])) as unknown as Handlers;
  const controller = new AbortController();
  if (random.chance(0.3)) setTimeout(() => controller.abort(), random() * 60);
  const options: Partial<ConversationOptions> & { others: Handlers } = {
    others,
    exposure: random.pick(["alongside", "batch-only", "by-name", "native"]),
    stream: random.chance(0.85),
    maxSteps: 6,
    timeoutMs: 30,
    stallTimeoutMs: 30,
    maxResends: 1,
    signal: controller.signal,
    ...(random.chance(0.2) ? { maxDurationMs: 40 } : {}),
    ...(random.chance(0.2) ? { maxTotalTokens: 900 } : {}),
    ...(random.chance(0.3) ? { approve: () => random.chance(0.5) } : {}),
    ...(random.chance(0.2) ? { request: { tool_choice: { type: "any" } } } : {}),
  };
  let turns = 0;
  const { result } = await play({ script: () => turnFrom(random, turns++), faults: () => faultFrom(random) }, options);
  const doubled = [...times].filter(([, count]) => count > 1);
  expect(doubled, `seed ${seed}`).toEqual([]);
  expect(lostOrDoubled(result, ranIds), `seed ${seed}`).toEqual([]);
  expect(getEventListeners(controller.signal, "abort"), `seed ${seed}`).toEqual([]);
  await sendAgain(result.messages).catch((error: unknown) => {
    throw new Error(`seed ${seed}, ${result.outcome}: ${String(error)}\n${JSON.stringify(result.messages, null, 1)}`);
  });
  return result.outcome;
}

/** Conversations that are held at once: most of their time they wait. */
const AT_ONCE = 8;

test(
  `${RUNS} random conversations with faults and aborts each end in an outcome, run no call twice, lose no ` +
    "result, and leave no listener and a history that is taken again",
  async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", note);
    const outcomes = new Set<string>();
    let seed = FIRST;
    const holdSome = async (): Promise<void> => {
      while (seed < FIRST + RUNS) outcomes.add(await hold(seed++));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, holdSome));
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
    if (RUNS >= 200) expect(outcomes.size).toBeGreaterThanOrEqual(7);
  },
  RUNS * 3000,
);
