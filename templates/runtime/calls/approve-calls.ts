import type { Approval, ApprovalRequest, ValueOrigin } from "../contract/approvals.js";
import type { DispatcherOptions } from "../contract/dispatcher-types.js";
import { CODE_APPROVAL_MS } from "../contract/limits.js";
import { clip } from "../json/text.js";
import { type Call, callError, placeOfCall, referencesOf } from "./call.js";
import { isByCode } from "./check-caller.js";
import { createStop, type Stop, untilStopped } from "./stop.js";

/** A reason is cut here, in bytes: it is told to Claude. */
const MAX_REASON_BYTES = 500;

type Asking = Pick<DispatcherOptions, "approve" | "needsApproval">;

/**
 * The calls, those that need approval and do not get it with their error. All are asked for, one after the other,
 * before any of them runs: what a person sees is then the whole turn, and nothing has happened yet.
 */
export async function approveCalls(calls: readonly Call[], asking: Asking, stop: Stop): Promise<Call[]> {
  const decided: Call[] = [];
  const startedAt = performance.now();
  for (const call of calls) {
    // Where values are not there yet, it is asked when they are.
    const isOpen = call.error === undefined && call.references === undefined && stop.reason() === undefined;
    const need = isOpen ? needOf(call, asking.needsApproval) : "none";
    if (need === "none") decided.push(call);
    else if (!isByCode(call)) decided.push(await decide(call, need, asking, stop));
    else decided.push(await decideInTime(call, need, asking, stop, startedAt + CODE_APPROVAL_MS));
  }
  return decided;
}

/** The same for a call by code, which gives up after a while: then nobody is asked any longer, and nothing runs. */
async function decideInTime(
  call: Call,
  need: { cause?: unknown },
  asking: Asking,
  stop: Stop,
  until: number,
): Promise<Call> {
  const late = { ...call, ...need, error: callError("DENIED", "Not approved in time, so not executed.") };
  const left = until - performance.now();
  if (left <= 0) return late;
  const timed = createStop(stop.signal, left);
  try {
    const decided = await decide(call, need, asking, timed);
    return timed.reason() === "TIMEOUT" && decided.error === undefined ? late : decided;
  } finally {
    timed.close();
  }
}

/**
 * Asks for calls whose values come only while others run: one question after the other, since a person answers them. A
 * call that needs no approval does not wait for that.
 */
export function askInTurns(asking: Asking, stop: Stop): (call: Call) => Promise<Call> {
  let last: Promise<unknown> = Promise.resolve();
  return (call) => {
    const isOpen = call.error === undefined && stop.reason() === undefined;
    const need = isOpen ? needOf(call, asking.needsApproval) : "none";
    if (need === "none") return Promise.resolve(call);
    const done = last.then(() => (stop.reason() === undefined ? decide(call, need, asking, stop) : call));
    last = done;
    return done;
  };
}

async function decide(call: Call, need: { cause?: unknown }, { approve }: Asking, stop: Stop): Promise<Call> {
  const { name } = call;
  const denied = (message: string): Call => ({ ...call, ...need, error: callError("DENIED", message) });
  if (approve === undefined) return denied(`${name} needs approval, and there is nobody to ask. It was not executed.`);
  try {
    // The one who decides gets a copy: what runs is what was shown, whatever becomes of the copy.
    const input = structuredClone(call.input);
    const request = {
      ...placeOfCall(call),
      input,
      signal: stop.signal,
      ...(call.from && { from: originsIn(call) }),
    };
    const answer = await untilStopped(approve(request as ApprovalRequest), stop);
    // After a stop nothing runs: the call needs no other outcome than that.
    if (answer === "stopped" || isApproved(answer.value)) return call;
    const reason = reasonOf(answer.value);
    return denied(reason === "" ? "Not approved, so not executed." : `Not approved, so not executed: ${reason}`);
  } catch (cause) {
    return { ...denied("The question for approval failed, so it was not executed."), cause };
  }
}

/** Whether a call needs approval; where the host's policy failed, with what it threw. */
function needOf(call: Call, needsApproval: DispatcherOptions["needsApproval"]): "none" | { cause?: unknown } {
  const { readOnly = false, approval = false } = call.definition ?? {};
  // Results are texts of others: what comes from one is not acted on unasked.
  const isNeeded = approval || (originsIn(call).length > 0 && !readOnly);
  if (needsApproval === undefined) return isNeeded ? {} : "none";
  const { word, ...failed } = hostWord(call, needsApproval);
  return (word ?? isNeeded) ? failed : "none";
}

/** Whether a call may start although one that needs it cannot run: its tool is read-only, after the host's word. */
export function isHarmless(call: Call, { needsApproval }: Asking): boolean {
  const { word } = hostWord(call, needsApproval);
  return word === undefined ? call.definition?.readOnly === true : !word;
}

/** What the host says: whether the call needs approval, or nothing. A throw means that it does. */
function hostWord(
  call: Call,
  needsApproval: DispatcherOptions["needsApproval"],
): { word: boolean | undefined; cause?: unknown } {
  if (needsApproval === undefined) return { word: undefined };
  const { readOnly = false, destructive = false, approval = false } = call.definition ?? {};
  try {
    const tool = { name: call.name, readOnly, destructive, approval };
    const answer: unknown = needsApproval(tool, { references: originsIn(call) });
    if (answer instanceof Promise) answer.catch(() => {});
    return { word: answer === undefined ? undefined : answer !== false };
  } catch (cause) {
    return { word: true, cause };
  }
}

/** Where values of a call come from, as the host is told it. */
function originsIn(call: Call): ValueOrigin[] {
  return (call.from ?? referencesOf(call)).map(({ path, id, pointer }) => ({ path, id, pointer }));
}

/** Nothing but a clear yes is one. */
function isApproved(approval: Approval): boolean {
  return approval === true || (typeof approval === "object" && approval?.approved === true);
}

function reasonOf(approval: Approval): string {
  const reason: unknown = typeof approval === "object" ? approval?.reason : undefined;
  return typeof reason === "string" ? clip(reason, MAX_REASON_BYTES) : "";
}
