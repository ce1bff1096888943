import { describe, expect, test } from "vitest";
import { batch, use, useRaw } from "../../generator/offline/index.js";
import type { RunnableExtra } from "../../templates/runtime/contract/messages.js";
import { batchRequest, runConversation } from "../../templates/runtime/unbound.js";
import { projectOf } from "../support/bound.js";
import { tool } from "../support/project.js";
import { bodyOf, clientFor, play, project, resultsIn, stage, startClaude } from "./scene.js";

const schema = { type: "object" as const };

/** A tool beside the generated ones, sent with a schema of its own. */
function extra(name: string, run: RunnableExtra["run"], more: object = {}): RunnableExtra {
  return { name, ...{ input_schema: schema }, ...more, run };
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Notes how many calls are under way at once, and in which order they begin and end. */
function notes() {
  const log: string[] = [];
  let running = 0;
  let most = 0;
  const around = async (name: string, fails = false): Promise<string> => {
    running++;
    most = Math.max(most, running);
    log.push(`+${name}`);
    await sleep(5);
    log.push(`-${name}`);
    running--;
    if (fails) throw new Error("no");
    return name;
  };
  return { log, around, most: () => most };
}

const oslo = { location: "Oslo" };

describe("extra tools are members of the one dispatcher", () => {
  test("sequential: they and the generated tools run one after the other, in the order of the turn", async () => {
    const { log, around, most } = notes();
    const { claude } = await play(
      { script: [[use("mine", {}), use("get_time", oslo), use("mine", {}), use("get_weather", oslo)], "Done."] },
      {
        mode: "sequential",
        extraTools: [extra("mine", () => around("mine"))],
        others: { get_time: () => around("time"), get_weather: () => around("weather") },
      },
    );
    expect(most()).toBe(1);
    expect(log).toEqual(["+mine", "-mine", "+time", "-time", "+mine", "-mine", "+weather", "-weather"]);
    expect(resultsIn(claude, 1).map(({ content }) => content)).toEqual(["mine", "time", "mine", "weather"]);
  });

  test.each([
    ["an extra tool", "mine", ["get_time", "mine"]],
    ["a generated tool", "get_time", ["mine", "get_weather"]],
  ])("stopOnError: where %s fails, neither kind runs after it", async (_what, failing, after) => {
    const { log, around } = notes();
    const calls = [failing, ...after].map((name) => (name === "mine" ? use("mine", {}) : use(name, oslo)));
    const { claude } = await play(
      { script: [calls, "Done."] },
      {
        mode: "sequential",
        stopOnError: true,
        extraTools: [extra("mine", () => around("mine", true))],
        others: { get_time: () => around("get_time", true), get_weather: () => around("get_weather") },
      },
    );
    expect(log).toEqual([`+${failing}`, `-${failing}`]);
    const [, ...skipped] = resultsIn(claude, 1);
    expect(skipped).toHaveLength(2);
    for (const { content, is_error } of skipped) {
      expect(is_error).toBe(true);
      expect(content).toContain(`Not executed: the preceding ${failing} call failed.`);
    }
  });

  test("concurrency: both kinds share its places", async () => {
    const { around, most } = notes();
    const calls = [1, 2, 3, 4].flatMap(() => [use("mine", {}), use("get_time", oslo)]);
    const { events } = await play(
      { script: [[...calls, batch([{ name: "get_time", arguments: oslo }])], "Done."] },
      {
        concurrency: 3,
        extraTools: [extra("mine", () => around("mine"))],
        others: { get_time: () => around("time") },
      },
    );
    expect(most()).toBe(3);
    expect(events.filter(({ type }) => type === "call_start")).toHaveLength(9);
    expect(events.filter(({ type }) => type === "call_end")).toHaveLength(9);
  });

  test("serial: a generated tool's calls never overlap, alone and in a batch, while extra tools run beside them", async () => {
    const serial = projectOf([tool("get_time", { "x-batchgen": { serial: true } })]);
    const { log, around } = notes();
    const handlers = { get_time: ({ location }: { location: string }) => around(location) };
    const timeIn = (location: string) => ({ name: "get_time", arguments: { location } });
    const calls = [use("get_time", { location: "1" }), use("mine", {}), batch([timeIn("2"), timeIn("3")])];
    const claude = await startClaude({ script: [[...calls, use("mine", {})], "Done."] });
    const { outcome } = await runConversation(serial, {
      client: clientFor(claude),
      model: "claude-sonnet-5-5",
      messages: [{ role: "user", content: "Hi" }],
      handlers,
      extraTools: [extra("mine", () => around("mine"))],
    });
    await claude.close();
    expect(outcome).toBe("completed");
    const times = log.filter((entry) => !entry.endsWith("mine"));
    expect(times).toEqual(["+1", "-1", "+2", "-2", "+3", "-3"]);
    expect(log.slice(0, log.indexOf("-1")).filter((entry) => entry === "+mine")).toHaveLength(2);
  });

  test("batchTimeoutMs: one time for all calls of the turn", async () => {
    const hangs = () => new Promise(() => {});
    const { claude } = await play(
      { script: [[use("mine", {}), use("get_time", oslo)], "Done."] },
      { batchTimeoutMs: 20, extraTools: [extra("mine", hangs)], others: { get_time: hangs } },
    );
    for (const { content } of resultsIn(claude, 1)) expect(content).toContain("TIMEOUT");
  });

  test("a call in a batch is refused there, and one that cannot be found is told their names", async () => {
    const script = [[batch([{ name: "mine", arguments: {} }]), use("mines", {})], "Done."];
    const ran: unknown[] = [];
    const { claude } = await play({ script }, { extraTools: [extra("mine", (input) => ran.push(input))] });
    const [batched, misspelt] = resultsIn(claude, 1);
    expect(batched?.content).toContain("NOT_BATCHABLE");
    expect(batched?.content).toContain("mine cannot be called in a batch. Call it on its own.");
    expect(misspelt?.content).toContain("Did you mean mine?");
    expect(ran).toEqual([]);
  });

  test("its own parse checks the input as it came; what it throws is that call's error alone", async () => {
    const parse = (input: unknown) => {
      if (typeof input === "string")
        throw Object.assign(new Error("Send an object."), { name: "ToolError", content: "Send an object." });
      return input;
    };
    const { claude } = await play(
      { script: [[useRaw("mine", "{broken"), use("mine", { a: 1 })], "Done."] },
      { extraTools: [extra("mine", (input) => JSON.stringify(input), { parse })] },
    );
    const [broken, fine] = resultsIn(claude, 1);
    expect(broken).toMatchObject({ is_error: true, content: expect.stringContaining("Send an object.") });
    expect(fine?.content).toBe('{"a":1}');
  });

  test("the lists sent stay the same objects over conversations with extra tools", async () => {
    const lists: unknown[] = [];
    for (const _ of [1, 2]) {
      const { claude } = await play({ script: ["Hi."] }, { extraTools: [extra("mine", () => 1)] });
      lists.push(JSON.stringify(bodyOf(claude, 0).tools));
    }
    expect(lists[0]).toBe(lists[1]);
  });

  test("the same failing call of an extra tool, turn after turn, is stuck", async () => {
    const script = [1, 2, 3, 4].map(() => [use("mine", { a: 1 })]);
    const { result } = await play({ script }, { extraTools: [extra("mine", () => Promise.reject(new Error("no")))] });
    expect(result).toMatchObject({ outcome: "stuck", steps: 3 });
  });

  test.each([
    ["get_time", "An extra tool is called get_time, as a generated tool is. Give it another name."],
    ["batch_tool", "An extra tool is called batch_tool, as the batch tool is. Give it another name."],
    ["twice", "An extra tool is called twice, as another one is. Give it another name."],
  ])("%s is taken: a TypeError before anything is sent", async (name, message) => {
    const claude = await startClaude({ script: ["Hi."] });
    const tools = [extra(name, () => 1), ...(name === "twice" ? [extra(name, () => 2)] : [])];
    const options = {
      model: "claude-sonnet-5-5",
      messages: [{ role: "user" as const, content: "Hi" }],
      extraTools: tools,
    };
    // Also where only some of the generated tools are in use.
    const conversation = runConversation(project, {
      ...options,
      client: clientFor(claude),
      handlers: stage().handlers,
      tools: ["get_weather"],
    });
    await expect(conversation).rejects.toThrow(new TypeError(message));
    expect(() => batchRequest(project, { ...options, customId: "a" })).toThrow(new TypeError(message));
    expect(claude.requests).toEqual([]);
    await claude.close();
  });
});
