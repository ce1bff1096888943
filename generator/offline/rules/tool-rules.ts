import { arrayOf, isObject, objectOf, textOf } from "../json.js";
import { isValidSchema, schemaFaults } from "./schemas.js";
import { type Rule, rule } from "./types.js";
import { customTools, first, toolsOf } from "./walk.js";

const NAME = /^[a-zA-Z0-9_-]{1,128}$/;
const PROPERTY = /^[a-zA-Z0-9_.-]{1,64}$/;
// The API's own tools are dated, and new dates appear: which there are is not checked.
const OWN_TYPE = /^(?:custom|mcp_toolset|tool_search_tool_(?:regex|bm25)|[a-z0-9_]+_\d{8})$/;
const MAX_DEFERRED = 10_000;
const COMBINATORS = ["oneOf", "allOf", "anyOf"];

/** The fields of a tool that a user defines; all of them are generally available. */
const FIELDS = new Set([
  "name",
  "input_schema",
  "description",
  "type",
  "strict",
  "cache_control",
  "defer_loading",
  "allowed_callers",
  "input_examples",
  "eager_input_streaming",
]);
const CALLERS = ["direct", "code_execution_20250825", "code_execution_20260120", "code_execution_20260521"];

const isCircular = (root: unknown): boolean => {
  const reaches = (schema: unknown, open: readonly string[]): boolean => {
    if (Array.isArray(schema)) return schema.some((one) => reaches(one, open));
    if (!isObject(schema)) return false;
    const reference = textOf(schema["$ref"]);
    if (reference?.startsWith("#")) {
      if (open.includes(reference)) return true;
      let target: unknown = root;
      for (const part of reference.split("/").slice(1)) target = objectOf(target)[part];
      if (reaches(target, [...open, reference])) return true;
    }
    return Object.entries(schema).some(
      ([key, value]) => !["$defs", "definitions", "const", "enum", "default"].includes(key) && reaches(value, open),
    );
  };
  return reaches(root, ["#"]);
};

