import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  type PathOrFileDescriptor,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { cacheFile } from "../../generator/cache/cache-file.js";
import { keyOf } from "../../generator/cache/memory.js";
import { runOnce } from "../../generator/commands/run-once.js";
import { resolveOptions } from "../../generator/config/resolve-options.js";
import type { Config } from "../../generator/config/settings.js";
import { defineSource } from "../../generator/define/define-source.js";
import { emitDefinition } from "../../generator/emit/emit-definitions.js";
import { emitTypes } from "../../generator/emit/types/emit-types.js";
import { emit, readInput } from "../../generator/pipeline.js";
import { formatManifest } from "../../generator/plan/manifest.js";
import { hashText } from "../../generator/read/hash.js";
import { makeProject, read, root, tool, write } from "../support/project.js";
import { replaceFs } from "../support/replace-fs.js";

vi.mock("../../generator/define/define-source.js", { spy: true });
vi.mock("../../generator/emit/emit-definitions.js", { spy: true });
vi.mock("../../generator/emit/types/emit-types.js", { spy: true });

/** What is written for the tools alone: the runtime would only take longer. */
const LEAN: Config = { runtime: "import", main: false };

beforeEach(() => {
  vi.clearAllMocks();
});

/** A project with a cache of its own, which no other test damages and which goes with it. */
function project(files: { [path: string]: unknown }): string {
  return makeProject({ "node_modules/.keep": "", ...files });
}

/** Runs, and gives the files that were defined and the tools for which something was emitted. */
async function workOf(folder: string, settings: Config = LEAN, mode: "write" | "check" | "dry-run" = "write") {
  vi.clearAllMocks();
  const ran = await runOnce(settings, mode, folder);
  const defined = vi.mocked(defineSource).mock.calls.map(([{ file }]) => file);
  const emitted = vi.mocked(emitTypes).mock.calls.map(([{ name }]) => name);
  expect(vi.mocked(emitDefinition).mock.calls.map(([{ name }]) => name)).toEqual(emitted);
  return { defined, emitted, ran };
}

/** What a run that knows nothing gives: the bytes of every generated file, by their paths. */
async function filesFromNothing(folder: string, settings: Config): Promise<{ [path: string]: string }> {
  const { options } = await resolveOptions(settings, folder);
  if (options === undefined) throw new Error("the options were fine a moment ago");
  const { output } = await emit(readInput(options));
  if (output === undefined) throw new Error("the input was fine a moment ago");
  const machine = output.files.filter(({ owner }) => owner === "machine");
  return {
    ...Object.fromEntries(machine.map(({ path, content }) => [path, content])),
    "generated/.batchgen.json": formatManifest(output.manifest),
  };
}

function generatedIn(folder: string): { [path: string]: string } {
  const names = readdirSync(join(folder, "generated"), { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.map((file) => [file.slice(folder.length + 1).replaceAll("\\", "/"), readFileSync(file, "utf8")]),
  );
}

function sourcesFile(folder: string): string {
  const file = cacheFile(join(folder, "generated"), "sources");
  if (file === undefined) throw new Error("there is a node_modules above the project");
  return file;
}

function hundred(): { [path: string]: unknown } {
  return Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`tools/t${index}.json`, tool(`t${index}`)]));
}

describe("what a run reads", () => {
  it("is what changed since the last one, and of other files it says again what it said", async () => {
    const folder = project({
      "tools/a.json": tool("a"),
      "tools/b.json": tool("b"),
      "tools/c.yaml": "name: c\ninput_schema:\n",
      "tools/d.ts": "export const d = 1;\n",
    });
    // The first run keeps nothing where its settings have just been written.
    for (let run = 0; run < 2; run++) await workOf(folder);
    let reads: string[] = [];
    replaceFs("readFileSync", (real) => {
      const read = (path: PathOrFileDescriptor, options: never): unknown => {
        if (/[\\/]tools[\\/].*\.(?:json|yaml)$/.test(String(path))) reads.push(basename(String(path)));
        return real(path, options);
      };
      return read as typeof real;
    });
    const readsOf = async (files: { [path: string]: unknown }): Promise<{ reads: string[]; said: string[] }> => {
      write(folder, files);
      reads = [];
      const { ran } = await workOf(folder);
      return { reads: [...new Set(reads)].sort(), said: ran.diagnostics.map(({ file, code }) => `${file} ${code}`) };
    };
    const changed = (description: string): { [path: string]: unknown } => ({
      "tools/b.json": tool("b", { description }),
    });
    const yaml = "tools/c.yaml FILE_NOT_READ";
    expect(await readsOf(changed("One."))).toEqual({ reads: ["b.json"], said: [yaml] });
    const other = await readsOf({ ...changed("Two."), "tools/c.yaml": "nothing: 1\n" });
    expect(other).toEqual({ reads: ["b.json", "c.yaml"], said: [] });
    const code = 'export const tool = { name: "d", input_schema: {} };\n';
    const more = await readsOf({ ...changed("Three."), "tools/d.ts": code });
    expect(more).toEqual({ reads: ["b.json"], said: ["tools/d.ts FILE_NOT_READ"] });
    expect(await readsOf({})).toEqual({ reads: [], said: ["tools/d.ts FILE_NOT_READ"] });
  });
});

