type Tool = { readonly [field: string]: unknown };

/** A list of definitions that breaks a rule, beside one that just keeps it. */
export type ApiCase = { readonly breaks: readonly Tool[]; readonly keeps: readonly Tool[] };

const OBJECT = { type: "object", properties: {}, additionalProperties: false };

function tool(fields: object, name = "x"): Tool {
  return { name, description: "d", input_schema: { type: "object" }, ...fields };
}

function schema(fields: object): Tool {
  return tool({ input_schema: { type: "object", ...fields } });
}

/** A strict tool with these parameters, all of them required. */
function strict(properties: object, more: object = {}): Tool {
  const required = Object.keys(properties);
  return tool({ strict: true, input_schema: { ...OBJECT, properties, required, ...more } });
}

function many(count: number, of: unknown): { [key: string]: unknown } {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, of]));
}

function tools(count: number, fields: object): Tool[] {
  return Array.from({ length: count }, (_, index) => tool(fields, `x${index}`));
}

const ANYONE = { allowed_callers: ["direct", "code_execution_20260521"] };
const MARKED = { cache_control: { type: "ephemeral" } };
const LONG = { cache_control: { type: "ephemeral", ttl: "1h" } };
const NODE = (ref: string): object => ({ ...OBJECT, properties: { next: { $ref: ref } }, required: ["next"] });

/** By the id of a rule that a tool definition alone can break. Lint and offline Claude must agree on every one. */
export const API_CASES: { readonly [rule: string]: ApiCase } = {
  "field-required": { breaks: [{ description: "d", input_schema: { type: "object" } }], keeps: [tool({})] },
  "field-type": { breaks: [tool({ strict: "yes" })], keeps: [tool({ strict: null })] },
  "field-choice": { breaks: [tool({ allowed_callers: ["direct", "code"] })], keeps: [tool(ANYONE)] },
  "field-tag": { breaks: [tool({ cache_control: { type: "lasting" } })], keeps: [tool(MARKED)] },
  "field-unknown": { breaks: [tool({ timeout: 5 })], keeps: [tool({ eager_input_streaming: true })] },
  "tool-name-pattern": { breaks: [tool({}, "files.read")], keeps: [tool({}, "files_read-2")] },
  "tool-schema-type-required": { breaks: [tool({ input_schema: { properties: {} } })], keeps: [tool({})] },
  "tool-schema-type-object": { breaks: [tool({ input_schema: { type: "string" } })], keeps: [tool({})] },
  "tool-schema-root-combinator": {
    breaks: [schema({ anyOf: [{ required: ["a"] }], properties: { a: {} } })],
    keeps: [schema({ properties: { a: { anyOf: [{ type: "string" }, { type: "null" }] } } })],
  },
  "tool-property-key": {
    breaks: [schema({ properties: { $filter: {} } })],
    keeps: [schema({ properties: { "a.b-c_1": {} } })],
  },
  "tool-schema-valid": {
    breaks: [schema({ properties: { a: { type: "string", minLength: -1 } } })],
    keeps: [schema({ properties: { a: { type: "string", minLength: 0 } } })],
  },
  "tool-names-unique": { breaks: [tool({}), tool({})], keeps: [tool({}), tool({}, "X")] },
  "tool-circular-schema": {
    breaks: [tool({ ...ANYONE, input_schema: { type: "object", properties: { a: { $ref: "#" } } } })],
    keeps: [tool({ input_schema: { type: "object", properties: { a: { $ref: "#" } } } })],
  },
  "tool-strict-by-code": {
    breaks: [tool({ ...ANYONE, strict: true, input_schema: OBJECT })],
    keeps: [tool({ allowed_callers: ["direct"], strict: true, input_schema: OBJECT })],
  },
  "tool-example-invalid": {
    breaks: [tool({ input_examples: [{ a: 1 }], input_schema: OBJECT })],
    keeps: [tool({ input_examples: [{}], input_schema: OBJECT })],
  },
  "deferred-with-cache-control": {
    breaks: [tool({ defer_loading: true, ...MARKED }), tool({}, "y")],
    keeps: [tool({ defer_loading: true }), tool(MARKED, "y")],
  },
  "all-tools-deferred": {
    breaks: [tool({ defer_loading: true })],
    keeps: [tool({ defer_loading: true }), tool({}, "y")],
  },
  "strict-additional-properties": {
    breaks: [strict({ a: { type: "object", properties: {} } })],
    keeps: [strict({ a: OBJECT })],
  },
  "strict-keyword": {
    breaks: [strict({ a: { type: "string", maxLength: 5 } })],
    keeps: [strict({ a: { type: "string", description: "at most 5 characters" } })],
  },
  "strict-min-items": {
    breaks: [strict({ a: { type: "array", minItems: 2 } })],
    keeps: [strict({ a: { type: "array", minItems: 1 } })],
  },
  "strict-combinator": {
    breaks: [strict({ a: { oneOf: [{ type: "string" }, { type: "null" }] } })],
    keeps: [strict({ a: { anyOf: [{ type: "string" }, { type: "null" }] } })],
  },
  "strict-unknown-keyword": {
    breaks: [strict({ a: { type: "array", uniqueItems: true } })],
    keeps: [strict({ a: { type: "array", items: { type: "string" } } })],
  },
  "strict-all-of-ref": {
    breaks: [strict({ a: { allOf: [{ $ref: "#/$defs/t" }] } }, { $defs: { t: { type: "string" } } })],
    keeps: [strict({ a: { $ref: "#/$defs/t" } }, { $defs: { t: { type: "string" } } })],
  },
  "strict-enum": { breaks: [strict({ a: { enum: [["x"]] } })], keeps: [strict({ a: { enum: ["x", 1, null] } })] },
  "strict-format": {
    breaks: [strict({ a: { type: "string", format: "iri" } })],
    keeps: [strict({ a: { type: "string", format: "uri" } })],
  },
  "strict-pattern": {
    breaks: [strict({ a: { type: "string", pattern: "^(?!a)b$" } })],
    keeps: [strict({ a: { type: "string", pattern: "^(?:a|b){1,3}$" } })],
  },
  "strict-external-ref": {
    breaks: [strict({ a: { $ref: "https://example.com/a.json" } })],
    keeps: [strict({ a: { $ref: "#/$defs/t" } }, { $defs: { t: { type: "string" } } })],
  },
  "strict-recursion": {
    breaks: [strict({ a: { $ref: "#/$defs/n" } }, { $defs: { n: NODE("#/$defs/n") } })],
    keeps: [strict({ a: { $ref: "#/$defs/n" }, b: { $ref: "#/$defs/n" } }, { $defs: { n: OBJECT } })],
  },
  "strict-tools-count": {
    breaks: tools(21, { strict: true, input_schema: OBJECT }),
    keeps: tools(20, { strict: true, input_schema: OBJECT }),
  },
  "strict-optional-count": {
    breaks: [strict({}, { properties: many(25, { type: "string" }) })],
    keeps: [strict({}, { properties: many(24, { type: "string" }) })],
  },
  "strict-union-count": {
    breaks: [strict(many(17, { type: ["string", "null"] }))],
    keeps: [strict(many(16, { anyOf: [{ type: "string" }, { type: "null" }] }))],
  },
  "cache-control-order": {
    breaks: [tool(MARKED), tool(LONG, "y")],
    keeps: [tool(LONG), tool(MARKED, "y")],
  },
  "cache-control-count": { breaks: tools(5, MARKED), keeps: tools(4, MARKED) },
};

