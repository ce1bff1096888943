import { requestRows } from "./request-rows.js";
import { tokensOf } from "./tokens-of.js";
import { turnRows } from "./turn-rows.js";
import type { Line, Row, Timeline } from "./types.js";

type Of<T extends Line["type"]> = Extract<Line, { type: T }>;

/** Lays out one conversation of a trace: its rows in order, each request before the calls of its answer, and its sums. */
export function layOut(lines: readonly Line[]): Timeline {
  const from = lines[0]?.t ?? 0;
  // A clock can be set back while a trace is written.
  const to = lines.reduce((last, { t }) => Math.max(last, t), from);
  const all = <T extends Line["type"]>(type: T): Of<T>[] => lines.filter((line): line is Of<T> => line.type === type);
  const requests = all("request");
  const responses = all("response");
  const end = all("end").at(-1);
  const usage = end?.usage;
  return {
    model: requests[0]?.model ?? "",
    from,
    to,
    rows: rowsOf(lines, to),
    requests: requests.length,
    calls: all("call_end").length,
    tokens: usage ? tokensOf(usage) : sum(responses.map((response) => tokensOf(response.usage))),
    ending: end && (end.budget === undefined ? end.outcome : `${end.outcome} (${end.budget})`),
    error: end?.error,
    failed: end?.outcome !== "completed",
  };
}

/** Every request begins a new part; what comes before the first are the calls that a saved history ended in. */
function rowsOf(lines: readonly Line[], to: number): Row[] {
  const starts = lines.flatMap((line, index) => (line.type === "request" ? [index] : []));
  const parts = [0, ...starts].map((start, n) => lines.slice(start, starts[n] ?? lines.length));
  return parts.flatMap((part) => {
    const [first] = part;
    if (!first) return [];
    const until = part.at(-1)?.type === "end" ? (part.at(-1)?.t ?? to) : to;
    return [...(first.type === "request" ? requestRows(part, until) : []), ...turnRows(part, until)];
  });
}

function sum(pairs: readonly (readonly [number, number])[]): [number, number] {
  return pairs.reduce<[number, number]>(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
}
