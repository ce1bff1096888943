import { pointerKeys } from "../../templates/runtime/json/values.js";
import { type FoundFault, findFaults } from "../../templates/runtime/validate/check-value.js";
import type { Report } from "../diagnostics/reporter.js";
import { showText } from "../diagnostics/show-value.js";
import { toSegment } from "../json/pointer.js";
import type { DefinedSchema } from "./define-schema.js";

/**
 * Checks `input_examples` against the input schema, in the way in which the dispatcher checks arguments. What cannot be
 * checked is left to the API.
 */
export function checkExamples(examples: unknown, pointer: string, input: DefinedSchema, report: Report): void {
  if (!Array.isArray(examples)) return;
  for (const [index, example] of examples.entries()) {
    for (const fault of faultsOf(example, input)) {
      const keys = pointerKeys(fault.pointer);
      const where = keys.length === 0 ? "it" : showText(keys.join("."));
      const message = `Example ${index} does not fit the input schema: ${where} ${fault.message}.`;
      // What is missing has no place in the file: its object has.
      const path = fault.about === "absence" ? keys.slice(0, -1) : keys;
      const at = [pointer, index, ...path.map(toSegment)].join("/");
      const hint = "Correct the example, or the schema where that is wrong.";
      report("INPUT_EXAMPLE_INVALID", at, message, hint, fault.about === "name" ? "key" : "value");
    }
  }
}

function faultsOf(example: unknown, { schema, slowPatterns }: DefinedSchema): FoundFault[] {
  try {
    return findFaults(schema, example, { slowPatterns });
  } catch {
    return [];
  }
}
