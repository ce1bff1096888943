import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import {
  batch,
  type OfflineClaude,
  type OfflineOptions,
  startOfflineClaude,
  think,
  use,
} from "../../generator/offline/index.js";
import { cli, root } from "../support/project.js";
import { CTRL_C, CTRL_D, openTerminal, type Terminal, terminalBy, UP } from "../support/terminal.js";
import { resultsIn, writeScene } from "./scene.js";

const folder = await writeScene({
  get_weather: '() => "sunny"',
  get_time: '() => "noon"',
  count: "() => new Promise(() => {})",
  delete_file: '() => "deleted"',
});
const jiti = join(root, "node_modules/jiti/lib/jiti-cli.mjs");
const opened: { terminal: Terminal; claude: OfflineClaude }[] = [];
afterEach(async () => {
  for (const { terminal, claude } of opened.splice(0)) {
    terminal.kill();
    await claude.close().catch(() => {});
  }
});

/** main.ts in a terminal of its own, talking to an offline Claude. */
async function chat(offline: OfflineOptions, ...args: string[]) {
  const claude = await startOfflineClaude(offline);
  const env = { ANTHROPIC_API_KEY: "offline", ANTHROPIC_BASE_URL: claude.baseURL, JITI_FS_CACHE: "false" };
  const terminal = openTerminal([process.execPath, jiti, `${folder}/generated/main.ts`, ...args], env, folder);
  opened.push({ terminal, claude });
  return { terminal, claude };
}

const lacking = terminalBy === undefined ? " (left out: neither script of util-linux nor tmux is here)" : "";
const remove = (path: string) => [use("delete_file", { path })];
const both = batch([
  { name: "get_weather", arguments: { location: "Bergen" } },
  { name: "get_time", arguments: { location: "Bergen" } },
]);

