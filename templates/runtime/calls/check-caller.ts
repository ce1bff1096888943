import { type Callers, callersNamed, callersOf } from "../batch/code-tools.js";
import type { ToolCaller, ToolUse } from "../contract/messages.js";
import { type Call, callError } from "./call.js";
import type { ReadToolUse } from "./read-calls.js";

/** Whether code made a call, in a container of the API's. */
export function isByCode({ caller }: { readonly caller?: ToolUse["caller"] }): boolean {
  return caller != null && caller.type !== "direct";
}

/** Who made a call, as its tool use says; undefined where it does not. */
export function callerOf({ caller }: Pick<ToolUse, "caller">): ToolCaller | undefined {
  if (typeof caller?.type !== "string") return undefined;
  return typeof caller.tool_id === "string" ? { type: caller.type, tool_id: caller.tool_id } : { type: caller.type };
}

/**
 * A tool use that was read, its calls with who made them. A call of a tool that its caller may not call has that as its
 * error.
 */
export function withCaller(read: ReadToolUse): ReadToolUse {
  const caller = callerOf(read.use);
  if (caller === undefined) return read;
  if (read.isBatch && isByCode({ caller }))
    return { ...read, isBatch: false, calls: [batchByCode(read.use, caller)], error: undefined };
  return { ...read, calls: read.calls.map((call) => refuseCaller({ ...call, caller }, caller)) };
}

function refuseCaller(call: Call, caller: ToolCaller): Call {
  const byCode = isByCode({ caller });
  const callers = call.error === undefined ? callersOfCall(call) : undefined;
  if (callers === undefined || (byCode ? callers.code : callers.direct)) return call;
  const text = byCode
    ? `Not executed: ${call.name} cannot be called from code. Call it directly.`
    : `Not executed: ${call.name} can be called from code only.`;
  return { ...call, error: callError("INVALID_INVOCATION", text) };
}

/** The API lets code call no tool beside the generated ones unless its definition says so. */
function callersOfCall({ definition, extra }: Call): Callers | undefined {
  if (definition !== undefined) return callersOf(definition);
  if (extra === undefined) return undefined;
  return callersNamed(Reflect.get(extra.tool, "allowed_callers")) ?? { direct: true, code: false };
}

/** Code calls tools one by one, and as many at once as it likes. */
function batchByCode({ id, name, input }: ToolUse, caller: ToolCaller): Call {
  const error = callError(
    "INVALID_INVOCATION",
    `Not executed: ${name} cannot be called from code. Call the tools themselves.`,
  );
  return { toolUseId: id, caller, index: 0, invocationCount: 1, path: "", name, input, definition: undefined, error };
}
