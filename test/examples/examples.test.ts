import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { startOfflineClaude } from "../../generator/offline/index.js";
import { COMPILERS } from "../support/compile.js";
import { generateInto } from "../support/generated.js";
import { makeFolder, root, run } from "../support/project.js";

const examples = join(root, "examples");
const names = readdirSync(examples).filter((name) => name !== "README.md");
const folder = makeFolder();

cpSync(examples, folder, { recursive: true });
for (const name of names) await generateInto(join(folder, name));
// The package is this repository, as it was built.
mkdirSync(join(folder, "node_modules"));
symlinkSync(root, join(folder, "node_modules/batchgen"), "junction");

const answers: boolean[] = [];
vi.mock("node:readline/promises", () => ({
  createInterface: () => ({ question: async () => (answers.shift() === true ? "y" : ""), close: () => {} }),
}));

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.resetModules();
});

/** Runs an example's main.ts, the API being an offline Claude; gives what it printed. */
async function runMain(name: string): Promise<string[]> {
  const claude = await startOfflineClaude();
  vi.stubEnv("ANTHROPIC_API_KEY", "offline");
  vi.stubEnv("ANTHROPIC_BASE_URL", claude.baseURL);
  const lines: string[] = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  try {
    await import(/* @vite-ignore */ pathToFileURL(join(folder, name, "main.ts")).href);
  } finally {
    await claude.close();
  }
  return lines;
}

/** What an example's README shows as its output. */
function shown(name: string): string[] {
  const text = readFileSync(join(examples, name, "README.md"), "utf8");
  return /^```text\n([\s\S]*?)\n```$/m.exec(text)?.[1]?.split("\n") ?? [];
}

it("all examples are named on their page, and have a README", () => {
  const page = readFileSync(join(examples, "README.md"), "utf8");
  expect(names).toEqual(["approvals", "context", "plan", "quickstart", "vitest", "workers"]);
  for (const name of names) expect(page).toContain(`(${name}/README.md)`);
});

it.each(names)("compiles with the settings that it has: %s", async (name) => {
  const tsc = join(root, COMPILERS["7"]);
  const ran = await run(join(folder, name), process.execPath, [tsc, "-p", ".", "--noEmit"]);
  expect(ran).toEqual({ code: 0, stdout: "", stderr: "" });
});

describe("the examples print what their pages say", () => {
  it("quickstart", async () => {
    const lines = await runMain("quickstart");
    expect(lines.slice(0, 2).sort()).toEqual(shown("quickstart").sort());
    expect(lines.slice(2).join("\n")).toMatch(/72 degrees[\s\S]*12:32 PM/);
  });

  it("approvals, after a no and after a yes", async () => {
    answers.push(false);
    expect((await runMain("approvals"))[0]).toBe(shown("approvals")[0]);
    vi.resetModules();
    answers.push(true);
    expect((await runMain("approvals"))[0]).toBe("delete_file: ok");
  });

  it("context", async () => {
    expect((await runMain("context"))[0]).toBe(shown("context")[0]);
  });

  it("plan", async () => {
    expect(await runMain("plan")).toEqual(shown("plan"));
  });
});

describe("vitest", async () => {
  // Tests themselves: they run here as they would in a project.
  await import(/* @vite-ignore */ pathToFileURL(join(folder, "vitest/test/handlers.test.ts")).href);
  await import(/* @vite-ignore */ pathToFileURL(join(folder, "vitest/test/conversation.test.ts")).href);
});
