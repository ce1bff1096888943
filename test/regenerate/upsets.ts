import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { format, type Options } from "prettier";
import { runOnce } from "../../generator/commands/run-once.js";
import { root } from "../support/project.js";
import { type Fault, Killed, withFault } from "./faulty-fs.js";
import { choose, handlers, manifestText, out, output } from "./places.js";
import { filesIn, type Model, type Project, snapshotOf } from "./project-model.js";

/** What other programs do to a project between two runs, and what the system does to a run. */
export const UPSETS: { [name: string]: (model: Model, project: Project, pick: number) => Promise<void> | void } = {
  "another version of batchgen wrote the manifest": (model, project, pick) => {
    const text = manifestText(model, project);
    const manifest = text === undefined ? undefined : readJson(text);
    if (manifest === undefined) return;
    const changes = [{ batchgen: "99.0.0" }, { batchgen: "0.1.5" }, { version: 99 }, { batchgen: "none" }];
    const first = { version: 1, files: manifest["files"] };
    const changed = pick % 5 === 4 ? first : { ...manifest, ...choose(changes, pick) };
    writeFileSync(join(project.folder, out(model), ".batchgen.json"), `${JSON.stringify(changed, undefined, 2)}\n`);
  },
  "a formatter runs over output, stubs and handlers": async (model, project, pick) => {
    const options = choose(LAYOUTS, pick);
    for (const path of some([...output(model, project), ...handlers(project)], pick, 5)) {
      const file = join(project.folder, path);
      const before = readFileSync(file, "utf8");
      const after = await format(before, { filepath: file, endOfLine: "auto", ...options }).catch(() => before);
      writeFileSync(file, after);
      if (before !== after && !path.startsWith(`${out(model)}/`)) noteFormatted(model, path, before, after);
    }
  },
  "biome formats everything": (model, project) => {
    const before = new Map(handlers(project).map((path) => [path, readFileSync(join(project.folder, path), "utf8")]));
    const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
    spawnSync(process.execPath, [biome, "format", "--write", "."], { cwd: project.folder });
    for (const [path, text] of before) {
      const after = readFileSync(join(project.folder, path), "utf8");
      if (after !== text) noteFormatted(model, path, text, after);
    }
  },
  "git checks out how all, or a part, was before": (model, project, pick) => {
    const before = model.history[pick % Math.max(1, model.history.length)];
    if (before === undefined) return;
    const part = choose(["", "tools/", `${out(model)}/`, `${out(model)}/.batchgen.json`, "src/"], pick >> 2);
    for (const path of snapshotOf(project.folder).keys()) {
      if (path.startsWith(part) && !before.files.has(path)) rmSync(join(project.folder, path));
    }
    for (const [path, { bytes }] of before.files) if (path.startsWith(part)) putBytes(project, path, bytes);
    for (const path of model.persons) if (path.startsWith(part)) model.persons.delete(path);
    for (const path of before.persons) if (path.startsWith(part)) model.persons.add(path);
  },
  "a run is killed, or the disk fails it": async (model, project, pick) => {
    const faults: Omit<Fault, "at">[] = [
      { how: "killed" },
      { how: "killed in the middle" },
      { how: "ENOSPC" },
      { how: "EROFS" },
      ...(["EPERM", "EBUSY", "EACCES", "EXDEV"] as const).flatMap((how): Omit<Fault, "at">[] => [
        { how, only: "renameSync" },
        { how, only: "renameSync", for: "once" },
      ]),
      { how: "EPERM", only: "linkSync" },
      { how: "EBUSY", only: "rmSync" },
      { how: "ENOSPC", for: "once" },
    ];
    const before = snapshotOf(project.folder);
    const fault = { at: 1 + ((pick >> 4) % 24), ...choose(faults, pick) };
    let deleted: string[] | undefined;
    const { error } = await withFault(fault, async () => {
      const outcome = await runOnce(model.settings, "write", project.folder, model.force);
      deleted = outcome.deleted.map(({ path }) => path);
    });
    if (error !== undefined && !(error instanceof Killed)) throw error;
    model.interrupted = { before, deleted };
  },
};

/** How people set up prettier. */
const LAYOUTS: Options[] = [
  {},
  { semi: false, singleQuote: true },
  { useTabs: true, printWidth: 120, trailingComma: "none" },
  { tabWidth: 4, arrowParens: "avoid", bracketSpacing: false, quoteProps: "consistent" },
  { printWidth: 50, objectWrap: "collapse", experimentalTernaries: true, experimentalOperatorPosition: "start" },
];

/**
 * A stub that a formatter changed counts as a person's; formatted back, or indented in another way alone, it is
 * batchgen's.
 */
function noteFormatted(model: Model, path: string, before: string, after: string): void {
  if (!model.persons.has(path)) model.stubs.set(path, before);
  const stub = model.stubs.get(path);
  if (stub === undefined) return;
  if (withoutLayout(stub) === withoutLayout(after)) model.persons.delete(path);
  else model.persons.add(path);
}

function withoutLayout(text: string): string {
  return text.replaceAll("\t", "  ").replaceAll("\r\n", "\n");
}

function putBytes({ folder }: Project, path: string, bytes: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  const content = Buffer.from(bytes, "latin1");
  const isSame = filesIn({ folder }, dirname(path), "").includes(path) && readFileSync(file).equals(content);
  if (!isSame) writeFileSync(file, content);
}

/** A few of many. */
function some<T>(values: readonly T[], pick: number, count: number): T[] {
  const step = Math.max(1, Math.floor(values.length / count));
  return values.filter((_, index) => (index + pick) % step === 0).slice(0, count);
}

function readJson(text: string): { [key: string]: unknown } | undefined {
  try {
    return JSON.parse(text) as { [key: string]: unknown };
  } catch {
    return undefined;
  }
}
