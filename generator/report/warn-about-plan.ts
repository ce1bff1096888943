import { posix } from "node:path";
import { type Diagnostic, diagnose, startOf } from "../diagnostics/diagnostic.js";
import { showText } from "../diagnostics/show-value.js";
import { isUnfilled } from "../emit/stub-form.js";
import { toolOfHandler } from "../plan/find-strays.js";
import type { Action, Plan } from "../plan/plan.js";
import { allActions, nameSome } from "./format-actions.js";
import { formattedFiles } from "./formatting.js";

/** What a plan leaves as it is and should not be there, and what it cannot get past. */
export function warnAboutPlan(plan: Plan): Diagnostic[] {
  const found = [
    ...allActions(plan).flatMap((action) => warnOfHandler(action, plan) ?? warnAbout(action)),
    ...warnAboutManifest(plan.manifest),
    ...warnOfFormatting(plan),
    ...warnOfEdits(plan),
  ];
  // One file can be in the way of many.
  return [...new Map(found.map((one) => [`${one.code} ${one.file}`, one])).values()];
}

/**
 * A handler that no definition calls for, while one that is called for waits to be filled in; undefined for any other
 * action.
 */
function warnOfHandler({ path, because, current }: Action, { actions }: Plan): Diagnostic[] | undefined {
  if (because !== "handler" || current === undefined || isUnfilled(current)) return undefined;
  const tool = toolOfHandler(current);
  if (tool === undefined) return undefined;
  const now = actions.find((action) => action.tool === tool);
  if (now !== undefined) {
    if (now.isStub !== true) return undefined;
    const text =
      `${path} is the handler of ${showText(tool)}, which is called from ${now.path} now; nobody has filled that ` +
      "in, so Claude is told that the tool is not implemented.";
    return [toWarning(diagnose("HANDLER_LEFT_BEHIND", startOf(path), text, `Move it: mv ${path} ${now.path}`))];
  }
  const stubs = actions.filter(
    (action) => action.isStub === true && posix.dirname(action.path) === posix.dirname(path),
  );
  if (stubs.length === 0) return undefined;
  const names = nameSome(stubs.map((stub) => stub.path));
  const text =
    `${path} is a handler of ${showText(tool)}, which no definition calls for, so it is kept. ${names} ` +
    `${stubs.length === 1 ? "waits" : "wait"} to be filled in.`;
  const hint =
    "If the tool was renamed, move it there, and change the name in its type. If the tool is gone, delete it.";
  return [diagnose("HANDLER_ORPHANED", startOf(path), text, hint)];
}

/** Otherwise people look for a change of content, and find none. */
function warnOfFormatting(plan: Plan): Diagnostic[] {
  const files = formattedFiles(plan);
  const [first] = files;
  if (first === undefined) return [];
  const they = files.length === 1 ? "differs" : "differ";
  const text =
    `${nameSome(files)} ${they} from what batchgen writes in formatting only: a formatter changed ` +
    `${files.length === 1 ? "it" : "them"}.`;
  const folder = posix.dirname(plan.manifest.path);
  const hint =
    `Keep formatters away from ${folder}/: add it to .prettierignore, or to the ignored files of the formatter ` +
    "that ran.";
  return [diagnose("OUT_FORMATTED", startOf(first), text, hint)];
}

/** Otherwise people lose their work, and find out later. */
function warnOfEdits(plan: Plan): Diagnostic[] {
  const formatted = new Set(formattedFiles(plan));
  const files = plan.actions.flatMap(({ path, action, because }) =>
    action === "update" && because === "edited" && !formatted.has(path) ? [path] : [],
  );
  const [first] = files;
  if (first === undefined) return [];
  const were = files.length === 1 ? "was edited since batchgen wrote it" : "were edited since batchgen wrote them";
  const text = `${nameSome(files)} ${were}: a run writes ${files.length === 1 ? "it" : "them"} anew, without the edit.`;
  const hint = "Make the change in a definition or a handler; git has what was edited, if it was committed.";
  return [diagnose("OUT_REPLACED", startOf(first), text, hint)];
}

function toWarning(fault: Diagnostic): Diagnostic {
  return { ...fault, severity: "warning" };
}

function warnAbout({ path, action, because, at = path }: Action): Diagnostic[] {
  const place = startOf(path);
  if (action === "conflict") return [at === path ? conflictOf(path, because) : obstacleOf(at)];
  if (action !== "orphan") return [];
  if (because === "handler") {
    const text =
      `${path} is a handler that no definition calls for: its tool is gone, or its place is another one. It is a ` +
      "person's, so it is kept.";
    const hint = "Move it to where the tool's handler belongs, under the tool's name, or delete it.";
    return [diagnose("HANDLER_ORPHANED", place, text, hint)];
  }
  if (because === "edited") {
    const text = `${path} was generated for a tool that is gone, and edited since: it is kept.`;
    const hint = "Delete it, once the edit is where it belongs: in a definition or a handler.";
    return [diagnose("OUT_EDITED", place, text, hint)];
  }
  if (because === "lost") {
    const text = `${path} looks generated, but nothing calls for it and the manifest does not know it: it is kept.`;
    return [diagnose("OUT_STRANGER", place, text, "Delete it, unless somebody put it there on purpose.")];
  }
  const text = `${path} is in the output folder, and batchgen did not write it: it is kept.`;
  return [diagnose("OUT_STRANGER", place, text, "Move it out of the output folder, which is the machine's.")];
}

function obstacleOf(path: string): Diagnostic {
  const text = `${path} is no folder, and batchgen wants to write into a folder of that name: nothing at all was written.`;
  return diagnose(
    "OUT_CONFLICT",
    startOf(path),
    text,
    "Move it away, or choose another folder with --out or --handlers.",
  );
}

function conflictOf(path: string, because: Action["because"]): Diagnostic {
  const place = startOf(path);
  if (because === "link") {
    const text = `${path} is behind a link that leads out of the folder where it belongs: nothing at all was written.`;
    return diagnose("OUT_LINK", place, text, "Remove the link; batchgen makes the folder itself.");
  }
  if (because === "no file") {
    const text =
      `${path} is where batchgen wants to write a file, and it is a folder or something else: nothing at all was ` +
      "written.";
    return diagnose("OUT_CONFLICT", place, text, "Move it away, or choose another output folder with --out.");
  }
  if (because === "output") {
    const text = `${path} would be a handler in the output folder, which is the machine's: nothing at all was written.`;
    return diagnose(
      "OUT_CONFLICT",
      place,
      text,
      "Choose another output folder with --out, or another one with --handlers.",
    );
  }
  if (because === "edited") {
    const text = `${path} has lost its first line, by which batchgen knows its own files: nothing at all was written.`;
    const hint =
      "Delete it and run batchgen again, or move it away if it is yours. Changes belong in a definition or a handler.";
    return diagnose("OUT_CONFLICT", place, text, hint);
  }
  const text = `${path} is where batchgen wants to write, and batchgen did not write it: nothing at all was written.`;
  return diagnose("OUT_CONFLICT", place, text, "Move the file away, or choose another output folder with --out.");
}

function warnAboutManifest({ path, because, action }: Action): Diagnostic[] {
  if (because !== "lost" || action !== "update") return [];
  const text =
    `${path} cannot be read: a merge damaged it, or another version of batchgen wrote it. What it knew of files ` +
    "written before is lost; it is written anew.";
  return [
    diagnose(
      "MANIFEST_UNREADABLE",
      startOf(path),
      text,
      "Look for files of tools that are gone: they are not deleted.",
    ),
  ];
}
