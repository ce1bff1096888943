import { readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { type Part, readPart, type Taken } from "./read-part.js";

/**
 * The files that the runtime is joined to, and the rooms of `templates/runtime/` in each, both in the order in which
 * they build on each other. Node needs half a millisecond for every file that it imports, and the rooms hold sixty of
 * them.
 */
const JOINED: { readonly [file: string]: { about: string; rooms: readonly string[] } } = {
  "foundation.ts": {
    about:
      "What the rest builds on: values and text, the contract with its types and limits, and the validation of values.",
    rooms: ["json", "contract", "validate"],
  },
  "dispatcher.ts": {
    about: "The batch tool, and the way of a call: it is read, checked, approved and run, and its result is described.",
    rooms: ["batch", "calls", "references", "plan", "results", "dispatcher"],
  },
  "conversation.ts": {
    about: "The conversation with Claude, Message Batches, the tools for the SDK's own tool runner, and the trace.",
    rooms: ["trace", "conversation"],
  },
};

/** What a project exports as it stands, in a file of its own. */
const PUBLIC = "index.ts";
/** What depends on a project's tools. The last of the joined files exports it, so that no project imports one more. */
const UNBOUND = { part: "unbound.ts", file: "conversation.ts" } as const;

const BANNER = "// batchgen: runtime. Do not edit: the next run overwrites it.\n";
const WIDTH = 120;

/**
 * Joins the runtime, as it is developed in small files, to the few files that are emitted.
 *
 * @param folder `templates/runtime`, absolute.
 * @returns Each file's text by its name; relative imports end with `.js`.
 * @throws Error that names the files where two parts declare one name, where a name means something else in the file
 * that it is joined to, or where a part is written in a way that cannot be joined.
 */
export function joinRuntime(folder: string): Map<string, string> {
  const parts = Object.entries(JOINED).flatMap(([file, { rooms }]) =>
    rooms.flatMap((room) => readRoom(folder, room, file)),
  );
  checkRooms(folder);
  checkNames(parts);
  const homes = new Map(parts.flatMap(({ file, names }) => [...names].map(([name]) => [name, file] as const)));
  const surface = readPart(posix.join(folder, PUBLIC), PUBLIC, PUBLIC);
  const unbound = readPart(posix.join(folder, UNBOUND.part), UNBOUND.part, UNBOUND.file);
  const joined = Object.entries(JOINED).map(([file, { about }]): [string, string] => {
    const own = parts.filter((part) => part.file === file);
    const others = [...parts.filter((part) => part.file !== file), surface, unbound];
    const last = file === UNBOUND.file ? `\n// --- ${UNBOUND.part} ---\n\n${exportsOf(unbound, parts, homes)}` : "";
    return [file, `${BANNER}\n// ${about}\n\n${joinFile(file, own, others, homes)}${last}`];
  });
  return new Map([...joined, [PUBLIC, `${BANNER}\n${exportsOf(surface, parts, homes)}`]]);
}

function readRoom(folder: string, room: string, file: string): Part[] {
  const names = readdirSync(join(folder, room)).filter((name) => name.endsWith(".ts"));
  return names.sort().map((name) => readPart(posix.join(folder, room, name), `${room}/${name}`, file));
}

/** A new room must be given a place: what is in it would be left out. */
function checkRooms(folder: string): void {
  const known = new Set(Object.values(JOINED).flatMap(({ rooms }) => rooms));
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || known.has(entry.name)) continue;
    throw new Error(
      `templates/runtime/${entry.name}/ is in no file that is emitted. Name it in build/join-runtime.ts.`,
    );
  }
}

/**
 * A name is declared once in the whole runtime, so that parts can stand in one file, and means there what it means in
 * its part.
 */
function checkNames(parts: readonly Part[]): void {
  const declaredIn = new Map<string, Part>();
  for (const part of parts) {
    for (const [name] of part.names) {
      const other = declaredIn.get(name);
      if (other !== undefined) {
        throw new Error(
          `templates/runtime/${part.path} and templates/runtime/${other.path} both declare ${name}. Give one of ` +
            "them another name: the runtime is joined to a few files, and every name in it is declared once.",
        );
      }
      declaredIn.set(name, part);
    }
  }
  for (const part of parts) {
    for (const name of part.free) {
      const other = declaredIn.get(name);
      if (other === undefined || other.file !== part.file) continue;
      throw new Error(
        `templates/runtime/${part.path} uses the global ${name}, and templates/runtime/${other.path} declares ` +
          "one of its own. Give that another name: both files are joined to one.",
      );
    }
  }
}

