import type { TokenUsage } from "../../templates/runtime/contract/conversation-types.js";
import type { TraceLine } from "../../templates/runtime/trace/lines.js";
import type { Row, Segment } from "./types.js";

/**
 * The rows of a request: itself, then what was sent again and why. `part` begins with it and ends before the next one.
 */
export function requestRows(part: readonly TraceLine[], until: number): Row[] {
  const [request] = part;
  if (request?.type !== "request") return [];
  const response = part.find((line) => line.type === "response");
  const end = part.find((line) => line.type === "end");
  const to = response?.t ?? end?.t ?? until;
  const row: Row = {
    label: `request ${request.step}`,
    segments: segmentsOf(part, to, response !== undefined),
    durationMs: to - request.t,
    tokens: response && tokensOf(response.usage),
    note: response ? (response.stopReason ?? "no stop reason") : (end?.outcome ?? "no answer"),
    failed: response === undefined,
  };
  return [row, ...part.flatMap((line) => troubleRow(line))];
}

/** Waiting until the first piece arrives, then receiving; from the start where the answer broke off. */
function segmentsOf(part: readonly TraceLine[], to: number, answered: boolean): Segment[] {
  const segments: Segment[] = [];
  let from = part[0]?.t ?? to;
  let kind: Segment["kind"] = "waiting";
  const turnTo = (next: Segment["kind"], t: number) => {
    if (t > from) segments.push({ from, to: t, kind });
    from = t;
    kind = next;
  };
  for (const line of part) {
    if (line.type === "response" || line.type === "end") break;
    if (line.type === "first") turnTo("receiving", line.t);
    if (line.type === "retry" && line.cause === "stream") {
      kind = "failed";
      turnTo("waiting", line.t);
    }
  }
  if (!answered) kind = "failed";
  turnTo("waiting", to);
  return segments;
}

function troubleRow(line: TraceLine): Row[] {
  if (line.type === "retry") {
    const segments: Segment[] = [{ from: line.t, to: line.t + line.delayMs, kind: "again" }];
    return [{ label: `  sent again (${line.attempt})`, segments, note: "", remark: line.reason, failed: true }];
  }
  if (line.type === "fallback") {
    const segments: Segment[] = [{ from: line.t, to: line.t, kind: "again" }];
    return [{ label: `  without ${line.field}`, segments, note: "", remark: line.reason, failed: true }];
  }
  return [];
}

/** The input is the sum of the three input counters: what was read from the cache and written to it is input, too. */
export function tokensOf(usage: TokenUsage): [number, number] {
  const { input_tokens, cache_creation_input_tokens, cache_read_input_tokens, output_tokens } = usage;
  return [input_tokens + cache_creation_input_tokens + cache_read_input_tokens, output_tokens];
}
