import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ran, read, root, run, tool, write } from "../support/project.js";
import { recipe } from "../support/recipes.js";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
let scratch = "";
let folder = "";

/** Runs a command that must end well. */
async function must(command: string, ...args: string[]): Promise<Ran> {
  const ran = await run(folder, command, args);
  expect(ran.code, `${command} ${args.join(" ")}\n${ran.stdout}\n${ran.stderr}`).toBe(0);
  return ran;
}

/** Puts the scripts of a recipe into package.json. */
function useScripts(heading: string, over: { [name: string]: string } = {}): void {
  const { scripts } = JSON.parse(recipe(heading, "json"));
  const own = JSON.parse(read(folder, "package.json"));
  write(folder, { "package.json": { ...own, scripts: { ...scripts, ...over } } });
}

beforeAll(async () => {
  // Outside this repository: nothing may be found that the package does not bring.
  scratch = mkdtempSync(join(tmpdir(), "batchgen-recipes-"));
  folder = join(scratch, "project");
  mkdirSync(folder);
  expect((await run(root, npm, ["pack", "--ignore-scripts", "--pack-destination", scratch])).code).toBe(0);
  const tarball = join(scratch, readdirSync(scratch).find((name) => name.endsWith(".tgz")) ?? "");
  write(folder, { "package.json": { name: "recipes", version: "1.0.0", type: "module" } });
  await must(npm, "install", "--prefer-offline", tarball);
  await must(npm, "exec", "--", "batchgen", "init");
  await must("git", "init", "--quiet");
  write(folder, { ".gitignore": "node_modules\ndist\n" });
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("the recipes, from the packed package", () => {
  it("prebuild generates before the build, and costs nothing the second time", async () => {
    useScripts("Before every build");
    const first = await must(npm, "run", "build");
    expect(first.stderr).toContain("written");
    expect(existsSync(join(folder, "dist/generated/index.js"))).toBe(true);
    expect((await must(npm, "run", "build")).stderr).toContain("nothing changed");
    write(folder, { "tools/get_time.json": tool("get_time", { description: "Known to the build" }) });
    await must(npm, "run", "build");
    expect(read(folder, "dist/generated/definitions.js")).toContain("Known to the build");
    write(folder, { "tools/broken.json": "{" });
    expect((await run(folder, npm, ["run", "build"])).code).toBe(2);
    rmSync(join(folder, "tools/broken.json"));
  });

  it("predev generates, and dev watches until it is ended", async () => {
    useScripts("While you develop", { "dev:app": "node -e 0" });
    write(folder, { "tools/get_time.json": tool("get_time", { description: "Before the start" }) });
    const { spawn } = await import("node:child_process");
    // A group of its own, so that the signal reaches all of it, as Ctrl+C in a terminal does.
    const child = spawn(npm, ["run", "dev"], { cwd: folder, detached: true });
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    const until = async (text: string): Promise<void> => {
      for (let waited = 0; !said.includes(text); waited += 50) {
        if (waited > 30_000) throw new Error(`waited for ${text}; it said: ${said}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    try {
      await until("Watching tools");
      expect(read(folder, "generated/definitions.ts")).toContain("Before the start");
      write(folder, { "tools/get_time.json": tool("get_time", { description: "While it runs" }) });
      await until("changed tools/get_time.json");
      expect(read(folder, "generated/definitions.ts")).toContain("While it runs");
    } finally {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGINT");
    }
  });

  it("the CI step passes what is up to date, and refuses what is not", async () => {
    await must(npm, "exec", "--", "batchgen", "./tools");
    const yaml = recipe("In CI", "yaml");
    const script = /- run: (.* --check .*)\n/.exec(yaml)?.[1] ?? "";
    // As GitHub Actions runs a step.
    const step = (): Promise<Ran> => run(folder, "bash", ["-e", "-c", script], { GITHUB_ACTIONS: "true" });
    expect(await step()).toMatchObject({ code: 0, stdout: "" });
    expect(yaml).toContain("- run: npx tsc --noEmit\n");
    await must(npm, "exec", "--", "tsc", "--noEmit");
    write(folder, { "tools/get_time.json": tool("get_time", { description: "Not generated yet" }) });
    const drift = await step();
    expect(drift.code).toBe(1);
    expect(drift.stdout).toMatch(/^\+.*Not generated yet/m);
    expect(drift.stderr).toMatch(/^::error file=generated\/definitions\.ts,.*::\d+ files are not up to date\./m);
    write(folder, { "tools/get_time.json": "{" });
    const invalid = await step();
    expect(invalid.stderr).not.toContain("not up to date");
    expect(invalid.code).toBe(2);
    expect(invalid.stderr).toContain("::error file=tools/get_time.json");
    write(folder, { "tools/get_time.json": tool("get_time") });
    await must(npm, "exec", "--", "batchgen", "./tools");
  });

  it("the git hook lets a commit through whose staged files are up to date, and no other", async () => {
    const hook = join(folder, ".git/hooks/pre-commit");
    mkdirSync(dirname(hook), { recursive: true });
    writeFileSync(hook, recipe("As a git hook", "sh"));
    chmodSync(hook, 0o755);
    const commit = async (...staged: string[]): Promise<Ran> => {
      await must("git", "add", "--all", ...staged);
      const who = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
      return run(folder, "git", [...who, "commit", "--quiet", "--message", "test"]);
    };
    expect((await commit()).code).toBe(0);
    write(folder, { "tools/get_time.json": tool("get_time", { description: "Forgotten" }) });
    const refused = await commit();
    expect(refused.code).not.toBe(0);
    expect(`${refused.stdout}${refused.stderr}`).toContain("The staged generated/ is not up to date");
    await must(npm, "exec", "--", "batchgen", "./tools");
    // The working tree is up to date, and what is staged is not.
    expect((await commit("tools")).code).not.toBe(0);
    expect((await commit()).code).toBe(0);
    // And the other way round: what is not staged does not matter.
    write(folder, { "tools/get_time.json": tool("get_time", { description: "Not staged" }), "notes.txt": "staged" });
    expect((await commit("notes.txt")).code).toBe(0);
    await must(npm, "exec", "--", "batchgen", "./tools");
  });

  it("prepare makes the ignored output after an install", async () => {
    useScripts("Commit or ignore the output");
    rmSync(join(folder, "generated"), { recursive: true });
    await must(npm, "install", "--prefer-offline", "--no-save");
    expect(existsSync(join(folder, "generated/index.ts"))).toBe(true);
    await must(npm, "run", "build");
  });

  it("the Dockerfile's steps build a program that runs, and no step is misspelt", async () => {
    const lines = recipe("Docker", "dockerfile").trim().split(/\n+/);
    const stages = lines.join("\n").split(/^(?=FROM )/m);
    expect(stages.map((stage) => /^FROM node:\d+-slim(?: AS build)?\n/.test(stage))).toEqual([true, true]);
    for (const line of lines) expect(line).toMatch(/^(?:FROM|WORKDIR|COPY|RUN|CMD) \S/);
    expect(lines).toContain("COPY --from=build /app/dist ./dist");
    const [install, build] = lines.flatMap((line) => (line.startsWith("RUN ") ? [line.slice(4)] : []));
    expect(install).toBe("npm ci --ignore-scripts");
    write(folder, { "main.ts": 'import { batchTool } from "./generated/index.js";\n\nconsole.log(batchTool.name);\n' });
    rmSync(join(folder, "generated"), { recursive: true });
    rmSync(join(folder, "dist"), { recursive: true });
    await must("bash", "-e", "-c", build ?? "");
    const [command = "", ...args] = JSON.parse(/^CMD (.*)$/m.exec(lines.join("\n"))?.[1] ?? "[]");
    expect((await must(command, ...args)).stdout).toBe("batch_tool\n");
  });

  it("several tool folders live beside each other", async () => {
    useScripts("Several tool folders in one repository");
    write(folder, { "agents/support/tools/a.json": tool("a"), "agents/billing/tools/b.json": tool("b") });
    await must(npm, "run", "generate");
    await must(npm, "run", "generate:check");
    write(folder, { "agents/support/tools/a.json": tool("a", { description: "Stale" }) });
    expect((await run(folder, npm, ["run", "generate:check"])).code).toBe(1);
    await must(npm, "run", "generate");
    await must(npm, "run", "generate:check");
  });

  it("a configuration puts handlers elsewhere, in package.json and as a module", async () => {
    const own = JSON.parse(read(folder, "package.json"));
    write(folder, {
      "package.json": { ...own, ...JSON.parse(recipe("Handlers away from their definitions", "json")) },
      "definitions/deep/a.json": tool("a"),
    });
    await must(npm, "exec", "--", "batchgen");
    expect(existsSync(join(folder, "src/handlers/deep/a.ts"))).toBe(true);
    write(folder, { "package.json": own, "batchgen.config.mjs": recipe("Handlers away from their definitions", "js") });
    expect((await must(npm, "exec", "--", "batchgen")).stderr).toContain("nothing changed");
    await must(npm, "exec", "--", "tsc", "--noEmit");
  });
});
