import { afterEach, describe, expect, it, vi } from "vitest";
import { CODE_APPROVAL_MS } from "../../templates/runtime/contract/limits.js";
import type { Loose } from "../support/loose.js";
import { tool } from "../support/project.js";
import { batch, invoke, paris, withClaude, world } from "./support.js";

const outputSchema = { type: "object", properties: { degrees: { type: "integer" } }, required: ["degrees"] };
const circle = { type: "object", properties: { inner: { $ref: "#" } } };
const closed = { ...(tool("x")["input_schema"] as object), additionalProperties: false };
const definitions = [
  tool("get_weather", { outputSchema, input_schema: closed, strict: true }),
  tool("get_time", { "x-batchgen": { batchable: false } }),
  tool("send_mail", { "x-batchgen": { approval: true }, input_schema: closed, strict: true }),
  tool("save_tree", { input_schema: circle }),
  tool("old_code", { allowed_callers: ["code_execution_20250825"] }),
  tool("claude_only", { allowed_callers: ["direct"] }),
];
const { toolsFor, createDispatcher, runnableTools, batchRequest, toolResult, ToolError } = world(definitions);

const caller = { type: "code_execution_20260120", tool_id: "srvtoolu_1" };
const byCode = (name: string, input: unknown = paris): Loose => ({ id: "toolu_1", name, input, caller });
const ran: string[] = [];
const handlers = (over: object = {}): Loose =>
  Object.fromEntries([
    ...definitions.map(({ name }) => [name, () => ran.push(String(name)) && { degrees: 7 }]),
    ...Object.entries(over),
  ]);

afterEach(() => {
  ran.length = 0;
  vi.useRealTimers();
});

describe("the tools sent", () => {
  const sent = Object.fromEntries(toolsFor("programmatic").map((one: Loose) => [one.name, one]));

  it("are the code execution tool once, first, and every tool", () => {
    expect(toolsFor("programmatic")[0]).toEqual({ type: "code_execution_20260521", name: "code_execution" });
    expect(Object.keys(sent)).toEqual(["code_execution", ...definitions.map(({ name }) => name)]);
    expect(toolsFor("programmatic")[1]).toBe(toolsFor("programmatic")[1]);
  });

  it("say what they return, are not strict, and name both callers, where code may call them", () => {
    const { strict, description, allowed_callers } = sent["get_weather"];
    expect(strict).toBeUndefined();
    expect(description).toBe("Does get_weather for a location Returns {degrees:integer}");
    expect(allowed_callers).toEqual(["direct", "code_execution_20260521"]);
    expect(sent["get_time"].allowed_callers).toEqual(["direct", "code_execution_20260521"]);
    expect(sent["old_code"].allowed_callers).toEqual(["code_execution_20260521"]);
  });

  it("stay as they are where they need approval, contain themselves, or are Claude's alone", () => {
    expect(sent["send_mail"]).toEqual(toolsFor("native")[2]);
    expect(sent["send_mail"].strict).toBe(true);
    expect(sent["save_tree"].allowed_callers).toBeUndefined();
    expect(sent["claude_only"].allowed_callers).toEqual(["direct"]);
  });

  it("hold no code execution tool where code may call none of them", () => {
    const names = ["send_mail", "save_tree", "claude_only"];
    expect(toolsFor("programmatic", names).map(({ name }: Loose) => name)).toEqual(names);
  });

  it("cannot have a tool of the code execution tool's name among them", () => {
    const taken = world([tool("code_execution")]);
    expect(() => taken.toolsFor("programmatic")).toThrow(
      "A tool is called code_execution, as the API's code execution tool is. Rename it, or use another exposure " +
        "than programmatic.",
    );
    expect(taken.toolsFor("native")).toHaveLength(1);
  });

  it("are runnable with the SDK's runner, and not part of a Message Batch", () => {
    const [code, weather] = runnableTools(handlers(), { exposure: "programmatic" });
    expect(code).toMatchObject({ type: "code_execution_20260521", name: "code_execution" });
    expect(weather.allowed_callers).toEqual(["direct", "code_execution_20260521"]);
    const options = { customId: "a", model: "claude-sonnet-5-5", messages: [], exposure: "programmatic" };
    expect(() => batchRequest(options)).toThrow(
      "A Message Batch has no exposure programmatic: code does not wait until its results are read.",
    );
  });
});

