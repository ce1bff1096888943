import { isObject } from "../../json/values.js";
import { arrayOf, type JsonObject, objectOf, textOf } from "../json.js";
import { isValidSchema, schemaFaults } from "./schemas.js";
import { isRecursive } from "./sub-schemas.js";
import { type CheckedRequest, type Rule, rule } from "./types.js";
import { type At, customTools, first, toolsOf } from "./walk.js";

const NAME = /^[a-zA-Z0-9_-]{1,128}$/;
const PROPERTY = /^[a-zA-Z0-9_.-]{1,64}$/;
// The API's own tools are dated, and new dates appear: which there are is not checked.
const OWN_TYPE = /^(?:custom|mcp_toolset|tool_search_tool_(?:regex|bm25)|[a-z0-9_]+_\d{8})$/;
const MAX_DEFERRED = 10_000;
const COMBINATORS = ["oneOf", "allOf", "anyOf"];

// The API's own tools whose calls the caller answers can be shown by example, as custom ones can.
const WITH_EXAMPLES = /^(?:bash|text_editor|memory|computer)_\d{8}$/;

/** The API's own tools, each with its type. */
function ownTools(request: CheckedRequest): (At<JsonObject> & { readonly type: string })[] {
  return toolsOf(request).flatMap((tool) => {
    const type = textOf(tool.value["type"]) ?? "custom";
    return type === "custom" ? [] : [{ ...tool, type }];
  });
}

/** The rules on tool definitions, in the order in which they are checked. */
export const TOOL_RULES: readonly Rule[] = [
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
    id: "own-tool-name",
    checks: "each of the API's own tools has its name, toolsets aside",
    wording: "tools.{index}.{type}.name: Field required",
    find: (request) =>
      first(ownTools(request), ({ index, type, value }) => {
        return !type.includes("toolset") && value["name"] === undefined && { index, type };
      }),
  }),
  rule({
    id: "own-tool-field",
    checks: "no eager_input_streaming, input_examples or, on toolsets, strict on a tool that does not take it",
    wording: "tools.{index}.{type}.{key}: Extra inputs are not permitted",
    find: (request) =>
      first(ownTools(request), ({ index, type, value }) => {
        const barred = [
          "eager_input_streaming",
          ...(WITH_EXAMPLES.test(type) ? [] : ["input_examples"]),
          ...(type.includes("toolset") ? ["strict"] : []),
        ];
        return first(barred, (key) => Object.hasOwn(value, key) && { index, type, key });
      }),
  }),
  rule({
    id: "tool-name-pattern",
    checks: "a tool's name is 1 to 128 ASCII letters, digits, _ and -",
    wording: "tools.{index}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'",
    find: (request) =>
      first(customTools(request), ({ index, value }) => !NAME.test(textOf(value["name"]) ?? "") && { index }),
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
      // Toolsets have no name.
      const names = toolsOf(request).flatMap(({ value }) => (value["name"] === undefined ? [] : [value["name"]]));
      return new Set(names).size < names.length ? {} : undefined;
    },
  }),
  rule({
    id: "tool-circular-schema",
    checks: "no circular $ref in a tool that code may call",
    wording: "tools.{index}.custom.input_schema: Circular $ref detected",
    find: (request) =>
      first(customTools(request), ({ index, value }) => {
        const byCode = arrayOf(value["allowed_callers"]).some((caller) => caller !== "direct");
        return byCode && isRecursive(objectOf(value["input_schema"])) && { index };
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
