import type { TraceLine } from "../../templates/runtime/trace/lines.js";
import { requestRows, tokensOf } from "./request-rows.js";
import { turnRows } from "./turn-rows.js";
import type { Row, Timeline } from "./types.js";

type Of<T extends TraceLine["type"]> = Extract<TraceLine, { type: T }>;

/** Lays out the conversations of a trace, in order. */
export function layOut(lines: readonly TraceLine[]): Timeline[] {
  return splitConversations(lines).map(layOutOne);
}

/**
 * The conversations of a trace, in order. Each ends with its `end`, or where the file ends or a new trace was appended
 * to it. One that goes on from a saved history may begin with calls.
 */
function splitConversations(lines: readonly TraceLine[]): TraceLine[][] {
  const conversations: TraceLine[][] = [];
  let open: TraceLine[] = [];
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

/** One conversation: its rows in order, each request before the calls of its answer, and its sums. */
function layOutOne(lines: readonly TraceLine[]): Timeline {
  const from = lines[0]?.t ?? 0;
  // A clock can be set back while a trace is written.
  const to = lines.reduce((last, { t }) => Math.max(last, t), from);
  const requests = ofType(lines, "request");
  const responses = ofType(lines, "response");
  const end = ofType(lines, "end").at(-1);
  const usage = end?.usage;
  return {
    model: requests[0]?.model ?? "",
    from,
    to,
    rows: rowsOf(lines, to),
    requests: requests.length,
    calls: ofType(lines, "call_end").length,
    tokens: usage ? tokensOf(usage) : sum(responses.map((response) => tokensOf(response.usage))),
    ending: end && (end.budget === undefined ? end.outcome : `${end.outcome} (${end.budget})`),
    error: end?.error,
    failed: end?.outcome !== "completed",
  };
}

function ofType<T extends TraceLine["type"]>(lines: readonly TraceLine[], type: T): Of<T>[] {
  return lines.filter((line): line is Of<T> => line.type === type);
}

/** Every request begins a new part; what comes before the first are the calls that a saved history ended in. */
function rowsOf(lines: readonly TraceLine[], to: number): Row[] {
  const starts = lines.flatMap((line, index) => (line.type === "request" ? [index] : []));
  const parts = [0, ...starts].map((start, n) => lines.slice(start, starts[n] ?? lines.length));
  const begun = new Set<string>();
  return parts.flatMap((part) => {
    const [first] = part;
    if (!first) return [];
    const until = part.at(-1)?.type === "end" ? (part.at(-1)?.t ?? to) : to;
    return [...(first.type === "request" ? requestRows(part, until) : []), ...turnRows(part, until, begun)];
  });
}

function sum(pairs: readonly (readonly [number, number])[]): [number, number] {
  return pairs.reduce<[number, number]>(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
}
