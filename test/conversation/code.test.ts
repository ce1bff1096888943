import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type Anthropic from "@anthropic-ai/sdk";
import { describe, expect, test } from "vitest";
import { code, codeResult, codeUse, startOfflineClaude } from "../../generator/offline/index.js";
import type { Span, SpanOptions } from "../../templates/runtime/contract/conversation-types.js";
import { traceLines } from "../../templates/runtime/trace/lines.js";
import { bodyOf, clientFor, play, sendAgain, writeScene } from "./scene.js";

const QUESTION = { role: "user" as const, content: "What is the weather in Paris, Oslo and Rome?" };
const programmatic = { exposure: "programmatic" as const, messages: [QUESTION] };

type Saved = { messages: Anthropic.MessageParam[]; container: string };

/** The types of a history's blocks, a list for each message. */
const shapeOf = (messages: readonly Anthropic.MessageParam[]): string[] =>
  messages.map(({ content }) => (typeof content === "string" ? "text" : content.map(({ type }) => type).join(" ")));

describe("a conversation in which code calls", () => {
  test("runs each call, answers with results alone, and stays in its container", async () => {
    const spans: unknown[] = [];
    const startSpan = (name: string, { attributes }: SpanOptions = {}): Span => {
      if (name.startsWith("execute_tool")) spans.push(attributes?.["batchgen.code.id"]);
      return { setAttributes: () => {}, setStatus: () => {}, end: () => {} };
    };
    const { result, claude, ran, events } = await play({ manner: "code" }, { ...programmatic, tracer: { startSpan } });
    expect(result.outcome).toBe("completed");
    expect(ran.map(({ input }) => input)).toEqual(["Paris", "Oslo", "Rome"].map((location) => ({ location })));
    expect(shapeOf(result.messages)).toEqual([
      "text",
      "server_tool_use tool_use",
      "tool_result",
      "tool_use",
      "tool_result",
      "tool_use",
      "tool_result",
      "code_execution_tool_result text",
    ]);
    expect(claude.requests.map(({ body }) => body["container"])).toEqual([
      undefined,
      ...Array(3).fill(result.container),
    ]);
    const began = [result.messages[1]?.content ?? []].flat()[0] as Anthropic.ServerToolUseBlockParam;
    const calls = events.filter((event) => event.type === "call_start" || event.type === "call_end");
    expect(calls).toHaveLength(6);
    for (const { caller } of calls) expect(caller).toEqual({ type: "code_execution_20260120", tool_id: began.id });
    const traced: { type: string; byCode?: string }[] = [];
    const trace = traceLines((line) => traced.push(JSON.parse(line)));
    for (const event of events) trace(event);
    const [codes, others] = [true, false].map((isCall) => traced.filter(({ type }) => /^call_/.test(type) === isCall));
    expect(codes?.map(({ byCode }) => byCode)).toEqual(Array(6).fill(began.id));
    expect(spans).toEqual(Array(3).fill(began.id));
    expect(others?.every((line) => !("byCode" in line))).toBe(true);
  });

  test("takes the host's own code execution tool for the one of the exposure, and skills into its container", async () => {
    const own = { type: "code_execution_20260120" as const, name: "code_execution" as const };
    const skills = [{ type: "anthropic" as const, skill_id: "pdf", version: "latest" }];
    const { result, claude } = await play(
      { manner: "code" },
      { ...programmatic, extraTools: [own], request: { container: { skills } } },
    );
    expect(result.outcome).toBe("completed");
    expect(bodyOf(claude, 0).tools?.filter(({ name }) => name === "code_execution")).toEqual([own]);
    expect(bodyOf(claude, 0).container).toEqual({ skills });
    expect(bodyOf(claude, 1).container).toEqual({ skills, id: result.container });
  });
});

