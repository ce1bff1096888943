import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { batch, type OfflineOptions, startOfflineClaude, use } from "../../generator/offline/index.js";
import { writeScene } from "./scene.js";

const folder = await writeScene({
  get_weather: '() => "72 degrees and sunny"',
  get_time: '() => { throw new Error("the clock is broken"); }',
  count: "() => new Promise(() => {})",
  delete_file: '() => "deleted"',
});
const jiti = fileURLToPath(new URL("../../node_modules/jiti/lib/jiti-cli.mjs", import.meta.url));

type Run = { code: number | null; stdout: string; stderr: string };

/** Runs main.ts in a process of its own. `drive` gets the process as soon as it has written something. */
function run(
  args: readonly string[],
  settings: {
    env?: NodeJS.ProcessEnv;
    input?: string;
    drive?: (child: ReturnType<typeof spawn>, text: string) => void;
  },
): Promise<Run> {
  const env = { PATH: process.env["PATH"], HOME: folder, JITI_FS_CACHE: "false", ...settings.env };
  const child = spawn(process.execPath, [jiti, `${folder}/generated/main.ts`, ...args], { env, stdio: "pipe" });
  const written = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].on("data", (data) => {
      written[name] += data;
      settings.drive?.(child, written.stderr);
    });
  }
  child.stdin.end(settings.input ?? "");
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, ...written })));
}

async function withClaude(offline: OfflineOptions, args: readonly string[], settings: Parameters<typeof run>[1] = {}) {
  const claude = await startOfflineClaude(offline);
  const env = { ANTHROPIC_API_KEY: "offline", ANTHROPIC_BASE_URL: claude.baseURL, ...settings.env };
  const done = await run(args, { ...settings, env }).finally(() => claude.close());
  return { ...done, claude };
}

const both = batch([
  { name: "get_weather", arguments: { location: "Bergen" } },
  { name: "get_time", arguments: { location: "Bergen" } },
]);

test("the question in the arguments is answered on stdout, calls and stack traces are shown on stderr", async () => {
  const { code, stdout, stderr, claude } = await withClaude({ script: [[both], "Sunny."] }, ["How", "is it?"]);
  expect(stdout).toBe("Sunny.\n");
  expect(stderr).toContain("✓ get_weather");
  expect(stderr).toContain("✗ get_time");
  expect(stderr).toMatch(/Error: the clock is broken\n\s+at /);
  expect(stderr, "only as far as it is the handler's").not.toMatch(/startHandler|HandlerRun/);
  expect(stderr).not.toContain("\u001b");
  expect(code).toBe(0);
  expect(claude.requests[0]?.body).toMatchObject({ model: "claude-sonnet-5-5", messages: [{ content: "How is it?" }] });
});

test("model, exposure and system prompt are the flags'; the model may come from the environment", async () => {
  const flags = ["Hi", "--model", "claude-haiku-5-5", "--exposure", "native", "--system", "Be brief."];
  const { claude } = await withClaude({ script: ["Hello."] }, flags);
  expect(claude.requests[0]?.body).toMatchObject({ model: "claude-haiku-5-5", system: "Be brief." });
  expect(JSON.stringify(claude.requests[0]?.body["tools"])).not.toContain("batch_tool");
  const env = { ANTHROPIC_MODEL: "claude-opus-5-5" };
  const other = await withClaude({ script: ["Hello."] }, ["Hi"], { env });
  expect(other.claude.requests[0]?.body).toMatchObject({ model: "claude-opus-5-5" });
});

test("without a question, each line of stdin is one, in one conversation", async () => {
  const { code, stdout, claude } = await withClaude({ script: ["One.", "Two."] }, [], { input: "first\n\nsecond\n" });
  expect(stdout).toBe("One.\nTwo.\n");
  expect(claude.requests[1]?.body["messages"]).toHaveLength(3);
  expect(code).toBe(0);
});

test("without a key it says so, and where to get one", async () => {
  const { code, stdout, stderr } = await run(["Hi"], {});
  expect(stderr).toContain("ANTHROPIC_API_KEY");
  expect(stdout).toBe("");
  expect(code).toBe(2);
});

test("an unknown exposure or flag is refused", async () => {
  const env = { ANTHROPIC_API_KEY: "offline" };
  const exposure = await run(["Hi", "--exposure", "all"], { env });
  expect(exposure).toMatchObject({ code: 2 });
  expect(exposure.stderr).toContain("alongside, batch-only, by-name, native");
  expect(await run(["Hi", "--nope"], { env })).toMatchObject({ code: 2 });
});

test("a trace file that cannot be written is refused before anything is asked", async () => {
  const { code, stderr, claude } = await withClaude({ script: ["Hi."] }, [
    "Hi",
    "--trace",
    `${folder}/none/trace.jsonl`,
  ]);
  expect(stderr).toContain(`--trace ${folder}/none/trace.jsonl: ENOENT`);
  expect(code).toBe(2);
  expect(claude.requests).toEqual([]);
});

test("where nobody reads the answer any more, it ends", async () => {
  const { code, stderr } = await withClaude({ script: [[both], "Sunny.", [both], "Sunny."] }, ["Hi"], {
    drive: (child) => child.stdout?.destroy(),
  });
  expect(stderr).not.toContain("EPIPE");
  expect(code).toBe(1);
});

test("another end than an answer is said on stderr, with exit code 1", async () => {
  const { code, stderr } = await withClaude({ script: [{ content: [], stop_reason: "refusal" }] }, ["Hi"]);
  expect(stderr).toContain("refused");
  expect(code).toBe(1);
});

test("a call that needs approval is denied where nobody can be asked", async () => {
  const { stderr } = await withClaude({ script: [[use("delete_file", { path: "a" })], "Hm."] }, ["Hi"]);
  expect(stderr).toContain("DENIED");
});

test("Ctrl-C stops the turn", async () => {
  let sent = false;
  const { code, stderr } = await withClaude({ script: [[both, use("count", { to: 3 })]] }, ["Hi"], {
    drive: (child, text) => {
      if (sent || !text.includes("get_weather")) return;
      sent = true;
      child.kill("SIGINT");
    },
  });
  expect(stderr).toContain("aborted");
  expect(code).toBe(130);
});

test("--trace writes what happened as JSON lines", async () => {
  const file = `${folder}/trace.jsonl`;
  await withClaude({ script: [[both], "Sunny."] }, ["Hi", "--trace", file]);
  const types = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line): string => JSON.parse(line).type);
  expect(types[0]).toBe("trace");
  expect(types.at(-1)).toBe("end");
  expect(types.filter((type) => type === "call_end")).toHaveLength(2);
});
