import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { tool } from "../support/project.js";

/** What a test knows about a project. */
export type Model = {
  /** How batchgen is called. */
  settings: { [key: string]: unknown };
  /** Whether the next run, and that one alone, is to take over what is not its own. */
  force: boolean;
  /** The files whose bytes are a person's. */
  persons: Set<string>;
  /** The stubs that a formatter changed, as batchgen wrote them. */
  stubs: Map<string, string>;
  /** How the project was before each run: what git can check out. */
  history: { files: Snapshot; persons: ReadonlySet<string> }[];
  /** What a run that was interrupted found, and what it said that it deleted; undefined where it was killed. */
  interrupted: { before: Snapshot; deleted: readonly string[] | undefined } | undefined;
  steps: number;
};

export function newModel(settings: Model["settings"] = {}): Model {
  return {
    settings,
    force: false,
    persons: new Set(),
    stubs: new Map(),
    history: [],
    interrupted: undefined,
    steps: 0,
  };
}

/** A project on disk. */
export type Project = { folder: string };

/** Every file of a project as bytes and time of change. */
export type Snapshot = Map<string, { bytes: string; changed: bigint }>;

export function snapshotOf(folder: string): Snapshot {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const paths = entries.map((entry) => posix(relative(folder, join(entry.parentPath, entry.name)))).sort();
  return new Map(
    paths.map((path) => {
      const file = join(folder, path);
      return [path, { bytes: readFileSync(file, "latin1"), changed: statSync(file, { bigint: true }).mtimeNs }];
    }),
  );
}

/** What was written between a snapshot and now, by the times alone, which is quicker. */
export function writtenSince(before: Snapshot, folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const now = new Map(
    entries.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [posix(relative(folder, file)), statSync(file, { bigint: true }).mtimeNs];
    }),
  );
  return [...new Set([...before.keys(), ...now.keys()])].filter((path) => before.get(path)?.changed !== now.get(path));
}

/** The paths that differ between two snapshots, in bytes or in time. */
export function differences(before: Snapshot, after: Snapshot): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => {
      const [old, now] = [before.get(path), after.get(path)];
      return old?.bytes !== now?.bytes || old?.changed !== now?.changed;
    })
    .sort();
}

/** A definition that is right; each variant has another schema. */
export function definition(name: string, variant: number): string {
  const properties = { [`field_${variant}`]: { type: ["string", "integer", "boolean"][variant % 3] } };
  const over = { description: `Does ${name} in manner ${variant}`, input_schema: { type: "object", properties } };
  return `${JSON.stringify(tool(name, over), undefined, 2)}\n`;
}

/** Writes a file as a person does. */
export function writeAs(model: Model, { folder }: Project, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  model.persons.add(path);
}

export function removeAs(model: Model, { folder }: Project, path: string): void {
  rmSync(join(folder, path), { recursive: true, force: true });
  model.persons.delete(path);
}

export function moveAs(model: Model, { folder }: Project, from: string, to: string): void {
  mkdirSync(dirname(join(folder, to)), { recursive: true });
  renameSync(join(folder, from), join(folder, to));
  if (model.persons.delete(from)) model.persons.add(to);
}

/** The files below a folder of the project, by the end of their names. */
export function filesIn({ folder }: Project, below: string, end: string): string[] {
  if (!existsSync(join(folder, below))) return [];
  return readdirSync(join(folder, below), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(end))
    .map((entry) => posix(relative(folder, join(entry.parentPath, entry.name))))
    .sort();
}

export function posix(path: string): string {
  return path.split(sep).join("/");
}