describe("of a hundred definitions", () => {
  it("only what changed is defined and emitted again", async () => {
    const folder = project(hundred());
    const all = await workOf(folder);
    expect([all.defined.length, all.emitted.length]).toEqual([100, 100]);

    write(folder, { "tools/t7.json": tool("t7", { description: "Another one" }) });
    expect(await workOf(folder)).toMatchObject({ defined: ["t7.json"], emitted: ["t7"] });
    write(folder, { "tools/new.json": tool("new") });
    expect(await workOf(folder)).toMatchObject({ defined: ["new.json"], emitted: ["new"] });
    rmSync(join(folder, "tools/new.json"));
    expect(await workOf(folder)).toMatchObject({ defined: [], emitted: [] });
    // Restored by git, or copied: the same content in another file.
    const text = read(folder, "tools/t8.json");
    rmSync(join(folder, "tools/t8.json"));
    write(folder, { "tools/t8.json": text.replaceAll("\n", "\r\n") });
    expect(await workOf(folder)).toMatchObject({ defined: [], emitted: [] });
    write(folder, { "generated/tools.ts": "// batchgen: but not this\n" });
    expect(await workOf(folder)).toMatchObject({ defined: [], emitted: [] });
    expect(generatedIn(folder)).toEqual(await filesFromNothing(folder, LEAN));
  });

  it("a tool is defined again as well when another one takes its type name, or gives it back", async () => {
    const folder = project(hundred());
    await workOf(folder);
    write(folder, { "tools/T7.more.json": tool("T7") });
    const shared = await workOf(folder);
    expect(shared.defined.sort()).toEqual(["T7.more.json", "t7.json"]);
    expect(shared.ran.diagnostics.map(({ code }) => code)).toEqual(["TYPE_NAME_SHARED", "TYPE_NAME_SHARED"]);
    expect(generatedIn(folder)).toEqual(await filesFromNothing(folder, LEAN));
    rmSync(join(folder, "tools/T7.more.json"));
    expect(await workOf(folder)).toMatchObject({ defined: ["t7.json"], emitted: ["t7"], ran: { diagnostics: [] } });
    expect(generatedIn(folder)).toEqual(await filesFromNothing(folder, LEAN));
  });

  it("those that are not defined again are warned about all the same, alone and together", async () => {
    const optional = Object.fromEntries(Array.from({ length: 13 }, (_, index) => [`p${index}`, { type: "string" }]));
    const strict = {
      strict: true,
      input_schema: { type: "object", properties: optional, additionalProperties: false },
    };
    const pattern = { type: "string", pattern: "^(a+)+$" };
    const slow = { input_schema: { type: "object", properties: { pattern } }, unheard: 1 };
    const folder = project({ ...hundred(), "tools/a.json": tool("a", strict), "tools/c.json": tool("c", slow) });
    const { ran } = await workOf(folder);
    expect(ran.diagnostics.map(({ code }) => code)).toEqual(["SCHEMA_PATTERN_SLOW", "TOOL_FIELD_UNKNOWN"]);
    write(folder, { "tools/t7.json": tool("t7", { description: "Another one" }) });
    const again = await workOf(folder);
    expect([again.defined, again.ran.diagnostics]).toEqual([["t7.json"], ran.diagnostics]);
    // What a strict tool costs counts together with that of another one.
    write(folder, { "tools/b.json": { tools: [tool("b", strict)] } });
    const refused = await workOf(folder);
    expect(refused.defined).toEqual(["b.json"]);
    expect(refused.ran.diagnostics.map(({ code }) => code)).toContain("STRICT_BUDGET");
  });

  it("all are, by --check, by --dry-run, with other settings, and where a file has another name", async () => {
    const folder = project(hundred());
    await workOf(folder);
    write(folder, { "tools/t7.json": tool("t7", { description: "Another one" }) });
    const before = readFileSync(sourcesFile(folder), "utf8");
    expect((await workOf(folder, LEAN, "check")).defined.length).toBe(100);
    expect((await workOf(folder, LEAN, "dry-run")).defined.length).toBe(100);
    expect(readFileSync(sourcesFile(folder), "utf8")).toBe(before);
    expect((await workOf(folder, { ...LEAN, maxInvocations: 3 })).defined.length).toBe(100);
    write(folder, { "tools/moved.json": read(folder, "tools/t7.json") });
    rmSync(join(folder, "tools/t7.json"));
    expect((await workOf(folder, { ...LEAN, maxInvocations: 3 })).defined).toEqual(["moved.json"]);
  });
});

