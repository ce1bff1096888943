import { toSegment } from "../json/pointer.js";
import { arrayOf, isObject, type JsonObject, objectOf, stringOf } from "../json/values.js";
import { findCircle } from "../schema/circles.js";
import { ROOT_COMBINATORS } from "../schema/keywords.js";
import { type Breach, type Rule, rule, type ToolListRule, type ToolRule, toolListRule, toolRule } from "./rule.js";
import { isValidSchema, schemaFaults } from "./schemas.js";
import { toolsOf } from "./walk.js";

const NAME = /^[a-zA-Z0-9_-]{1,128}$/;
const PROPERTY_KEY = /^[a-zA-Z0-9_.-]{1,64}$/;
/** The longest name that older versions of the API and other platforms take. */
export const LONG_NAME = 64;
const MAX_DEFERRED = 10_000;

/** A tool's name. */
export const TOOL_NAME_PATTERN: ToolRule = toolRule({
  id: "tool-name-pattern",
  checks: "a tool's name is 1 to 128 ASCII letters, digits, _ and -",
  wording: "tools.{index}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'",
  lint: {
    code: "TOOL_NAME_INVALID",
    message: "The name is {name}; it must be one that matches ^[a-zA-Z0-9_-]{1,128}$.",
    hint: "Use letters of the English alphabet, digits, _ and - only{example}.",
  },
  breaches: ({ name }) => {
    const given = stringOf(name) ?? "";
    const plain = plainName(given, /[^a-zA-Z0-9_-]+/g);
    const example = plain === "" ? "" : `, for example "${plain}"`;
    return NAME.test(given) ? [] : [{ pointer: "/name", fill: { name: given, example } }];
  },
});

/** No combinator at the root: it is folded in what is sent, and the lint says into what. */
export const ROOT_COMBINATOR: ToolRule = toolRule({
  id: "tool-schema-root-combinator",
  checks: "no oneOf, allOf or anyOf at the root of an input schema",
  wording: "tools.{index}.custom.input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level",
  lint: {
    code: "SCHEMA_ROOT_COMBINATOR",
    message:
      "{key} stands at the root of the input schema, where the API refuses it. It is kept in the types, in the " +
      "batch tool and in the check of the arguments. The tool sent on its own has the parameters of all branches " +
      "in its place: {parameters}, of which {required} are required.",
    hint: "Say in the description what it requires, or put the alternatives into a property.",
    part: "key",
  },
  breaches: ({ input_schema: schema }) =>
    ROOT_COMBINATORS.filter((key) => Object.hasOwn(objectOf(schema), key)).map((key) => ({
      pointer: `/input_schema/${key}`,
      fill: { key },
    })),
});

/** The names of the parameters. */
export const PROPERTY_KEYS: ToolRule = toolRule({
  id: "tool-property-key",
  checks: "property keys at the root are 1 to 64 ASCII letters, digits, _ . and -",
  wording: "tools.{index}.custom.input_schema.properties: Property keys should match pattern '^[a-zA-Z0-9_.-]{1,64}$'",
  lint: {
    code: "PROPERTY_KEY_REFUSED",
    message: `The property {key} has a name outside ${PROPERTY_KEY.source}, which the API requires.`,
    hint: "Rename it{example}, and translate the name in the handler.",
    part: "key",
  },
  breaches: ({ input_schema: schema }) => badKeys(schema, "/input_schema"),
});

/** No circle in the schema of a tool that code may call. */
export const CIRCULAR_SCHEMA: ToolRule = toolRule({
  id: "tool-circular-schema",
  checks: "no circular $ref in a tool that code may call",
  wording: "tools.{index}.custom.input_schema: Circular $ref detected",
  lint: {
    code: "CALLER_WITH_CIRCLE",
    message:
      'The schema contains itself through this "$ref", and the tool may be called by code, for which the API ' +
      "refuses that.",
    hint: 'Allow "direct" alone, or describe a limited number of levels.',
  },
  breaches: (tool) => {
    const pointer = isCalledByCode(tool) ? findCircle(objectOf(tool["input_schema"])) : undefined;
    return pointer === undefined ? [] : [{ pointer: `/input_schema${pointer}` }];
  },
});