/** The rules on tool definitions, in the order in which they are checked. */
export const toolRules: readonly Rule[] = [
  rule({
    id: "tools-list",
    checks: "tools is a list",
    wording: "tools: Input should be a valid list",
    find: ({ body }) => (body["tools"] === undefined || Array.isArray(body["tools"]) ? undefined : {}),
  }),
  rule({
    id: "tool-object",
    checks: "each tool is an object",
    wording: "tools.{index}: Input should be a valid dictionary or object to extract fields from",
    find: ({ body }) => first([...arrayOf(body["tools"]).entries()], ([index, tool]) => !isObject(tool) && { index }),
  }),
  rule({
    id: "tool-type",
    checks: "a tool's type is custom or one of the API's own",
    wording: "tools.{index}: Input tag '{tag}' found using 'type' does not match any of the expected tags",
    words: "assumed",
    find: (request) =>
      first(toolsOf(request), ({ index, value }) => {
        const tag = value["type"] ?? "custom";
        return !OWN_TYPE.test(String(tag)) && { index, tag: String(tag) };
      }),
  }),
  rule({
    id: "tool-name-required",
    checks: "each tool has a name",
    wording: "tools.{index}.custom.name: Field required",
    find: (request) => first(customTools(request), ({ index, value }) => value["name"] === undefined && { index }),
  }),
  rule({
    id: "tool-name-pattern",
    checks: "a tool's name is 1 to 128 ASCII letters, digits, _ and -",
    wording: "tools.{index}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'",
    find: (request) =>
      first(customTools(request), ({ index, value }) => !NAME.test(textOf(value["name"]) ?? "") && { index }),
  }),
  rule({
    id: "tool-field-unknown",
    checks: "no field of a tool that the API does not know",
    wording: "tools.{index}.custom.{key}: Extra inputs are not permitted",
    find: (request) =>
      first(customTools(request), ({ index, value }) =>
        first(Object.keys(value), (key) => !FIELDS.has(key) && { index, key }),
      ),
  }),
  rule({
    id: "tool-description-text",
    checks: "a tool's description is a text",
    wording: "tools.{index}.custom.description: Input should be a valid string",
    find: (request) =>
      first(customTools(request), ({ index, value }) => {
        const { description } = value;
        return description !== undefined && typeof description !== "string" && { index };
      }),
  }),
  rule({
    id: "tool-flag-boolean",
    checks: "strict, defer_loading and eager_input_streaming are booleans",
    wording: "tools.{index}.custom.{key}: Input should be a valid boolean",
    find: (request) =>
      first(customTools(request), ({ index, value }) =>
        first(["strict", "defer_loading", "eager_input_streaming"], (key) => {
          const flag = value[key] ?? undefined;
          return flag !== undefined && typeof flag !== "boolean" && { index, key };
        }),
      ),
  }),
  rule({
    id: "tool-schema-required",
    checks: "each tool has an input schema",
    wording: "tools.{index}.custom.input_schema: Field required",
    find: (request) =>
      first(customTools(request), ({ index, value }) => value["input_schema"] === undefined && { index }),
  }),
  rule({
    id: "tool-schema-object",
    checks: "an input schema is an object",
    wording: "tools.{index}.custom.input_schema: Input should be a valid dictionary",
    find: (request) => first(customTools(request), ({ index, value }) => !isObject(value["input_schema"]) && { index }),
  }),
  rule({
    id: "tool-schema-type-required",
    checks: "the root of an input schema has a type",
    wording: "tools.{index}.custom.input_schema.type: Field required",
    find: (request) =>
      first(
        customTools(request),
        ({ index, value }) => objectOf(value["input_schema"])["type"] === undefined && { index },
      ),
  }),
  rule({
    id: "tool-schema-type-object",
    checks: 'the root of an input schema has the type "object"',
    wording: "tools.{index}.custom.input_schema.type: Input should be 'object'",
    find: (request) =>
      first(
        customTools(request),
        ({ index, value }) => objectOf(value["input_schema"])["type"] !== "object" && { index },
      ),
  }),
  rule({
    id: "tool-schema-root-combinator",
    checks: "no oneOf, allOf or anyOf at the root of an input schema",
    wording: "tools.{index}.custom.input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level",
    find: (request) =>
      first(customTools(request), ({ index, value }) =>
        first(COMBINATORS, (key) => Object.hasOwn(objectOf(value["input_schema"]), key) && { index }),
      ),
  }),
  rule({
    id: "tool-property-key",
    // Whether the API looks below the root is not known for sure; real servers whose nested keys break the pattern are in use.
    checks: "property keys at the root are 1 to 64 ASCII letters, digits, _ . and -",
    wording:
      "tools.{index}.custom.input_schema.properties: Property keys should match pattern '^[a-zA-Z0-9_.-]{1,64}$'",
    find: (request) =>
      first(customTools(request), ({ index, value }) =>
        first(
          Object.keys(objectOf(objectOf(value["input_schema"])["properties"])),
          (key) => !PROPERTY.test(key) && { index },
        ),
      ),
  }),
  rule({
    id: "tool-schema-valid",
    checks: "an input schema is valid under draft 2020-12",
    wording:
      "tools.{index}.custom.input_schema: JSON schema is invalid. It must match JSON Schema draft 2020-12 (https://json-schema.org/draft/2020-12). Learn more about tool use at https://docs.claude.com/en/docs/tool-use.",
    find: (request) =>
      first(customTools(request), ({ index, value }) => !isValidSchema(objectOf(value["input_schema"])) && { index }),
  }),
  rule({
    id: "tool-names-unique",
    checks: "no two tools have the same name",
    wording: "tools: Tool names must be unique.",
    find: (request) => {
      const names = toolsOf(request).map(({ value }) => value["name"]);
      return new Set(names).size < names.length ? {} : undefined;
    },
  }),
  rule({
    id: "tool-callers",
    checks: "allowed_callers holds known callers only",
    wording:
      "tools.{index}.custom.allowed_callers.{place}: Input should be 'direct', 'code_execution_20250825', 'code_execution_20260120' or 'code_execution_20260521'",
    words: "assumed",
    find: (request) =>
      first(customTools(request), ({ index, value }) =>
        first(
          [...arrayOf(value["allowed_callers"]).entries()],
          ([place, caller]) => !CALLERS.includes(String(caller)) && { index, place },
        ),
      ),
  }),
  rule({
    id: "tool-circular-schema",
    checks: "no circular $ref in a tool that code may call",
    wording: "tools.{index}.custom.input_schema: Circular $ref detected",
    find: (request) =>
      first(customTools(request), ({ index, value }) => {
        const byCode = arrayOf(value["allowed_callers"]).some((caller) => caller !== "direct");
        return byCode && isCircular(value["input_schema"]) && { index };
      }),
  }),
  rule({
    id: "tool-strict-by-code",
    checks: "no strict tool that code may call",
    wording: "tools.{index}.custom: `strict` cannot be combined with programmatic tool calling (`allowed_callers`)",
    words: "assumed",
    find: (request) =>
      first(customTools(request), ({ index, value }) => {
        const byCode = arrayOf(value["allowed_callers"]).some((caller) => caller !== "direct");
        return byCode && value["strict"] === true && { index };
      }),
  }),
  rule({
    id: "tool-example-invalid",
    checks: "every input example fits the input schema",
    wording: "tools.{index}.custom.input_examples.{place}: {fault}",
    words: "assumed",
    find: (request) =>
      first(customTools(request), ({ index, value }) =>
        first([...arrayOf(value["input_examples"]).entries()], ([place, example]) => {
          const fault = schemaFaults(objectOf(value["input_schema"]), example);
          return fault !== undefined && { index, place, fault };
        }),
      ),
  }),
  rule({
    id: "deferred-with-cache-control",
    checks: "no cache_control on a tool with defer_loading",
    wording:
      "Tool '{name}' cannot have both defer_loading=true and cache_control set. Tools with defer_loading cannot use prompt caching.",
    find: (request) =>
      first(toolsOf(request), ({ value }) => {
        const both = value["defer_loading"] === true && isObject(value["cache_control"]);
        return both && { name: String(value["name"]) };
      }),
  }),
  rule({
    id: "all-tools-deferred",
    checks: "at least one tool is not deferred",
    wording: "tools: At least one tool must have defer_loading=false.",
    words: "assumed",
    find: (request) => {
      const tools = toolsOf(request);
      return tools.length > 0 && tools.every(({ value }) => value["defer_loading"] === true) ? {} : undefined;
    },
  }),
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
