import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { expect } from "vitest";
import { runOnce } from "../../generator/commands/run-once.js";
import { resolveOptions } from "../../generator/config/resolve-options.js";
import { emit, readInput } from "../../generator/pipeline.js";
import { formatManifest } from "../../generator/plan/manifest.js";
import { allActions, changes, formatSummary } from "../../generator/report/format-actions.js";
import { tool } from "../support/project.js";

/** What a test knows about a project: which bytes are a person's, and how batchgen is called. */
export type Model = { settings: { [key: string]: unknown }; persons: Set<string>; steps: number };

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
function writtenSince(before: Snapshot, folder: string): string[] {
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

/** Runs batchgen, and holds it to everything that has to be true after any run, whatever happened before. */
export async function runAndVerify(model: Model, { folder }: Project): Promise<void> {
  model.steps++;
  const before = snapshotOf(folder);
  const check = await runOnce(model.settings, "check", folder);
  const dry = model.steps % 3 === 0 ? await runOnce(model.settings, "dry-run", folder) : check;
  expect(writtenSince(before, folder), "--check and --dry-run write nothing").toEqual([]);

  const run = await runOnce(model.settings, "write", folder);
  const after = snapshotOf(folder);
  for (const path of model.persons) {
    expect(after.get(path)?.bytes, `${path} is a person's`).toBe(before.get(path)?.bytes);
  }
  const changed = differences(before, after);
  // A handler that was moved to another tool's place is wrong there; a run leaves that to the compiler, --check does not.
  const faults = check.diagnostics.filter(({ severity }) => severity === "error");
  const blamed = faults.filter(({ code }) => code.startsWith("HANDLER_"));
  for (const { file } of blamed) expect(model.persons, "only a person's handler is blamed").toContain(file);
  const isRefused = run.exitCode === 2 || blamed.length > 0;
  expect(check.exitCode, "--check says what a run does").toBe(isRefused ? 2 : changed.length > 0 ? 1 : 0);
  if (run.exitCode === 2) {
    expect(run.diagnostics.some(({ severity }) => severity === "error")).toBe(true);
    expect(changed, "a run that is refused writes nothing").toEqual([]);
    return;
  }
  for (const { plan } of [check, dry, run]) {
    const planned = plan === undefined ? [] : allActions(plan).filter(changes);
    expect(planned.map(({ path }) => path).sort(), "the plan names what changes").toEqual(changed);
  }
  const summary = run.plan === undefined ? "" : formatSummary(run.plan, 0, 0);
  for (const path of changed) {
    if (!after.has(path)) expect(summary, "every deletion is named").toContain(`  deleted: ${path}\n`);
  }
  await verifyOutput(
    model,
    { folder },
    after,
    run.diagnostics.filter(({ severity }) => severity === "warning").map(({ file }) => file),
  );

  const second = await runOnce(model.settings, "write", folder);
  expect(
    second.plan === undefined ? [] : allActions(second.plan).filter(changes),
    "a second run has nothing to do",
  ).toEqual([]);
  expect(writtenSince(after, folder), "a second run writes nothing").toEqual([]);
  expect(second.diagnostics, "a second run says the same of the input").toEqual(
    run.diagnostics.filter(
      ({ code, file }) =>
        code !== "MANIFEST_UNREADABLE" &&
        code !== "OUT_FORMATTED" &&
        (code !== "HANDLER_ORPHANED" || isSaidAgain(second.diagnostics, file)),
    ),
  );
}

/** Of a handler that says nowhere which tool it is for, only the run that loses its definition can know. */
function isSaidAgain(diagnostics: readonly { file: string }[], file: string): boolean {
  return diagnostics.some((one) => one.file === file);
}

/** The output is what a run from nothing gives, and nothing else is there but what was warned about. */
async function verifyOutput(
  model: Model,
  { folder }: Project,
  after: Snapshot,
  warned: readonly string[],
): Promise<void> {
  const { options } = await resolveOptions(model.settings, folder);
  if (options === undefined) throw new Error("the options were fine a moment ago");
  const { output } = await emit(readInput(options));
  if (output === undefined) throw new Error("the input was fine a moment ago");
  const out = posix(relative(folder, options.outDir));
  const wanted = new Map(
    output.files.filter(({ owner }) => owner === "machine").map(({ path, content }) => [path, content]),
  );
  wanted.set(`${out}/.batchgen.json`, formatManifest(output.manifest));
  for (const [path, content] of wanted) {
    expect(normalize(after.get(path)?.bytes), path).toBe(Buffer.from(content).toString("latin1"));
  }
  const others = [...after.keys()].filter((path) => path.startsWith(`${out}/`) && !wanted.has(path));
  for (const path of others) expect(warned, "what does not belong is warned about").toContain(path);
  for (const { path, owner } of output.files)
    if (owner === "user") expect(after.has(path), `the handler ${path}`).toBe(true);
  expect(
    [...after.keys()].filter((path) => path.endsWith(".tmp")),
    "nothing half-written is left",
  ).toEqual([]);
}

function normalize(bytes: string | undefined): string | undefined {
  return bytes?.replaceAll("\r\n", "\n");
}

function posix(path: string): string {
  return path.split(sep).join("/");
}