describe("the result of a call by code", () => {
  const result = (gives: () => unknown, options: object = {}): Promise<Loose> =>
    createDispatcher(handlers({ get_time: gives, get_weather: gives }), options).run(byCode("get_time"));

  it.each([
    ["a JSON value", { at: [1, null] }, '{"at":[1,null]}'],
    ["a string", "noon", "noon"],
    ["nothing", undefined, "null"],
    ["a number", 12, "12"],
  ])("is the bare value as text: %s", async (_, given, text) => {
    expect(await result(() => given)).toEqual({ type: "tool_result", tool_use_id: "toolu_1", content: text });
  });

  it("is the value alone where content blocks stand beside it", async () => {
    const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" } };
    const given = toolResult({ value: { degrees: 7 }, content: [image] });
    expect(await result(() => given)).toMatchObject({ content: '{"degrees":7}' });
  });

  it("is a short text with is_error where the call failed", async () => {
    const failed = await result(() => {
      throw new ToolError("The clock stands still.");
    });
    expect(failed).toMatchObject({ content: "HANDLER_ERROR: The clock stands still.", is_error: true });
    const wrong = await createDispatcher(handlers()).run(byCode("get_weather", { location: 5 }));
    expect(wrong.is_error).toBe(true);
    expect(wrong.content).toContain('INVALID_ARGUMENTS: The arguments do not fit "get_weather".');
    expect(wrong.content).toContain("\n- location: must be string, not integer");
    expect(ran).toEqual([]);
  });

  it("is no half of a JSON value: it says that the call ran", async () => {
    const list = { list: "x".repeat(100) };
    expect(await result(() => list, { maxResultBytes: 50 })).toMatchObject({
      content:
        "get_time ran. Its result is not passed on: it has 111 bytes of JSON, and 50 are the most. Do not repeat " +
        "the call for that; ask for less.",
      is_error: true,
    });
    expect((await result(() => "x".repeat(100), { maxResultBytes: 50 })).is_error).toBeUndefined();
  });
});

describe("a call outside a tool's callers", () => {
  const events: Loose[] = [];
  const run = (use: Loose, options: object = {}): Promise<Loose> => {
    events.length = 0;
    return createDispatcher(handlers(), { ...options, onEvent: (event: Loose) => events.push(event) }).run(use);
  };

  it.each(["send_mail", "save_tree", "claude_only"])("is refused to code: %s", async (name) => {
    const refused = await run(byCode(name, name === "save_tree" ? {} : paris), {
      approve: () => true,
      needsApproval: () => false,
    });
    expect(refused).toMatchObject({
      content: `INVALID_INVOCATION: Not executed: ${name} cannot be called from code. Call it directly.`,
      is_error: true,
    });
    expect(events).toMatchObject([{ type: "call_end", name, caller, outcome: { status: "error" } }]);
    expect(ran).toEqual([]);
  });

  it("is refused to Claude itself, where only code may call", async () => {
    const direct = { ...byCode("old_code"), caller: { type: "direct" } };
    expect((await run(direct)).content).toContain("Not executed: old_code can be called from code only.");
    expect(ran).toEqual([]);
    await run({ ...direct, caller: undefined });
    await run(byCode("old_code"));
    expect(ran).toEqual(["old_code", "old_code"]);
  });

  it("is a batch that code calls", async () => {
    expect((await run({ ...batch(invoke("get_time")), caller })).content).toBe(
      "INVALID_INVOCATION: Not executed: batch_tool cannot be called from code. Call the tools themselves.",
    );
    expect((await run({ ...batch(invoke("get_time")), caller: { type: "direct" } })).content).toContain('"failed":1');
    expect(ran).toEqual([]);
  });

  it("is one of a tool beside the generated ones that does not name code", async () => {
    const extra = (over: object): Loose => ({
      name: "own",
      input_schema: { type: "object" },
      run: () => "ran",
      ...over,
    });
    const answerTo = async (over: object): Promise<string> => {
      const { runConversation } = world(definitions.slice(1, 2));
      const content = [
        { type: "block" as const, block: { type: "tool_use", id: "toolu_1", name: "own", input: {}, caller } },
      ];
      let said = "";
      await withClaude({ script: [{ content }, "Done."] as Loose }, async (client) => {
        const { messages } = await runConversation({
          client,
          model: "claude-sonnet-5-5",
          messages: [{ role: "user", content: "Do it." }],
          handlers: handlers(),
          exposure: "programmatic",
          container: "container_1",
          extraTools: [extra(over)],
        });
        said = messages[2].content[0].content;
      });
      return said;
    };
    expect(await answerTo({})).toContain("own cannot be called from code");
    expect(await answerTo({ allowed_callers: ["code_execution_20260521"] })).toBe("ran");
  });
});

