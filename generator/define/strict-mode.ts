import type { Report } from "../diagnostics/reporter.js";
import { showText } from "../diagnostics/show-value.js";
import type { JsonObject } from "../json/values.js";
import { isObject } from "../json/values.js";
import { findCircle } from "../schema/circles.js";
import type { JsonSchema } from "../schema/keywords.js";
import { eachSchema } from "../schema/walk.js";
import type { DefinedSchema } from "./define-schema.js";

/** What strict tools may have in one request, over all of them (structured outputs, limits). */
export const STRICT_LIMITS = { tools: 20, optional: 24, unions: 16 } as const;

/** What one tool costs of it. */
export type StrictCost = {
  /** Parameters that are not required. */
  optional: number;
  /** Parameters with `anyOf` or a list of types. */
  unions: number;
};

const FORMATS = ["date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"];

/** Keywords that strict mode refuses, with what there is instead. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ...[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "maxItems",
  ].map((keyword): [string, string] => [keyword, "Say the limit in the description"]),
  ...["minProperties", "maxProperties", "uniqueItems", "contains", "minContains", "maxContains", "not", "if"].map(
    (keyword): [string, string] => [keyword, "Say the rule in the description"],
  ),
  ...["patternProperties", "propertyNames", "unevaluatedProperties", "unevaluatedItems", "prefixItems"].map(
    (keyword): [string, string] => [keyword, "Describe the properties or items one by one"],
  ),
  ...["dependentRequired", "dependentSchemas", "dependencies"].map((keyword): [string, string] => [
    keyword,
    "Say the rule in the description",
  ]),
  ["oneOf", 'Write "anyOf"'],
]);

/** Reports everything in a strict tool's input schema that strict mode does not know. */
export function reportStrict(input: DefinedSchema, report: Report): void {
  const refuse = (pointer: string, message: string, hint: string, part: "key" | "value"): void => {
    const way = `${hint}, or remove "strict": arguments are checked without it, too.`;
    report("STRICT_UNSUPPORTED", input.toFile(pointer), `${message}, which strict mode refuses.`, way, part);
  };
  eachSchema(input.schema, (schema, pointer) => {
    for (const [keyword, hint] of REFUSED) {
      if (!Object.hasOwn(schema, keyword)) continue;
      // An older draft has another word for some.
      const written = input.toFile(`${pointer}/${keyword}`).split("/").at(-1);
      const found = written === "items" ? '"items" is a list of schemas here' : `"${written}" stands here`;
      refuse(`${pointer}/${keyword}`, found, hint, "key");
    }
    if (isMap(schema)) {
      const message = 'This object does not have "additionalProperties": false';
      refuse(pointer, message, 'Add "additionalProperties": false', "value");
    }
    checkValues(schema, pointer, refuse);
  });
  const circle = findCircle(input.schema);
  if (circle !== undefined)
    refuse(circle, 'The schema contains itself through this "$ref"', "Describe a limited number of levels", "value");
}

type Refuse = (pointer: string, message: string, hint: string, part: "key" | "value") => void;

function checkValues(schema: JsonObject, pointer: string, refuse: Refuse): void {
  const { format, minItems, pattern, enum: list, allOf } = schema;
  if (typeof format === "string" && !FORMATS.includes(format)) {
    refuse(`${pointer}/format`, `The format is ${showText(format)}`, `Use one of ${FORMATS.join(", ")}`, "value");
  }
  if (typeof minItems === "number" && minItems > 1) {
    refuse(`${pointer}/minItems`, `"minItems" is ${minItems}, not 0 or 1`, "Say the limit in the description", "value");
  }
  if (typeof pattern === "string" && /\\[1-9bBk]|\(\?[=!<]/.test(pattern)) {
    const message = "The pattern has a back reference, a look-around or a word boundary";
    refuse(`${pointer}/pattern`, message, "Write a simpler one", "value");
  }
  if (Array.isArray(list) && list.some((value) => typeof value === "object" && value !== null)) {
    refuse(
      `${pointer}/enum`,
      "The enum holds arrays or objects",
      "List texts, numbers, booleans and null only",
      "value",
    );
  }
  if (Array.isArray(allOf) && allOf.some((one) => isObject(one) && Object.hasOwn(one, "$ref"))) {
    refuse(`${pointer}/allOf`, '"allOf" holds a "$ref"', "Write out what it refers to", "key");
  }
}

/** Whether a schema is for objects with properties that it does not name. */
function isMap(schema: JsonObject): boolean {
  const { type } = schema;
  const isForObjects = type === "object" || (Array.isArray(type) && type.includes("object"));
  return (isForObjects || Object.hasOwn(schema, "properties")) && schema["additionalProperties"] !== false;
}

/** What a tool costs of strict mode's budgets. */
export function strictCost(schema: JsonSchema): StrictCost {
  const cost = { optional: 0, unions: 0 };
  eachSchema(schema, ({ properties, required }) => {
    if (!isObject(properties)) return;
    const names = Array.isArray(required) ? required : [];
    for (const [name, property] of Object.entries(properties)) {
      if (!names.includes(name)) cost.optional++;
      if (isObject(property) && (Object.hasOwn(property, "anyOf") || Array.isArray(property["type"]))) cost.unions++;
    }
  });
  return cost;
}
