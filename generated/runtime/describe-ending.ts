// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { ToolName } from "../tools.js";
import { type Call, callError, failure } from "./call.js";
import { checkValue } from "./check-value.js";
import { asContentBlocks } from "./content.js";
import type { Done } from "./done.js";
import { fitIssues } from "./fit-issues.js";
import { type Ending, timeoutOf } from "./run-handler.js";
import type { Stop } from "./stop.js";
import { wellFormedJson } from "./text.js";
import { ToolError } from "./tool-error.js";
import type { CallError, DispatcherOptions, Failure, Outcome, Success } from "./types.js";
import { untilStopped } from "./until-stopped.js";

/** What became of a call whose handler ran. Never rejects. */
export async function describeEnding(
  call: Call,
  ending: Ending,
  options: DispatcherOptions,
  stop: Stop,
): Promise<Done> {
  switch (ending.kind) {
    case "value":
      return describeValue(call, ending.value ?? null, options, stop);
    case "thrown":
      return withText(failure(call, callError("HANDLER_ERROR", textOfThrown(call, ending.cause))));
    case "timeout": {
      const text = `${call.name} did not answer within ${timeoutOf(call, options)} ms. It may still have taken effect.`;
      return withText(failure(call, callError("TIMEOUT", text)));
    }
    case "stopped":
      return withText(endedByStop(call, stop, "while"));
  }
}

/** The outcome of a call that the stop came before, or while it ran. */
export function endedByStop(call: Call, stop: Stop, when: "before" | "while"): Failure<ToolName> {
  const code = stop.reason() ?? "CANCELLED";
  const why = code === "TIMEOUT" ? "the time for all calls together was over" : "the conversation was ended";
  const text =
    when === "before" ? `Not executed: ${why}.` : `Stopped while it ran: ${why}. It may still have taken effect.`;
  return failure(call, callError(code, text));
}

/** A failure has no text of a result. */
export function withText(outcome: Outcome): Done {
  return { outcome, text: "", isJson: false };
}

/** Only a ToolError is written for Claude; any other text may hold what is not meant to leave the house. */
function textOfThrown(call: Call, cause: unknown): string {
  const meant = toolErrorText(cause);
  return meant.trim() === "" ? `${call.name} failed with an internal error.` : meant;
}

function toolErrorText(cause: unknown): string {
  try {
    const content: unknown = cause instanceof ToolError ? cause.content : undefined;
    return typeof content === "string" ? content : "";
  } catch {
    // A proxy can throw even here.
    return "";
  }
}

async function describeValue(call: Call, value: unknown, options: DispatcherOptions, stop: Stop): Promise<Done> {
  const failed = (error: CallError): Done => withText(failure(call, error));
  const json = toJson(value);
  if (json === undefined) {
    const text = `${call.name} ran, but its result cannot be written as JSON. Do not repeat the call for that.`;
    return failed(callError("RESULT_UNSERIALIZABLE", text));
  }
  const schema = call.definition?.outputSchema;
  if (schema !== undefined) {
    // The schema is about what Claude gets, and that is the JSON.
    const checked = await untilStopped(
      checkValue(schema, JSON.parse(json), "result", "result", options.validate),
      stop,
    );
    if (checked === "stopped") return withText(endedByStop(call, stop, "while"));
    const { issues } = checked.value;
    const text = `${call.name} ran, but its result does not fit its output schema.`;
    if (issues.length > 0) return failed(fitIssues(callError("INVALID_RESULT", text, issues)));
  }
  const outcome = { index: call.index, name: call.name as ToolName, status: "ok", result: value } as Success<ToolName>;
  if (typeof value === "string") return { outcome, text: value, isJson: false };
  const content = json.startsWith("[{") ? asContentBlocks(JSON.parse(wellFormedJson(json))) : undefined;
  if (content === undefined) return { outcome, text: json, isJson: true };
  const text = content.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("\n");
  return { outcome: { ...outcome, content }, text, isJson: false };
}

function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    // A circle, a BigInt, a depth that exhausts the stack, a toJSON that fails.
    return undefined;
  }
}
