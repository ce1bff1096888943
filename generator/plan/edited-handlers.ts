import { hashText } from "./manifest.js";
import type { Disk, Plan } from "./plan.js";

/** A handler that a person has edited. */
export type EditedHandler = { path: string; tool: string; text: string };

/** The handlers whose bytes are not those that batchgen last wrote there. */
export function editedHandlers({ actions, handlers }: Plan, disk: Disk): EditedHandler[] {
  return actions.flatMap(({ path, action, current }) => {
    const handler = handlers.get(path);
    if (action !== "keep" || handler === undefined) return [];
    const text = current ?? textAt(path, disk);
    if (text === undefined || hashText(text) === handler.hash) return [];
    return [{ path, tool: handler.tool, text }];
  });
}

/** A link can lead nowhere. */
function textAt(path: string, disk: Disk): string | undefined {
  const found = disk.look(path);
  return found === undefined || found.kind === "other" ? undefined : found.text;
}
