import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type Anthropic from "@anthropic-ai/sdk";
import { describe, expect, test } from "vitest";
import { batch, block, type OfflineClaude, startOfflineClaude, use } from "../../generator/offline/index.js";
import type { ConversationEvent } from "../../templates/runtime/contract/conversation-types.js";
import { play, sendAgain, writeScene } from "./scene.js";

const folder = await writeScene({});
const saved = `${folder}/history.json`;
const jiti = fileURLToPath(new URL("../../node_modules/jiti/lib/jiti-cli.mjs", import.meta.url));

/** A program as anyone would write it: it goes on from what is saved, and saves whatever it is told. */
writeFileSync(
  `${folder}/resumable.ts`,
  `import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import Anthropic from "@anthropic-ai/sdk";
import { runConversation } from "./generated/index.js";

const [file, question] = process.argv.slice(2);
const messages = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
if (question) messages.push({ role: "user", content: question });
const handlers = {
  get_weather: () => { console.log("ran get_weather"); return "sunny"; },
  get_time: () => { console.log("ran get_time"); return process.env.HANG ? new Promise(() => setInterval(() => {}, 1000)) : "noon"; },
};
const result = await runConversation({
  client: new Anthropic(), model: "claude-sonnet-5-5", messages, handlers, timeoutMs: 600_000,
  onEvent: (event) => {
    if (event.type !== "history") return;
    writeFileSync(file + ".new", JSON.stringify(event.messages));
    renameSync(file + ".new", file);
  },
} as never);
console.log(result.outcome, result.text);
`,
);

/** Starts the program in a process of its own. */
function start(claude: OfflineClaude, question: string, env: NodeJS.ProcessEnv = {}) {
  const child: ChildProcess & { text?: string } = spawn(
    process.execPath,
    [jiti, `${folder}/resumable.ts`, saved, question],
    {
      env: {
        PATH: process.env["PATH"],
        HOME: folder,
        JITI_FS_CACHE: "false",
        ANTHROPIC_API_KEY: "offline",
        ANTHROPIC_BASE_URL: claude.baseURL,
        ...env,
      },
    },
  );
  let text = "";
  const has = (part: string) =>
    new Promise<void>((resolve) => {
      child.stdout?.on("data", () => text.includes(part) && resolve());
    });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (data) => {
      text += data;
    });
  }
  const ended = new Promise<string>((resolve) => child.on("close", () => resolve(text)));
  return { child, ended, has };
}

const read = (): Anthropic.MessageParam[] => JSON.parse(readFileSync(saved, "utf8"));

describe("a conversation that is saved in the middle", () => {
  test("goes on in another process after the first was killed in a call, and in a third with another question", async () => {
    rmSync(saved, { force: true });
    const both = [use("get_weather", { location: "Bergen" }), use("get_time", { location: "Bergen" })];
    const claude = await startOfflineClaude({ script: [both, "Sunny at noon.", "Still sunny."] });

    const first = start(claude, "How is it in Bergen?", { HANG: "1" });
    await first.has("ran get_time");
    first.child.kill("SIGKILL");
    expect(await first.ended).toMatch(/ran get_weather\nran get_time/);
    expect(existsSync(saved)).toBe(true);
    const broken = read();
    expect(broken.map(({ role }) => role)).toEqual(["user", "assistant"]);

    // The calls that were under way are run anew, their results are sent, and the history is the one that was saved,
    // grown.
    expect(await start(claude, "").ended).toMatch(/ran get_weather\nran get_time\ncompleted Sunny at noon\./);
    const whole = read();
    expect(whole.slice(0, 2)).toEqual(broken);
    expect(whole.map(({ role }) => role)).toEqual(["user", "assistant", "user", "assistant"]);
    expect(claude.requests[1]?.body["messages"]).toEqual(whole.slice(0, 3));

    expect(await start(claude, "And now?").ended).toBe("completed Still sunny.\n");
    expect(claude.requests[2]?.body["messages"]).toEqual([...whole, { role: "user", content: "And now?" }]);
    expect(read().slice(0, 5)).toEqual([...whole, { role: "user", content: "And now?" }]);
    claude.verify();
    await claude.close();
  });

  test("can be saved at every event that tells of the history, and goes on from each of them", async () => {
    const call = batch([{ name: "get_weather", arguments: { location: "Bergen" } }]);
    const { events, result } = await play({ script: [[call], [call], "Done."] });
    const told = events.filter(
      (event): event is Extract<ConversationEvent, { type: "history" }> => event.type === "history",
    );
    expect(told.map(({ messages }) => messages.length)).toEqual([2, 3, 4, 5, 6]);
    expect(told.at(-1)?.messages).toEqual(result.messages);
    for (const { messages } of told.slice(0, -1)) {
      const later = await play({ script: ["Done."] }, { messages: JSON.parse(JSON.stringify(messages)) });
      expect(later.result).toMatchObject({ outcome: "completed", text: "Done.", steps: 1 });
      expect(later.result.messages.slice(0, messages.length)).toEqual(messages);
    }
  });

  test("a paused conversation takes a new question, and its unfinished part is not in the history", async () => {
    const search = (n: number) =>
      block({ type: "server_tool_use", id: `srvtoolu_${n}`, name: "web_search", input: { query: "x" } });
    const paused = (n: number) => ({ content: [search(n)], stop_reason: "pause_turn" });
    const extraTools = [{ type: "web_search_20250305" as const, name: "web_search" as const }];
    const { result } = await play({ script: [paused(1), paused(2)] }, { maxPauses: 1, extraTools });
    expect(result).toMatchObject({ outcome: "paused", steps: 2 });
    await sendAgain(result.messages);
    const question = { role: "user" as const, content: "Without searching, then?" };
    const next = await play(
      { script: ["As far as I know, yes."] },
      { messages: [...result.messages, question], extraTools },
    );
    expect(next.result).toMatchObject({ outcome: "completed", text: "As far as I know, yes." });
  });
});
