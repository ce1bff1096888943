import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runCommandLine } from "../../generator/commands/command-line.js";
import { runExplain } from "../../generator/commands/explain.js";
import { type GenerateFlags, runGenerate } from "../../generator/commands/generate.js";
import { runInit } from "../../generator/commands/init/init.js";
import { runReport } from "../../generator/commands/report/report.js";
import { runTrace } from "../../generator/commands/trace.js";
import { runTryCommand } from "../../generator/commands/try.js";
import { describe as describeChanges, reportRun } from "../../generator/commands/watch/report-run.js";
import { print, printCommands } from "../../generator/report/sink.js";
import { captureOutput } from "../support/capture.js";
import { exampleTools, makeProject, root, tool, write } from "../support/project.js";

/** A text that clears a terminal, hides what follows, turns the direction, and gives a CI server commands. */
const EVIL = "a\n::error::owned\u001b[2J\u009b8m\u202e##[add-mask]b\r::stop-commands::c\u2028d";

let output: ReturnType<typeof captureOutput>;

beforeEach(() => {
  output = captureOutput();
  vi.stubEnv("NO_COLOR", "1");
  vi.stubEnv("GITHUB_ACTIONS", "true");
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/**
 * What in a output.said.all text would steer a terminal or a CI server, or begins a line though it is a path's or a
 * definition's.
 */
function faultsIn(text: string): string[] {
  const raw = text.match(/(?![\t\n])\p{Cc}|[\u2028-\u202e]|##\w*\[/gu) ?? [];
  const own = /^::(?:error|warning) (?:file=[^:,\n]*,line=\d+,col=\d+,)?title=[A-Z_]+::/;
  const lines = text.split(/[\n\r\u2028]/).filter((line) => /^\s*(?::|\\u003a):/.test(line) && !own.test(line));
  return [...raw, ...lines];
}

/** Settings with hostile folders that both output and handlers are in: no import names them. */
const FOLDERS = { tools: `${EVIL}/tools`, out: `${EVIL}/generated` };

function hostileProject(): string {
  return makeProject({
    [`${EVIL}/tools/get_time.json`]: tool("get_time", { description: EVIL }),
    "package.json": { type: "module", batchgen: FOLDERS },
  });
}

async function runAll(cwd: string, runs: readonly GenerateFlags[]): Promise<void> {
  for (const flags of runs) await runGenerate(undefined, flags, cwd);
}

describe.skipIf(process.platform === "win32")("no command prints what would steer a terminal or a CI server", () => {
  it("generate, in all its forms", async () => {
    const cwd = hostileProject();
    await runAll(cwd, [{ dryRun: true, diff: true }, { verbose: true }, { check: true }, { json: true }]);
    write(cwd, { [`${EVIL}/generated/old.ts`]: EVIL, [`${EVIL}/generated/tools.ts`]: EVIL });
    write(cwd, { [`${EVIL}/tools/get_time.ts`]: `export const handlr = "x";\n` });
    await runAll(cwd, [{ check: true, diff: true }, { check: true, json: true }, { verbose: true }]);
    await runAll(cwd, [{ failOnWarnings: true }]);
    expect(output.said.all).toContain("create   a\\u000a::error::owned\\u001b[2J");
    expect(faultsIn(output.said.all)).toEqual([]);
  });

  it("generate, of definitions in which all is wrong, and of settings", async () => {
    const cwd = makeProject({
      [`tools/${EVIL}/x.json`]: tool("fine"),
      [`tools/${EVIL}.json`]: tool(EVIL, { [EVIL]: EVIL, input_schema: { type: EVIL, properties: { [EVIL]: EVIL } } }),
      "tools/broken.json": `{"name": ${EVIL}`,
      "tools/other.yaml": EVIL,
    });
    await runAll(cwd, [{}, { json: true }, { out: EVIL }, { out: "tools", handlers: EVIL }, { batchName: EVIL }]);
    await runAll(cwd, [{ cwd: EVIL }, { cwd: EVIL, json: true }]);
    write(cwd, { "batchgen.config.json": { [EVIL]: EVIL, out: 1 } });
    await runAll(cwd, [{}]);
    write(cwd, { "batchgen.config.json": EVIL });
    await runAll(cwd, [{}, { json: true }]);
    expect(output.said.all).toContain("TOOL_NAME_INVALID");
    expect(faultsIn(output.said.all)).toEqual([]);
  });

  it("init, report and explain, and a command line that is wrong", async () => {
    const cwd = makeProject({ "package.json": { type: "module", batchgen: FOLDERS } });
    await runInit(cwd);
    expect(output.said.all).toContain("get_weather.json");
    await runReport({}, false, cwd);
    await runReport({}, true, cwd);
    write(cwd, { [`${EVIL}/tools/${EVIL}.json`]: tool(EVIL) });
    await runReport({}, false, cwd);
    await runReport({}, true, cwd);
    runExplain(EVIL);
    await runCommandLine([`--${EVIL}`]);
    await runCommandLine([EVIL, EVIL]);
    await runCommandLine([`--${EVIL}`, "--json"]);
    expect(output.said.all).toContain("unknown option");
    expect(faultsIn(output.said.all.replace(/^.*unknown option .*(?:\n.*){3}$/gm, ""))).toEqual([]);
  });

  it("watch: why it ran, and what became of it", async () => {
    const plan = {
      actions: [
        { path: EVIL, action: "delete", owner: "machine" },
        { path: `${EVIL}.ts`, action: "create", owner: "user" },
      ],
      manifest: { path: EVIL, action: "keep", owner: "machine" },
    };
    const none = { tools: [], dialects: [], diagnostics: [], sources: [] };
    const outcome = { exitCode: 0, ...none, plan, deleted: plan.actions.slice(0, 1) } as never;
    const why = describeChanges([{ event: "changed", path: `/p/${EVIL}`, kind: "definition" }], "/p");
    await reportRun(outcome, undefined, why, 1, { quiet: false, verbose: true });
    expect(output.said.all).toContain("deleted a\\u000a::error");
    expect(faultsIn(output.said.all)).toEqual([]);
  });

  it("trace, of files that are damaged, and of names and errors in one that is not", () => {
    const cwd = makeProject();
    const file = join(cwd, EVIL);
    const head = '{"t":0,"type":"trace","version":1}\n';
    const entry = { t: 1, type: "request", step: 1, model: EVIL };
    runTrace(file, false);
    for (const text of ["", EVIL, head, `${head}{"t":1,"type":${JSON.stringify(EVIL)}}\n`, `${head}${EVIL}\n`]) {
      write(cwd, { [EVIL]: text });
      runTrace(file, false);
    }
    write(cwd, { [EVIL]: `${head}${JSON.stringify(entry)}\n${EVIL.slice(0, 1)}` });
    runTrace(file, true);
    mkdirSync(`${file}-folder`);
    runTrace(`${file}-folder`, false);
    expect(output.said.all).toContain("There is no file ");
    expect(output.said.all).toContain("the last line is not whole");
    expect(faultsIn(output.said.all)).toEqual([]);
  });

  it("try, with a handler that throws it and one that gives it", { timeout: 60_000 }, async () => {
    const cwd = makeProject(exampleTools);
    const own = (name: string, body: string): string =>
      `import type { Handler } from "../generated/index.js";\nexport const handler: Handler<"${name}"> = () => { ` +
      `${body} };\n`;
    write(cwd, {
      "tools/get_time.ts": own("get_time", `throw new Error(${JSON.stringify(EVIL)});`),
      "tools/get_weather.ts": own("get_weather", `return ${JSON.stringify(EVIL)} as never;`),
    });
    await runTryCommand("What's the weather and time in San Francisco?", {}, cwd);
    expect(output.said.all).toContain("get_time: Error: a\n  \\u003a:error::owned");
    // The message of an error and the answer go over several lines, which are made harmless.
    expect(faultsIn(output.said.all).filter((fault) => !/^ *\\u003a:error::owned/.test(fault))).toEqual([]);
  });

  it("try, where nothing can be run", { timeout: 60_000 }, async () => {
    const cwd = makeProject(exampleTools);
    await runTryCommand("x", { exposure: EVIL }, cwd);
    write(cwd, { "tools/get_time.ts": `throw new Error(${JSON.stringify(EVIL)});\nexport const handler = () => 1;\n` });
    await runTryCommand("What time is it?", {}, cwd);
    expect(output.said.all).toContain("cannot be loaded: a");
    expect(faultsIn(output.said.all)).toEqual([]);
  });
});

describe("the sink", () => {
  it("lets through the colours of batchgen where the stream has any, and no other escape character", () => {
    const colored = "\u001b[31mred\u001b[0m \u001b[2J\u001b[8mhidden \\u001b[31m";
    const written: string[] = [];
    const stream = { isTTY: true, write: (text: string) => written.push(text) };
    vi.stubEnv("NO_COLOR", "");
    vi.stubEnv("FORCE_COLOR", "1");
    print(stream, colored);
    vi.stubEnv("NO_COLOR", "1");
    print(stream, colored);
    expect(written).toEqual([
      "\u001b[31mred\u001b[0m \\u001b[2J\\u001b[8mhidden \\u001b[31m",
      "\\u001b[31mred\\u001b[0m \\u001b[2J\\u001b[8mhidden \\u001b[31m",
    ]);
  });

  it("leaves no command of a CI server but those that batchgen gives, and keeps JSON what it means", () => {
    const written: string[] = [];
    const stream = { write: (text: string) => written.push(text) };
    print(stream, "::a::b\n  ::c\nd ::e ##vso[task] # ##x\n");
    printCommands(stream, "::error title=X::y\u001b\n");
    expect(written).toEqual([
      "\\u003a:a::b\n  \\u003a:c\nd ::e #\\u0023vso[task] # ##x\n",
      "::error title=X::y\\u001b\n",
    ]);
    const value = { a: EVIL, b: "::x\n::y ##[z]" };
    print(stream, JSON.stringify(value, undefined, 2));
    expect(JSON.parse(written.at(-1) ?? "")).toEqual(value);
  });

  it("is the only place of the generator that writes to a stream of the process", () => {
    const files = readdirSync(join(root, "generator"), { recursive: true, encoding: "utf8" });
    const writing = files
      .filter((file) => file.endsWith(".ts"))
      .filter((file) => {
        const text = readFileSync(join(root, "generator", file), "utf8");
        return /\bstd(?:out|err)\)?\.write\(|\bconsole\./.test(text);
      });
    expect(writing).toEqual([]);
  });
});

describe("standard error", () => {
  it("is written whole to a pipe that is full and does not wait", async () => {
    const script = `
      const jiti = require("jiti").createJiti(${JSON.stringify(root)});
      const { stderr, watchStderr } = jiti(${JSON.stringify(join(root, "generator/report/sink.ts"))});
      watchStderr((error) => { throw error; });
      process.stderr.write("first\\n");
      for (let at = 0; at < 8; at++) stderr.write(String(at).repeat(40_000));
    `;
    const child = spawn(process.execPath, ["-e", script], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    let read = "";
    for await (const piece of child.stderr) read += String(piece);
    expect(read).toBe(`first\n${Array.from({ length: 8 }, (_, at) => String(at).repeat(40_000)).join("")}`);
  });
});
