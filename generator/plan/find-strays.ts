import { hasBanner } from "../emit/text.js";
import type { Action, Disk } from "./plan.js";
import { isAbandoned, isTemporary } from "./temporary-name.js";

/** What makes a file a handler, whatever it is called: it exports one, and says of which tool. */
const EXPORT = /^export\s+(?:(?:const|let|var|(?:async\s+)?function)\s+handler\b|\{[^}]*\bhandler\b)/m;
const TYPE = /\bHandler<\s*["']([^"']*)["']/;

/**
 * Files that nothing wants: those in the output folder that batchgen did not write and handlers that no definition
 * calls for, which are kept, and what a killed run left half-written, which is deleted. Everything is found by looking,
 * not from memory: the manifest may be lost.
 * @param known What has an action already.
 */
export function findStrays(disk: Disk, known: ReadonlySet<string>): Action[] {
  const output = disk.listOutput().filter((path) => !known.has(path));
  const beside = disk.listHandlers().filter((path) => !known.has(path));
  const temporary = [...new Set([...output, ...beside])].filter(isTemporary).map((path): Action => {
    const isOver = isAbandoned(path, disk.writtenAt(path) ?? 0);
    // That of a run that may be at work is looked at again each time, until it is old.
    return { path, action: isOver ? "delete" : "keep", owner: "machine", ...(isOver ? {} : { isSaidOnce: true }) };
  });
  const foreign = output.flatMap((path): Action[] => {
    if (isTemporary(path)) return [];
    const found = disk.look(path);
    const isLost = found?.kind === "file" && hasBanner(found.text);
    return [{ path, action: "orphan", owner: isLost ? "machine" : "user", because: isLost ? "lost" : "foreign" }];
  });
  const handlers = beside.flatMap((path): Action[] => {
    const found = path.endsWith(".ts") ? disk.look(path) : undefined;
    if (found === undefined || found.kind === "other" || !isHandler(found.text)) return [];
    return [{ path, action: "orphan", owner: "user", current: found.text, because: "handler" }];
  });
  return [...temporary, ...foreign, ...handlers];
}

/** Whether a text exports a handler that says which tool it is for. */
export function isHandler(text: string | undefined): boolean {
  return text !== undefined && EXPORT.test(text) && TYPE.test(text);
}

/** The tool that the type of a handler names; undefined where it names none. */
export function toolOfHandler(text: string): string | undefined {
  return TYPE.exec(text)?.[1];
}
