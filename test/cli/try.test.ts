import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startOfflineClaude } from "../../generator/offline/index.js";
import { addDotEnv } from "../../generator/try/environment.js";
import { batchgen, cli, exampleTools, makeProject, read, run, snapshot, tool, write } from "../support/project.js";
import { openTerminal, terminalBy } from "../support/terminal.js";

const handler = (name: string, body: string): string =>
  `import { type Handler } from "../generated/index.js";\nexport const handler: Handler<"${name}"> = () => { ` +
  `${body} };\n`;

describe("batchgen try and the output", () => {
  it("generates what is not there or out of date, says so, and says nothing where all is up to date", async () => {
    const folder = makeProject(exampleTools);
    const first = await batchgen(folder, "try", "What time is it?");
    expect(first.code).toBe(0);
    expect(first.stderr).toMatch(/^generated was not there yet: \d+ files written\.\n/);
    write(folder, { "tools/get_time.ts": handler("get_time", 'return "noon";') });
    write(folder, {
      "tools/get_moon.json": tool("get_moon"),
      "tools/get_moon.ts": handler("get_moon", 'return "full";'),
    });
    const changed = await batchgen(folder, "try", "What about the moon?");
    expect(changed.stdout).toContain("full");
    expect(changed.stderr).toMatch(/^generated was out of date: \d+ files written\.\n$/);
    const same = await batchgen(folder, "try", "What about the moon?");
    expect(same).toMatchObject({ code: 0, stderr: "" });
  });

  it("runs with the settings that the last run was given, be they on the command line alone", async () => {
    const folder = makeProject({ "defs/get_time.json": tool("get_time"), "defs/get_moon.json": tool("get_moon") });
    const flags = ["./defs", "--out", "made", "--handlers", "own", "--batch-name", "many", "--no-main"];
    expect((await batchgen(folder, ...flags)).code).toBe(0);
    const manifest = JSON.parse(read(folder, "made/.batchgen.json"));
    expect(manifest.tools).toBe("../defs");
    expect(manifest.settings).toEqual({ handlers: "../own", batchName: "many", main: false });
    const before = snapshot(folder);
    const tried = await batchgen(folder, "try", "What about time and moon?", "--out", "made");
    expect(tried.code).toBe(0);
    expect(tried.stdout).toContain("request 1  many with 2 invocations");
    expect(snapshot(folder)).toEqual(before);
    expect((await batchgen(folder, ...flags, "--check")).code).toBe(0);
    // The same settings give the same manifest, wherever they are given.
    write(folder, {
      "batchgen.config.json": { tools: "defs", out: "made", handlers: "own", batchName: "many", main: false },
    });
    expect((await batchgen(folder, "./defs")).code).toBe(0);
    expect(JSON.parse(read(folder, "made/.batchgen.json"))).toEqual(manifest);
  });

  it("holds no conversation over definitions that are wrong", async () => {
    const folder = makeProject({ "tools/get_time.json": { ...tool("get_time"), name: "get time" } });
    const { code, stdout, stderr } = await batchgen(folder, "try", "What time is it?");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("TOOL_NAME_INVALID");
  });

  it("refuses --model without --live before it does anything", async () => {
    const folder = makeProject(exampleTools);
    const before = snapshot(folder);
    const { code, stderr } = await batchgen(folder, "try", "x", "--model", "claude-opus-5-5");
    expect([code, stderr]).toEqual([2, expect.stringContaining("Add --live, or leave --model out")]);
    expect(snapshot(folder)).toEqual(before);
  });
});

