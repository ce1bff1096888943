import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it, vi } from "vitest";
import * as limits from "../../templates/runtime/index.js";
import { compileProject } from "../support/compile.js";
import { generateInto } from "../support/generated.js";
import { root } from "../support/project.js";

const examples = join(root, "docs/examples");
const names = readdirSync(examples).sort();
const docs = readFileSync(join(root, "docs/dispatcher.md"), "utf8");

mkdirSync(join(root, "test/.tmp"), { recursive: true });
const folder = mkdtempSync(join(root, "test/.tmp/examples-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
cpSync(examples, folder, { recursive: true });
for (const name of names) await generateInto(join(folder, name));

/** The text of a fenced block of the docs that begins with a line like this, without that line. */
function blocksOf(first: string): string[] {
  const fence = "`".repeat(3);
  return [...docs.matchAll(new RegExp(`${fence}\\w+\\n([\\s\\S]*?)${fence}`, "g"))]
    .map(([, text]) => text ?? "")
    .filter((text) => text.startsWith(first))
    .map((text) => text.slice(first.length));
}

describe("the examples of docs/dispatcher.md", () => {
  it("are there for approvals, timeouts, sequential steps, context and images", () => {
    expect(names).toEqual(["approvals", "context", "images", "sequential", "timeouts"]);
  });

  it("compile under every flag", async () => {
    expect(
      await compileProject(folder, {
        versions: ["6"],
        settings: ["esm"],
        compilerOptions: { isolatedDeclarations: false, declaration: false },
      }),
    ).toEqual([]);
  });

  it.each(names)("run, and print what the docs say: %s", async (name) => {
    const lines: string[] = [];
    const log = vi.spyOn(console, "log").mockImplementation((value: unknown) => {
      lines.push(typeof value === "string" ? value : JSON.stringify(value));
    });
    try {
      await import(/* @vite-ignore */ pathToFileURL(join(folder, name, "main.ts")).href);
    } finally {
      log.mockRestore();
    }
    expect(blocksOf(`$ node examples/${name}/main.ts\n`)).toEqual([`${lines.join("\n")}\n`]);
  });

  it.each(names)("stand in the docs word for word: %s", (name) => {
    const code = readFileSync(join(examples, name, "main.ts"), "utf8");
    expect(blocksOf(`// docs/examples/${name}/main.ts\n`)).toEqual([code]);
  });
});

describe("docs/dispatcher.md", () => {
  it.each([
    ["concurrency", limits.CONCURRENCY],
    ["timeoutMs", limits.TIMEOUT_MS],
    ["maxResultBytes", limits.MAX_RESULT_BYTES],
    ["maxTotalBytes", limits.MAX_TOTAL_BYTES],
    ["MAX_ERROR_BYTES", limits.MAX_ERROR_BYTES],
    ["MAX_EXAMPLE_BYTES", limits.MAX_EXAMPLE_BYTES],
    ["MAX_ISSUES", limits.MAX_ISSUES],
    ["NEAREST_NAMES", limits.NEAREST_NAMES],
    ["MAX_NAME_LENGTH", limits.MAX_NAME_LENGTH],
    ["MAX_DEPTH", limits.MAX_DEPTH],
    ["LONGEST_TIMER_MS", limits.LONGEST_TIMER_MS],
  ])("gives the default that the code has: %s", (option, value) => {
    expect(docs).toMatch(
      new RegExp(`\\| \`${option}\` \\|.*\\b${value.toLocaleString("en-US").replaceAll(",", ",")}\\b`),
    );
  });

  it("names every type that there is for it, and every constant", () => {
    const contract = (name: string) => readFileSync(join(root, `templates/runtime/contract/${name}.ts`), "utf8");
    const ofCalls = ["project", "outcomes", "approvals", "messages", "events", "dispatcher-types"];
    const types = ofCalls.map(contract).join("");
    const ofAll = contract("limits");
    // What follows is the conversation's.
    const [ofDispatcher = ""] = ofAll.split("export const MAX_STEPS");
    const exported = [...`${types}${ofDispatcher}`.matchAll(/^export (?:type|const) (\w+)/gm)].map(([, name]) => name);
    // Of the types, a project exports those that these two files name; the last ones are the conversation's.
    const surface = ["templates/runtime/index.ts", "generated/tools.ts"].map((path) =>
      readFileSync(join(root, path), "utf8"),
    );
    const isPublic = (name = "") => /^[A-Z_]+$/.test(name) || new RegExp(`\\b${name}\\b`).test(surface.join());
    const own = exported.filter(
      (name) => isPublic(name) && !/^(Client|ExtraTool|ExtraToolCall|RunnableExtra)$/.test(name ?? ""),
    );
    expect(own.length).toBeGreaterThan(35);
    expect(own.filter((name) => !new RegExp(`\\b${name}\\b`).test(docs))).toEqual([]);
  });

  it("names every code, every status, every exposure and every option", () => {
    const types = readFileSync(join(root, "templates/runtime/contract/dispatcher-types.ts"), "utf8");
    const options = /DispatcherOptions<.*= ContextOption<Context> & \{([\s\S]*?)\n\};/.exec(types)?.[1] ?? "";
    const optionNames = [...options.matchAll(/^ {2}(\w+)\?:/gm)].map(([, option]) => option);
    expect(optionNames.length).toBeGreaterThan(10);
    const all = [
      ...Object.keys(limits.STATUS_OF),
      ...Object.values(limits.STATUS_OF),
      ...limits.EXPOSURES,
      ...optionNames,
      "context",
    ];
    expect(all.filter((word) => !docs.includes(`\`${word}\``))).toEqual([]);
  });
});
