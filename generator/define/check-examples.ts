import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import type { Report } from "../diagnostics/reporter.js";
import { showText, showValue } from "../diagnostics/show-value.js";
import { toSegment } from "../json/pointer.js";
import { compileSchema, newAjv } from "./compile-schema.js";
import type { DefinedSchema } from "./define-schema.js";

/** Checks `input_examples` against the input schema, as the API does. */
export function checkExamples(examples: unknown, pointer: string, input: DefinedSchema, report: Report): void {
  if (!Array.isArray(examples) || examples.length === 0) return;
  const errorsOf = checkOf(input);
  examples.forEach((example: unknown, index) => {
    for (const error of withoutConsequences(errorsOf(example))) {
      const key = keyOf(error);
      const message = `Example ${index} does not fit the input schema: ${describe(error)}.`;
      const at = `${pointer}/${index}${error.instancePath}${key === undefined ? "" : `/${toSegment(key)}`}`;
      const hint = "Correct the example, or the schema where that is wrong.";
      report("INPUT_EXAMPLE_INVALID", at, message, hint, key === undefined ? "value" : "key");
    }
  });
}

/** What is wrong with a value. A union of thousands is too much for ajv, and exhausts the stack: what cannot be checked is left to the API. */
function checkOf(input: DefinedSchema): (value: unknown) => ErrorObject[] {
  let validate: ValidateFunction | undefined;
  return (value) => {
    try {
      validate ??= compileSchema(newAjv({ allErrors: true, verbose: true }), input.schema);
      return validate(value) === true ? [] : (validate.errors ?? []);
    } catch (error) {
      if (error instanceof RangeError) return [];
      throw error;
    }
  };
}

/** An error of a combinator only sums up those of its alternatives: where there are some deeper down, they say more. */
function withoutConsequences(errors: readonly ErrorObject[]): ErrorObject[] {
  const combined = errors.filter(({ keyword }) => keyword === "anyOf" || keyword === "oneOf" || keyword === "if");
  return errors.filter((error) =>
    combined.every((sum) => sum === error || !error.schemaPath.startsWith(sum.schemaPath)),
  );
}

function keyOf(error: ErrorObject): string | undefined {
  const { additionalProperty, unevaluatedProperty }: Record<string, unknown> = error.params;
  const key = additionalProperty ?? unevaluatedProperty;
  return typeof key === "string" ? key : undefined;
}

function describe(error: ErrorObject): string {
  const where = error.instancePath === "" ? "it" : showText(error.instancePath.slice(1).replaceAll("/", "."));
  const key = keyOf(error);
  if (key !== undefined) return `${where} has a property ${showText(key)} that the schema does not allow`;
  const found = error.instancePath === "" || error.keyword === "required" ? "" : ` is ${showValue(error.data)} and`;
  return `${where}${found} ${error.message ?? "is refused"}${allowed(error)}`;
}

/** The values of an enum or const, which ajv does not name. */
function allowed({ keyword, params }: ErrorObject): string {
  const { allowedValues, allowedValue }: Record<string, unknown> = params;
  if (keyword === "const") return `: ${showValue(allowedValue)}`;
  if (keyword !== "enum" || !Array.isArray(allowedValues)) return "";
  return `: ${allowedValues.slice(0, 5).map(showValue).join(", ")}${allowedValues.length > 5 ? ", …" : ""}`;
}
