import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runOnce } from "../../generator/commands/run-once.js";
import { cli, root, run } from "../support/project.js";
import { replaceFs } from "../support/replace-fs.js";
import { CHANGES, type Fault, Killed, withFault } from "./faulty-fs.js";
import { definition, type Model, newModel, snapshotOf, writeAs } from "./project-model.js";
import { runAndVerify } from "./verify-run.js";

const isLong = process.env["BATCHGEN_LONG"] === "1";

type Scene = { folder: string; model: Model };

function scratch(): string {
  mkdirSync(join(root, "test/.tmp/node_modules"), { recursive: true });
  mkdirSync(join(root, "test/.tmp/regenerate"), { recursive: true });
  const folder = mkdtempSync(join(root, "test/.tmp/regenerate/interrupted-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A project that was never generated. */
async function fresh(folder: string): Promise<Scene> {
  const model = newModel();
  for (const [index, name] of ["alpha", "beta", "gamma", "delta"].entries()) {
    writeAs(model, { folder }, `tools/${name}.json`, definition(name, index));
  }
  return { folder, model };
}

/**
 * A generated project in which a definition was added, one edited, two removed; one of these has a handler that was
 * filled in.
 */
async function changed(folder: string): Promise<Scene> {
  const { model } = await fresh(folder);
  expect((await runOnce({}, "write", folder)).exitCode).toBe(0);
  writeAs(model, { folder }, "tools/beta.ts", `${readFileSync(join(folder, "tools/beta.ts"), "utf8")}// mine\n`);
  writeAs(model, { folder }, "tools/alpha.json", definition("alpha", 5));
  writeAs(model, { folder }, "tools/epsilon.json", definition("epsilon", 6));
  for (const name of ["beta", "gamma"]) {
    rmSync(join(folder, `tools/${name}.json`));
    model.persons.delete(`tools/${name}.json`);
  }
  return { folder, model };
}

/** Every file is as it was or as it should be; the rest is what no other program takes for a file of the project. */
function expectWhole(
  before: Map<string, { bytes: string }>,
  now: Map<string, { bytes: string }>,
  after: Map<string, { bytes: string }>,
): void {
  for (const [path, { bytes }] of now) {
    if (/\.batchgen-\d+-[0-9a-f]{12}\.tmp$/.test(path)) continue;
    expect([before.get(path)?.bytes, after.get(path)?.bytes], path).toContain(bytes);
  }
  for (const path of before.keys())
    if (after.has(path)) expect(now.has(path), `${path} is there all the time`).toBe(true);
}

type Case = {
  name: string;
  prepare: (folder: string) => Promise<Scene>;
  how: Fault["how"];
  lasts: "once" | "ever";
  step: number;
};

const first = { name: "the first run", prepare: fresh, step: isLong ? 1 : 11 };
const next = { name: "a run after many changes", prepare: changed, step: 1 };
const some = { ...next, step: isLong ? 1 : 3 };
const cases: Case[] = [
  { ...first, how: "killed in the middle", lasts: "ever" },
  { ...first, how: "ENOSPC", lasts: "ever" },
  { ...next, how: "killed", lasts: "ever" },
  { ...next, how: "killed in the middle", lasts: "ever" },
  { ...next, how: "ENOSPC", lasts: "ever" },
  { ...some, how: "ENOSPC", lasts: "once" },
  { ...some, how: "EROFS", lasts: "ever" },
  { ...some, how: "EACCES", lasts: "once" },
];

describe("no half-written file, and the next run repairs", () => {
  it.each(cases)("$name: $how ($lasts) at any change of the disk", async ({ prepare, how, lasts, step }) => {
    const base = scratch();
    const { model } = await prepare(join(base, "start"));
    cpSync(join(base, "start"), join(base, "whole"), { recursive: true, preserveTimestamps: true });
    const { tried } = await withFault(undefined, () => runOnce({}, "write", join(base, "whole")));
    const [before, after] = [snapshotOf(join(base, "start")), snapshotOf(join(base, "whole"))];
    expect(tried).toBeGreaterThan(10);
    for (let at = 1; at <= tried; at += step) {
      const folder = join(base, `at-${at}`);
      cpSync(join(base, "start"), folder, { recursive: true, preserveTimestamps: true });
      const fault: Fault = { at, how, for: lasts };
      const { error } = await withFault(fault, async () => {
        const outcome = await runOnce({}, "write", folder);
        // What could not be removed at the very end is left to the next run.
        if (lasts === "ever" && at < tried) expect(outcome.exitCode).toBe(2);
        if (outcome.exitCode === 0) return;
        const refused = outcome.diagnostics.find(({ code }) => code === "WRITE_FAILED");
        expect(refused?.file).toMatch(/^(?:generated|tools)\b(?!.*\.tmp)/);
      });
      if (how.startsWith("killed")) expect(error).toBeInstanceOf(Killed);
      else expect(error).toBeUndefined();
      expectWhole(before, snapshotOf(folder), after);
      await runAndVerify({ ...newModel(), persons: new Set(model.persons) }, { folder });
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("the faults", () => {
  it("cover every way in which a run changes the disk: what it takes of node:fs beside them only reads", () => {
    const reads = ["accessSync", "existsSync", "lstatSync", "readdirSync", "readFileSync", "realpathSync", "statSync"];
    // What writes to a descriptor writes to standard error.
    const others = ["closeSync", "constants", "fstatSync", "openSync", "type Dirent", "type Stats", "writeSync"];
    const taken = readdirSync(join(root, "generator"), { recursive: true, encoding: "utf8" }).flatMap((path) => {
      // The other commands make no run.
      const isOfRun =
        /^(?:apply|cache|plan|config|read|define|emit|report|pipeline)\b|^commands.(?:generate|run-once|watch)/.test(
          path,
        );
      if (!isOfRun || !path.endsWith(".ts")) return [];
      const text = readFileSync(join(root, "generator", path), "utf8");
      expect(text, path).not.toMatch(/["']node:fs\/promises["']|from ["']fs|import \w+ from ["']node:fs/);
      const names = /import \{([^}]*)\} from "node:fs"/.exec(text)?.[1] ?? "";
      return names.split(",").map((name) => name.trim());
    });
    const known = new Set<string>(["", ...reads, ...others, ...CHANGES]);
    expect(taken.filter((name) => !known.has(name))).toEqual([]);
    expect(taken).toContain("linkSync");
  });
});

describe("a disk without hard links", () => {
  it.each(["EPERM", "EOPNOTSUPP", "EISDIR"])(
    "that says %s: stubs are created, and no file that appears meanwhile is touched",
    async (code) => {
      const { folder, model } = await fresh(scratch());
      replaceFs("linkSync", () => (_, to) => {
        if (String(to).endsWith("beta.ts"))
          writeAs(model, { folder }, "tools/beta.ts", "// mine, of this very moment\n");
        throw Object.assign(new Error(`${code}: no links here`), { code, syscall: "link" });
      });
      expect((await runOnce({}, "write", folder)).exitCode).toBe(0);
      expect(readFileSync(join(folder, "tools/alpha.ts"), "utf8")).toContain('Handler<"alpha">');
      expect(readFileSync(join(folder, "tools/beta.ts"), "utf8")).toBe("// mine, of this very moment\n");
      expect([...snapshotOf(folder).keys()].filter((path) => path.endsWith(".tmp"))).toEqual([]);
    },
  );
});

describe("a process that is killed for real", () => {
  it("leaves nothing half-written, and what it left is gone after the next run", async () => {
    const base = scratch();
    const preload = join(base, "kill.cjs");
    writeFileSync(preload, KILL_AT);
    for (const at of isLong ? [1, 2, 3, 5, 8, 13, 21, 34, 55] : [2, 3, 20, 40]) {
      const { folder, model } = await fresh(join(base, `at-${at}`));
      const ended = await run(folder, process.execPath, ["--require", preload, cli], { KILL_AT: String(at) }).catch(
        (error) => error,
      );
      expect(ended).toMatchObject({ signal: "SIGKILL" });
      for (const [path, { bytes }] of snapshotOf(folder)) {
        if (!path.endsWith(".tmp")) expect(bytes.endsWith("\n"), `${path} is whole`).toBe(true);
      }
      await runAndVerify(model, { folder });
    }
  });
});

/** Kills the process in the middle of the n-th change of the disk. */
const KILL_AT = `
const fs = require("node:fs");
let left = Number(process.env.KILL_AT);
const { openSync } = fs;
const ofCache = new Set();
fs.openSync = (...args) => {
  const opened = openSync(...args);
  if (/[\\\\/]\\.cache[\\\\/]/.test(args[0])) ofCache.add(opened);
  else ofCache.delete(opened);
  return opened;
};
for (const name of ["writeFileSync", "renameSync", "linkSync", "mkdirSync", "unlinkSync"]) {
  const real = fs[name];
  fs[name] = (...args) => {
    if (ofCache.has(args[0]) || /[\\\\/]\\.cache[\\\\/]/.test(args[0])) return real(...args);
    if (--left > 0) return real(...args);
    if (name === "writeFileSync") real(args[0], args[1].slice(0, 5), args[2]);
    process.kill(process.pid, "SIGKILL");
    for (;;);
  };
}
`;
