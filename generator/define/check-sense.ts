import { nearest } from "../diagnostics/nearest.js";
import type { Report } from "../diagnostics/reporter.js";
import { showText, showValue } from "../diagnostics/show-value.js";
import type { JsonObject } from "../json/values.js";
import { isObject, sameJson } from "../json/values.js";
import { isItemEnum } from "../schema/item-enum.js";
import { ANNOTATIONS, SAME_VALUE } from "../schema/keywords.js";
import { kindOf } from "../schema/kinds.js";
import { childSchemas } from "../schema/walk.js";

/** What surrounds a schema, as far as it decides what makes sense in it. */
type Around = {
  /** The schema is an alternative or a condition on a value that another schema describes, too. */
  isPart: boolean;
  /** Where the root is, whose missing type is reported for itself. */
  root: string;
  /**
   * The definitions that some reference uses as all that is said of a value: in the others the type may be said by what
   * is around it.
   */
  alone: ReadonlySet<string>;
};

/** Reports what is valid and hurts: defaults, enums and required properties that cannot be what their author meant. */
export function checkSense(schema: unknown, pointer: string, report: Report, around: Around): void {
  if (!isObject(schema)) return;
  checkDefault(schema, pointer, report);
  checkEnum(schema, pointer, report);
  checkOneOf(schema, pointer, report);
  if (!around.isPart && pointer !== around.root && !isOnlyPart(pointer, around)) checkType(schema, pointer, report);
  if (!around.isPart) checkRequired(schema, pointer, report);
  for (const child of childSchemas(schema)) {
    checkSense(child.value, pointer + child.pointer, report, {
      ...around,
      isPart: SAME_VALUE.has(child.keyword),
    });
  }
}

function checkDefault(schema: JsonObject, pointer: string, report: Report): void {
  if (!Object.hasOwn(schema, "default")) return;
  const value = schema["default"];
  const expected = expectedBy(schema, value);
  if (expected === undefined) return;
  const message = `The default is ${showValue(value)}; it must be ${expected}.`;
  const hint =
    value === null
      ? 'Leave "default" out, or allow null: "type": [..., "null"].'
      : "Correct the default, or allow its value in the schema.";
  report("SCHEMA_DEFAULT_INVALID", `${pointer}/default`, message, hint);
}

/**
 * What a value is not, of what the schema itself says; undefined where it fits. References and combinators are not
 * followed.
 */
function expectedBy(schema: JsonObject, value: unknown): string | undefined {
  if (value === null && schema["nullable"] === true) return undefined;
  if (!fitsType(schema["type"], value)) {
    return `a value of the type ${showType(schema["type"])}`;
  }
  const list = schema["enum"];
  if (Array.isArray(list) && !isItemEnum(schema) && !list.some((one) => sameJson(one, value)))
    return "one of the values of its enum";
  if (Object.hasOwn(schema, "const") && !sameJson(schema["const"], value)) return showValue(schema["const"]);
  return undefined;
}

function checkEnum(schema: JsonObject, pointer: string, report: Report): void {
  const { type, enum: list } = schema;
  if (!Array.isArray(list) || list.length === 0 || type === undefined) return;
  if (isItemEnum(schema)) return;
  const orNull = schema["nullable"] === true;
  if (Array.isArray(type) && type.includes("null") && type.length > 1 && !list.includes(null) && !orNull) {
    const message = '"type" allows null, and "enum" does not list it: null can never be given.';
    report(
      "SCHEMA_NULL_OUTSIDE_ENUM",
      `${pointer}/enum`,
      message,
      'Add null to "enum", or take it out of "type".',
      "key",
    );
  }
  if (list.some((value) => fitsType(type, value, orNull))) return;
  const message =
    `The enum holds ${showValue(list[0])}${list.length > 1 ? " and others" : ""}, none of them of the type ` +
    `${showType(type)}; no value can be valid.`;
  report("SCHEMA_ENUM_UNMATCHED", `${pointer}/enum`, message, 'Correct "type", or the values.');
}

/** By JSON Schema an integer is a number, too, so that both of two alternatives take it, which `oneOf` refuses. */
function checkOneOf({ oneOf }: JsonObject, pointer: string, report: Report): void {
  if (!Array.isArray(oneOf)) return;
  const isOnly = (type: string): boolean => oneOf.some((one) => isObject(one) && one["type"] === type && isBare(one));
  if (!isOnly("integer") || !isOnly("number")) return;
  const message = '"oneOf" has an integer and a number, and an integer is both: it is refused.';
  report("SCHEMA_ONE_OF_OVERLAP", `${pointer}/oneOf`, message, 'Write "anyOf", or "type": "number" alone.', "key");
}

/** Whether a schema says nothing but its type, as far as values go. */
function isBare(schema: JsonObject): boolean {
  return Object.keys(schema).every((keyword) => keyword === "type" || ANNOTATIONS.has(keyword));
}

function isOnlyPart(pointer: string, { alone }: Around): boolean {
  return /\/(?:\$defs|definitions)\/[^/]+$/.test(pointer) && !alone.has(pointer);
}

/** What describes properties is meant for an object, and takes anything else where it does not say so. */
function checkType(schema: JsonObject, pointer: string, report: Report): void {
  const isSaid = ["type", "enum", "const", ...DESCRIBES_ELSEWHERE].some((keyword) => Object.hasOwn(schema, keyword));
  if (isSaid || !isObject(schema["properties"]) || Object.keys(schema["properties"]).length === 0) return;
  const message = 'The schema has "properties" and no "type", so that a string or a number is valid here as well.';
  report("SCHEMA_TYPE_MISSING", `${pointer}/properties`, message, 'Add "type": "object".', "key");
}

function checkRequired(schema: JsonObject, pointer: string, report: Report): void {
  const { required, properties } = schema;
  if (!Array.isArray(required) || DESCRIBES_ELSEWHERE.some((keyword) => Object.hasOwn(schema, keyword))) return;
  const known = isObject(properties) ? properties : {};
  required.forEach((name, index) => {
    if (typeof name !== "string" || Object.hasOwn(known, name) || isObject(schema["additionalProperties"])) return;
    const closed =
      schema["additionalProperties"] === false ? ", and no other one is allowed: no object can be valid" : "";
    const message = `${showText(name)} is required, and "properties" does not describe it${closed}.`;
    const near = nearest(name, Object.keys(known));
    const hint =
      near === undefined
        ? 'Describe it under "properties", or take it out of "required".'
        : `Did you mean ${showText(near)}? Otherwise describe it under "properties".`;
    report("SCHEMA_REQUIRED_UNKNOWN", `${pointer}/required/${index}`, message, hint);
  });
}

/** Beside these, a property may be described at another place. */
const DESCRIBES_ELSEWHERE = [
  ...["$ref", "$dynamicRef", "$recursiveRef", "allOf", "anyOf", "oneOf", "if", "patternProperties"],
  ...["dependentSchemas", "dependencies", "propertyNames", "unevaluatedProperties"],
];

/** Whether a value is of a type, or of one of a list. */
export function fitsType(type: unknown, value: unknown, orNull = false): boolean {
  if (type === undefined || (orNull && value === null)) return true;
  const types: unknown[] = Array.isArray(type) ? type : [type];
  return types.includes(kindOf(value)) || (types.includes("integer") && Number.isInteger(value));
}

function showType(type: unknown): string {
  return Array.isArray(type) ? type.join(" or ") : String(type);
}