describe("the cache of sources", () => {
  const linesOf = (text: string): string[] => text.trimEnd().split("\n");
  const damages: { [what: string]: (text: string, key: string) => string } = {
    empty: () => "",
    "cut off": (text) => text.slice(0, text.length / 2),
    "no JSON": (_, key) => sealed("{", key),
    "without rows": (_, key) => `${sealed("[]", key)}${sealed("5", key)}${sealed("null", key)}`,
    "of rows that are none": (text, key) => {
      const rows = linesOf(text).map((line) => JSON.parse(line.slice(32)) as [string, string]);
      return rows.map(([file, hash]) => sealed(JSON.stringify([file, hash, {}]), key)).join("");
    },
    "another type in it": (text) => text.replaceAll("location", "position"),
    "of an older batchgen": (text, key) =>
      linesOf(text)
        .map((line) => sealed(line.slice(32), `old ${key}`))
        .join(""),
    "without hashes": (text) =>
      linesOf(text)
        .map((line) => `${line.slice(32)}\n`)
        .join(""),
  };

  /** A line as batchgen writes it: the hash of the cache's key and the row, and the row. */
  function sealed(json: string, key: string): string {
    return `${hashText(key + json)}${json}\n`;
  }

  it.each(Object.entries(damages))("counts as nothing where it is %s", async (_, damage) => {
    const folder = project({ "tools/a.json": tool("a"), "tools/b.json": tool("b") });
    await workOf(folder);
    const right = readFileSync(sourcesFile(folder), "utf8");
    const { options } = await resolveOptions(LEAN, folder);
    const wrong = damage(right, options === undefined ? "" : keyOf(options));
    expect(wrong).not.toBe(right);
    writeFileSync(sourcesFile(folder), wrong);
    write(folder, { "tools/a.json": tool("a", { description: "Another one" }) });
    expect((await workOf(folder)).defined).toEqual(["a.json", "b.json"]);
    expect(generatedIn(folder)).toEqual(await filesFromNothing(folder, LEAN));
  });

  it("counts as nothing where it is another project's, or the project was copied with it", async () => {
    const folder = project({ "one/tools/a.json": tool("a"), "other/tools/a.json": tool("a", { batch: 1 }) });
    const [one, other] = [join(folder, "one"), join(folder, "other")];
    await workOf(one);
    await workOf(other);
    cpSync(sourcesFile(one), sourcesFile(other));
    write(other, { "tools/b.json": tool("b") });
    expect((await workOf(other)).defined).toEqual(["a.json", "b.json"]);
    cpSync(one, join(folder, "copy"), { recursive: true, preserveTimestamps: true });
    expect((await workOf(join(folder, "copy"))).defined).toEqual(["a.json"]);
  });

  it("may be missing or not writable, and is written only where it says something new", async () => {
    const folder = project({ "tools/a.json": tool("a"), "tools/b.json": tool("b") });
    await workOf(folder);
    utimesSync(sourcesFile(folder), 1, 1);
    utimesSync(join(folder, "tools/a.json"), 1, 1);
    const text = readFileSync(sourcesFile(folder), "utf8");
    expect((await workOf(folder)).defined).toEqual([]);
    expect(readFileSync(sourcesFile(folder), "utf8")).toBe(text);
    rmSync(sourcesFile(folder));
    mkdirSync(join(sourcesFile(folder), "in the way"), { recursive: true });
    write(folder, { "tools/a.json": tool("a", { description: "Another one" }) });
    expect(await workOf(folder)).toMatchObject({ defined: ["a.json", "b.json"], ran: { exitCode: 0 } });
  });
});

const NAMES = ["get_time", "get-time", "plan"];
const FILES = ["a", "b", "sub/c", "d"].map((name) => `tools/${name}.json`);
const SETTINGS: Config[] = [LEAN, LEAN, { ...LEAN, batchName: "plan" }, { ...LEAN, handlers: "src" }];

