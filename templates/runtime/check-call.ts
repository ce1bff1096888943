// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import { type Call, callError, withExample } from "./call.js";
import { checkValue } from "./check-value.js";
import { fitIssues } from "./fit-issues.js";
import { inputSchemaOf } from "./input-schema.js";
import { isObject, jsonType } from "./schema.js";
import { show } from "./text.js";
import type { Definition, Issue, Validator } from "./types.js";
import { validExample } from "./valid-example.js";

/** A call with the faults of its arguments found, all of them, against its own tool's schema alone. Never rejects. */
export async function checkCall(call: Call, validate: Validator | undefined): Promise<Call> {
  const { definition, input } = call;
  if (call.error !== undefined || definition === undefined) return call;
  if (!isObject(input)) {
    const message = input === undefined ? "is required" : `must be object, not ${jsonType(input)}`;
    return withIssues(call, definition, [{ path: call.path || "input", message }], validate);
  }
  const { issues, cause } = await checkValue(inputSchemaOf(definition), input, call.path, "input", validate);
  if (issues.length === 0) return call;
  const failed = await withIssues(call, definition, issues, validate);
  return cause === undefined ? failed : { ...failed, cause };
}

async function withIssues(
  call: Call,
  definition: Definition,
  issues: Issue[],
  validate: Validator | undefined,
): Promise<Call> {
  const places = issues.length === 1 ? "" : ` at ${issues.length} places`;
  const message = `The arguments do not fit ${show(call.name, 70)}${places}.`;
  const error = fitIssues(callError("INVALID_ARGUMENTS", message, issues));
  return { ...call, error: withExample(error, await validExample(definition, validate)) };
}