describe("batchgen try and .env", () => {
  it("takes two names from it, where the environment has none, beside the nearest package.json", () => {
    const folder = makeProject({
      ".env":
        '\ufeffANTHROPIC_API_KEY="sk-file"\nANTHROPIC_MODEL=model-file\nANTHROPIC_BASE_URL=http://evil\nOTHER=1\n',
      "packages/app/tools/x": "",
    });
    const below = join(folder, "packages/app");
    expect(addDotEnv({ HOME: "/" }, below)).toEqual({
      env: { HOME: "/", ANTHROPIC_API_KEY: "sk-file", ANTHROPIC_MODEL: "model-file" },
      taken: ["ANTHROPIC_API_KEY", "ANTHROPIC_MODEL"],
      file: join(folder, ".env"),
    });
    const own = { ANTHROPIC_API_KEY: "sk-own", ANTHROPIC_MODEL: "" };
    expect(addDotEnv(own, below)).toMatchObject({
      env: { ANTHROPIC_API_KEY: "sk-own", ANTHROPIC_MODEL: "model-file" },
      taken: ["ANTHROPIC_MODEL"],
    });
    expect(addDotEnv({}, makeProject()).taken).toEqual([]);
  });

  it("says so with --live, puts nothing into the environment, and does not look at it without --live", async () => {
    const folder = makeProject({
      ...exampleTools,
      ".env": "ANTHROPIC_API_KEY=sk-file\nANTHROPIC_MODEL=claude-opus-5-5\n",
      "tools/get_time.ts": handler("get_time", 'return "key: " + process.env["ANTHROPIC_API_KEY"] + "!";'),
    });
    const claude = await startOfflineClaude();
    const env = { ANTHROPIC_API_KEY: "", ANTHROPIC_MODEL: "", ANTHROPIC_BASE_URL: claude.baseURL };
    const live = await run(folder, process.execPath, [cli, "try", "What time is it?", "--live"], env);
    expect(live.code).toBe(0);
    expect(live.stderr).toContain("ANTHROPIC_API_KEY and ANTHROPIC_MODEL: from .env.\n");
    expect(`${live.stdout}${live.stderr}`).not.toContain("sk-file");
    expect(live.stdout).toContain("key: !");
    const [first] = claude.requests;
    expect([first?.headers.authorization, first?.body["model"]]).toEqual(["Bearer sk-file", "claude-opus-5-5"]);
    await claude.close();
    const offline = await run(folder, process.execPath, [cli, "try", "What time is it?"], env);
    expect(offline).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("batchgen try and approvals", () => {
  const files = {
    "tools/delete_file.json": { ...tool("delete_file"), annotations: { destructiveHint: true } },
    "tools/delete_file.ts": handler("delete_file", 'return "it is gone";'),
  };

  it("denies without a terminal and says how to approve; --yes approves", async () => {
    const folder = makeProject(files);
    const denied = await batchgen(folder, "try", "delete the file");
    expect(denied.stdout).toContain("denied  DENIED");
    expect(denied.stderr).toContain("delete_file needs approval, and nobody was asked: --yes approves every call.\n");
    const approved = await batchgen(folder, "try", "delete the file", "--yes");
    expect(approved.stdout).toContain("it is gone");
    expect(approved.stderr).toBe("");
  });

  it.skipIf(terminalBy === undefined)("asks at a terminal, once for `always`", async () => {
    const folder = makeProject(files);
    expect((await batchgen(folder)).code).toBe(0);
    const ask = async (key: string) => {
      const terminal = openTerminal([process.execPath, cli, "try", "delete the file"], {}, folder);
      await terminal.sees(/Run delete_file \{.*\}\? \[y\]es, \[n\]o, \[a\]lways: /);
      terminal.press(`${key}\r`);
      expect(await terminal.ended).toBe(0);
      return terminal.text();
    };
    expect(await ask("y")).toContain("it is gone");
    expect(await ask("n")).toContain("The user said no");
  });
});

describe("batchgen try and what cannot be loaded", () => {
  it("names the missing package in the words of the package manager, and prints no stack", async () => {
    const folder = makeProject({
      ...exampleTools,
      "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
      "tools/get_time.ts": `import "@acme/clock";\n${handler("get_time", 'return "noon";')}`,
    });
    const env = { npm_config_user_agent: "" };
    const { code, stderr } = await run(folder, process.execPath, [cli, "try", "What time is it?"], env);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^tools\/get_time\.ts\S* imports the package @acme\/clock, which is not installed here\. Install it: pnpm add @acme\/clock\n$/m,
    );
    expect(stderr).not.toMatch(/\n\s+at |jiti/);
  });

  it("shows of what a handler throws when it is loaded the lines that are the user's", async () => {
    const folder = makeProject({
      ...exampleTools,
      "tools/clock.ts": 'export function wind(): never {\n  throw new Error("no clock here");\n}\n',
      "tools/get_time.ts": `import { wind } from "./clock.js";\nwind();\n${handler("get_time", 'return "noon";')}`,
    });
    const { stderr } = await batchgen(folder, "try", "What time is it?");
    expect(stderr).toContain("tools/clock.ts:2:9 cannot be loaded: no clock here\n    at tools/clock.ts:2:9\n");
    expect(stderr).not.toMatch(/jiti|node:internal|dist\/cli/);
  });
});
