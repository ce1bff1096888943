import type { DiagnosticCase } from "./diagnostic-cases.js";

/** A definition with an input schema of one property `a`. */
function property(schema: string): { [file: string]: string } {
  return {
    "x.json": `{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":${schema}}}}`,
  };
}

function input(schema: string): { [file: string]: string } {
  return { "x.json": `{"name":"x","description":"d","input_schema":${schema}}` };
}

const OWN_KEYWORD = 'A keyword of your own starts with "x-".';
const NO_SCHEMA =
  'There is no "input_schema" here; there must be one, or "inputSchema" (MCP) or "parameters" (OpenAI).';
const UNSEEN = "what stands there is not seen by Claude and not checked.";

/** What real definitions get wrong, by the kinds that public bug reports are about. */
export const REPORTED_CASES: DiagnosticCase[] = [
  {
    code: "PARAMETERS_MISPLACED",
    what: "parameters without properties around them",
    files: input('{«"location":{"type":"string"},"unit":{"enum":["c","f"]}}'),
    message:
      '"location" and "unit" look like properties, which belong under "properties", but they are no keywords of ' +
      `JSON Schema: ${UNSEEN}`,
    hint:
      'Write "type": "object", "properties": { "location": an object with "type", "unit": an object with "enum" }. ' +
      `${OWN_KEYWORD}`,
  },
  {
    code: "PARAMETERS_MISPLACED",
    what: "one parameter beside properties",
    files: input('{"type":"object","properties":{"a":{}},«"b":{"type":["string","null"]}}'),
    message:
      '"b" looks like a property, which belongs under "properties", but it is no ' +
      `keyword of JSON Schema: ${UNSEEN}`,
    hint: `Write "type": "object", "properties": { "b": an object with "type" }. ${OWN_KEYWORD}`,
  },
  ...["schema", "jsonSchema", "json_schema", "parameters"].map(
    (wrapper): DiagnosticCase => ({
      code: "PARAMETERS_MISPLACED",
      what: `the schema in a wrapper, ${wrapper}`,
      files: input(`{«"${wrapper}":{"type":"object","properties":{"a":{"type":"string"}}}}`),
      message: `"${wrapper}" looks like a schema in a wrapper, but it is no keyword of JSON Schema: ${UNSEEN}`,
      hint: `Write what stands under "${wrapper}" in the place of the object around it.`,
    }),
  ),
  {
    code: "PARAMETERS_MISPLACED",
    what: "a map of parameters under another name",
    files: input('{"type":"object",«"fields":{"a":{"type":"string"},"b":{"$ref":"#/$defs/B"}},"$defs":{"B":{}}}'),
    message:
      '"fields" looks like properties, which belong under "properties", but it is no keyword of JSON Schema: ' +
      `${UNSEEN}`,
    hint: 'Write "properties" in the place of "fields".',
  },
  {
    code: "PARAMETERS_MISPLACED",
    what: "a misspelt properties",
    files: input('{"type":"object",«"propertes":{"a":{"type":"string"}}}'),
    message:
      '"propertes" looks like properties, which belong under "properties", but it is no keyword of JSON Schema: ' +
      `${UNSEEN}`,
    hint: 'Did you mean "properties" by "propertes"?',
  },
  {
    code: "PARAMETERS_MISPLACED",
    what: "a list of parameters inside the schema",
    files: input('{"type":"object",«"params":[{"name":"q","type":"string","required":true}]}'),
    message: `"params" looks like a list of parameters, but it is no keyword of JSON Schema: ${UNSEEN}`,
    hint:
      "Write the schema of an object in the place of the list: " +
      '{"type":"object","properties":{"q":{"type":"string"}},"required":["q"]}.',
  },
  {
    code: "PARAMETERS_MISPLACED_BELOW",
    what: "a property of an object that is a property",
    files: property('{"type":"object",«"street":{"type":"string"}}'),
    message:
      '"street" looks like a property, which belongs under "properties", but it is no keyword of JSON Schema: ' +
      `${UNSEEN}`,
    hint: `Write "type": "object", "properties": { "street": an object with "type" }. ${OWN_KEYWORD}`,
  },
  {
    code: "PARAMETERS_MISPLACED_BELOW",
    what: "a wrapper around the items",
    files: property('{"type":"array","items":{«"schema":{"properties":{"b":{"type":"string"}}}}}'),
    message: `"schema" looks like a schema in a wrapper, but it is no keyword of JSON Schema: ${UNSEEN}`,
    hint: 'Write what stands under "schema" in the place of the object around it.',
  },
  {
    code: "SCHEMA_KEYWORD_VALUE",
    what: "a parameter that is called like a keyword",
    files: input('{«"title":{"type":"string"}}'.replace("«", "").replace('"title":', '"title":«')),
    message: '"title" is an object with "type"; it must be a string.',
    hint: 'If "title" is a parameter, put it under "properties": { "title": … }.',
  },
  ...[
    ["a keyword", '{"type":"string",«"enum":null}', "enum"],
    ["a schema", '{"type":"array",«"items":null}', "items"],
    ["a text inside a union", '{"anyOf":[{"type":"string",«"description":null}]}', "description"],
  ].map(
    ([what = "", schema = "", keyword]): DiagnosticCase => ({
      code: "SCHEMA_NULL_KEYWORD",
      what: `${what} that is null`,
      files: property(schema),
      message: `"${keyword}" is null, which no keyword but "const" and "default" can be; it is left out.`,
      hint: "Remove it.",
    }),
  ),
  {
    code: "SCHEMA_NULL_KEYWORD",
    what: "a type that is null",
    files: property('{«"type":null}'),
    message: '"type" is null, which no keyword but "const" and "default" can be; it is left out.',
    hint: 'Remove it, or write "type": "null" where the value itself must be null.',
  },
  {
    code: "SCHEMA_EXCLUSIVE_BOOLEAN",
    what: "true beside a limit",
    files: property('{"minimum":3,"exclusiveMinimum":«true}'),
    message:
      '"exclusiveMinimum" is true, as in draft 04 and OpenAPI 3.0; it must be a number. Beside "minimum": 3 it ' +
      'is taken as "exclusiveMinimum": 3.',
    hint: 'Write "exclusiveMinimum": 3 in place of both (the boolean is draft 04\'s).',
  },
  {
    code: "SCHEMA_EXCLUSIVE_BOOLEAN",
    what: "false",
    files: property('{"maximum":3,"exclusiveMaximum":«false}'),
    message:
      '"exclusiveMaximum" is false, as in draft 04 and OpenAPI 3.0; it must be a number. It says nothing here, ' +
      "and is left out.",
    hint: 'Remove it: "maximum" includes its number.',
  },
  {
    code: "SCHEMA_EXCLUSIVE_BOOLEAN",
    what: "true without a limit",
    files: property('{"exclusiveMaximum":«true}'),
    message:
      '"exclusiveMaximum" is true, as in draft 04 and OpenAPI 3.0; it must be a number. It says nothing here, ' +
      "and is left out.",
    hint: "Give it the limit itself, as a number (the boolean is draft 04's).",
  },
  {
    code: "SCHEMA_ENUM_EMPTY",
    what: "an enum without values",
    files: property('{"type":"string",«"enum":[]}'),
    message: '"enum" is empty, so no value can be valid; the schema is taken as false.',
    hint: 'List the values, or leave "enum" out where any value will do.',
  },
  {
    code: "SCHEMA_ENUM_OF_ITEMS",
    what: "the values of the items",
    files: property('{"type":"array","items":{"type":"string"},«"enum":["a","b"]}'),
    message: '"enum" stands beside "type": "array", which no value of it is; it counts for the items.',
    hint: 'Move "enum" into "items".',
  },
  {
    code: "SCHEMA_NULL_OUTSIDE_ENUM",
    what: "a list of types",
    files: property('{"type":["string","null"],«"enum":["good","bad"]}'),
    message: '"type" allows null, and "enum" does not list it: null can never be given.',
    hint: 'Add null to "enum", or take it out of "type".',
  },
  {
    code: "SCHEMA_NULL_OUTSIDE_ENUM",
    what: "numbers",
    files: property('{"type":["null","integer"],«"enum":[1,2]}'),
    message: '"type" allows null, and "enum" does not list it: null can never be given.',
    hint: 'Add null to "enum", or take it out of "type".',
  },
  {
    code: "SCHEMA_TYPE_MISSING",
    what: "a property with properties",
    files: property('{«"properties":{"b":{"type":"string"}},"required":["b"]}'),
    message: 'The schema has "properties" and no "type", so that a string or a number is valid here as well.',
    hint: 'Add "type": "object".',
  },
  {
    code: "SCHEMA_TYPE_MISSING",
    what: "items with properties",
    files: property('{"type":"array","items":{«"properties":{"b":{"type":"string"}}}}'),
    message: 'The schema has "properties" and no "type", so that a string or a number is valid here as well.',
    hint: 'Add "type": "object".',
  },
  {
    code: "SCHEMA_ONE_OF_OVERLAP",
    what: "an integer and a number",
    files: property('{«"oneOf":[{"type":"integer"},{"type":"number","description":"n"}]}'),
    message: '"oneOf" has an integer and a number, and an integer is both: it is refused.',
    hint: 'Write "anyOf", or "type": "number" alone.',
  },
  {
    code: "TOOL_SCHEMA_MISSING",
    what: "a list of parameters under a key of its own",
    files: {
      "x.json": '{"name":"x","description":"d",«"arguments":[{"name":"q","type":"string","desc":"The query"}]}',
    },
    message: `${NO_SCHEMA} "arguments" looks like the parameters, as a list.`,
    hint:
      'Write a schema in the place of the list: "input_schema": ' +
      '{"type":"object","properties":{"q":{"type":"string","description":"The query"}}}.',
  },
  {
    code: "TOOL_SCHEMA_MISSING",
    what: "a map of parameters under a key of its own",
    files: { "x.json": '{"name":"x","description":"d",«"args":{"q":{"type":"string"},"n":{"type":"integer"}}}' },
    message: `${NO_SCHEMA} "args" looks like the parameters.`,
    hint: 'Write "input_schema": { "type": "object", "properties": … }, with what stands under "args".',
  },
  {
    code: "TOOL_SCHEMA_NOT_AN_OBJECT",
    what: "a list of parameters in the place of the schema",
    files: {
      "x.json":
        '{"name":"x","description":"d","parameters":«[{"name":"q","type":"string","required":true},{"name":"n","type":"integer"}]}',
    },
    message: '"parameters" looks like the parameters, as a list; it must be a JSON Schema with "type": "object".',
    hint:
      'Write a schema in the place of the list: "input_schema": ' +
      '{"type":"object","properties":{"q":{"type":"string"},"n":{"type":"integer"}},"required":["q"]}.',
  },
  {
    code: "TOOL_SERVER_SIDE",
    what: "a tool that OpenAI runs",
    files: { "x.json": '{"type":«"web_search_preview"}' },
    message: 'The type "web_search_preview" is a tool that OpenAI runs; Claude cannot call it.',
    hint: "Remove it from the tools folder.",
  },
  {
    code: "TOOL_SERVER_SIDE",
    what: "a dated tool that OpenAI runs, with fields of its own",
    files: { "x.json": '{"type":«"file_search","vector_store_ids":["vs_1"]}' },
    message: 'The type "file_search" is a tool that OpenAI runs; Claude cannot call it.',
    hint: "Remove it from the tools folder.",
  },
  {
    code: "TOOL_SERVER_SIDE",
    what: "a tool that Google runs",
    files: { "x.json": '{«"googleSearch":{}}' },
    message: '"googleSearch" is a tool that Google runs for Gemini; Claude cannot call it.',
    hint: "Remove it from the tools folder.",
  },
  {
    code: "TOOL_SERVER_SIDE",
    what: "a type that nobody is known to have",
    files: { "x.json": '{"name":"x","type":«"module"}' },
    message:
      'The type "module" is no type of a tool that is known; such a tool has no schema here and cannot be put ' +
      'into a batch. It must be "custom", or left out.',
    hint: "Move it out of the folder; a tool of Anthropic's is passed to the conversation, in extraTools.",
  },
  {
    code: "TOOL_LIST_PARTIAL",
    what: "one page of the list of an MCP server",
    files: {
      "x.json":
        '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"x","description":"d","inputSchema":{"type":"object"}}],"nextCursor":«"p2"}}',
    },
    message: '"nextCursor" is "p2": the list is one page of several, and the tools of the others are not here.',
    hint: 'Ask the server for the next page ("cursor" of tools/list), and put its tools into a file, too.',
  },
];