describe("in another process", () => {
  const jiti = fileURLToPath(new URL("../../node_modules/jiti/lib/jiti-cli.mjs", import.meta.url));

  test(
    "a conversation that was killed between two calls of one container goes on in it, and takes a question for " +
      "later",
    async () => {
      const folder = await writeScene({});
      const file = `${folder}/saved.json`;
      writeFileSync(
        `${folder}/program.ts`,
        `import { readFileSync, writeFileSync } from "node:fs";
import Anthropic from "@anthropic-ai/sdk";
import { runConversation } from "./generated/index.js";

const [file, question] = process.argv.slice(2);
const { messages, container } = JSON.parse(readFileSync(file, "utf8"));
if (question) messages.push({ role: "user", content: question });
const handlers = {
  get_weather: ({ location }) => {
    console.log("ran " + location);
    return process.env.HANG === location ? new Promise(() => setInterval(() => {}, 1000)) : "fine";
  },
  get_time: () => "noon",
};
const result = await runConversation({
  client: new Anthropic(), model: "claude-sonnet-5-5", messages, container, handlers, exposure: "programmatic",
  onEvent: (event) => {
    if (event.type === "history") writeFileSync(file, JSON.stringify({ messages: event.messages, container: event.container }));
  },
} as never);
console.log(result.outcome, result.text);
`,
      );
      writeFileSync(file, JSON.stringify({ messages: [QUESTION] }));
      const read = (): Saved => JSON.parse(readFileSync(file, "utf8"));
      const claude = await startOfflineClaude({ manner: "code" });
      const start = (question: string, hang: string) => {
        const env = { PATH: process.env["PATH"], HOME: folder, JITI_FS_CACHE: "false", HANG: hang };
        const child = spawn(process.execPath, [jiti, `${folder}/program.ts`, file, question], {
          env: { ...env, ANTHROPIC_API_KEY: "offline", ANTHROPIC_BASE_URL: claude.baseURL },
        });
        let text = "";
        const note = (data: Buffer): void => {
          text += data;
          if (hang !== "" && text.includes(`ran ${hang}\n`)) child.kill("SIGKILL");
        };
        child.stdout.on("data", note);
        child.stderr.on("data", note);
        return new Promise<string>((resolve) => child.on("close", () => resolve(text)));
      };

      expect(await start("", "Oslo")).toBe("ran Paris\nran Oslo\n");
      const saved = read();
      expect(shapeOf(saved.messages)).toEqual(["text", "server_tool_use tool_use", "tool_result", "tool_use"]);
      expect(saved.container).toMatch(/^container_/);

      // The call that was under way runs again, the code goes on where it was, and what was asked meanwhile comes when it
      // has ended.
      const said = await start("And the time in Rome?", "");
      expect(said).toMatch(/^ran Oslo\nran Rome\ncompleted get_time\(Rome\): noon/);
      const whole = read();
      expect(whole.container).toBe(saved.container);
      expect(whole.messages.slice(0, 4)).toEqual(saved.messages);
      expect(shapeOf(whole.messages.slice(4))).toEqual([
        "tool_result",
        "tool_use",
        "tool_result",
        "code_execution_tool_result text",
        "text",
        "server_tool_use tool_use",
        "tool_result",
        "code_execution_tool_result text",
      ]);
      const bodies = claude.requests.map(({ body, status }) => [status, body["container"]]);
      expect(bodies).toEqual([[200, undefined], ...Array(bodies.length - 1).fill([200, saved.container])]);
      await claude.close();
    },
  );
});

