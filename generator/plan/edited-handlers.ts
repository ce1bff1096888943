import type { Plan } from "./plan.js";

/** A handler that a person has edited. */
export type EditedHandler = { path: string; tool: string; text: string };

/** The handlers whose text is not that of a stub. A link can lead nowhere. */
export function editedHandlers({ actions }: Plan): EditedHandler[] {
  return actions.flatMap(({ path, action, tool, isStub, current }) => {
    if (action !== "keep" || tool === undefined || isStub === true || current === undefined) return [];
    return [{ path, tool, text: current }];
  });
}