/** No strict tool that code may call: the lint leaves `strict` out of what is sent. */
export const STRICT_BY_CODE: ToolRule = toolRule({
  id: "tool-strict-by-code",
  checks: "no strict tool that code may call",
  wording: "tools.{index}.custom: `strict` cannot be combined with programmatic tool calling (`allowed_callers`)",
  words: "assumed",
  lint: {
    code: "STRICT_WITH_CALLERS",
    message: '"strict": true stands beside callers other than "direct", which the API refuses; it is not sent.',
    hint: 'Remove "strict", or allow "direct" alone.',
    part: "key",
  },
  breaches: (tool) => (isCalledByCode(tool) && tool["strict"] === true ? [{ pointer: "/strict" }] : []),
});

/** No breakpoint on a deferred tool: the lint leaves `cache_control` out of what is sent. */
export const CACHE_ON_DEFERRED: ToolRule = toolRule({
  id: "deferred-with-cache-control",
  checks: "no cache_control on a tool with defer_loading",
  wording:
    "Tool '{name}' cannot have both defer_loading=true and cache_control set. Tools with defer_loading cannot " +
    "use prompt caching.",
  lint: {
    code: "CACHE_ON_DEFERRED",
    message: '"cache_control" stands beside "defer_loading": true, which the API refuses; it is not sent.',
    hint: "Remove it here, or load the tool always.",
    part: "key",
  },
  breaches: ({ name, defer_loading: deferred, cache_control: marker }) =>
    deferred === true && isObject(marker) ? [{ pointer: "/cache_control", fill: { name: String(name) } }] : [],
});

/** Something must be loaded. */
export const ALL_DEFERRED: ToolListRule = toolListRule({
  id: "all-tools-deferred",
  checks: "at least one tool is not deferred",
  wording: "tools: At least one tool must have defer_loading=false.",
  words: "assumed",
  lint: {
    code: "ALL_DEFERRED",
    message: '"defer_loading" is true for every tool; the API refuses a request without one that is loaded.',
    hint: "Load the tools used most always, or pass a tool search tool to the conversation beside these.",
  },
  find: (request) => (allDeferred(toolsOf(request).map(({ value }) => value)) ? {} : undefined),
  breaches: (tools) => (allDeferred(tools) ? { index: 0 } : undefined),
});

