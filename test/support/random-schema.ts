import * as fc from "fast-check";
import type { JsonObject } from "../../generator/json/values.js";

/**
 * Texts that have broken generators: they end comments and strings, look like code or tags, or are no text that a file
 * can hold.
 */
export const hostile: readonly string[] = [
  "*/ export const pwned = 1; /*",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: hostile on purpose
  "`${process.exit(1)}`",
  '"; export const pwned = 1; //',
  "\\",
  "\\\\*/",
  "a\u2028export const pwned = 1;",
  "a\u2029b",
  "a\nb\r\nc\rd",
  "\ud800",
  "x\udc00y",
  "\u0000",
  "\u202eevil\u202c",
  "\ufeff",
  "// @ts-ignore",
  "@deprecated",
  "@ts-expect-error\n@default 1",
  "{@link x}",
  "__proto__",
  "constructor",
  "toString",
  "",
  " ",
  "0",
  "-1",
  "1e3",
  "k0",
  "T0",
  "Optional",
  "Empty",
  "unknown",
  "never",
  "[k: string]",
  "[key: string]",
  "a?",
  "readonly x",
  "class",
  "Record",
  "Promise",
  "String",
  "length",
  "$ref",
  "tsType",
  "tsEnumNames",
  "地址",
  "éa",
  "a-b",
  "😀",
  "</script>",
  "%s %d",
  "$&$1$`",
];

export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...hostile) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
  { weight: 2, arbitrary: fc.constantFrom("a", "b", "kind", "type", "value", "items", "properties") },
);

const scalar: fc.Arbitrary<unknown> = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
/** Any JSON value, flat, of the same texts as the schemas, so that many are valid. */
export const randomValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(text, scalar, { maxKeys: 3 }) },
);

const typeName = fc.constantFrom("string", "number", "integer", "boolean", "object", "array", "null");
const defName = fc.constantFrom("A", "B", "def0", "Record", "*/ bad", "a/b~c%d");
const pointer = (name: string): string =>
  `#/$defs/${encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"))}`;
const ref = fc.oneof(
  { weight: 6, arbitrary: defName.map((name) => ({ $ref: pointer(name) })) },
  { weight: 1, arbitrary: fc.constantFrom({ $ref: "#" }, { $ref: "#/properties/a" }, { $ref: "#/nowhere" }) },
);

const annotations = {
  title: text,
  description: text,
  default: randomValue,
  examples: fc.array(randomValue, { maxLength: 2 }),
  format: fc.oneof(fc.constantFrom("date-time", "email", "uuid"), text),
  deprecated: fc.boolean(),
  pattern: fc.constantFrom("^a+$", "*/", "@x"),
  minimum: fc.integer({ min: -5, max: 5 }),
  maxLength: fc.nat({ max: 20 }),
  $comment: text,
  // No keywords of JSON Schema; json-schema-to-typescript would print the first as it is.
  tsType: text,
  tsEnumNames: fc.array(text, { maxLength: 2 }),
};

/** An object of at most five of these members. */
function few(members: { [key: string]: fc.Arbitrary<unknown> }): fc.Arbitrary<JsonObject> {
  const member = fc.oneof(...Object.entries(members).map(([key, arbitrary]) => fc.tuple(fc.constant(key), arbitrary)));
  return fc
    .uniqueArray(member, { maxLength: 5, selector: ([key]) => key })
    .map((entries) => Object.fromEntries(entries));
}

/**
 * Any schema of draft 2020-12 in normal form, sane or not, with references to the definitions of `randomToolSchema`.
 */
export const randomSchema: fc.Arbitrary<unknown> = fc.letrec<{ schema: unknown; keywords: JsonObject }>((tie) => {
  const list = fc.array(tie("schema"), { minLength: 1, maxLength: 3 });
  const map = fc.dictionary(text, tie("schema"), { maxKeys: 4 });
  return {
    schema: fc.oneof(
      { maxDepth: 4, depthIdentifier: "schema" },
      { weight: 1, arbitrary: fc.boolean() },
      { weight: 2, arbitrary: ref },
      { weight: 2, arbitrary: typeName.map((type) => ({ type })) },
      { weight: 10, arbitrary: tie("keywords") },
    ),
    keywords: few({
      type: fc.oneof(
        { weight: 3, arbitrary: typeName },
        { weight: 1, arbitrary: fc.uniqueArray(typeName, { minLength: 1, maxLength: 4 }) },
      ),
      enum: fc.array(randomValue, { minLength: 1, maxLength: 4 }),
      const: randomValue,
      properties: map,
      required: fc.uniqueArray(text, { maxLength: 3 }),
      additionalProperties: tie("schema"),
      patternProperties: fc.dictionary(fc.constantFrom("^x", "\\d", "*/"), tie("schema"), { maxKeys: 2 }),
      propertyNames: fc.oneof(
        fc.record({ enum: fc.array(text, { minLength: 1, maxLength: 3 }) }),
        fc.constant({ type: "string" }),
      ),
      unevaluatedProperties: tie("schema"),
      dependentRequired: fc.constant({ a: ["b"] }),
      dependentSchemas: map,
      items: tie("schema"),
      prefixItems: list,
      unevaluatedItems: tie("schema"),
      minItems: fc.nat({ max: 3 }),
      maxItems: fc.nat({ max: 3 }),
      anyOf: list,
      oneOf: list,
      allOf: list,
      not: tie("schema"),
      if: tie("schema"),
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: tie("schema"),
      else: tie("schema"),
      $ref: ref.map(({ $ref }) => $ref),
      nullable: fc.boolean(),
      ...annotations,
    }),
  };
}).schema;

/** A tool's schema: an object at the root, and definitions that refer to one another. */
export const randomToolSchema: fc.Arbitrary<JsonObject> = fc
  .tuple(randomSchema, fc.array(fc.tuple(defName, randomSchema), { maxLength: 4 }))
  .map(([root, definitions]) => ({
    ...(typeof root === "object" ? root : {}),
    type: "object",
    nullable: false,
    $defs: Object.fromEntries(definitions),
  }));
