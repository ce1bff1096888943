import { describe, expect, it, vi } from "vitest";
import { say, use } from "../../generator/offline/index.js";
import { createStallClock } from "../../templates/runtime/conversation/request-turn.js";
import { asContentBlocks } from "../../templates/runtime/dispatcher/content.js";
import { createStop } from "../../templates/runtime/dispatcher/stop.js";
import { listTools, runConversation } from "../../templates/runtime/unbound.js";
import { decodeArguments } from "../../templates/runtime/validate/decode.js";
import { clientFor, play, project, stage, startClaude } from "../conversation/scene.js";
import { batch, invoke, world } from "../dispatcher/support.js";
import { leavesNothing } from "../support/leaks.js";
import { tool } from "../support/project.js";

/** Each test here fails for a mutation that no other test had noticed. */
describe("content blocks", () => {
  it.each(["constructor", "toString", "__proto__", "hasOwnProperty"])(
    "of the type %s are an ordinary value",
    (type) => {
      expect(asContentBlocks([{ type, text: "x" }])).toBeUndefined();
      expect(asContentBlocks([{ type: "image", source: { type, data: "x" } }])).toBeUndefined();
      expect(asContentBlocks([{ type: "document", source: { type, data: "x" } }])).toBeUndefined();
    },
  );

  it("share one budget: texts that are attached after others get what those have left", async () => {
    const { createDispatcher } = world([tool("get_weather"), tool("get_time")]);
    const found = (text: string) => [
      { type: "search_result", source: "s", title: "t", content: [{ type: "text", text }] },
    ];
    const handlers = { get_weather: () => found("a".repeat(600)), get_time: () => found("b".repeat(600)) };
    const { run } = createDispatcher(handlers, { maxTotalBytes: 1000 });
    const { content } = await run(batch(invoke("get_weather"), invoke("get_time")));
    const text = JSON.stringify(content.slice(1));
    expect(text.match(/a/g)?.length).toBeGreaterThanOrEqual(600);
    expect(text.match(/b{100,}/g) ?? []).not.toContain("b".repeat(600));
    expect(text).toContain("[truncated: ");
  });
});

describe("arguments", () => {
  it("may be nested 200 levels deep and no deeper", () => {
    const nested = (levels: number): unknown => JSON.parse(`${"[".repeat(levels)}${"]".repeat(levels)}`);
    const schema = { type: "object", properties: { list: {} } };
    const decode = (levels: number) => decodeArguments({ list: nested(levels) }, schema, "", () => {});
    expect(() => decode(190)).not.toThrow();
    expect(() => decode(210)).toThrow(RangeError);
  });
});

describe("a draft that broke off", () => {
  it("counts with its tokens, which are billed, and each attempt once", async () => {
    const cut = { kind: "cut", atByte: 700 } as const;
    const broken = await play({
      script: [[say("x".repeat(400))]],
      faults: ({ number }) => (number === 1 ? cut : undefined),
    });
    const whole = await play({ script: [[say("x".repeat(400))]] });
    expect(broken.result).toMatchObject({ outcome: "completed", steps: 1 });
    expect(broken.claude.requests).toHaveLength(2);
    const { input_tokens } = whole.result.usage;
    expect(input_tokens).toBeGreaterThan(0);
    expect(broken.result.usage.input_tokens).toBe(2 * input_tokens);
  });
});

describe("the stall clock", () => {
  it("calls off the timer before the one that it starts", () => {
    vi.useFakeTimers();
    try {
      const clock = createStallClock(100);
      for (let n = 0; n < 5; n++) {
        clock.touch();
        vi.advanceTimersByTime(60);
      }
      expect(clock.signal.aborted).toBe(false);
      expect(vi.getTimerCount()).toBe(1);
      clock.stop();
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("nothing is left behind", () => {
  it("of a stop: its listener and its timer", () =>
    leavesNothing(async (signal) => {
      for (let n = 0; n < 3; n++) createStop(signal, 60_000).close();
    }));

  it("is noticed where something is", async () => {
    let timer: NodeJS.Timeout | undefined;
    const leaky = async (signal: AbortSignal) => {
      signal.addEventListener("abort", () => {});
      timer = setTimeout(() => {}, 60_000);
    };
    await expect(leavesNothing(leaky)).rejects.toThrow(/timers|listeners/);
    clearTimeout(timer);
  });

  it("of a conversation with batches, retries and a signal that outlives it", async () => {
    const claude = await startClaude({
      script: [[use("get_time", { location: "Oslo" })], "Done."],
      faults: ({ number }) => (number === 1 ? { kind: "cut", atByte: 700 } : undefined),
    });
    const hold = (signal: AbortSignal) =>
      runConversation(project, {
        client: clientFor(claude),
        model: "claude-sonnet-5-5",
        messages: [{ role: "user", content: "Hi" }],
        handlers: stage().handlers,
        batchTimeoutMs: 60_000,
        maxDurationMs: 60_000,
        signal,
      });
    await leavesNothing(async (signal) => {
      expect(await hold(signal)).toMatchObject({ outcome: "completed" });
      await claude.close();
    });
  });
});

describe("1,000 definitions", () => {
  it("are walked once, shallowly: no schema is looked into before a tool is called or sent in a batch", () => {
    let looks = 0;
    const schema = new Proxy({ type: "object" }, { get: () => ++looks, ownKeys: () => [String(++looks)].slice(1) });
    let walks = 0;
    const entries = Array.from({ length: 1000 }, (_, at) => [
      `tool_${at}`,
      { tool: { name: `tool_${at}`, input_schema: schema } },
    ]);
    const definitions = new Proxy(Object.fromEntries(entries), {
      ownKeys: (target) => {
        walks++;
        return Reflect.ownKeys(target);
      },
    });
    listTools({ definitions, batchName: "batch_tool", maxInvocations: 25 });
    expect({ walks, looks }).toEqual({ walks: 1, looks: 0 });
  });
});