describe("a container", () => {
  const waiting = [code("await get_weather(…)"), codeUse("get_weather", { location: "Paris" })];
  const MAY_BE_LOST = {
    kind: "error" as const,
    status: 500,
    type: "api_error",
    message: "Internal server error",
    headers: { "x-should-retry": "false" },
  };
  const past = { id: "container_1", expires_at: "2020-01-01T00:00:00Z", skills: null };

  test("is never dropped for the time at which it says that it expires", async () => {
    const script = [{ content: waiting, container: past }, [codeResult("fine"), "Fine."], "Hello."];
    const { result, claude } = await play({ script }, programmatic);
    expect(result).toMatchObject({ outcome: "completed", container: "container_1" });
    expect(bodyOf(claude, 1).container).toBe("container_1");
  });

  test.each([
    ["404", { kind: "lose_container" as const }],
    ["an internal error that says not to try again", MAY_BE_LOST],
  ])("that is gone is left out where nothing waits in it: %s", async (_, fault) => {
    const { result, claude, events } = await play(
      { manner: "code", faults: [{ request: 1, ...fault }] },
      { ...programmatic, container: "container_old" },
    );
    expect(result.outcome).toBe("completed");
    expect(claude.requests.slice(0, 2).map(({ body }) => body["container"])).toEqual(["container_old", undefined]);
    expect(result.container).toMatch(/^container_[0-9a-f]{24}$/);
    expect(bodyOf(claude, 2).container).toBe(result.container);
    expect(events.filter((event) => event.type === "fallback")).toMatchObject([{ step: 1, field: "container" }]);
    expect(result.steps).toBe(claude.requests.length - 1);
  });

  test("that is gone while code waits in it ends the conversation: the code is taken out, and the history goes on", async () => {
    const { result, claude, events } = await play(
      { manner: "code", faults: [{ request: 3, kind: "lose_container" }] },
      programmatic,
    );
    expect(result.outcome).toBe("error");
    expect(result.error?.message).toContain("not found or expired");
    // Not repeated: nothing but that container could take the results.
    expect(claude.requests).toHaveLength(3);
    expect(events.filter((event) => event.type === "fallback")).toEqual([]);
    expect(result).not.toHaveProperty("container");
    expect(result.messages).toEqual([QUESTION]);
    expect(shapeOf(result.discarded?.messages ?? [])).toEqual([
      "server_tool_use tool_use",
      "tool_result",
      "tool_use",
      "tool_result",
    ]);
    expect(result.discarded?.calls.map(({ input }) => input)).toEqual([{ location: "Paris" }, { location: "Oslo" }]);
    expect(events.filter((event) => event.type === "history").at(-1)).toMatchObject({ messages: [QUESTION] });
    await sendAgain(result.messages);
  });

  test("that is gone while code waits in it, as a history from elsewhere says, loses no question that came after", async () => {
    const { events } = await play({ manner: "code" }, programmatic);
    const saved = events.find((event) => event.type === "history");
    const later = { role: "user" as const, content: "And the time in Rome?" };
    const { result } = await play(
      { manner: "code", faults: [{ request: 1, kind: "lose_container" }] },
      { ...programmatic, messages: [...(saved?.messages ?? []), later], container: saved?.container },
    );
    expect(result.outcome).toBe("error");
    expect(result.messages).toEqual([QUESTION, later]);
    await sendAgain(result.messages);
  });

  test("that the host itself named is not left out, though the conversation has one too", async () => {
    const { result, claude, events } = await play(
      { manner: "code", faults: [{ request: 1, kind: "lose_container" }] },
      { ...programmatic, container: "container_old", request: { container: "container_mine" } },
    );
    expect(result).toMatchObject({ outcome: "error", container: "container_old", messages: [QUESTION] });
    expect(claude.requests.map(({ body }) => body["container"])).toEqual(["container_mine"]);
    expect(events.filter((event) => event.type === "fallback")).toEqual([]);
    // Nothing waited in it, so nothing was taken out.
    expect(result).not.toHaveProperty("discarded");
  });

  test("that the host itself named takes the code which waits in it along", async () => {
    const { events } = await play({ manner: "code" }, programmatic);
    const saved = events.find((event) => event.type === "history");
    const { result } = await play(
      { manner: "code", faults: [{ request: 1, kind: "lose_container" }] },
      { ...programmatic, messages: saved?.messages ?? [], request: { container: saved?.container ?? "" } },
    );
    expect(result).toMatchObject({ outcome: "error", messages: [QUESTION] });
    expect(shapeOf(result.discarded?.messages ?? [])).toEqual(["server_tool_use tool_use", "tool_result"]);
    await sendAgain(result.messages);
  });

  test("is left out of a request that says which skills to load, and these stay", async () => {
    const skills = [{ type: "anthropic" as const, skill_id: "pdf", version: "latest" }];
    const { result, claude } = await play(
      { manner: "code", faults: [{ request: 1, kind: "lose_container" }] },
      { ...programmatic, container: "container_old", request: { container: { skills } } },
    );
    expect(result.outcome).toBe("completed");
    expect(claude.requests.slice(0, 3).map(({ body }) => body["container"])).toEqual([
      { skills, id: "container_old" },
      { skills },
      { skills, id: result.container },
    ]);
  });

  test("that the request did not name is nothing to leave out: it is not sent again", async () => {
    const { result, claude, events } = await play(
      { manner: "code", faults: [{ request: 1, ...MAY_BE_LOST }] },
      programmatic,
    );
    expect(result.outcome).toBe("error");
    expect(claude.requests.map(({ status }) => status)).toEqual([500]);
    expect(events.filter((event) => event.type === "fallback")).toEqual([]);
  });

  test("is not given up for another error", async () => {
    const overloaded = { kind: "error" as const, status: 500, type: "api_error", message: "Internal server error" };
    const unknown = { kind: "error" as const, status: 404, type: "not_found_error", message: "model: claude-x" };
    for (const fault of [overloaded, unknown]) {
      const claude = await startOfflineClaude({ manner: "code", faults: () => fault });
      const { result } = await play(
        { script: [] },
        { ...programmatic, container: "container_old", client: clientFor(claude, { maxRetries: 0 }) },
      );
      expect(result).toMatchObject({ outcome: "error", container: "container_old" });
      expect(claude.requests).toHaveLength(1);
      await claude.close();
    }
  });
});
