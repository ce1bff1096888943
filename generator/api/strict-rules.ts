import { arrayOf, isObject, type JsonObject, objectOf, stringOf } from "../json/values.js";
import { findCircle } from "../schema/circles.js";
import { eachSchema } from "../schema/walk.js";
import { type Breach, type Fill, type Lint, type SchemaRule, schemaRule } from "./rule.js";
import { hasHardFeature } from "./strict-pattern.js";

const FORMATS = ["date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"];

/** Keywords that strict mode does not take, by the type that the API names them with. */
const LIMITS: { readonly [type: string]: readonly string[] } = {
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  string: ["minLength", "maxLength"],
  array: ["maxItems"],
};

const SAY_LIMIT = "Say the limit in the description";
const SAY_RULE = "Say the rule in the description";
const ONE_BY_ONE = "Describe the properties or items one by one";

/** Further keywords that strict mode does not take, with what to do instead. */
const REFUSED: { readonly [keyword: string]: string } = {
  oneOf: 'Write "anyOf"',
  not: SAY_RULE,
  if: SAY_RULE,
  dependentSchemas: SAY_RULE,
  patternProperties: ONE_BY_ONE,
};

/** Keywords of which the documentation of strict mode says nothing, with what to do instead. */
const UNKNOWN: { readonly [keyword: string]: string } = {
  minProperties: SAY_RULE,
  maxProperties: SAY_RULE,
  uniqueItems: SAY_RULE,
  contains: SAY_RULE,
  minContains: SAY_RULE,
  maxContains: SAY_RULE,
  dependentRequired: SAY_RULE,
  dependencies: SAY_RULE,
  propertyNames: ONE_BY_ONE,
  unevaluatedProperties: ONE_BY_ONE,
  unevaluatedItems: ONE_BY_ONE,
  prefixItems: ONE_BY_ONE,
};

/** The rules on what a strict schema may hold, in the order in which they are checked. */
export const STRICT_SCHEMA_RULES: readonly SchemaRule[] = [
  schemaRule({
    id: "strict-additional-properties",
    checks: "every object of a strict schema is closed",
    wording: "{at}: For 'object' type, 'additionalProperties' must be explicitly set to false",
    lint: refused('This object does not have "additionalProperties": false', 'Add "additionalProperties": false'),
    breaches: (schema) =>
      inParts(schema, (part) => {
        const isMap = typesOf(part).includes("object") || Object.hasOwn(part, "properties");
        return isMap && part["additionalProperties"] !== false ? [{ pointer: "" }] : [];
      }),
  }),
  schemaRule({
    id: "strict-keyword",
    checks: "no bounds on numbers, lengths of strings or maximum of items in a strict schema, whatever its type",
    wording: "{at}: For '{type}' type, property '{key}' is not supported",
    lint: refused("{key} stands here", SAY_LIMIT, "key"),
    breaches: (schema) =>
      inParts(schema, (part) =>
        Object.entries(LIMITS).flatMap(([family, keywords]) =>
          keywords.flatMap((key) => atKeyword(part, key, { type: typeNamed(part, family) })),
        ),
      ),
  }),
  schemaRule({
    id: "strict-min-items",
    checks: "minItems is 0 or 1 in a strict schema",
    wording: "{at}: For 'array' type, 'minItems' values other than 0 or 1 are not supported",
    lint: refused('"minItems" is {count}, not 0 or 1', SAY_LIMIT),
    breaches: (schema) =>
      inParts(schema, ({ minItems }) =>
        typeof minItems === "number" && minItems > 1 ? [{ pointer: "/minItems", fill: { count: minItems } }] : [],
      ),
  }),
  schemaRule({
    id: "strict-combinator",
    checks: "no oneOf, not, if, dependentSchemas or patternProperties in a strict schema",
    wording: "{at}: Schema type '{key}' is not supported",
    words: "assumed",
    lint: refused("{key} stands here", "{instead}", "key"),
    breaches: (schema) => keywordsOf(schema, REFUSED),
  }),
  schemaRule({
    id: "strict-unknown-keyword",
    checks: "no keyword in a strict schema of which the API's documentation does not say whether strict mode takes it",
    wording: "",
    words: "unknown",
    lint: {
      code: "STRICT_DOUBTFUL",
      message: "{key} stands here; whether strict mode takes it is not documented.",
      hint: '{instead}, or remove "strict": arguments are checked without it, too.',
      part: "key",
    },
    breaches: (schema) => keywordsOf(schema, UNKNOWN),
  }),
  schemaRule({
    id: "strict-all-of-ref",
    checks: "no allOf with $ref in a strict schema",
    wording: "{at}: 'allOf' with '$ref' is not supported",
    words: "assumed",
    lint: refused('"allOf" holds a "$ref"', "Write out what it refers to", "key"),
    breaches: (schema) =>
      inParts(schema, ({ allOf }) =>
        arrayOf(allOf).some((one) => Object.hasOwn(objectOf(one), "$ref")) ? [{ pointer: "/allOf" }] : [],
      ),
  }),
  schemaRule({
    id: "strict-enum",
    checks: "an enum of a strict schema holds primitive values only",
    wording: "{at}: Enum values must be primitives",
    words: "assumed",
    lint: refused("The enum holds arrays or objects", "List texts, numbers, booleans and null only"),
    breaches: (schema) =>
      inParts(schema, ({ enum: values }) =>
        arrayOf(values).some((value) => typeof value === "object" && value !== null) ? [{ pointer: "/enum" }] : [],
      ),
  }),
  schemaRule({
    id: "strict-format",
    checks: "a strict schema uses known formats only",
    wording: "{at}: String format '{format}' is not supported",
    words: "assumed",
    lint: refused("The format is {format}", `Use one of ${FORMATS.join(", ")}`),
    breaches: (schema) =>
      inParts(schema, ({ format }) =>
        typeof format === "string" && !FORMATS.includes(format) ? [{ pointer: "/format", fill: { format } }] : [],
      ),
  }),
  schemaRule({
    id: "strict-pattern",
    checks: "a pattern of a strict schema has no back-reference, look-around or word boundary",
    wording: "{at}: Unsupported regex feature in pattern field",
    lint: refused("The pattern has a back reference, a look-around or a word boundary", "Write a simpler one"),
    breaches: (schema) =>
      inParts(schema, ({ pattern }) =>
        typeof pattern === "string" && hasHardFeature(pattern) ? [{ pointer: "/pattern" }] : [],
      ),
  }),
  schemaRule({
    id: "strict-external-ref",
    checks: "a strict schema refers to itself only",
    wording: "{at}: External $ref '{reference}' is not supported",
    words: "assumed",
    // The lint refuses such a reference in any schema, where it resolves references.
    lint: { code: "REF_EXTERNAL", hint: 'Copy what it refers to into "$defs" and refer to "#/$defs/<name>".' },
    breaches: (schema) =>
      inParts(schema, ({ $ref }) =>
        typeof $ref === "string" && !$ref.startsWith("#") ? [{ pointer: "/$ref", fill: { reference: $ref } }] : [],
      ),
  }),
  schemaRule({
    id: "strict-recursion",
    checks: "a strict schema is not recursive",
    wording: "{at}: Recursive schemas are not supported",
    words: "assumed",
    lint: refused('The schema contains itself through this "$ref"', "Describe a limited number of levels"),
    breaches: (schema) => {
      const pointer = findCircle(schema);
      return pointer === undefined ? [] : [{ pointer }];
    },
  }),
];

