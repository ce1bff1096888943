import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { generate, write } from "../../generator/index.js";
import { type OfflineOptions, startOfflineClaude, use } from "../../generator/offline/index.js";
import { readTrace } from "../../generator/trace/read-trace.js";
import * as limits from "../../templates/runtime/contract/limits.js";
import { root, run } from "../support/project.js";

const examples = join(root, "docs/conversation");
const files = readdirSync(examples).sort();
const page = (name: string) => readFileSync(join(root, `docs/${name}.md`), "utf8");
const docs = `${page("conversation")}\n${page("offline-claude")}`;

/** A project with the tools of the README, the code generated from them, and the examples beside it. */
mkdirSync(join(root, "test/.tmp"), { recursive: true });
const folder = mkdtempSync(join(root, "test/.tmp/docs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
cpSync(join(root, "tools"), join(folder, "tools"), { recursive: true });
await write(await generate({ cwd: folder }));
for (const file of files) {
  // The offline Claude is imported from the source, so that no build is needed.
  const text = readFileSync(join(examples, file), "utf8");
  writeFileSync(join(folder, file), text.replace('"batchgen/offline"', '"../../../generator/offline/index.js"'));
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Runs an example where the API is an offline Claude, in the folder; gives what it printed. */
async function runExample(file: string, offline: OfflineOptions = {}): Promise<string[]> {
  const claude = await startOfflineClaude(offline);
  vi.stubEnv("ANTHROPIC_API_KEY", "offline");
  vi.stubEnv("ANTHROPIC_BASE_URL", claude.baseURL);
  const lines: string[] = [];
  vi.spyOn(console, "log").mockImplementation((...values: unknown[]) => {
    lines.push(values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(" "));
  });
  const before = process.cwd();
  process.chdir(folder);
  try {
    await import(/* @vite-ignore */ pathToFileURL(join(folder, file)).href);
  } finally {
    process.chdir(before);
    await claude.close();
  }
  return lines;
}

describe("the examples of docs/conversation.md", () => {
  test("ask.ts prints the answer", async () => {
    const lines = await runExample("ask.ts");
    expect(lines.join("\n")).toMatch(/72 degrees[\s\S]*12:32 PM/);
  });

  test("ask.ts says which budget is used up, and what failed", async () => {
    const forever: OfflineOptions["script"] = ({ number }) => use("get_time", { location: String(number) });
    vi.resetModules();
    expect(await runExample("ask.ts", { script: forever })).toEqual(["Stopped: the budget of steps is used up."]);
    vi.resetModules();
    const denied = { kind: "error", status: 401, type: "authentication_error", message: "invalid x-api-key" } as const;
    expect(await runExample("ask.ts", { faults: () => denied })).toEqual([expect.stringContaining("Failed: 401")]);
  });

  test("events.ts prints the calls as they run, and the text", async () => {
    const lines = await runExample("events.ts");
    expect(lines.slice(0, 4).sort()).toEqual([
      'get_time {"location":"San Francisco"}',
      "get_time: ok",
      'get_weather {"location":"San Francisco"}',
      "get_weather: ok",
    ]);
    expect(lines[4]).toMatch(/^completed: .*San Francisco/);
  });

  test("resume.ts goes on with what it has saved", async () => {
    expect(await runExample("resume.ts")).toEqual(["completed, 4 messages", "completed, 8 messages"]);
  });

  test("extra-tools.ts runs its own tool beside the generated ones", async () => {
    const first = [use("roll_die", { sides: 6 }), use("get_weather", { location: "San Francisco" })];
    expect(await runExample("extra-tools.ts", { script: [first, "A 4, and it is sunny."] })).toEqual(["completed 2"]);
  });

  test("message-batch.ts reads the calls of the one answer", async () => {
    expect(await runExample("message-batch.ts")).toEqual([
      "weather in San Francisco",
      '{"index":0,"name":"get_time","status":"ok","result":"The time in San Francisco is 12:32 PM."}',
    ]);
  });

  test("tracing.ts gives the tracer its spans, and writes a trace that can be drawn", async () => {
    const lines = await runExample("tracing.ts");
    expect(lines[0]).toBe("invoke_agent ");
    expect(lines).toContain("execute_tool get_weather get_weather");
    expect(lines.filter((line) => line.startsWith("chat "))).toHaveLength(2);
    const { lines: entries } = readTrace(readFileSync(join(folder, "trace.jsonl"), "utf8"), "trace.jsonl");
    expect(entries.at(-1)).toMatchObject({ type: "end", outcome: "completed" });
  });

  test("all compile under the strict flags", async () => {
    const compilerOptions = {
      target: "ES2023",
      module: "NodeNext",
      types: ["node"],
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noPropertyAccessFromIndexSignature: true,
      noUnusedLocals: true,
      verbatimModuleSyntax: true,
      skipLibCheck: true,
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts", "generated"] }));
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    expect(await run(root, process.execPath, [tsc, "-p", folder])).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test.each(files)("stand in the docs word for word: %s", (file) => {
    expect(docs).toContain(
      `\`\`\`ts\n// docs/conversation/${file}\n${readFileSync(join(examples, file), "utf8")}\`\`\`\n`,
    );
  });
});

describe("the examples of docs/offline-claude.md", async () => {
  // Tests themselves: they run here as they would in a project.
  await import(/* @vite-ignore */ pathToFileURL(join(folder, "offline.test.ts")).href);
  await import(/* @vite-ignore */ pathToFileURL(join(folder, "script.test.ts")).href);
});

describe("docs/conversation.md and docs/offline-claude.md", () => {
  const source = (path: string) => readFileSync(join(root, path), "utf8");
  /** The words that stand between backticks at the start of a type's members, or as its cases. */
  const wordsIn = (text: string, from: string, to: string, pattern: RegExp): string[] => {
    const start = text.indexOf(from);
    const part = text.slice(start, text.indexOf(to, start));
    return [...part.matchAll(pattern)].map(([, word = ""]) => word);
  };
  const types = source("templates/runtime/contract/conversation-types.ts");
  const offline = source("generator/offline/types.ts");

  test.each([
    ["option", wordsIn(types, "export type ConversationOptions", "\n};", /^ {2}(\w+)\??:/gm), 15],
    ["outcome", wordsIn(types, "export type ConversationOutcome", ";", /"(\w+)"/g), 10],
    ["event", wordsIn(types, "export type RequestEvent", "export type ConversationEvent", /type: "(\w+)"/g), 9],
    ["fault", wordsIn(offline, "export type Fault", "\n\n", /kind: "(\w+)"/g), 10],
    ["manner", wordsIn(offline, "export type Manner", ";", /"(\w+)"/g), 3],
    ["setting of the offline Claude", wordsIn(offline, "export type OfflineOptions", "\n};", /^ {2}(\w+)\?:/gm), 5],
    ["expectation", wordsIn(offline, "export type Expectation", "\n};", /^ {2}(\w+)\?:/gm), 5],
  ])("names every %s", (_what, words, least) => {
    expect(words.length).toBeGreaterThanOrEqual(least);
    expect(words.filter((word) => !docs.includes(`\`${word}\``))).toEqual([]);
  });

  test.each([
    ["maxSteps", "MAX_STEPS", limits.MAX_STEPS],
    ["maxTokens", "MAX_TOKENS", limits.MAX_TOKENS],
    ["stuckAfter", "STUCK_AFTER", limits.STUCK_AFTER],
    ["maxPauses", "MAX_PAUSES", limits.MAX_PAUSES],
    ["maxResends", "MAX_RESENDS", limits.MAX_RESENDS],
    ["stallTimeoutMs", "STALL_TIMEOUT_MS", limits.STALL_TIMEOUT_MS],
  ])("gives the default that the code has, and its constant: %s", (option, constant, value) => {
    const shown = value.toLocaleString("en-US");
    expect(docs).toMatch(new RegExp(`\\| \`${option}\` \\|.*\\| ${shown}, \`${constant}\` \\|`));
  });

  test("names every constant of the conversation", () => {
    // What stands before is the dispatcher's.
    const [, ofConversation = ""] = source("templates/runtime/contract/limits.ts").split(/(?=export const MAX_STEPS)/);
    const constants = [...ofConversation.matchAll(/^export const (\w+)/gm)].map(([, name = ""]) => name);
    expect(constants.length).toBeGreaterThan(8);
    expect(constants.filter((name) => !docs.includes(`\`${name}\``))).toEqual([]);
  });
});
