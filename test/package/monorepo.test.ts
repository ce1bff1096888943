import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ran, read, root, run, tool, write } from "../support/project.js";
import { recipe } from "../support/recipes.js";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
const PEERS = { "@anthropic-ai/sdk": "^1", "@types/node": "*", typescript: "*" };
let scratch = "";
/** The root of a workspace with the package that has tools. */
let workspace = "";
let agent = "";

/** No daemon, cloud, telemetry or terminal: the tasks alone. */
const ALONE = { CI: "true", TURBO_TELEMETRY_DISABLED: "1", NX_DAEMON: "false", NX_NO_CLOUD: "true" };

const STRICT = { strict: true, target: "ES2022", types: ["node"] };
/** What the output depends on, before it changes. */
const START = {
  "tsconfig.base.json": { compilerOptions: { ...STRICT, module: "NodeNext" } },
  "packages/agent/tools/get_time.json": tool("get_time"),
};

async function must(folder: string, command: string, ...args: string[]): Promise<Ran> {
  const ran = await run(folder, command, args, ALONE);
  expect(ran.code, `${command} ${args.join(" ")}\n${ran.stdout}\n${ran.stderr}`).toBe(0);
  return ran;
}

beforeAll(async () => {
  // Outside this repository: nothing may be found that the package does not bring.
  scratch = mkdtempSync(join(tmpdir(), "batchgen-monorepo-"));
  workspace = join(scratch, "workspace");
  agent = join(workspace, "packages/agent");
  mkdirSync(agent, { recursive: true });
  await must(root, npm, "pack", "--ignore-scripts", "--pack-destination", scratch);
  const tarball = join(scratch, readdirSync(scratch).find((name) => name.endsWith(".tgz")) ?? "");
  const scripts = { generate: "batchgen ./tools", build: "tsc" };
  write(workspace, {
    ...START,
    "package.json": {
      name: "all",
      private: true,
      workspaces: ["packages/*"],
      packageManager: "npm@11.0.0",
      devDependencies: { turbo: "^2", nx: "*" },
    },
    ".gitignore": "node_modules\ndist\n.turbo\n.nx\n",
    "turbo.json": recipe("turbo and nx", "json", 0),
    "packages/agent/package.json": {
      name: "agent",
      version: "1.0.0",
      type: "module",
      scripts,
      devDependencies: { batchgen: `file:${tarball}`, ...PEERS },
    },
    "packages/agent/tsconfig.json": {
      extends: "../../tsconfig.base.json",
      compilerOptions: { outDir: "dist", rootDir: "." },
      exclude: ["dist"],
    },
    "packages/agent/project.json": recipe("turbo and nx", "json", 1),
  });
  await must(workspace, npm, "install", ...quiet);
  await must(workspace, "git", "init", "--quiet");
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const RUNNERS: [name: string, args: string[], hit: RegExp][] = [
  ["turbo", ["exec", "--", "turbo", "run", "generate"], /generate: cache hit/],
  ["nx", ["exec", "--", "nx", "run", "agent:generate"], /existing outputs match the cache|local cache|1\/1 hit/],
];

describe.each(RUNNERS)("%s, set up as the recipe says", (_, args, hit) => {
  /** Runs the task; gives whether it came from the cache. */
  async function isCached(): Promise<boolean> {
    const { stdout } = await must(workspace, npm, ...args);
    return hit.test(stdout);
  }

  it("runs once for each state of what the output depends on, and gives the output back from its cache", async () => {
    write(workspace, START);
    expect(await isCached()).toBe(false);
    // The fresh stub, which is committed, is no input.
    expect(await isCached()).toBe(true);
    rmSync(join(agent, "generated"), { recursive: true });
    expect(await isCached()).toBe(true);
    expect(existsSync(join(agent, "generated/.batchgen.json"))).toBe(true);
    await must(agent, npm, "exec", "--", "batchgen", "./tools", "--check");

    const changes: [path: string, content: unknown, output: string, holds: string][] = [
      ["packages/agent/tools/get_time.json", tool("get_time", { description: "Anew" }), "definitions.ts", "Anew"],
      ["packages/agent/tools/handlers.context.ts", "export type Context = { user: string };\n", "tools.ts", "Context"],
      ["packages/agent/batchgen.config.json", { batchName: "many" }, "batch-tool.ts", "many"],
      ["tsconfig.base.json", { compilerOptions: { ...STRICT, module: "Preserve" } }, "index.ts", 'from "./tools";'],
    ];
    for (const [path, content, output, holds] of changes) {
      write(workspace, { [path]: content });
      expect(await isCached(), path).toBe(false);
      expect(read(agent, `generated/${output}`), path).toContain(holds);
    }
    for (const path of ["handlers.context.ts", "get_time.ts"]) rmSync(join(agent, "tools", path));
    rmSync(join(agent, "batchgen.config.json"));
    rmSync(join(agent, "generated"), { recursive: true });
  });
});
