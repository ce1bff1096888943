import type { Line } from "./types.js";

/**
 * The conversations of a trace, in order. Each ends with its `end`, or where the file ends or a new trace was appended to it. One
 * that goes on from a saved history may begin with calls.
 */
export function splitConversations(lines: readonly Line[]): Line[][] {
  const conversations: Line[][] = [];
  let open: Line[] = [];
  const close = () => {
    if (open.length > 0) conversations.push(open);
    open = [];
  };
  for (const line of lines) {
    if (line.type === "trace") close();
    else open.push(line);
    if (line.type === "end") close();
  }
  close();
  return conversations;
}
