import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test, vi } from "vitest";
import { startOfflineClaude } from "../../generator/offline/index.js";
import { runTry } from "../../generator/try/run-try.js";
import type { TryOptions } from "../../generator/try/types.js";
import { QUESTION } from "./with-offline.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const made: string[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A project of its own with the example's tools and generated code; by default where node_modules can be found. */
const project = (parent = join(root, "test/.tmp/offline")): string => {
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "try-"));
  made.push(folder);
  cpSync(join(root, "tools"), join(folder, "tools"), { recursive: true });
  cpSync(join(root, "generated"), join(folder, "generated"), { recursive: true });
  return folder;
};

const attempt = async (folder: string, more: Partial<TryOptions> = {}) => {
  let stdout = "";
  let stderr = "";
  const code = await runTry({
    question: QUESTION,
    out: join(folder, "generated"),
    compare: false,
    live: false,
    env: {},
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    ...more,
  });
  return { code, stdout, stderr };
};

const edit = (file: string, change: (text: string) => string): void =>
  writeFileSync(file, change(readFileSync(file, "utf8")));

const filesOf = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();

describe("batchgen try", () => {
  test("holds the example's conversation: one batch of two calls that run at the same time, then the answer", async () => {
    const { code, stdout, stderr } = await attempt(root);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^What's the weather and time in San Francisco\?\n/);
    expect(stdout).toMatch(/request 1 {2}batch_tool with 2 invocations/);
    expect(stdout).toMatch(/get_weather \{"location":"San Francisco"\}.* to .*ok {2}.*72 degrees/);
    expect(stdout).toContain("(2 calls ran at the same time)");
    expect(stdout).toMatch(/request 2 {2}the answer/);
    expect(stdout).toMatch(/12:32 PM[\s\S]*no language model/);
  });

  test("compares with native parallel calls and one call per turn: three rows with requests, time and bytes", async () => {
    const { code, stdout } = await attempt(root, { compare: true });
    expect(code).toBe(0);
    const rows =
      stdout.match(
        /^(alongside|native parallel calls|one call per turn) +(\d+) +([\d,]+) ms +([\d,]+) B +([\d,]+) B$/gm,
      ) ?? [];
    const numbers = rows.map(
      (row) => row.match(/[\d,]+(?= ms| B|\s)/g)?.map((text) => Number(text.replaceAll(",", ""))) ?? [],
    );
    expect(numbers.map(([requests]) => requests)).toEqual([2, 2, 3]);
    expect(numbers[0]?.[1]).toBeLessThan(numbers[2]?.[1] ?? 0);
    expect(numbers[1]?.[1]).toBeLessThan(numbers[2]?.[1] ?? 0);
  });

  test.each(["alongside", "batch-only", "by-name", "native", "programmatic"])(
    "runs in the exposure %s",
    async (exposure) => {
      const { code, stdout } = await attempt(root, { exposure });
      expect(code).toBe(0);
      const called: { readonly [exposure: string]: RegExp } = {
        native: /request 1 {2}get_weather and get_time/,
        programmatic: /request 1 {2}code: get_weather and get_time/,
      };
      expect(stdout).toMatch(called[exposure] ?? /with 2 invocations/);
    },
  );

  test.each(["commonjs", "module"])(
    "runs in a package of type %s, imports with or without extensions, and writes nothing",
    async (type) => {
      const folder = project();
      writeFileSync(join(folder, "package.json"), JSON.stringify({ type }));
      for (const file of filesOf(folder).filter((name) => name.endsWith(".ts"))) {
        edit(join(folder, file), (text) =>
          text.replace(/(from "\.[^"]+)\.js"/g, type === "commonjs" ? '$1"' : '$1.ts"'),
        );
      }
      const before = filesOf(folder);
      const { code, stdout, stderr } = await attempt(folder);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toContain("batch_tool with 2 invocations");
      expect(filesOf(folder)).toEqual(before);
    },
  );

  test("shows a failing call, goes on with the others, and prints the stack to stderr alone", async () => {
    const folder = project();
    writeFileSync(
      join(folder, "tools/get_time.ts"),
      'import { type Handler, ToolError } from "../generated/index.js";\n' +
        'export const handler: Handler<"get_time"> = () => { throw new ToolError("the clock stands still"); };\n',
    );
    const { code, stdout, stderr } = await attempt(folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/get_time .*error {2}HANDLER_ERROR: .*the clock stands still/);
    expect(stdout).toContain("72 degrees");
    expect(stdout).not.toContain("    at ");
    expect(stderr).toMatch(/the clock stands still[\s\S]* {4}at .*get_time\.ts/);
    // What called the handler is the same every time.
    expect(stderr).not.toMatch(/startHandler|HandlerRun/);
  });

  test("says to run batchgen first where nothing is generated", async () => {
    const { code, stdout, stderr } = await attempt(join(root, "test/.tmp/offline/nowhere"));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/There is no .*index\.ts\. Run batchgen first/);
  });

  test("names the handler that cannot be loaded", async () => {
    const folder = project();
    writeFileSync(join(folder, "tools/get_time.ts"), 'throw new Error("no clock here");\nexport const handler = 1;\n');
    const { code, stderr } = await attempt(folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^\S*tools\/get_time\.ts\S* cannot be loaded: no clock here/);
  });

  test("names the handler that is no TypeScript", async () => {
    const folder = project();
    writeFileSync(join(folder, "tools/get_time.ts"), "export const handler = (((\n");
    const { code, stderr } = await attempt(folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^\S*tools\/get_time\.ts\S* cannot be loaded/);
  });

  test("sends what --references asks for, and says that the offline Claude refers to nothing", async () => {
    const off = await attempt(root, { compare: true });
    const { code, stdout, stderr } = await attempt(root, { compare: true, references: "each" });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/^Note: the offline Claude .* --live /),
    });
    const sent = (text: string, title: string): number =>
      Number(new RegExp(`^${title} +2 +[\\d,]+ ms +([\\d,]+) B`, "m").exec(text)?.[1]?.replaceAll(",", ""));
    // The rules of references are part of the batch tool, in two requests.
    expect(sent(stdout, "alongside, references each")).toBeGreaterThan(sent(off.stdout, "alongside") + 500);
    expect(sent(stdout, "native parallel calls")).toBe(sent(off.stdout, "native parallel calls"));
    expect(await attempt(root, { references: "all" })).toMatchObject({
      code: 2,
      stderr: '--references must be one of off, on, each, not "all".\n',
    });
  });

  test("refuses an exposure that does not exist, an empty question, and --live without a key", async () => {
    const exposure = await attempt(root, { exposure: "all" });
    expect(exposure).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("alongside, batch-only, by-name, native"),
    });
    expect(await attempt(root, { question: " " })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("no question"),
    });
    const live = await attempt(root, { live: true });
    expect(live).toMatchObject({ code: 2, stderr: expect.stringContaining("ANTHROPIC_API_KEY") });
  });

  test("says how to install the SDK where the project has none", async () => {
    const { code, stderr } = await attempt(project(tmpdir()));
    expect(code).toBe(2);
    expect(stderr).toContain("npm install @anthropic-ai/sdk");
  });

  test("talks with --live to the API's address, with the key, and with the model of --model, else of ANTHROPIC_MODEL", async () => {
    const claude = await startOfflineClaude();
    vi.stubEnv("ANTHROPIC_BASE_URL", claude.baseURL);
    const env = { ANTHROPIC_API_KEY: "sk-test", ANTHROPIC_MODEL: "claude-opus-5-5" };
    expect((await attempt(root, { live: true, env })).code).toBe(0);
    expect((await attempt(root, { live: true, env, model: "claude-haiku-5-5" })).code).toBe(0);
    expect(claude.requests.map(({ headers, body }) => [headers.authorization, body["model"]])).toEqual([
      ["Bearer sk-test", "claude-opus-5-5"],
      ["Bearer sk-test", "claude-opus-5-5"],
      ["Bearer sk-test", "claude-haiku-5-5"],
      ["Bearer sk-test", "claude-haiku-5-5"],
    ]);
    await claude.close();
  });

  test("ends with 2 and the reason where the conversation is not completed", async () => {
    const claude = await startOfflineClaude({ faults: () => ({ kind: "refuse" }) });
    vi.stubEnv("ANTHROPIC_BASE_URL", claude.baseURL);
    const { code, stderr } = await attempt(root, { live: true, env: { ANTHROPIC_API_KEY: "sk-test" } });
    expect(code).toBe(2);
    expect(stderr).toContain("ended as refused");
    await claude.close();
  });

  test("notes that it has no context to give to handlers that take one", async () => {
    const folder = project();
    writeFileSync(join(folder, "tools/handlers.context.ts"), "export type Context = { user: string };\n");
    const { code, stderr } = await attempt(folder, { handlersDir: join(folder, "tools") });
    expect(code).toBe(0);
    expect(stderr).toContain("call.context is undefined");
  });
});