describe.skipIf(lacking !== "")(`main.ts in a real terminal${lacking}`, () => {
  test("asks for approvals: y runs the call, n does not, always asks no more for that tool", async () => {
    const script = [remove("a"), remove("b"), remove("c"), remove("d"), "All done."];
    const { terminal, claude } = await chat({ script });
    await terminal.sees(/> /);
    terminal.press("Tidy up\r");
    await terminal.sees(/Run delete_file \{"path":"a"\}\? \[y\]es, \[n\]o, \[a\]lways: /);
    terminal.press("y\r");
    await terminal.sees(/✓ delete_file \d+ ms/);
    await terminal.sees(/Run delete_file \{"path":"b"\}\? /);
    terminal.press("n\r");
    await terminal.sees(/✗ delete_file \d+ ms DENIED: .*The user said no/);
    await terminal.sees(/Run delete_file \{"path":"c"\}\? /);
    terminal.press("a\r");
    await terminal.sees(/✓ delete_file .*\n[^?]*✓ delete_file .*\n[^?]*All done\.\n> /);
    terminal.press(CTRL_D);
    expect(await terminal.ended).toBe(0);
    expect([1, 2, 3, 4].map((n) => resultsIn(claude, n)[0]?.is_error ?? false)).toEqual([false, true, false, false]);
  });

  test("asks with the whole input of a call, and nothing that Claude writes steers the terminal", async () => {
    const script = [[think("\u001b]0;a title\u0007hm"), ...remove(`${"a/".repeat(200)}\u202eend`)], "Done."];
    const { terminal } = await chat({ script });
    await terminal.sees(/> /);
    terminal.press("Tidy up\r");
    await terminal.sees(/\]0;a title/);
    // The line is broken where the terminal ends.
    await terminal.sees(/\/\s* \s*e\s*n\s*d\s*"\s*\}\s*\?\s*\[y/);
    terminal.press("n\r");
    await terminal.sees(/Done\.\n> /);
  });

  test("streams the text in, keeps one conversation, and has the inputs again with the up key", async () => {
    const long = "word ".repeat(400);
    const { terminal, claude } = await chat({ script: [remove("a"), long, "Two.", "Three."] });
    await terminal.sees(/> /);
    terminal.press("first question\r");
    await terminal.sees(/\[a\]lways: /);
    terminal.press("y\r");
    await terminal.sees(/(word ){400}\n> /);
    terminal.press("second question\r");
    await terminal.sees(/Two\.\n> /);
    terminal.press(`${UP}${UP}\r`);
    await terminal.sees(/Three\.\n> /);
    terminal.press(CTRL_D);
    expect(await terminal.ended).toBe(0);
    const asked = claude.requests.map(({ body }) => (body["messages"] as { content: unknown }[]).at(-1)?.content);
    expect([asked[0], asked[2], asked[3]]).toEqual(["first question", "second question", "first question"]);
    expect(claude.requests[3]?.body["messages"]).toHaveLength(7);
  });

  test("Ctrl-C stops the turn and the chat goes on; at the prompt it ends the program", async () => {
    const { terminal, claude } = await chat({ script: [[use("count", { to: 3 })], "Fine."] });
    await terminal.sees(/> /);
    terminal.press("Count\r");
    await terminal.sees(/… count \{"to":3\}/);
    terminal.press(CTRL_C);
    await terminal.sees(/CANCELLED/);
    await terminal.sees(/The conversation ended: aborted\.\n> /);
    terminal.press("And now?\r");
    await terminal.sees(/Fine\.\n> /);
    expect(claude.requests[1]?.body["messages"]).toHaveLength(4);
    terminal.press(CTRL_C);
    expect(await terminal.ended).toBe(130);
  });

  test("a second Ctrl-C ends the program, in the middle of a turn too, and while an approval is asked", async () => {
    const { terminal } = await chat({ script: [[use("count", { to: 3 }), both]] });
    await terminal.sees(/> /);
    terminal.press("Count\r");
    await terminal.sees(/… count/);
    terminal.press(CTRL_C + CTRL_C);
    expect(await terminal.ended).toBe(130);

    const asking = await chat({ script: [remove("a")] });
    await asking.terminal.sees(/> /);
    asking.terminal.press("Tidy up\r");
    await asking.terminal.sees(/\[a\]lways: /);
    asking.terminal.press(CTRL_C);
    await asking.terminal.sees(/The conversation ended: aborted/);
    asking.terminal.press(CTRL_C);
    expect(await asking.terminal.ended).toBe(130);
  });

  const built = existsSync(cli) ? "" : " (left out: dist/ is not built)";
  test.skipIf(built !== "")(`the trace of a chat is drawn in colour and as wide as the terminal${built}`, async () => {
    const file = `${folder}/chat.jsonl`;
    const { terminal, claude } = await chat({ script: [[both], "Sunny.", "Still."], latencyMs: 50 }, "--trace", file);
    await terminal.sees(/> /);
    terminal.press("How is it?\r");
    await terminal.sees(/Sunny\.\n> /);
    terminal.press("And now?\r");
    await terminal.sees(/Still\.\n> /);
    terminal.press(CTRL_D);
    await terminal.ended;
    const drawing = openTerminal([process.execPath, cli, "trace", file], {}, folder);
    opened.push({ terminal: drawing, claude });
    expect(await drawing.ended).toBe(0);
    const lines = drawing.text().trimEnd().split("\n");
    expect(lines.filter((line) => line.startsWith("completed in"))).toHaveLength(2);
    expect(lines.filter((line) => /^request \d +░+▓/.test(line))).toHaveLength(3);
    expect(drawing.text()).toMatch(/batch of 2[\s\S]*get_weather .*█[\s\S]*get_time .*█/);
    expect(drawing.raw()).toContain("\u001b[36m▓");
    const widest = Math.max(...lines.map((line) => line.length));
    expect(widest).toBeGreaterThan(80);
    expect(widest).toBeLessThanOrEqual(96);
  });
});
