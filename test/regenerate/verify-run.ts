import { dirname, relative } from "node:path";
import { expect } from "vitest";
import { runOnce } from "../../generator/commands/run-once.js";
import { resolveOptions } from "../../generator/config/resolve-options.js";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.js";
import { emit, readInput } from "../../generator/pipeline.js";
import { formatManifest } from "../../generator/plan/manifest.js";
import { allActions, changes } from "../../generator/report/format-actions.js";
import { isJson } from "../support/is-json.js";
import { definitions, manifestText } from "./places.js";
import {
  differences,
  type Model,
  type Project,
  posix,
  type Snapshot,
  snapshotOf,
  writtenSince,
} from "./project-model.js";

const TEMPORARY = /\.batchgen-\d+-[0-9a-f]{12}\.tmp$/;

/** Runs batchgen, and holds it to everything that has to be true after any run, whatever happened before. */
export async function runAndVerify(model: Model, { folder }: Project): Promise<void> {
  model.steps++;
  const { settings, force } = model;
  const before = snapshotOf(folder);
  const isForeign = !force && isOfOthers(model, { folder });
  const check = await runOnce(settings, "check", folder, force);
  const dry = model.steps % 3 === 0 ? await runOnce(settings, "dry-run", folder, force) : check;
  expect(writtenSince(before, folder), "--check and --dry-run write nothing").toEqual([]);

  const run = await runOnce(settings, "write", folder, force);
  const after = snapshotOf(folder);
  for (const path of model.persons) {
    expect(after.get(path)?.bytes, `${path} is a person's`).toBe(before.get(path)?.bytes);
  }
  const changed = differences(before, after);
  verifyInterrupted(model, before, after);
  model.history.push({ files: before, persons: new Set(model.persons) });
  model.force = false;
  if (isForeign) expect(run.exitCode, "another one's output is refused").toBe(2);
  await verifyPlaces(model, { folder }, changed);
  // A handler that was moved to another tool's place is wrong there; a run leaves that to the compiler, --check does
  // not.
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
  const gone = changed.filter((path) => !after.has(path));
  expect(run.deleted.map(({ path }) => path).sort(), "every deletion is named").toEqual(gone);
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
  const repeated = run.diagnostics.filter(
    ({ code, file }) =>
      code !== "MANIFEST_UNREADABLE" &&
      code !== "OUT_FORMATTED" &&
      code !== "OUT_REPLACED" &&
      (code !== "HANDLER_ORPHANED" || isSaidAgain(second.diagnostics, file)),
  );
  expect(second.diagnostics.map(asRepeated), "a second run says the same").toEqual(repeated.map(asRepeated));
}

/**
 * That a file in the output was generated for a tool that is gone only the last manifest tells; the next run sees that
 * it does not belong there.
 */
function asRepeated(one: Diagnostic): Diagnostic | string {
  return one.code === "OUT_EDITED" || one.code === "OUT_STRANGER" ? one.file : one;
}

/** Of a handler that says nowhere which tool it is for, only the run that loses its definition can know. */
function isSaidAgain(diagnostics: readonly { file: string }[], file: string): boolean {
  return diagnostics.some((one) => one.file === file);
}

/** Whether the output says that a newer batchgen wrote it, or another tools folder that still holds definitions. */
function isOfOthers(model: Model, project: Project): boolean {
  const text = manifestText(model, project) ?? "";
  if (/"batchgen": "99/.test(text) || /"version": 99/.test(text)) return /"batchgen"/.test(text) && isJson(text);
  const tools = /^ {2}"tools": "(?:\.\.\/)*(\w+)"/m.exec(text)?.[1];
  if (tools === undefined || !isJson(text) || !/"version": 2/.test(text)) return false;
  return (
    tools !== (model.settings["tools"] ?? "tools") && definitions(project).some((path) => path.startsWith(`${tools}/`))
  );
}

/**
 * What a run that was interrupted has left: every file is as it was, or as it is after the next run, and each that is
 * gone was named.
 */
function verifyInterrupted(model: Model, now: Snapshot, after: Snapshot): void {
  if (model.interrupted === undefined) return;
  const { before, deleted } = model.interrupted;
  model.interrupted = undefined;
  for (const [path, { bytes }] of now) {
    if (!TEMPORARY.test(path)) expect([before.get(path)?.bytes, after.get(path)?.bytes], path).toContain(bytes);
  }
  for (const path of before.keys()) {
    if (now.has(path)) continue;
    expect(after.has(path), `${path} is there all the time`).toBe(false);
    if (deleted !== undefined && !TEMPORARY.test(path)) expect(deleted, "every deletion is named").toContain(path);
  }
}

/** Nothing changes but in the folders that the run was given. */
async function verifyPlaces({ settings }: Model, { folder }: Project, changed: readonly string[]): Promise<void> {
  const { options } = await resolveOptions(settings, folder);
  if (options === undefined) return expect(changed).toEqual([]);
  const homes = [options.toolsDir, options.outDir, options.handlersDir].map((home) => posix(relative(folder, home)));
  for (const path of changed) {
    expect(
      homes.some((home) => path.startsWith(`${home}/`)),
      `${path} is in a folder of the run`,
    ).toBe(true);
  }
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
  for (const path of others) {
    if (!isNested(path, out, after)) expect(warned, "what does not belong is warned about").toContain(path);
  }
  for (const { path, owner } of output.files)
    if (owner === "user") expect(after.has(path), `the handler ${path}`).toBe(true);
  const tools = posix(relative(folder, options.toolsDir));
  const half = [...after.keys()].filter(
    (path) => TEMPORARY.test(path) && (isBelow(path, tools) || (isBelow(path, out) && !isNested(path, out, after))),
  );
  expect(half, "nothing half-written is left").toEqual([]);
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

/** Whether a file is in an output of its own, below another one. */
function isNested(path: string, out: string, files: Snapshot): boolean {
  const folder = dirname(path);
  return folder !== out && folder !== "." && (files.has(`${folder}/.batchgen.json`) || isNested(folder, out, files));
}

function normalize(bytes: string | undefined): string | undefined {
  return bytes?.replaceAll("\r\n", "\n");
}
