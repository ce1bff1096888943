import type { TraceLine } from "../../templates/runtime/trace/lines.js";
import type { Row, Segment } from "./types.js";

type Start = Extract<TraceLine, { type: "call_start" }>;
type End = Extract<TraceLine, { type: "call_end" }>;
type TracedCall = { place: Start | End; start: Start | undefined; end: End | undefined };

/**
 * The rows of an answer's calls, those of a batch, and those of a piece of code, under a row of its own, and what was
 * repaired in them.
 *
 * @param begun The code that earlier answers began: what it calls later stands under it once more.
 */
export function turnRows(part: readonly TraceLine[], until: number, begun: Set<string>): Row[] {
  const calls = callsOf(part);
  // A call waits from here on: for an approval, a free place, or its turn.
  const ready = part.find((line) => line.type === "response")?.t ?? part[0]?.t ?? until;
  const ids = [...new Set([...calls.map(({ place }) => place.id), ...repaired(part)])];
  let code: string | undefined;
  return ids.flatMap((id) => {
    const own = calls.filter(({ place }) => place.id === id);
    const byCode = own[0]?.place.byCode;
    const head = byCode === undefined || byCode === code ? [] : [codeRow(calls, byCode, begun)];
    code = byCode;
    const repairs = part.flatMap((line) => (line.type === "repair" && line.id === id ? [repairRow(line)] : []));
    const size = own.reduce((most, { place }) => Math.max(most, place.of), 0);
    const rows = own
      .sort((one, other) => one.place.index - other.place.index || (one.place.item ?? 0) - (other.place.item ?? 0))
      .map((call) =>
        callRow(call, neededBy(call, own), size > 1 || byCode !== undefined ? "    " : "  ", ready, until),
      );
    return [...head, ...(size > 1 ? [batchRow(own, size)] : []), ...repairs, ...rows];
  });
}

function callsOf(part: readonly TraceLine[]): TracedCall[] {
  const calls = new Map<string, TracedCall>();
  for (const line of part) {
    if (line.type !== "call_start" && line.type !== "call_end") continue;
    const key = JSON.stringify([line.id, line.index, line.item]);
    const call = calls.get(key) ?? { place: line, start: undefined, end: undefined };
    calls.set(key, { ...call, [line.type === "call_start" ? "start" : "end"]: line });
  }
  return [...calls.values()];
}

function repaired(part: readonly TraceLine[]): (string | null)[] {
  return part.flatMap((line) => (line.type === "repair" ? [line.id] : []));
}

/** The calls of the same batch whose results a call takes. A trace that others wrote can say anything. */
function neededBy({ place }: TracedCall, batch: readonly TracedCall[]): TracedCall[] {
  const needs: readonly unknown[] = Array.isArray(place.needs) ? place.needs : [];
  return needs.length === 0 ? [] : batch.filter((one) => needs.includes(one.place.index));
}

function callRow(
  { place, start, end }: TracedCall,
  needed: readonly TracedCall[],
  indent: string,
  ready: number,
  until: number,
): Row {
  const to = end?.t ?? until;
  const ok = end?.status === "ok";
  const from = start?.t ?? to;
  // Of calls for each of a list, those count that it did begin after: it takes what one of them gave.
  const given = needed.flatMap((one) => (one.end !== undefined && one.end.t <= from ? [one.end.t] : []));
  const there = Math.min(from, Math.max(ready, ...given));
  const needing: Segment = { from: Math.min(ready, there), to: there, kind: "needing" };
  const waiting: Segment = { from: there, to: from, kind: "waiting" };
  const names = [...new Set(needed.map((one) => one.place.name))].join(", ");
  const how = end ? (end.code ?? end.status) : "not ended";
  const running: Segment = { from, to, kind: ok ? "running" : "failed" };
  return {
    label: `${indent}${place.name}${place.item === undefined ? "" : ` [${place.item}]`}`,
    segments: [...[needing, waiting].filter((segment) => segment.to > segment.from), running],
    durationMs: start ? to - from : undefined,
    note: names === "" ? how : `${how}, after ${names}`,
    failed: !ok,
  };
}

/** The code that made some of these calls. */
function codeRow(calls: readonly TracedCall[], byCode: string, begun: Set<string>): Row {
  const label = begun.has(byCode) ? "  code goes on" : "  code";
  begun.add(byCode);
  return groupRow(
    label,
    calls.filter(({ place }) => place.byCode === byCode),
  );
}

function batchRow(calls: readonly TracedCall[], size: number): Row {
  return groupRow(`  batch of ${size}`, calls);
}

function groupRow(label: string, calls: readonly TracedCall[]): Row {
  const failed = calls.filter(({ end }) => end?.status !== "ok").length;
  return {
    label,
    segments: [],
    note: failed === 0 ? "all ok" : `${failed} failed`,
    failed: failed > 0,
  };
}

function repairRow({ path, from, to, t }: Extract<TraceLine, { type: "repair" }>): Row {
  const segments: Segment[] = [{ from: t, to: t, kind: "again" }];
  return { label: "    repaired", segments, note: "", remark: `${path || "the input"}: ${from} to ${to}` };
}