/**
 * Where lint and offline Claude once disagreed, with the verdict of both: `refused`, `accepted`, or `unknown`, which
 * the lint warns of and the offline Claude accepts.
 */
export const DRIFTS: readonly (readonly [what: string, verdict: "refused" | "accepted" | "unknown", tool: Tool])[] = [
  [
    "17 array parameters whose items may be null: the API counts parameters",
    "accepted",
    strict(many(17, { type: "array", items: { type: ["string", "null"] } })),
  ],
  [
    "a named group, which is no look-around",
    "accepted",
    strict({ a: { type: "string", pattern: "^(?<year>[0-9]{4})-(?<month>[0-9]{2})$" } }),
  ],
  ["a look-behind, which is one", "refused", strict({ a: { type: "string", pattern: "(?<=a)b" } })],
  [
    "an escaped backslash before b, which is no word boundary",
    "accepted",
    strict({ a: { type: "string", pattern: "^C:\\\\b[a-z]+$" } }),
  ],
  ["a word boundary after an escaped backslash", "refused", strict({ a: { type: "string", pattern: "\\\\\\bx" } })],
  ["a backspace in a character class", "accepted", strict({ a: { type: "string", pattern: "^[\\b]$" } })],
  ["a back-reference by name", "refused", strict({ a: { type: "string", pattern: "(?<q>[ab])\\k<q>" } })],
  [
    "recursion through a key of $defs that a reference percent-encodes",
    "refused",
    strict({ a: { $ref: "#/$defs/a%20node" } }, { $defs: { "a node": NODE("#/$defs/a%20node") } }),
  ],
  [
    "recursion through a key of $defs with a slash",
    "refused",
    strict({ a: { $ref: "#/$defs/a~1b" } }, { $defs: { "a/b": NODE("#/$defs/a~1b") } }),
  ],
  [
    "a reference with a percent sign that leads no circle",
    "accepted",
    strict({ a: { $ref: "#/$defs/100%25" } }, { $defs: { "100%": { type: "string" } } }),
  ],
  [
    "recursive definitions of an older draft that nothing refers to",
    "accepted",
    strict({ a: { type: "string" } }, { definitions: { n: NODE("#/definitions/n") } }),
  ],
  ["minimum without a type", "refused", strict({ a: { minimum: 1 } })],
  ["minimum beside the type string", "refused", strict({ a: { type: "string", minimum: 1 } })],
  ["uniqueItems", "unknown", strict({ a: { type: "array", uniqueItems: true } })],
  ["prefixItems", "unknown", strict({ a: { type: "array", prefixItems: [{ type: "string" }] } })],
  ["contains", "unknown", strict({ a: { type: "array", contains: { type: "string" } } })],
  ["minProperties", "unknown", strict({ a: { ...OBJECT, minProperties: 0 } })],
  ["patternProperties, a map of any keys", "refused", strict({ a: { ...OBJECT, patternProperties: { "^a": {} } } })],
];
