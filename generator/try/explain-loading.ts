import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { escapeInvisible } from "../diagnostics/show-value.js";
import { packageRoot } from "../package-root.js";
import { findManager } from "../read/package-manager.js";

/** Where this code is: it need not be in node_modules, where the package is linked, or this is its repository. */
const OWN = ["dist", "generator"].map((folder) => join(packageRoot(), folder) + sep);

/** A file in a message or a line of a stack, with line and column. */
const FILE = /(?:file:\/\/)?(\/[^\s:()'"]+|[A-Z]:\\[^\s:()'"]+)(:\d+(?::\d+)?)?/g;

/**
 * Why generated code, or a handler, cannot be loaded, and what to do: in words for whoever wrote the handlers, without
 * what loads them.
 * @param index The generated index, absolute.
 */
export function explainLoading(thrown: unknown, index: string): string {
  const out = dirname(index);
  const place = placeIn(thrown, out);
  const where = place ?? show(index);
  const missing = missingPackage(thrown);
  if (missing !== undefined) {
    const install = findManager(out).install([missing]);
    return `${where} imports the package ${missing}, which is not installed here. Install it: ${install}`;
  }
  const frames = ownFrames(thrown);
  const check = findManager(out).run("tsc --noEmit");
  return [
    `${where} cannot be loaded: ${firstLine(thrown)}`,
    ...frames,
    `Fix it and try again; \`${check}\` shows what TypeScript makes of it.`,
  ].join("\n");
}

/** What an error says, in a line: some go on with a list of all that was loaded. */
export function firstLine(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return escapeInvisible(text.split("\n", 1)[0]?.replaceAll(process.cwd() + sep, "") ?? "");
}

/** The package that could not be found; undefined where it was a file, or something else went wrong. */
function missingPackage(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const found =
    /Cannot find (?:module|package) '((?:@[^/']+\/)?[^./'][^/']*)/.exec(thrown.message) ??
    /tried to access ((?:@[^/\s]+\/)?[^./\s][^/\s]*),? but/.exec(thrown.message);
  const name = found?.[1];
  return name === undefined || name.startsWith("node:") ? undefined : name;
}

/** The innermost file of the user's own that an error's message or stack names, with its line. */
function placeIn(thrown: unknown, out: string): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  for (const [, path = "", at = ""] of `${thrown.message}\n${thrown.stack ?? ""}`.matchAll(FILE)) {
    if (isOwn(path) && !path.startsWith(out + sep)) return show(path) + at;
  }
  return undefined;
}

/** The lines of a stack that are the user's own: those of the loader help nobody. */
export function ownFrames(thrown: unknown): string[] {
  const lines = thrown instanceof Error ? (thrown.stack ?? "").split("\n") : [];
  return lines.flatMap((line) => {
    const frame = /^\s+at /.test(line) ? [...line.matchAll(FILE)].find(([, path = ""]) => isOwn(path)) : undefined;
    return frame === undefined ? [] : [`    at ${show(frame[1] ?? "")}${frame[2] ?? ""}`];
  });
}

function isOwn(path: string): boolean {
  const isForeign = OWN.some((folder) => path.startsWith(folder)) || path.includes(`${sep}node_modules${sep}`);
  return !isForeign && existsSync(path);
}

function show(path: string): string {
  return escapeInvisible(relative(process.cwd(), path) || path);
}
