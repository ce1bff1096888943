// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.

import type { Approval, ApprovalRequest, DispatcherOptions } from "../contract/types.js";
import { clip } from "../json/text.js";
import { type Call, callError } from "./call.js";
import { type Stop, untilStopped } from "./stop.js";

/** A reason is cut here, in bytes: it is told to Claude. */
const MAX_REASON_BYTES = 500;

type Asking = Pick<DispatcherOptions, "approve" | "needsApproval">;

/**
 * The calls, those that need approval and do not get it with their error. All are asked for, one after the other, before
 * any of them runs: what a person sees is then the whole turn, and nothing has happened yet.
 */
export async function approveCalls(calls: readonly Call[], asking: Asking, stop: Stop): Promise<Call[]> {
  const decided: Call[] = [];
  for (const call of calls) decided.push(await decide(call, asking, stop));
  return decided;
}

async function decide(call: Call, { approve, needsApproval }: Asking, stop: Stop): Promise<Call> {
  if (call.error !== undefined || stop.reason() !== undefined) return call;
  const need = needOf(call, needsApproval);
  if (need === "none") return call;
  const { index, invocationCount, name, toolUseId } = call;
  const denied = (message: string): Call => ({ ...call, ...need, error: callError("DENIED", message) });
  if (approve === undefined) return denied(`${name} needs approval, and there is nobody to ask. It was not executed.`);
  try {
    // The one who decides gets a copy: what runs is what was shown, whatever becomes of the copy.
    const input = structuredClone(call.input);
    const request = { name, input, index, invocationCount, toolUseId, signal: stop.signal };
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
  const { readOnly = false, destructive = false, approval = false } = call.definition ?? {};
  if (needsApproval === undefined) return approval ? {} : "none";
  try {
    const answer: unknown = needsApproval({ name: call.name, readOnly, destructive, approval }, { references: [] });
    if (answer instanceof Promise) answer.catch(() => {});
    return (answer === undefined ? approval : answer !== false) ? {} : "none";
  } catch (cause) {
    return { cause };
  }
}

/** Nothing but a clear yes is one. */
function isApproved(approval: Approval): boolean {
  return approval === true || (typeof approval === "object" && approval?.approved === true);
}

function reasonOf(approval: Approval): string {
  const reason: unknown = typeof approval === "object" ? approval?.reason : undefined;
  return typeof reason === "string" ? clip(reason, MAX_REASON_BYTES) : "";
}
