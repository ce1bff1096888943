import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startOfflineClaude } from "../../generator/offline/index.js";
import { type Ran, root, run } from "../support/project.js";

const question = "What's the weather and time in San Francisco?";
const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
let scratch = "";
let tarball = "";
/** Where npm is told to ask, and which certificates it trusts: yarn and bun do not read npm's configuration. */
let network: NodeJS.ProcessEnv = {};

/** How a package manager is called: the words before the command, and its environment. */
type Manager = {
  /** The package that brings it, from where, and its program; npm is there. */
  from?: { package: string; program: string; isScript: boolean };
  init: string[] | undefined;
  add: string[];
  addDev: string[];
  exec: string[];
  env?: NodeJS.ProcessEnv;
  /** What compiles: yarn makes TypeScript fit for Plug'n'Play up to version 6. */
  typescript?: string;
};

const yarn = { package: "@yarnpkg/cli-dist", program: "bin/yarn.js", isScript: true };
const yarnEnv = { YARN_ENABLE_SCRIPTS: "false", YARN_ENABLE_TELEMETRY: "0", YARN_ENABLE_IMMUTABLE_INSTALLS: "false" };
const byYarn = { from: yarn, init: ["init", "-y"], add: ["add"], addDev: ["add", "-D"], exec: [] };

const MANAGERS: { readonly [name: string]: Manager } = {
  npm: {
    init: ["init", "-y"],
    add: ["install", ...quiet],
    addDev: ["install", "--save-dev", ...quiet],
    exec: ["exec", "--"],
  },
  pnpm: {
    from: { package: "pnpm", program: "bin/pnpm.mjs", isScript: true },
    // `pnpm init` also asks for the pnpm that is running, which not every registry has.
    init: undefined,
    add: ["add", "--ignore-scripts", "--prefer-offline"],
    addDev: ["add", "-D", "--ignore-scripts", "--prefer-offline"],
    exec: ["exec"],
  },
  "yarn (node-modules)": { ...byYarn, env: { ...yarnEnv, YARN_NODE_LINKER: "node-modules" } },
  "yarn (PnP)": { ...byYarn, env: { ...yarnEnv, YARN_NODE_LINKER: "pnp" }, typescript: "typescript@6" },
  bun: {
    from: { package: "@oven/bun-linux-x64", program: "bin/bun", isScript: false },
    init: ["init", "-y"],
    add: ["add", "--ignore-scripts"],
    addDev: ["add", "-d", "--ignore-scripts"],
    exec: ["x"],
  },
};

beforeAll(async () => {
  // Outside this repository: nothing may be found that is not installed.
  scratch = mkdtempSync(join(tmpdir(), "batchgen-managers-"));
  await run(root, npm, ["pack", "--ignore-scripts", "--pack-destination", scratch]);
  tarball = join(scratch, readdirSync(scratch).find((name) => name.endsWith(".tgz")) ?? "");
  const [registry, cafile] = await Promise.all(["registry", "cafile"].map(settingOfNpm));
  network = {
    ...(registry === undefined ? {} : { YARN_NPM_REGISTRY_SERVER: registry, BUN_CONFIG_REGISTRY: registry }),
    ...(cafile === undefined ? {} : { NODE_EXTRA_CA_CERTS: cafile }),
  };
  writeFileSync(join(scratch, "package.json"), "{}");
  const packages = new Set(Object.values(MANAGERS).flatMap(({ from }) => (from === undefined ? [] : [from.package])));
  // One that the registry lacks must not take the others along.
  for (const name of packages) await run(scratch, npm, ["install", ...quiet, name]);
}, 200_000);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function settingOfNpm(name: string): Promise<string | undefined> {
  const { stdout } = await run(scratch, npm, ["config", "get", name]);
  const value = stdout.trim();
  return ["", "null", "undefined"].includes(value) ? undefined : value;
}

function commandOf({ from }: Manager): [command: string, args: string[]] | undefined {
  if (from === undefined) return [npm, []];
  const program = join(scratch, "node_modules", from.package, from.program);
  if (!existsSync(program)) return undefined;
  return from.isScript ? [process.execPath, [program]] : [program, []];
}

describe.concurrent("the README's words, from an empty folder to an answer", () => {
  it.for(Object.keys(MANAGERS))("with %s", { timeout: 300_000 }, async (name, context) => {
    const manager = MANAGERS[name] as Manager;
    const found = commandOf(manager);
    if (found === undefined) return context.skip(`${manager.from?.package} cannot be installed here`);
    const [command, before] = found;
    const folder = mkdtempSync(join(scratch, "project-"));
    // Yarn and pnpm would otherwise take the folder for a part of the one above.
    const env = { npm_config_user_agent: "", INIT_CWD: "", COREPACK_ENABLE_STRICT: "0", ...network, ...manager.env };
    const must = async (...args: string[]): Promise<Ran> => {
      const ran = await run(folder, command, [...before, ...args], env);
      expect(ran.code, `${name} ${args.join(" ")}\n${ran.stdout}\n${ran.stderr}`).toBe(0);
      return ran;
    };
    if (manager.from === yarn) writeFileSync(join(folder, "yarn.lock"), "");
    if (manager.init === undefined) writeFileSync(join(folder, "package.json"), '{ "name": "mine" }');
    else await must(...manager.init);
    const file = manager.from === yarn ? `batchgen@file:${tarball}` : tarball;
    await must(...manager.add, "@anthropic-ai/sdk");
    await must(...manager.addDev, file, manager.typescript ?? "typescript", "@types/node");
    const init = await must(...manager.exec, "batchgen", "init");
    expect(init.stderr).toContain("added    the script generate to package.json");
    // All that it needs is installed, and it speaks of no other package manager.
    expect(init.stderr).not.toContain("Not installed here");
    if (name !== "npm") expect(init.stderr).not.toMatch(/\bnpx\b|\bnpm /);
    await must(...manager.exec, "batchgen", "./tools");
    await must(...manager.exec, "tsc", "--noEmit");
    const answered = await must(...manager.exec, "batchgen", "try", question);
    expect(answered.stdout).toContain("batch_tool with 2 invocations");
    expect(answered.stdout).toContain("The time in San Francisco is 12:32 PM.");
    expect(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).devDependencies).toHaveProperty("batchgen");
    if (name === "bun") {
      // What the recipe says: it runs the generated TypeScript as it is.
      const claude = await startOfflineClaude();
      const key = { ANTHROPIC_API_KEY: "offline", ANTHROPIC_BASE_URL: claude.baseURL };
      const unbuilt = await run(folder, command, ["generated/main.ts", "What time is it in Rome?"], { ...env, ...key });
      await claude.close();
      expect([unbuilt.code, unbuilt.stdout]).toEqual([0, expect.stringContaining("Rome")]);
    }
  });
});
