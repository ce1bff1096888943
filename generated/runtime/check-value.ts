// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import { checkWithAjv } from "./ajv.js";
import { memberPath } from "./decode.js";
import { MAX_ISSUES } from "./limits.js";
import { pointerKeys } from "./schema.js";
import type { Fault, Issue, JsonSchema, Validator } from "./types.js";

/** What a check found. `cause` is there where the check itself failed. */
export type Checked = { issues: Issue[]; cause?: unknown };

/**
 * Checks a value against a schema.
 *
 * @param path Where the value stands, as Claude sees it: the issues' paths begin with it.
 * @param root The path of a fault of the whole value, where `path` is empty.
 */
export async function checkValue(
  schema: JsonSchema,
  value: unknown,
  path: string,
  root: string,
  validate: Validator = checkWithAjv,
): Promise<Checked> {
  try {
    const faults: readonly Fault[] = await validate(schema, value);
    if (!Array.isArray(faults)) throw new TypeError("The validator gave no list of faults.");
    // One issue for each place, whatever is wrong there: a wrong field shall not take the room of several.
    const places = new Map<string, string[]>();
    for (const { pointer, message } of faults) {
      const known = places.get(pointer);
      if (known === undefined) places.set(pointer, [String(message)]);
      else known.push(String(message));
    }
    const issues = [...places].slice(0, MAX_ISSUES).map(([pointer, messages]) => ({
      path: pathOf(pointer, path) || root,
      message: messages.join("; "),
    }));
    const more = places.size - issues.length;
    if (more > 0) issues.push({ path: path || root, message: `has ${more} more ${more === 1 ? "fault" : "faults"}` });
    return { issues };
  } catch (cause) {
    // What cannot be checked does not pass: a value that exhausts the stack, a validator that fails.
    return { issues: [{ path: path || root, message: "cannot be checked" }], cause };
  }
}

function pathOf(pointer: string, path: string): string {
  return pointerKeys(pointer).reduce(
    (sofar, key) => (/^(0|[1-9]\d*)$/.test(key) ? `${sofar}[${key}]` : memberPath(sofar, key)),
    path,
  );
}
