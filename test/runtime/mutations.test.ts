import { getEventListeners } from "node:events";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { say, use } from "../../generator/offline/index.js";
import { createStop } from "../../templates/runtime/calls/stop.js";
import { EXPOSURES } from "../../templates/runtime/contract/limits.js";
import { createStallClock } from "../../templates/runtime/conversation/stall-clock.js";
import { asContentBlocks } from "../../templates/runtime/results/content.js";
import { runConversation } from "../../templates/runtime/unbound.js";
import { createBudget, MAX_CHECK_STEPS, spend, startBudget } from "../../templates/runtime/validate/checker.js";
import { decodeArguments } from "../../templates/runtime/validate/decode.js";
import { clientFor, play, project, stage, startClaude } from "../conversation/scene.js";
import { batch, invoke, world } from "../dispatcher/support.js";
import { generated, generateInto, importGenerated } from "../support/generated.js";
import { watchLeaks } from "../support/leaks.js";
import { makeProject, read, tool, write } from "../support/project.js";

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

describe("the parts of a value that holds itself", () => {
  it("are counted up to a bound, so that its check ends", () => {
    const itself: { again?: unknown } = {};
    itself.again = itself;
    const budget = createBudget();
    startBudget(budget, itself);
    spend(budget, MAX_CHECK_STEPS + 1);
    expect(budget.left).toBeLessThan(10_000_000);
    expect(() => spend(budget, budget.left + 1)).toThrow("takes too many steps");
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
  it(
    "by a stop that is closed, and by one that is not, its timer and its listener, which the check of every test " +
      "here finds",
    async () => {
      const { signal } = new AbortController();
      const watch = watchLeaks();
      try {
        for (let n = 0; n < 3; n++) createStop(signal, 60_000).close();
        expect(watch.left()).toEqual([]);
        const open = createStop(signal, 60_000);
        expect(watch.left()).toEqual([
          expect.stringMatching(/^a timer of .*json\/timer\.ts/),
          expect.stringMatching(/^a listener of .*calls\/stop\.ts/),
        ]);
        open.close();
        expect(watch.left()).toEqual([]);
      } finally {
        watch.end();
      }
    },
  );

  it("by a conversation with batches, retries and a signal that outlives it", async () => {
    const claude = await startClaude({
      script: [[use("get_time", { location: "Oslo" })], "Done."],
      faults: ({ number }) => (number === 1 ? { kind: "cut", atByte: 700 } : undefined),
    });
    const { signal } = new AbortController();
    const result = await runConversation(project, {
      client: clientFor(claude),
      model: "claude-sonnet-5-5",
      messages: [{ role: "user", content: "Hi" }],
      handlers: stage().handlers,
      batchTimeoutMs: 60_000,
      maxDurationMs: 60_000,
      signal,
    });
    await claude.close();
    expect(result).toMatchObject({ outcome: "completed" });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});

describe("the import of 1,000 definitions", () => {
  it("walks them once, and looks into none", async () => {
    const folder = makeProject();
    const tools = Array.from({ length: 1000 }, (_, at) => tool(`tool_${at}`));
    write(folder, { "tools/all.json": tools });
    await generateInto(folder, { main: false });
    // The emitted definitions count who looks at them.
    const path = "generated/definitions.ts";
    const code = read(folder, path).replace(/^(export const definitions: .*?) = \{$/m, "$1 = watched({");
    expect(code).toContain("= watched({");
    write(folder, { [path]: `${code.replace(/\};\s*$/, "});")}\ndeclare function watched<T>(definitions: T): T;\n` });
    const found = { walks: 0, looks: 0 };
    const look = (): boolean => ++found.looks < 0;
    const tooDeep = (value: object) => new Proxy(value, { get: look, has: look, ownKeys: () => [String(look())] });
    Object.assign(globalThis, {
      watched: (definitions: { [name: string]: { tool: object } }) =>
        new Proxy(
          Object.fromEntries(Object.entries(definitions).map(([name, one]) => [name, { tool: tooDeep(one.tool) }])),
          {
            ownKeys: (target) => {
              found.walks += 1;
              return Reflect.ownKeys(target);
            },
          },
        ),
    });
    const module = await importGenerated(join(folder, "generated"));
    expect(module.tools).toHaveLength(1000);
    expect(found).toEqual({ walks: 1, looks: 0 });
    expect(module.batchTool.description).toContain("independent");
    expect(found, "the schema of the batch tool is built when it is read").toEqual({ walks: 1, looks: 0 });
  });
});

describe("a project without a tool that can be batched", () => {
  it("has no batch tool: batchTool is undefined, in no exposure is one sent, and a call of it is an unknown tool's", async () => {
    const module = await generated([tool("get_time", { "x-batchgen": { batchable: false } })]);
    expect(module).toHaveProperty("batchTool", undefined);
    for (const exposure of EXPOSURES.filter((one) => one !== "programmatic")) {
      expect(module.toolsFor(exposure)).toEqual(module.tools);
    }
  });
});