/** Definitions of every kind that the cache treats in its own way, warnings and errors among them. */
function definitionsOf(pick: number): unknown {
  const name = NAMES[pick % NAMES.length] ?? "x";
  const location = { type: "string", description: `Variant ${pick}`, pattern: pick % 4 === 0 ? "^(a+)+$" : "^[a-z]+$" };
  const node = { type: "object", properties: { next: { $ref: "#/$defs/Node" } } };
  const properties = { location, node: { $ref: "#/$defs/Node" }, other: { $ref: "#/properties/location" } };
  const input_schema = { type: "object", properties, $defs: { Node: node } };
  const kinds: unknown[] = [
    tool(name, { input_schema }),
    tool(name, { unheard: pick, cache_control: { type: "ephemeral", ttl: pick % 2 === 0 ? "1h" : "5m" } }),
    tool(name, { strict: true, input_schema: { ...input_schema, properties: { location: { type: "string" } } } }),
    { tools: [tool(name, { defer_loading: true }), tool(`${name}_${pick % 3}`, { input_schema })] },
    {
      name,
      description: `Gives ${pick}`,
      inputSchema: input_schema,
      outputSchema: node,
      annotations: { readOnlyHint: true },
    },
    { name, parameters: { type: "object", anyOf: [{ required: ["location"] }], properties } },
  ];
  if (pick % 13 === 0) return { name: "bad name", input_schema };
  return kinds[pick % kinds.length];
}

type World = { folder: string; settings: Config; earlier: Map<string, string> };
type Edit = (world: World, file: string, pick: number) => void;

const EDITS: { [what: string]: Edit } = {
  change: ({ folder }, file, pick) => write(folder, { [file]: definitionsOf(pick) }),
  remove: ({ folder }, file) => rmSync(join(folder, file), { force: true }),
  rename: ({ folder }, file, pick) => {
    const to = FILES[pick % FILES.length] ?? file;
    const text = textIn(folder, file);
    rmSync(join(folder, file), { force: true });
    if (text !== undefined) write(folder, { [to]: text });
  },
  restore: ({ folder, earlier }, file) => {
    const text = earlier.get(file);
    rmSync(join(folder, file), { force: true });
    if (text !== undefined) write(folder, { [file]: text });
  },
  settings: (world, _, pick) => {
    world.settings = SETTINGS[pick % SETTINGS.length] ?? LEAN;
  },
  "edit the output": ({ folder }, _, pick) => {
    const names = Object.keys(generatedIn(folder)).filter((name) => name.endsWith(".ts"));
    const name = names[pick % names.length];
    if (name !== undefined) write(folder, { [name]: `${read(folder, name)}// edited\n` });
  },
  "another clock": ({ folder }, file, pick) => {
    if (textIn(folder, file) !== undefined) utimesSync(join(folder, file), pick % 2 === 0 ? 1 : 4e9, 1);
  },
};

function textIn(folder: string, file: string): string | undefined {
  try {
    return read(folder, file);
  } catch {
    return undefined;
  }
}

const sequences = Number(process.env["BATCHGEN_SEQUENCES"] ?? (process.env["BATCHGEN_LONG"] === "1" ? 2000 : 100));

describe("whatever is edited between two runs", () => {
  it(`${sequences} random sequences: with the cache a run writes and says what one without it does`, {
    timeout: sequences * 2_000,
  }, async () => {
    mkdirSync(join(root, "test/.tmp"), { recursive: true });
    let recalled = 0;
    const step = fc.record({
      what: fc.constantFrom(...Object.keys(EDITS), "change", "change"),
      file: fc.constantFrom(...FILES),
      pick: fc.nat({ max: 1000 }),
    });
    const property = fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 6 }), async (steps) => {
      const world: World = {
        folder: mkdtempSync(join(root, "test/.tmp/sources-")),
        settings: LEAN,
        earlier: new Map(),
      };
      try {
        write(world.folder, { "package.json": { type: "module" }, "node_modules/.keep": "" });
        for (const [index, file] of FILES.entries()) write(world.folder, { [file]: tool(`first_${index}`) });
        await runOnce(LEAN, "write", world.folder);
        for (const { what, file, pick } of steps) {
          const texts = FILES.flatMap((name) => {
            const text = textIn(world.folder, name);
            return text === undefined ? [] : [[name, text] as const];
          });
          EDITS[what]?.(world, file, pick);
          for (const [name, text] of texts) world.earlier.set(name, text);
          // It reads no cache, and says what there is to say of the same project.
          const alone = await runOnce(world.settings, "dry-run", world.folder);
          const { ran, defined } = await workOf(world.folder, world.settings);
          expect(ran.diagnostics).toEqual(alone.diagnostics);
          expect([ran.exitCode, ran.tools, ran.dialects]).toEqual([alone.exitCode, alone.tools, alone.dialects]);
          if (ran.exitCode !== 0) continue;
          recalled += ran.sources.length - defined.length;
          // What a person edited of a tool that is gone since is kept beside it.
          expect(generatedIn(world.folder)).toMatchObject(await filesFromNothing(world.folder, world.settings));
        }
      } finally {
        rmSync(world.folder, { recursive: true, force: true });
      }
    });
    await fc.assert(property, { numRuns: sequences });
    expect(recalled, "the cache was used").toBeGreaterThan(sequences);
  });
});