function joinFile(
  file: string,
  own: readonly Part[],
  others: readonly Part[],
  homes: ReadonlyMap<string, string>,
): string {
  const taken = own.flatMap((part) => part.imports.map((one) => atHome(one, part, homes)));
  const imports = declarations(
    "import",
    taken.filter(({ specifier }) => specifier !== moduleOf(file)),
  );
  const wanted = new Set(others.flatMap((part) => [...part.imports, ...part.exports].map(({ name }) => name)));
  const isWanted = (name: string): boolean =>
    wanted.has(name) || others.some(({ exportsAll }) => exportsAll.some((path) => isIn(path, name, own)));
  const texts = inOrder(own).map((part) => `// --- ${part.path} ---\n\n${part.text(isWanted)}`);
  return [imports, ...texts].filter((text) => text !== "").join("\n");
}

function isIn(path: string, name: string, parts: readonly Part[]): boolean {
  return parts.some((part) => part.path === path && part.names.get(name)?.isExported === true);
}

/** The parts with each behind those that it imports code from. */
function inOrder(parts: readonly Part[]): Part[] {
  const placed = new Set<Part>();
  const place = (part: Part): void => {
    if (placed.has(part)) return;
    for (const path of part.codeFrom) {
      const needed = parts.find((one) => one.path === path);
      if (needed !== undefined) place(needed);
    }
    placed.add(part);
  };
  for (const part of parts) place(part);
  return [...placed];
}

/** What a part exports of the others, from the files where that is now; what is in its own file is exported there. */
function exportsOf(entry: Part, parts: readonly Part[], homes: ReadonlyMap<string, string>): string {
  const ofAll = entry.exportsAll.flatMap((path) => {
    const part = parts.find((one) => one.path === path);
    return [...(part?.names ?? [])].flatMap(([name, { isType, isExported }]) =>
      isExported ? [{ specifier: "", name, isType }] : [],
    );
  });
  const exported = [...entry.exports, ...ofAll].map((one) => atHome(one, entry, homes));
  return declarations(
    "export",
    exported.filter(({ specifier }) => specifier !== moduleOf(entry.file)),
  );
}

/** Where a name of the runtime is to be taken from; what is taken from elsewhere stays. */
function atHome(taken: Taken, { path }: Part, homes: ReadonlyMap<string, string>): Taken {
  if (taken.specifier !== "" && !taken.specifier.startsWith(".")) return taken;
  const home = homes.get(taken.name);
  if (home === undefined) {
    throw new Error(`templates/runtime/${path} imports ${taken.name}, which no file in templates/runtime/ declares.`);
  }
  return { ...taken, specifier: moduleOf(home) };
}

function moduleOf(file: string): string {
  return `./${file.replace(/\.ts$/, ".js")}`;
}

/**
 * Import or export declarations, one for each module, packages first. A name that is needed as a value anywhere is
 * taken as one.
 */
function declarations(keyword: "import" | "export", taken: readonly Taken[]): string {
  const modules = new Map<string, Map<string, boolean>>();
  for (const { specifier, name, isType } of taken) {
    const names = modules.get(specifier) ?? new Map<string, boolean>();
    modules.set(specifier, names.set(name, isType && names.get(name) !== false));
  }
  const place = (specifier: string): string => (specifier.startsWith(".") ? `~${specifier}` : specifier);
  const sorted = [...modules].sort(([a], [b]) => (place(a) < place(b) ? -1 : 1));
  return sorted.map(([specifier, names]) => declaration(keyword, specifier, names)).join("");
}

function declaration(keyword: string, specifier: string, names: ReadonlyMap<string, boolean>): string {
  const fold = (name: string): string => name.toLowerCase();
  const sorted = [...names].sort(([a], [b]) => (fold(a) < fold(b) || (fold(a) === fold(b) && a < b) ? -1 : 1));
  const from = ` from "${specifier}";\n`;
  const [[first = ""] = []] = sorted;
  if (first.startsWith("default as ")) return `${keyword} type ${first.slice("default as ".length)}${from}`;
  const areTypes = sorted.every(([, isType]) => isType);
  const items = sorted.map(([name, isType]) => (isType && !areTypes ? `type ${name}` : name));
  const start = areTypes ? `${keyword} type {` : `${keyword} {`;
  const line = `${start} ${items.join(", ")} }${from}`;
  return line.length <= WIDTH ? line : `${start}\n${items.map((item) => `  ${item},\n`).join("")}}${from}`;
}