/** The rules on tool definitions, in the order in which they are checked. */
export const TOOL_RULES: readonly Rule[] = [
  TOOL_NAME_PATTERN,
  toolRule({
    id: "tool-schema-type-required",
    checks: "the root of an input schema has a type",
    wording: "tools.{index}.custom.input_schema.type: Field required",
    lint: { code: "SCHEMA_ROOT_TYPE_ADDED", hint: 'Write "type": "object" at the root of the schema.' },
    breaches: ({ input_schema: schema }) =>
      objectOf(schema)["type"] === undefined ? [{ pointer: "/input_schema" }] : [],
  }),
  toolRule({
    id: "tool-schema-type-object",
    checks: 'the root of an input schema has the type "object"',
    wording: "tools.{index}.custom.input_schema.type: Input should be 'object'",
    lint: { code: "SCHEMA_ROOT_TYPE", hint: "Describe an object, with what there is now as one of its properties." },
    breaches: ({ input_schema: schema }) =>
      objectOf(schema)["type"] === "object" ? [] : [{ pointer: "/input_schema/type" }],
  }),
  ROOT_COMBINATOR,
  PROPERTY_KEYS,
  toolRule({
    id: "tool-schema-valid",
    checks: "an input schema is valid under draft 2020-12",
    wording:
      "tools.{index}.custom.input_schema: JSON schema is invalid. It must match JSON Schema draft 2020-12 " +
      "(https://json-schema.org/draft/2020-12). Learn more about tool use at " +
      "https://docs.claude.com/en/docs/tool-use.",
    lint: { code: "SCHEMA_KEYWORD_VALUE", hint: "Correct the keyword's value." },
    breaches: ({ input_schema: schema }) => (isValidSchema(objectOf(schema)) ? [] : [{ pointer: "/input_schema" }]),
  }),
  rule({
    id: "tool-names-unique",
    checks: "no two tools have the same name",
    wording: "tools: Tool names must be unique.",
    lint: { code: "TOOL_NAME_DUPLICATE", hint: "Rename one of the two, or delete it." },
    find: (request) => {
      // Toolsets have no name.
      const names = toolsOf(request).flatMap(({ value }) => (value["name"] === undefined ? [] : [value["name"]]));
      return new Set(names).size < names.length ? {} : undefined;
    },
  }),
  CIRCULAR_SCHEMA,
  STRICT_BY_CODE,
  toolRule({
    id: "tool-example-invalid",
    checks: "every input example fits the input schema",
    wording: "tools.{index}.custom.input_examples.{place}: {fault}",
    words: "assumed",
    lint: { code: "INPUT_EXAMPLE_INVALID", hint: "Correct the example, or the schema where that is wrong." },
    breaches: ({ input_schema: schema, input_examples: examples }) =>
      arrayOf(examples).flatMap((example, place) => {
        const fault = schemaFaults(objectOf(schema), example);
        return fault === undefined ? [] : [{ pointer: `/input_examples/${place}`, fill: { place, fault } }];
      }),
  }),
  CACHE_ON_DEFERRED,
  ALL_DEFERRED,
  rule({
    id: "deferred-needs-search",
    checks: "deferred tools come with a tool-search tool",
    wording: "tools: Tools with defer_loading=true require a tool search tool.",
    words: "assumed",
    find: (request) => {
      const tools = toolsOf(request).map(({ value }) => value);
      const deferred = tools.some((tool) => tool["defer_loading"] === true);
      const search = tools.some((tool) => String(tool["type"]).startsWith("tool_search_tool_"));
      return deferred && !search ? {} : undefined;
    },
  }),
  rule({
    id: "too-many-deferred",
    checks: "at most 10,000 deferred tools",
    wording: `tools: At most ${MAX_DEFERRED} tools may have defer_loading=true. Found {count}.`,
    words: "assumed",
    find: (request) => {
      const count = toolsOf(request).filter(({ value }) => value["defer_loading"] === true).length;
      return count > MAX_DEFERRED ? { count } : undefined;
    },
  }),
];

/** Whether code may call a tool. */
export function isCalledByCode({ allowed_callers: callers }: JsonObject): boolean {
  return arrayOf(callers).some((caller) => caller !== "direct");
}

function allDeferred(tools: readonly JsonObject[]): boolean {
  return tools.length > 0 && tools.every((tool) => tool["defer_loading"] === true);
}

/** The properties of one schema whose names break the pattern. */
function badKeys(schema: unknown, pointer: string): Breach[] {
  return Object.keys(objectOf(objectOf(schema)["properties"]))
    .filter((key) => !PROPERTY_KEY.test(key))
    .map((key) => {
      const plain = plainName(key, /[^a-zA-Z0-9_.-]+/g);
      const example = plain === "" ? "" : `, for example to "${plain}"`;
      return { pointer: `${pointer}/properties/${toSegment(key)}`, fill: { key, example } };
    });
}

/** A name with what is not allowed in it replaced: "étage 1" as "etage_1". */
function plainName(name: string, foreign: RegExp): string {
  return name
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .replace(foreign, "_")
    .replace(/_{2,}/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, LONG_NAME);
}
