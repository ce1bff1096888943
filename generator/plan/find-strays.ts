import { hasBanner } from "../emit/text.js";
import type { Action, Disk } from "./plan.js";
import { readTemporary } from "./temporary-name.js";

/** What makes a file a handler, whatever it is called: it exports one, and says of which tool. */
const EXPORT = /^export\s+(?:(?:const|let|var|(?:async\s+)?function)\s+handler\b|\{[^}]*\bhandler\b)/m;
const TYPE = /\bHandler<\s*["']/;

/**
 * What lies about that nothing wants: strangers' files in the output folder and handlers that no definition calls for, which are kept, and what
 * a killed run left half-written, which is deleted. Everything is found by looking, not from memory: the manifest may be lost.
 * @param known What has an action already.
 * @param listed What the disk lists, where somebody has asked it already.
 */
export function findStrays(
  disk: Disk,
  known: ReadonlySet<string>,
  listed = { output: disk.listOutput(), handlers: disk.listHandlers() },
): Action[] {
  const output = listed.output.filter((path) => !known.has(path));
  const beside = listed.handlers.filter((path) => !known.has(path));
  const abandoned = [...new Set([...output, ...beside])].flatMap((path): Action[] => {
    return readTemporary(path)?.isOver === true ? [{ path, action: "delete", owner: "machine" }] : [];
  });
  const strangers = output.flatMap((path): Action[] => {
    if (readTemporary(path) !== undefined) return [];
    const found = disk.look(path);
    const isLost = found?.kind === "file" && hasBanner(found.text);
    return [{ path, action: "orphan", owner: isLost ? "machine" : "user", because: isLost ? "lost" : "stranger" }];
  });
  const handlers = beside.flatMap((path): Action[] => {
    const found = path.endsWith(".ts") ? disk.look(path) : undefined;
    if (found === undefined || found.kind === "other" || !isHandler(found.text)) return [];
    return [{ path, action: "orphan", owner: "user", current: found.text, because: "handler" }];
  });
  return [...abandoned, ...strangers, ...handlers];
}

function isHandler(text: string | undefined): boolean {
  return text !== undefined && EXPORT.test(text) && TYPE.test(text);
}