/** What a schema costs of strict mode's budgets. */
export type StrictCost = {
  /** Parameters that are not required. */
  readonly optional: number;
  /** Parameters with `anyOf` or a list of types. */
  readonly unions: number;
};

/** What a schema costs of strict mode's budgets: its parameters are the properties of all its objects. */
export function strictCost(schema: JsonObject): StrictCost {
  let [optional, unions] = [0, 0];
  for (const { value } of partsOf(schema)) {
    const required = arrayOf(value["required"]);
    for (const [name, property] of Object.entries(objectOf(value["properties"]))) {
      if (!required.includes(name)) optional++;
      if (isObject(property) && (Object.hasOwn(property, "anyOf") || Array.isArray(property["type"]))) unions++;
    }
  }
  return { optional, unions };
}

type Part = { readonly pointer: string; readonly value: JsonObject };

// Every rule asks for the parts of the same schema.
const KNOWN_PARTS = new WeakMap<JsonObject, readonly Part[]>();

/** A schema and all schemas in it, each with its pointer. */
function partsOf(schema: JsonObject): readonly Part[] {
  const known = KNOWN_PARTS.get(schema);
  if (known) return known;
  const parts: Part[] = [];
  eachSchema(schema, (value, pointer) => parts.push({ pointer, value }));
  KNOWN_PARTS.set(schema, parts);
  return parts;
}

/** The breaches in each part of a schema; `find` gives pointers from the part. */
function inParts(schema: JsonObject, find: (part: JsonObject) => readonly Breach[]): Breach[] {
  return partsOf(schema).flatMap(({ pointer, value }) =>
    find(value).map((breach) => ({ ...breach, pointer: pointer + breach.pointer })),
  );
}

function keywordsOf(schema: JsonObject, keywords: { readonly [keyword: string]: string }): Breach[] {
  return inParts(schema, (part) =>
    Object.entries(keywords).flatMap(([key, instead]) => atKeyword(part, key, { instead })),
  );
}

function atKeyword(part: JsonObject, key: string, fill: Fill): Breach[] {
  return Object.hasOwn(part, key) ? [{ pointer: `/${key}`, fill: { key, ...fill } }] : [];
}

function typesOf({ type }: JsonObject): unknown[] {
  return Array.isArray(type) ? type : [type];
}

/** The type that the API would name: the part's own where that is of the family. */
function typeNamed(part: JsonObject, family: string): string {
  return family === "number" && typesOf(part).some((type) => stringOf(type) === "integer") ? "integer" : family;
}

function refused(found: string, instead: string, part: "key" | "value" = "value"): Lint {
  return {
    code: "STRICT_UNSUPPORTED",
    message: `${found}, which strict mode refuses.`,
    hint: `${instead}, or remove "strict": arguments are checked without it, too.`,
    part,
  };
}