describe("who made a call", () => {
  it("is told to the handler, in its events, and to who approves it", async () => {
    const told: Loose[] = [];
    const asked: Loose[] = [];
    const get_weather = (_: unknown, call: Loose): object => ({ degrees: told.push(call.caller) });
    const dispatcher = createDispatcher(handlers({ get_weather }), {
      onEvent: (event: Loose) => told.push([event.type, event.caller]),
      needsApproval: () => true,
      approve: (call: Loose) => asked.push(call.caller) > 0,
    });
    await dispatcher.run(byCode("get_weather", JSON.stringify(paris)));
    expect(told).toEqual([["repair", caller], ["call_start", caller], caller, ["call_end", caller]]);
    expect(asked).toEqual([caller]);
    told.length = 0;
    await dispatcher.call("get_weather", paris);
    expect(told).toEqual([["call_start", undefined], undefined, ["call_end", undefined]]);
  });
});

describe("an approval of a call by code", () => {
  const turn = (names: readonly string[], who: object = caller): Loose => ({
    content: names.map((name, at) => ({ type: "tool_use", id: `toolu_${at}`, name, input: paris, caller: who })),
    stop_reason: "tool_use",
  });

  it("has a deadline, all of a turn's together, well before the code gives up", async () => {
    expect(CODE_APPROVAL_MS).toBeLessThan(4 * 60_000);
    vi.useFakeTimers();
    const asked: Loose[] = [];
    const dispatcher = createDispatcher(handlers(), {
      needsApproval: () => true,
      approve: (call: Loose) => {
        asked.push(call);
        return asked.length === 1 ? true : new Promise(() => {});
      },
    });
    const answer = dispatcher.answer(turn(["get_time", "get_weather", "old_code"]));
    await vi.advanceTimersByTimeAsync(CODE_APPROVAL_MS - 1);
    expect(asked.map(({ name }) => name)).toEqual(["get_time", "get_weather"]);
    expect(asked[1].signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    const { content } = await answer;
    expect(asked[1].signal.aborted).toBe(true);
    expect(asked).toHaveLength(2);
    expect(content.map((one: Loose) => one.content)).toEqual([
      '{"degrees":7}',
      "DENIED: Not approved in time, so not executed.",
      "DENIED: Not approved in time, so not executed.",
    ]);
    expect(ran).toEqual(["get_time"]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("has none where Claude itself calls", async () => {
    vi.useFakeTimers();
    let approve = (_: boolean): void => {};
    const dispatcher = createDispatcher(handlers(), {
      needsApproval: () => true,
      approve: () => new Promise((resolve) => (approve = resolve)),
    });
    const answer = dispatcher.answer(turn(["get_time"], { type: "direct" }));
    await vi.advanceTimersByTimeAsync(10 * CODE_APPROVAL_MS);
    approve(true);
    await vi.advanceTimersByTimeAsync(0);
    expect((await answer).content[0].is_error).toBeUndefined();
    expect(ran).toEqual(["get_time"]);
  });
});
