import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startOfflineClaude } from "../../generator/offline/index.js";
import { type Ran, read, root, run } from "../support/project.js";

const question = "What's the weather and time in San Francisco?";
const npm = process.platform === "win32" ? "npm.cmd" : "npm";
let scratch = "";
let tarball = "";

/** Runs a command that must end well. */
async function must(folder: string, command: string, ...args: string[]): Promise<Ran> {
  const ran = await run(folder, command, args);
  expect(ran.code, `${command} ${args.join(" ")}\n${ran.stdout}\n${ran.stderr}`).toBe(0);
  return ran;
}

beforeAll(async () => {
  // Outside this repository: nothing may be found that the package does not bring.
  scratch = mkdtempSync(join(tmpdir(), "batchgen-packed-"));
  await must(root, npm, "pack", "--ignore-scripts", "--pack-destination", scratch);
  tarball = join(scratch, readdirSync(scratch).find((name) => name.endsWith(".tgz")) ?? "");
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("the packed package, in an empty folder", () => {
  it.each(["module", "commonjs"])(
    "goes all the way in a package of type %s",
    async (type) => {
      const folder = mkdtempSync(join(scratch, `${type}-`));
      await must(folder, npm, "init", "-y");
      await must(folder, npm, "pkg", "set", `type=${type}`);
      await must(folder, npm, "install", "--prefer-offline", tarball);
      await must(folder, npm, "exec", "--", "batchgen", "init");
      const first = await must(folder, npm, "exec", "--", "batchgen", "./tools");
      expect(first.stderr).not.toContain("to fill in");
      await must(folder, npm, "exec", "--", "tsc", "--noEmit");
      const answered = await must(folder, npm, "exec", "--", "batchgen", "try", question, "--compare");
      expect(answered.stdout).toContain("The weather in San Francisco is 72 degrees and sunny.");
      expect(answered.stdout).toContain("The time in San Francisco is 12:32 PM.");

      if (type === "module") {
        // The program of the README, where top-level await is allowed.
        const [, program = ""] = /```ts\n(import Anthropic[\s\S]*?)```/.exec(read(root, "README.md")) ?? [];
        writeFileSync(join(folder, "main.ts"), program);
        await must(folder, npm, "exec", "--", "tsc");
        const claude = await startOfflineClaude();
        const env = { ANTHROPIC_API_KEY: "offline", ANTHROPIC_BASE_URL: claude.baseURL };
        const said = await run(folder, process.execPath, ["dist/main.js"], env);
        await claude.close();
        expect([said.code, said.stderr]).toEqual([0, ""]);
        expect(said.stdout).toContain("The time in San Francisco is 12:32 PM.");
      }

      // The scripts that init wrote, and a second run that has nothing to do.
      const again = await must(folder, npm, "run", "generate");
      expect(again.stderr).toContain("nothing changed");
      await must(folder, npm, "run", "generate:check");

      // The library entry points, as JavaScript takes them.
      const script = `
      Promise.all([import("batchgen"), import("batchgen/offline")]).then(async ([{ generate, write, defineConfig }, { startOfflineClaude }]) => {
        const result = await generate();
        console.log(result.tools.join(), typeof write, typeof defineConfig, typeof startOfflineClaude);
      });`;
      const library = await must(folder, process.execPath, "-e", script);
      expect(library.stdout.trim()).toBe("get_time,get_weather function function function");

      // And as TypeScript sees them.
      writeFileSync(
        join(folder, "tools", "uses-library.ts"),
        `import { defineConfig, generate, write, type GenerateResult } from "batchgen";
import { startOfflineClaude } from "batchgen/offline";
export const config = defineConfig({ out: "generated", maxInvocations: 5 });
export async function use(): Promise<void> {
  const result: GenerateResult = await generate({ cwd: "." });
  await write(result);
  const offline = await startOfflineClaude();
  await offline.close();
}
`,
      );
      await must(folder, npm, "exec", "--", "tsc", "--noEmit", "--skipLibCheck", "false");
    },
    240_000,
  );

  it("holds what runs, and nothing else", async () => {
    const { stdout } = await must(scratch, "tar", "-tzf", tarball);
    const tops = new Set(
      stdout
        .trim()
        .split("\n")
        .map((path) => path.split("/").slice(1, 2).join("/")),
    );
    expect([...tops].sort()).toEqual([
      ...[
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "config.schema.json",
        "dist",
        "docs",
        "examples",
        "package.json",
        "tool.schema.json",
      ],
    ]);
    expect(stdout).not.toMatch(/templates\/(tools|definitions|handlers|index|batch-tool)\.ts/);
    // Of the types, those that somebody who uses the package can come to see.
    expect(stdout).toContain("package/dist/types/generator/offline/index.d.ts");
    expect(stdout).not.toMatch(/dist\/types\/(apply|report|run|offline\/rules)/);
  });

  it("brings the licence of every package whose code is in its bundles", () => {
    const dist = join(root, "dist");
    const licences = readFileSync(join(dist, "THIRD-PARTY-LICENSES.txt"), "utf8");
    const bundles = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) => /\.c?js$/.test(name));
    const regions = bundles.flatMap((name) => [
      ...readFileSync(join(dist, name), "utf8").matchAll(/^\/\/(?:#region)? ?node_modules\/((?:@[^/]+\/)?[^/]+)/gm),
    ]);
    const bundled = [...new Set(regions.map(([, name = ""]) => name))].sort();
    expect(bundled).toContain("commander");
    expect([...licences.matchAll(/^(\S+) \d+\.\d+\.\d+, /gm)].map(([, name]) => name)).toEqual(
      expect.arrayContaining(bundled),
    );
    for (const text of licences.split("-".repeat(80))) expect(text).toMatch(/copyright/i);
  });
});
