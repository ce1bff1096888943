import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type OfflineClaude, startOfflineClaude } from "../../generator/offline/index.js";
import { unpackPackage } from "../support/packed.js";
import { root, run } from "../support/project.js";

/** What an example's install brings beside batchgen; linked, as in `unpackPackage`. */
const PROGRAMS = { batchgen: "dist/cli.cjs", typescript: "bin/tsc", vitest: "vitest.mjs" };

let folder = "";
let claude: OfflineClaude;

beforeAll(async () => {
  folder = await unpackPackage();
  claude = await startOfflineClaude();
  cpSync(join(folder, "node_modules/batchgen/examples"), folder, { recursive: true });
  mkdirSync(join(folder, "node_modules/.bin"));
  for (const [name, program] of Object.entries(PROGRAMS)) {
    if (name !== "batchgen") symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
    const command = name === "typescript" ? "tsc" : name;
    symlinkSync(join(folder, "node_modules", name, program), join(folder, "node_modules/.bin", command));
  }
});

afterAll(async () => {
  await claude.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The blocks of an example's README in a language, as lines. */
function linesOf(name: string, language: string): string[] {
  const readme = readFileSync(join(folder, name, "README.md"), "utf8");
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].flatMap(([, text = ""]) =>
    text.trim().split("\n"),
  );
}

/** test/examples runs the code of all of them, each in this process. */
const isLong = process.env["BATCHGEN_LONG"] === "1";
const names = isLong ? readdirSync(join(root, "examples")).filter((name) => name !== "README.md") : ["quickstart"];

it.each(names)("the example %s runs from the tarball as its README says", { timeout: 180_000 }, async (name) => {
  const commands = linesOf(name, "sh").map((line) => line.replace(/\s+#.*/, ""));
  expect(commands[0]).toBe("npm install");
  // Of the Worker everything is checked but wrangler, which brings a browser's worth of packages:
  // test/package/worker.test.ts runs workerd.
  const runnable = name === "workers" ? ["npm run check"] : commands.slice(1);
  expect(runnable.length).toBeGreaterThan(0);
  let printed = "";
  for (const command of runnable) {
    const env = { ANTHROPIC_API_KEY: "offline", ANTHROPIC_BASE_URL: claude.baseURL };
    const { code, stdout, stderr } = await run(join(folder, name), "sh", ["-c", `echo n | ${command}`], env);
    expect(code, `${command}\n${stdout}\n${stderr}`).toBe(0);
    printed += stdout;
  }
  for (const line of linesOf(name, "text")) expect(printed).toContain(line);
});
