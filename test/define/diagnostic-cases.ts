import type { DiagnosticCode } from "../../generator/diagnostics/diagnostic.js";

/** A file with one thing wrong in it, the place marked by «, and what is said about it. */
export type DiagnosticCase = {
  code: DiagnosticCode;
  what: string;
  files: Record<string, string>;
  message: string;
  hint: string;
};

const NUMBERS =
  "JSON's numbers are decimal, without a + or a zero before them, and with digits on both sides of the point. " +
  "Anything else is a string in quotes.";

/**
 * A tool with definitions of which each refers to the next one, in `anyOf`; « stands at the reference of the one
 * numbered `marked`.
 */
function chainOfReferences(length: number, marked: number): string {
  const definitions = Array.from({ length }, (_, at) => {
    const mark = at === marked ? "«" : "";
    return `"d${at}":{"anyOf":[{"$ref":${mark}"#/$defs/d${at + 1}"},{"type":"null"}]}`;
  });
  const schema = `{"type":"object","properties":{"a":{"$ref":"#/$defs/d0"}},"$defs":{${definitions.join(",")},"d${length}":{"type":"string"}}}`;
  return `{"name":"x","description":"d","input_schema":${schema}}`;
}

export const CASES: DiagnosticCase[] = [
  {
    code: "JSON_EMPTY",
    what: "an empty file",
    files: { "x.json": "«" },
    message: "The file is empty; it must be a tool definition in JSON.",
    hint:
      'Write a definition into it, or delete it: { "name": …, "description": …, "input_schema": { "type": "object" ' +
      "} }",
  },
  {
    code: "JSON_EMPTY",
    what: "white space only",
    files: { "x.json": "« \n\t\n" },
    message: "The file is empty but for white space; it must be a tool definition in JSON.",
    hint:
      'Write a definition into it, or delete it: { "name": …, "description": …, "input_schema": { "type": "object" ' +
      "} }",
  },
  {
    code: "JSON_CONFLICT",
    what: "conflict markers below the start",
    files: { "x.json": '{\n«<<<<<<< HEAD\n"name":"a"\n=======\n"name":"b"\n>>>>>>> theirs\n}' },
    message: "A merge conflict marker (<<<<<<<) is here; the file holds both sides of an unfinished merge.",
    hint: "Keep one side and remove the lines <<<<<<<, ======= and >>>>>>>.",
  },
  {
    code: "JSON_COMMENT",
    what: "a comment at the end of a line",
    files: { "x.json": '{\n  "name": "x", «// its name\n  "input_schema": {}\n}' },
    message: "A comment (//) is here, and JSON has none.",
    hint: 'Remove it. In a schema a comment can be kept in "$comment".',
  },
  {
    code: "JSON_COMMENT",
    what: "a block comment",
    files: { "x.json": '{ «/* its name */ "name": "x" }' },
    message: "A comment (/*) is here, and JSON has none.",
    hint: 'Remove it. In a schema a comment can be kept in "$comment".',
  },
  {
    code: "JSON_COMMENT",
    what: "a comment of other languages",
    files: { "x.json": "«# tools\n{}" },
    message: "A comment (#) is here, and JSON has none.",
    hint: 'Remove it. In a schema a comment can be kept in "$comment".',
  },
  {
    code: "JSON_TRAILING_COMMA",
    what: "a comma before a brace",
    files: { "x.json": '{\r\n  "name": "x"«,\r\n}' },
    message: "A comma stands before }; JSON wants another member after a comma.",
    hint: "Remove the comma.",
  },
  {
    code: "JSON_TRAILING_COMMA",
    what: "a comma before a bracket",
    files: { "x.json": '{"required": ["a"«, ]}' },
    message: "A comma stands before ]; JSON wants another element after a comma.",
    hint: "Remove the comma.",
  },
  {
    code: "JSON_NOT_A_NUMBER",
    what: "NaN",
    files: { "x.json": '{"maximum": «NaN}' },
    message: "NaN is here, and JSON has finite numbers only.",
    hint: "Leave the keyword out, or give it a finite number.",
  },
  {
    code: "JSON_NOT_A_NUMBER",
    what: "minus infinity",
    files: { "x.json": '{"minimum": «-Infinity}' },
    message: "-Infinity is here, and JSON has finite numbers only.",
    hint: "Leave the keyword out, or give it a finite number.",
  },
  {
    code: "JSON_SEVERAL_VALUES",
    what: "two definitions one after the other",
    files: { "x.json": '{"name":"a"}\n«{"name":"b"}\n' },
    message: "A second JSON value begins here; a file holds one.",
    hint: "Put the definitions into one array, [ …, … ], or each into a file of its own.",
  },
  {
    code: "JSON_SYNTAX",
    what: "single quotes",
    files: { "x.json": "{«'name': 'x'}" },
    message: "A single quote is here; JSON has double quotes only.",
    hint: "Write \"text\" instead of 'text'.",
  },
  {
    code: "JSON_SYNTAX",
    what: "a key without quotes",
    files: { "x.json": '{«name: "x"}' },
    message: "The key name has no quotes.",
    hint: 'Write "name".',
  },
  {
    code: "JSON_SYNTAX",
    what: "a missing comma",
    files: { "x.json": '{\n  "name": "x"\n  «"description": "d"\n}' },
    message: 'A comma is missing: " begins the next value, and the one before has not been ended.',
    hint: "Add a comma.",
  },
  {
    code: "JSON_SYNTAX",
    what: "a word of Python",
    files: { "x.json": '{"strict": «True}' },
    message: "True is here, which is no JSON.",
    hint: "Write true.",
  },
  {
    code: "JSON_SYNTAX",
    what: "a line end inside a text",
    files: { "x.json": '{"description": "one«\ntwo"}' },
    message: "A line end (U+000A) stands inside a string.",
    hint: "Write it as an escape: \\n",
  },
  {
    code: "JSON_SYNTAX",
    what: "an escape that does not exist",
    files: { "x.json": '{"pattern": "«\\d"}' },
    message: '\\d is no escape of JSON; it must be \\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u with 4 hex digits.',
    hint: "Where a backslash itself is meant, write it twice: \\\\",
  },
  {
    code: "JSON_SYNTAX",
    what: "a brace that is not closed",
    files: { "x.json": '{"name": "x",\n "input_schema": {\n   "type": "object"\n }«\n' },
    message: "The file ends too early: the { that begins at 1:1 is not ended.",
    hint: "Complete it; the file may have been cut off.",
  },
  {
    code: "JSON_SYNTAX",
    what: "a text that is not closed",
    files: { "x.json": '{"name": "x«' },
    message: 'The file ends too early: the text that the " begins at 1:10 is not ended.',
    hint: "Complete it; the file may have been cut off.",
  },
  {
    code: "JSON_SYNTAX",
    what: "a number with a leading zero",
    files: { "x.json": '{"minimum": «01}' },
    message: "01 is not a number of JSON; it must be one such as -1, 0.5 or 1e9.",
    hint: NUMBERS,
  },
  {
    code: "JSON_SYNTAX",
    what: "one brace too many",
    files: { "x.json": '{"name": "x"}«}' },
    message: "A } is here, and nothing is open; it must be the end of the file after the JSON value.",
    hint: "Remove what follows the value.",
  },
  {
    code: "JSON_SYNTAX",
    what: "a misspelt word",
    files: { "x.json": '{"strict": «ture}' },
    message: "ture is here, which is no JSON.",
    hint: "Write true.",
  },
  {
    code: "JSON_SYNTAX",
    what: "a text without quotes",
    files: { "x.json": '{"name": «weather}' },
    message:
      '"weather" is here without quotes; it must be a value: an object, an array, a string in double quotes, a ' +
      "number, true, false or null.",
    hint: "Put double quotes around it if it is a string.",
  },
  {
    code: "JSON_DUPLICATE_KEY",
    what: "a key twice, deep down",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"type":"string",\n' +
        '«"type":"number"}}}}',
    },
    message:
      'There is a duplicate key "type" in this object: it stands at tools/x.json:1:82 already. Each key must be ' +
      "there once.",
    hint: "Keep one of the two.",
  },
  {
    code: "JSON_TOO_DEEP",
    what: "six hundred levels",
    files: { "x.json": `${"[".repeat(500)}«${"[".repeat(100)}${"]".repeat(600)}` },
    message: "The definition is nested more than 500 levels deep here.",
    hint: "Describe what repeats once under $defs and refer to it with $ref.",
  },
  {
    code: "JSON_NUMBER_TOO_LARGE",
    what: "a number past 1.8e308",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"type":"number","maximum":«1e400}}}}',
    },
    message:
      "1e400 is larger than any number that JavaScript holds (about 1.8e308), and would become null where it is sent.",
    hint: "Leave it out, or use a smaller number.",
  },
  {
    code: "JSON_NUMBER_INEXACT",
    what: "a limit of 64 bits",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"type":"integer","maximum":«9223372036854775807}}}}',
    },
    message: "9223372036854775807 cannot be held exactly in JavaScript: it is used and sent as 9223372036854776000.",
    hint: "Use a number of at most 15 digits, or leave it out.",
  },
  {
    code: "TOOL_NOT_AN_OBJECT",
    what: "a text in a list",
    files: { "x.json": '[«"get_weather"]' },
    message: 'Element 0 of the list is "get_weather"; it must be a tool definition, an object.',
    hint: "Write a definition there, or remove the element.",
  },
  {
    code: "TOOL_NOT_AN_OBJECT",
    what: "a list of tools that is none",
    files: { "x.json": '{"tools": «{"name":"x"}}' },
    message: '"tools" is an object with "name"; it must be an array of tool definitions.',
    hint: "Write them as an array: [ … ].",
  },
  {
    code: "TOOL_LIST_EMPTY",
    what: "an empty list",
    files: {
      "x.json": '{"tools": «[]}',
      "y.json": '{"name":"y","description":"d","input_schema":{"type":"object"}}',
    },
    message: "The list is empty; there must be at least one tool definition.",
    hint: "Add a definition to it, or delete the file.",
  },
  {
    code: "TOOL_NOT_A_DEFINITION",
    what: "a package.json",
    files: { "package.json": '«{"version":"1.0.0","private":true}' },
    message:
      'There is neither a "name" nor an "input_schema" here, but an object with "version", "private"; it must be ' +
      "a tool definition.",
    hint: 'Add "name" and "input_schema", or move the file out of the tools folder.',
  },
  {
    code: "TOOL_DIALECT_FOREIGN",
    what: "Gemini",
    files: { "x.json": '{«"functionDeclarations":[{"name":"x","parameters":{"type":"OBJECT"}}]}' },
    message:
      '"functionDeclarations" belongs to the dialect of Gemini; it must be a definition with "name" and ' +
      '"input_schema".',
    hint:
      'Take the definition out of the wrapper and write it with "name", "description" and "input_schema". JSON ' +
      'Schema has its types in lower case: "object", not "OBJECT".',
  },
  {
    code: "TOOL_DIALECT_FOREIGN",
    what: "Bedrock",
    files: { "x.json": '[{«"toolSpec":{"name":"x"}}]' },
    message:
      '"toolSpec" belongs to the dialect of Amazon Bedrock\'s Converse; it must be a definition with "name" and ' +
      '"input_schema".',
    hint: 'Take the definition out of the wrapper and write it with "name", "description" and "input_schema".',
  },
  {
    code: "TOOL_SERVER_SIDE",
    what: "a tool of Anthropic's",
    files: { "x.json": '{"type":«"web_search_20250305","name":"web_search"}' },
    message:
      'The type "web_search_20250305" is a tool defined by Anthropic; such a tool has no schema here and cannot ' +
      'be put into a batch. It must be "custom", or left out.',
    hint: "Move it out of the folder; a tool of Anthropic's is passed to the conversation, in extraTools.",
  },
  {
    code: "TOOL_SCHEMA_MISSING",
    what: "no schema",
    files: { "x.json": '[«{"name":"x","description":"d"}]' },
    message: 'There is no "input_schema" here; there must be one, or "inputSchema" (MCP) or "parameters" (OpenAI).',
    hint: 'Add "input_schema": { "type": "object", "properties": {} }, also for a tool that takes nothing.',
  },
  {
    code: "TOOL_SCHEMA_MISSING",
    what: "a misspelt one",
    files: { "x.json": '{"name":"x",«"input-schema":{"type":"object"}}' },
    message: 'There is no "input_schema" here; there must be one, or "inputSchema" (MCP) or "parameters" (OpenAI).',
    hint: 'Did you mean "input_schema" by "input-schema"?',
  },
  {
    code: "TOOL_SCHEMA_TWICE",
    what: "two that differ",
    files: {
      "x.json": '{"name":"x","input_schema":{"type":"object"},«"parameters":{"type":"object","properties":{}}}',
    },
    message: '"input_schema" and "parameters" hold different schemas; there must be one of them.',
    hint: "Keep the one that is meant.",
  },
  {
    code: "TOOL_FIELD_TWICE",
    what: "a function's policy and another around it",
    files: {
      "x.json":
        '{«"x-batchgen":{"approval":true},"description":null,"strict":false,"function":{"name":"x","description":"d","strict":false,"x-batchgen":{"serial":true}}}',
    },
    message: '"x-batchgen" stands under "function" and here, with different values; there must be one of them.',
    hint: "Keep the one that is meant.",
  },
  {
    code: "TOOL_SCHEMA_REPEATED",
    what: "two alike",
    files: {
      "x.json": '{"name":"x","description":"d","input_schema":{"type":"object"},«"inputSchema":{"type":"object"}}',
    },
    message: '"input_schema" and "inputSchema" hold the same schema; there must be one of them.',
    hint: 'Remove "inputSchema".',
  },
  {
    code: "TOOL_SCHEMA_NOT_AN_OBJECT",
    what: "true",
    files: { "x.json": '{"name":"x","input_schema":«true}' },
    message: '"input_schema" is true; it must be a JSON Schema with "type": "object".',
    hint: 'Write { "type": "object" }, with "additionalProperties": false for a tool that takes nothing.',
  },
  {
    code: "TOOL_NAME_MISSING",
    what: "a schema alone",
    files: { "x.json": '«{"description":"d","input_schema":{"type":"object"}}' },
    message: 'The definition has no "name"; it must have one.',
    hint: 'Add "name": what Claude calls the tool by.',
  },
  {
    code: "TOOL_NAME_INVALID",
    what: "a dot",
    files: { "x.json": '{"name":«"files.read","description":"d","input_schema":{"type":"object"}}' },
    message: 'The name is "files.read"; it must be one that matches ^[a-zA-Z0-9_-]{1,128}$.',
    hint: 'Use letters of the English alphabet, digits, _ and - only, for example "files_read".',
  },
  {
    code: "TOOL_NAME_LONG",
    what: "70 characters",
    files: {
      "x.json":
        '{"name":«"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","description":"d","input_schema":{"type":"object"}}',
    },
    message: "The name has 70 characters; the API takes 128, but older versions of it and other platforms only 64.",
    hint: "Shorten it to 64 characters if the tool is to work there.",
  },
  {
    code: "TOOL_NAME_DUPLICATE",
    what: "in two files",
    files: {
      "a.json": '{"name":"x","description":"d","input_schema":{"type":"object"}}',
      "b.json": '[\n {"name":«"x","description":"d","input_schema":{"type":"object"}}]',
    },
    message: 'There are two tools with the name "x": here and at tools/a.json:1:9. Each name must be there once.',
    hint: "Rename one of the two, or delete it.",
  },
  {
    code: "TOOL_NAME_OF_BATCH",
    what: "the batch tool's name",
    files: { "x.json": '{"name":«"batch_tool","description":"d","input_schema":{"type":"object"}}' },
    message: 'The tool has the name "batch_tool", which is the batch tool\'s; it must be another one.',
    hint: "Rename the tool, or name the batch tool something else: --batch-name <name>.",
  },
  {
    code: "TYPE_NAME_SHARED",
    what: "two names, one type",
    files: {
      "a.json": '{"name":"get-x","description":"d","input_schema":{"type":"object"}}',
      "b.json": '{"name":«"get_x","description":"d","input_schema":{"type":"object"}}',
    },
    message: '"get_x" would have the same type name as "get-x"; its type name is GetX_cd341f instead.',
    hint: 'Nothing has to be done: ToolInput<"get_x"> works as ever. For a prettier name rename the tool.',
  },
  {
    code: "TYPE_NAME_SHARED",
    what: "batchgen's own",
    files: { "b.json": '{"name":«"tool","description":"d","input_schema":{"type":"object"}}' },
    message: '"tool" would have the same type name as a type of batchgen\'s own; its type name is Tool_7c9bbe instead.',
    hint: 'Nothing has to be done: ToolInput<"tool"> works as ever. For a prettier name rename the tool.',
  },
  {
    code: "TOOL_DESCRIPTION_MISSING",
    what: "none",
    files: { "x.json": '{"name":«"x","input_schema":{"type":"object"}}' },
    message: "The tool has no description; it must have a few sentences for Claude.",
    hint: "Say what it does, when to use it and when not, and what it gives.",
  },
  {
    code: "TOOL_DESCRIPTION_MISSING",
    what: "an empty one",
    files: { "x.json": '{"name":"x","description":«" ","input_schema":{"type":"object"}}' },
    message: "The tool has an empty description; it must have a few sentences for Claude.",
    hint: "Say what it does, when to use it and when not, and what it gives.",
  },
  {
    code: "TOOL_FIELD_TYPE",
    what: "a text for a switch",
    files: { "x.json": '{"name":"x","description":"d","strict":«"true","input_schema":{"type":"object"}}' },
    message: '"strict" is "true"; it must be true or false.',
    hint: "Give it such a value, or leave it out.",
  },
  {
    code: "TOOL_FIELD_TYPE",
    what: "a name that is no text",
    files: { "x.json": '{"name":«5,"description":"d","input_schema":{"type":"object"}}' },
    message: '"name" is 5; it must be a string.',
    hint: 'Write, for example, "name": "get_weather".',
  },
  {
    code: "TOOL_FIELD_TYPE",
    what: "a cache control of another kind",
    files: {
      "x.json":
        '{"name":"x","description":"d","cache_control":{"type":«"persistent"},"input_schema":{"type":"object"}}',
    },
    message: '"cache_control/type" is "persistent"; it must be "ephemeral".',
    hint: "Give it such a value, or leave it out.",
  },
  {
    code: "TOOL_FIELD_UNKNOWN",
    what: "a field in camel case",
    files: { "x.json": '{"name":"x","description":"d",«"inputExamples":[],"input_schema":{"type":"object"}}' },
    message: '"inputExamples" is no field of a tool definition; it is not sent.',
    hint: 'Did you mean "input_examples"?',
  },
  {
    code: "TOOL_FIELD_UNKNOWN",
    what: "a field like no other",
    files: { "x.json": '{"name":"x","description":"d",«"returns":{},"input_schema":{"type":"object"}}' },
    message: '"returns" is no field of a tool definition; it is not sent.',
    hint: 'Remove it, or let its name start with "x-".',
  },
  {
    code: "CACHE_ON_DEFERRED",
    what: "both",
    files: {
      "x.json":
        '[{"name":"x","description":"d","defer_loading":true,«"cache_control":{"type":"ephemeral"},"input_schema":{"type":"object"}},{"name":"y","description":"d","input_schema":{"type":"object"}}]',
    },
    message: '"cache_control" stands beside "defer_loading": true, which the API refuses; it is not sent.',
    hint: "Remove it here, or load the tool always.",
  },
  {
    code: "CACHE_BREAKPOINTS",
    what: "five",
    files: {
      "x.json":
        '[{"name":"x1","description":"d","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}},\n' +
        '{"name":"x2","description":"d","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}},\n' +
        '{"name":"x3","description":"d","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}},\n' +
        '{"name":"x4","description":"d","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}},\n' +
        '{"name":«"x5","description":"d","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}}]',
    },
    message: '"cache_control" stands on 5 tools, this one the fifth; a request may hold 4.',
    hint: "Keep it on the last tool only: that covers all the tools before it.",
  },
  {
    code: "CACHE_TTL_ORDER",
    what: "an hour after five minutes",
    files: {
      "a.json":
        '[{"name":"x1","description":"d","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral","ttl":"1h"}},\n' +
        '{"name":"x2","description":"d","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}}]',
      "b.json":
        '{"name":«"x3","description":"d","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral","ttl":"1h"}}',
    },
    message:
      '"cache_control" has the "ttl" "1h" here, after "x2" with "5m", which is also what it is without one; the ' +
      "longer must be before the shorter.",
    hint:
      'Give both the same "ttl", or keep "cache_control" on the last tool only: that covers all the tools before ' +
      "it.",
  },
  {
    code: "ALL_DEFERRED",
    what: "the only tool",
    files: { "x.json": '{"name":«"x","description":"d","input_schema":{"type":"object"},"defer_loading":true}' },
    message: '"defer_loading" is true for every tool; the API refuses a request without one that is loaded.',
    hint: "Load the tools used most always, or pass a tool search tool to the conversation beside these.",
  },
  {
    code: "CALLER_UNKNOWN",
    what: "a misspelt caller",
    files: {
      "x.json":
        '{"name":"x","description":"d","allowed_callers":["direct",«"code_execution"],"input_schema":{"type":"object"}}',
    },
    message:
      'The caller "code_execution" does not exist; it must be one of "direct", "code_execution_20250825", ' +
      '"code_execution_20260120", "code_execution_20260521".',
    hint: 'Did you mean "code_execution_20260521"?',
  },
  {
    code: "CALLER_WITH_CIRCLE",
    what: "a tree",
    files: {
      "x.json":
        '{"name":"x","description":"d","allowed_callers":["code_execution_20260521"],"input_schema":{"type":"object","properties":{"t":{"$ref":"#/$defs/T"}},"$defs":{"T":{"type":"object","properties":{"t":{"$ref":«"#/$defs/T"}}}}}}',
    },
    message:
      'The schema contains itself through this "$ref", and the tool may be called by code, for which the API ' +
      "refuses that.",
    hint: 'Allow "direct" alone, or describe a limited number of levels.',
  },
  {
    code: "STRICT_WITH_CALLERS",
    what: "both",
    files: {
      "x.json":
        '{"name":"x","description":"d","allowed_callers":["code_execution_20260521"],«"strict":true,"input_schema":{"type":"object"}}',
    },
    message: '"strict": true stands beside callers other than "direct", which the API refuses; it is not sent.',
    hint: 'Remove "strict", or allow "direct" alone.',
  },
  {
    code: "STRICT_UNSUPPORTED",
    what: "an open object",
    files: { "x.json": '{"name":"x","description":"d","strict":true,"input_schema":«{"type":"object"}}' },
    message: 'This object does not have "additionalProperties": false, which strict mode refuses.',
    hint: 'Add "additionalProperties": false, or remove "strict": arguments are checked without it, too.',
  },
  {
    code: "STRICT_UNSUPPORTED",
    what: "a limit",
    files: {
      "x.json":
        '{"name":"x","description":"d","strict":true,"input_schema":{"type":"object","additionalProperties":false,"properties":{"a":{"type":"number",«"minimum":1}}}}',
    },
    message: '"minimum" stands here, which strict mode refuses.',
    hint: 'Say the limit in the description, or remove "strict": arguments are checked without it, too.',
  },
  {
    code: "STRICT_UNSUPPORTED",
    what: "a format",
    files: {
      "x.json":
        '{"name":"x","description":"d","strict":true,"input_schema":{"type":"object","additionalProperties":false,"properties":{"a":{"type":"string","format":«"iri"}}}}',
    },
    message: 'The format is "iri", which strict mode refuses.',
    hint:
      'Use one of date-time, time, date, duration, email, hostname, uri, ipv4, ipv6, uuid, or remove "strict": ' +
      "arguments are checked without it, too.",
  },
  {
    code: "STRICT_UNSUPPORTED",
    what: "a recursion",
    files: {
      "x.json":
        '{"name":"x","description":"d","strict":true,"input_schema":{"type":"object","additionalProperties":false,"properties":{"a":{"$ref":«"#"}}}}',
    },
    message: 'The schema contains itself through this "$ref", which strict mode refuses.',
    hint: 'Describe a limited number of levels, or remove "strict": arguments are checked without it, too.',
  },
  {
    code: "STRICT_DOUBTFUL",
    what: "a tuple",
    files: {
      "x.json":
        '{"name":"x","description":"d","strict":true,"input_schema":{"type":"object","additionalProperties":false,"properties":{"a":{"type":"array",«"prefixItems":[{"type":"string"}]}}}}',
    },
    message: '"prefixItems" stands here; whether strict mode takes it is not documented.',
    hint: 'Describe the properties or items one by one, or remove "strict": arguments are checked without it, too.',
  },
  {
    code: "STRICT_BUDGET",
    what: "25 optional parameters",
    files: {
      "x.json":
        '{"name":«"x","description":"d","strict":true,"input_schema":{"type":"object","additionalProperties":false,"properties":{"p0":{"type":"string"},"p1":{"type":"string"},"p2":{"type":"string"},"p3":{"type":"string"},"p4":{"type":"string"},"p5":{"type":"string"},"p6":{"type":"string"},"p7":{"type":"string"},"p8":{"type":"string"},"p9":{"type":"string"},"p10":{"type":"string"},"p11":{"type":"string"},"p12":{"type":"string"},"p13":{"type":"string"},"p14":{"type":"string"},"p15":{"type":"string"},"p16":{"type":"string"},"p17":{"type":"string"},"p18":{"type":"string"},"p19":{"type":"string"},"p20":{"type":"string"},"p21":{"type":"string"},"p22":{"type":"string"},"p23":{"type":"string"},"p24":{"type":"string"}}}}',
    },
    message: "There are 25 optional parameters of strict tools; a request may hold 24, and this tool goes beyond.",
    hint: 'Remove "strict" from the tools that need it least, or make parameters required and of one type.',
  },
  {
    code: "INPUT_EXAMPLE_INVALID",
    what: "a missing property",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_examples":[{"city":"a"},«{}],"input_schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}',
    },
    message: 'Example 1 does not fit the input schema: "city" is required.',
    hint: "Correct the example, or the schema where that is wrong.",
  },
  {
    code: "INPUT_EXAMPLE_INVALID",
    what: "a value of the wrong type",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_examples":[{"at":{"n":«"1"}}],"input_schema":{"type":"object","properties":{"at":{"type":"object","properties":{"n":{"type":"number"}}}}}}',
    },
    message: 'Example 0 does not fit the input schema: "at.n" must be number, not string.',
    hint: "Correct the example, or the schema where that is wrong.",
  },
  {
    code: "INPUT_EXAMPLE_INVALID",
    what: "a property too many",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_examples":[{«"city":1}],"input_schema":{"type":"object","properties":{},"additionalProperties":false}}',
    },
    message: 'Example 0 does not fit the input schema: "city" is not a property here.',
    hint: "Correct the example, or the schema where that is wrong.",
  },
  {
    code: "SCHEMA_PATTERN_SLOW",
    what: "an exponential pattern",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"type":"string","pattern":«"^(a+)+$"}}}}',
    },
    message:
      `The pattern "^(a+)+$" takes exponential time on some texts, such as 'a' + 'a'.repeat(31) + '\\x00'. Texts ` +
      "of more than 13 characters are not matched against it: a call with one is refused.",
    hint: 'Write it so that it can match a string in one way only: "^a+$" for "^(a+)+$".',
  },
  {
    code: "SCHEMA_PATTERN_SLOW",
    what: "a pattern for keys whose back-reference cannot be analysed",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","patternProperties":{«"^(a+)+\\\\1$":{}}}}',
    },
    message:
      'The pattern "^(a+)+\\\\1$" cannot be analysed, and may take exponential time on some texts. Texts of more ' +
      "than 13 characters are not matched against it: a call with one is refused.",
    hint: 'Write it so that it can match a string in one way only: "^a+$" for "^(a+)+$".',
  },
  {
    code: "ANNOTATION_TYPE",
    what: "a text for a hint",
    files: {
      "x.json":
        '{"name":"x","description":"d","annotations":{"destructiveHint":«"yes"},"input_schema":{"type":"object"}}',
    },
    message: '"destructiveHint" is "yes"; it must be true or false. It is passed over.',
    hint: "Write true or false.",
  },
  {
    code: "POLICY_UNKNOWN",
    what: "a misspelt key",
    files: {
      "x.json": '{"name":"x","description":"d","x-batchgen":{«"aproval":true},"input_schema":{"type":"object"}}',
    },
    message: '"aproval" is no key of "x-batchgen"; it must be one of "batchable", "approval", "serial" or "timeoutMs".',
    hint: 'Did you mean "approval"?',
  },
  {
    code: "POLICY_INVALID",
    what: "a time that no timer takes",
    files: {
      "x.json": '{"name":"x","description":"d","x-batchgen":{"timeoutMs":«1e12},"input_schema":{"type":"object"}}',
    },
    message: '"timeoutMs" is 1000000000000; it must be an integer of milliseconds from 1 to 2147483647.',
    hint: "Give it such a value, or leave it out.",
  },
  {
    code: "POLICY_INVALID",
    what: "a text for a switch",
    files: {
      "x.json": '{"name":"x","description":"d","x-batchgen":{"serial":«"yes"},"input_schema":{"type":"object"}}',
    },
    message: '"serial" is "yes"; it must be true or false.',
    hint: "Give it such a value, or leave it out.",
  },
  {
    code: "SCHEMA_ROOT_TYPE",
    what: "a text",
    files: { "x.json": '{"name":"x","description":"d","input_schema":{"type":«"string"}}' },
    message: 'The input schema has the type "string"; it must be "object".',
    hint: "Describe an object, with what there is now as one of its properties.",
  },
  {
    code: "SCHEMA_ROOT_TYPE_ADDED",
    what: "no type",
    files: { "x.json": '{"name":"x","description":"d","input_schema":«{"properties":{}}}' },
    message:
      'The input schema has no type; it must be "type": "object", which the API requires at the root. It is sent ' +
      'with "object".',
    hint: 'Write "type": "object" at the root of the schema.',
  },
  {
    code: "SCHEMA_ROOT_TYPE_ADDED",
    what: "a list of types",
    files: { "x.json": '{"name":"x","description":"d","input_schema":{"type":«["object","null"]}}' },
    message:
      'The input schema has the type ["object","null"]; it must be "type": "object", which the API requires at ' +
      'the root. It is sent with "object".',
    hint: 'Write "type": "object" at the root of the schema.',
  },
  {
    code: "SCHEMA_ROOT_TYPE_ADDED",
    what: "a reference",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"$ref":«"#/definitions/In","definitions":{"In":{"type":"object"}}}}',
    },
    message:
      '"$ref" stands at the root of the input schema; it must be "type": "object", which the API requires at the ' +
      "root. It was replaced by what it leads to.",
    hint: 'Write "type": "object" at the root of the schema.',
  },
  {
    code: "SCHEMA_ROOT_COMBINATOR",
    what: "allOf",
    files: {
      "x.json": '{"name":"x","description":"d","input_schema":{"type":"object",«"allOf":[{"required":["a"]}]}}',
    },
    message:
      '"allOf" stands at the root of the input schema, where the API refuses it. It is kept in the types, in the ' +
      "batch tool and in the check of the arguments. The tool sent on its own has the parameters of all branches " +
      "in its place: 1, of which 1 are required.",
    hint: "Say in the description what it requires, or put the alternatives into a property.",
  },
  {
    code: "SCHEMA_DIALECT_UNKNOWN",
    what: "draft 03",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"$schema":«"http://json-schema.org/draft-03/schema#","type":"object"}}',
    },
    message:
      '"http://json-schema.org/draft-03/schema#" is no dialect that batchgen knows; it must be draft 04, 06, 07, ' +
      "2019-09 or 2020-12. The schema is read as 2020-12.",
    hint: 'Remove "$schema", or write "https://json-schema.org/draft/2020-12/schema".',
  },
  {
    code: "SCHEMA_NOT_A_SCHEMA",
    what: "a text for a property",
    files: { "x.json": '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":«"string"}}}' },
    message: '"a" is "string"; it must be a schema: an object, true or false.',
    hint: 'Write { "type": "string" }.',
  },
  {
    code: "SCHEMA_TYPE_UNKNOWN",
    what: "a type as Gemini writes it",
    files: { "x.json": '{"name":"x","description":"d","parameters":{"type":«"OBJECT"}}' },
    message: 'The type is "OBJECT"; it must be one of string, number, integer, boolean, object, array, null.',
    hint: 'Did you mean "object"? Types in upper case belong to the dialect of Gemini.',
  },
  {
    code: "SCHEMA_TYPE_UNKNOWN",
    what: "one of a list",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"type":["string",«"none"]}}}}',
    },
    message: 'The type is "none"; it must be one of string, number, integer, boolean, object, array, null.',
    hint: 'Did you mean "null"?',
  },
  {
    code: "SCHEMA_TYPE_UNKNOWN",
    what: "a schema for a type",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"type":«{"type":"string"}}}}}',
    },
    message:
      'The type is an object with "type"; it must be one of string, number, integer, boolean, object, array, null.',
    hint: 'If "type" is a parameter, put it under "properties": { "type": … }.',
  },
  {
    code: "SCHEMA_KEYWORD_VALUE",
    what: "a number in quotes",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"type":"string","minLength":«"3"}}}}',
    },
    message: '"minLength" is "3"; it must be an integer that is not negative.',
    hint: "Write the number without quotes: 3.",
  },
  {
    code: "SCHEMA_KEYWORD_VALUE",
    what: "required as a switch",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"type":"string","required":«true}}}}',
    },
    message: '"required" is true; it must be an array of property names.',
    hint: 'Put the property\'s name into the array "required" of the object that it belongs to, and remove this one.',
  },
  {
    code: "SCHEMA_KEYWORD_VALUE",
    what: "a limit that is negative",
    files: {
      "x.json": '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"maxItems":«-1}}}}',
    },
    message: '"maxItems" is -1; it must be an integer that is not negative.',
    hint: "Correct the value, or leave the keyword out.",
  },
  {
    code: "SCHEMA_KEYWORD_MISSPELT",
    what: "a letter left out",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"type":"string",«"desciption":"d"}}}}',
    },
    message: '"desciption" is no keyword of JSON Schema, and says nothing; it looks like "description".',
    hint: 'Did you mean "description"? Otherwise remove it.',
  },
  {
    code: "SCHEMA_INVALID",
    what: "a list of names with one twice",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"dependentRequired":{"b":«["c","c"]}}}}}',
    },
    message:
      "This is not valid in draft 2020-12 of JSON Schema: it must NOT have duplicate items: 0 and 1 are the same.",
    hint: "Correct it, or leave it out.",
  },
  {
    code: "SCHEMA_PATTERN_DROPPED",
    what: "a pattern of Python",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"type":"string","pattern":«"(?P<year>\\\\d{4})"}}}}',
    },
    message:
      'JavaScript cannot compile the pattern "(?P<year>\\\\d{4})"; it must be a regular expression of ECMA-262. ' +
      "It is left out.",
    hint: 'Write it for JavaScript. Python\'s \\A, \\Z and (?P<name>…) are "^", "$" and (?<name>…).',
  },
  {
    code: "SCHEMA_PATTERN_DROPPED",
    what: "one that is denied",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"type":"string","not":{"pattern":«"(?i)^a"}}}}}',
    },
    message:
      'JavaScript cannot compile the pattern "(?i)^a"; it must be a regular expression of ECMA-262. It is left ' +
      'out, and so is the "not" around it, which would mean something else without it.',
    hint: 'Write it for JavaScript. For (?i), write both cases: "[aA]".',
  },
  {
    code: "SCHEMA_PATTERN_DROPPED",
    what: "a key",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"type":"object","patternProperties":{«"[":{}}}}}}',
    },
    message: 'JavaScript cannot compile the pattern "["; it must be a regular expression of ECMA-262. It is left out.',
    hint: "Write it for JavaScript.",
  },
  {
    code: "SCHEMA_NULLABLE",
    what: "OpenAPI's",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"type":"string",«"nullable":true}}}}',
    },
    message: '"nullable" is no keyword of JSON Schema; it must be a type that allows null. It was rewritten so.',
    hint: 'Write "type": ["string", "null"], or add { "type": "null" } to "anyOf".',
  },
  {
    code: "SCHEMA_REPEATED_VALUE",
    what: "a property required twice",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{}},"required":["a",«"a"]}}',
    },
    message: '"a" stands in this list already; each value must be there once. It is taken once.',
    hint: "Remove the second one.",
  },
  {
    code: "SCHEMA_REQUIRED_UNKNOWN",
    what: "a property renamed",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"cityName":{}},"required":[«"city_name"],"additionalProperties":false}}',
    },
    message:
      '"city_name" is required, and "properties" does not describe it, and no other one is allowed: no object ' +
      "can be valid.",
    hint: 'Did you mean "cityName"? Otherwise describe it under "properties".',
  },
  {
    code: "SCHEMA_DEFAULT_INVALID",
    what: "a text for a number",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"type":"integer","default":«"10"}}}}',
    },
    message: 'The default is "10"; it must be a value of the type integer.',
    hint: "Correct the default, or allow its value in the schema.",
  },
  {
    code: "SCHEMA_DEFAULT_INVALID",
    what: "a value that is not in the enum",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"enum":["a","b"],"default":«"c"}}}}',
    },
    message: 'The default is "c"; it must be one of the values of its enum.',
    hint: "Correct the default, or allow its value in the schema.",
  },
  {
    code: "SCHEMA_DEFAULT_INVALID",
    what: "null",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"type":"string","default":«null}}}}',
    },
    message: "The default is null; it must be a value of the type string.",
    hint: 'Leave "default" out, or allow null: "type": [..., "null"].',
  },
  {
    code: "SCHEMA_ENUM_UNMATCHED",
    what: "texts for numbers",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"type":"integer","enum":«["1","2"]}}}}',
    },
    message: 'The enum holds "1" and others, none of them of the type integer; no value can be valid.',
    hint: 'Correct "type", or the values.',
  },
  {
    code: "PROPERTY_KEY_REFUSED",
    what: "a dollar sign",
    files: { "x.json": '{"name":"x","description":"d","input_schema":{"type":"object","properties":{«"$filter":{}}}}' },
    message: 'The property "$filter" has a name outside ^[a-zA-Z0-9_.-]{1,64}$, which the API requires.',
    hint: 'Rename it, for example to "filter", and translate the name in the handler.',
  },
  {
    code: "PROPERTY_KEY_BROKEN",
    what: "half a character",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"properties":{«"\\ud83c":{}}}}}}',
    },
    message: 'The name "\\ud83c" holds half a character (a lone surrogate); it must hold whole ones.',
    hint: "Write the whole character, or leave it out.",
  },
  {
    code: "PROPERTY_KEY_UNCHECKED",
    what: "__proto__",
    files: {
      "x.json": '{"name":"x","description":"d","input_schema":{"type":"object","properties":{«"__proto__":{}}}}',
    },
    message:
      'The property is called "__proto__", which JavaScript gives a meaning of its own: its value is never checked.',
    hint: "Rename it.",
  },
  {
    code: "REF_EXTERNAL",
    what: "another file",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"$ref":«"../common.json#/Address"}}}}',
    },
    message:
      '"$ref" is "../common.json#/Address", which leads out of this schema; it must be a place in it, such as ' +
      '"#/$defs/…". Nothing outside is read.',
    hint: 'Copy what it refers to under "$defs" of this schema, and refer to that.',
  },
  {
    code: "REF_MISSING",
    what: "a misspelt name",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"$ref":«"#/$defs/Adress"}},"$defs":{"Address":{"type":"string"}}}}',
    },
    message: '"$ref" is "#/$defs/Adress", and there is nothing in this schema at that place.',
    hint: 'Did you mean "#/$defs/Address"?',
  },
  {
    code: "REF_MISSING",
    what: "an anchor that is not there",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"$ref":«"#address"}}}}',
    },
    message: '"$ref" is "#address", and there is nothing in this schema at that place.',
    hint: 'Add "$anchor": "address" to what it refers to, or correct the reference.',
  },
  {
    code: "REF_MISSING",
    what: "a place that holds no schema",
    files: {
      "x.json": '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"$ref":«"#/type"}}}}',
    },
    message: '"$ref" is "#/type", and what is there is no schema.',
    hint: 'Add what it refers to under "$defs" of this schema, or correct the reference.',
  },
  {
    code: "REF_LOOP",
    what: "through anyOf",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"$ref":"#/$defs/A"}},"$defs":{"A":{"anyOf":[{"type":"string"},{"$ref":«"#/$defs/A"}]}}}}',
    },
    message:
      '"$ref" is "#/$defs/A", which leads back to itself for the same value; to check a value would never end. ' +
      "There must be a property or an item on the way.",
    hint: 'Remove this "$ref", or put it under "properties" or "items".',
  },
  {
    code: "REF_CHAIN",
    what: "through anyOf",
    files: { "x.json": chainOfReferences(600, 99) },
    message:
      '"$ref" is "#/$defs/d100", from where one schema leads to the next more than 1,000 times for the same value.',
    hint: "Refer to what the last of them says directly.",
  },
  {
    code: "REF_DYNAMIC",
    what: "two anchors of one name",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"$dynamicRef":«"#n"}},"$defs":{"A":{"$dynamicAnchor":"n"},"B":{"$id":"b","$dynamicAnchor":"n"}}}}',
    },
    message: '"$dynamicRef" is "#n", and its anchor stands in several places of this schema; it must be in one.',
    hint: 'Write a "$ref" to the one that is meant.',
  },
  {
    code: "JSON_SYNTAX",
    what: "an escape that is cut short",
    files: { "x.json": '{"name": "«\\u12"}' },
    message:
      '\\u has fewer than 4 hex digits behind it; it must be \\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u with 4 hex ' +
      "digits.",
    hint: "Where a backslash itself is meant, write it twice: \\\\",
  },
  {
    code: "JSON_SYNTAX",
    what: "a number of JavaScript",
    files: { "x.json": '{"maximum": «1_000}' },
    message: "1_000 is not a number of JSON; it must be one such as -1, 0.5 or 1e9.",
    hint: NUMBERS,
  },
  {
    code: "JSON_SYNTAX",
    what: "an end after a comma",
    files: { "x.json": '{"name": "x",«\n' },
    message: "The file ends too early: the { that begins at 1:1 is not ended.",
    hint: "Complete it; the file may have been cut off.",
  },
  {
    code: "JSON_SYNTAX",
    what: "an end inside a list",
    files: { "x.json": '{"required": ["a", "b"«' },
    message: "The file ends too early: the [ that begins at 1:14 is not ended.",
    hint: "Complete it; the file may have been cut off.",
  },
  {
    code: "JSON_SYNTAX",
    what: "a blank that is none",
    files: { "x.json": '{«\u00a0"name": "x"}' },
    message: "A character that cannot be seen (U+00A0) is here; JSON knows blanks, tabs and line ends only.",
    hint: "Delete it; it often comes from copying out of a web page or a document.",
  },
  {
    code: "JSON_BYTE_ORDER_MARK",
    what: "an editor's UTF-8 with BOM",
    files: { "x.json": '«\ufeff{"name": "x", "description": "d", "input_schema": {"type": "object"}}' },
    message: "The file begins with a byte-order mark. It is left out here; JSON.parse and other programs refuse it.",
    hint: "Save it as UTF-8 without a byte-order mark (in editors: UTF-8, not UTF-8 with BOM).",
  },
  {
    code: "JSON_SEVERAL_VALUES",
    what: "two files that were joined, with the byte order mark of the second",
    files: { "x.json": '{"name": "x"}\ufeff«{"name": "y"}' },
    message: "A second JSON value begins here; a file holds one.",
    hint: "Put the definitions into one array, [ …, … ], or each into a file of its own.",
  },
  {
    code: "JSON_SYNTAX",
    what: "quotes of a word processor",
    files: { "x.json": '{"name": «“x”}' },
    message: "“ is here; JSON has straight double quotes only.",
    hint: 'Write "text"; a word processor or a web page often makes other quotes of them.',
  },
  {
    code: "JSON_SYNTAX",
    what: "YAML",
    files: { "x.json": "«name: x\ndescription: d\n" },
    message: 'The file begins with "name", which is not JSON; it must be { or [.',
    hint: "Write the definition as JSON: not as YAML, JavaScript or anything else.",
  },
  {
    code: "JSON_SYNTAX",
    what: "a colon that is missing",
    files: { "x.json": '{"name" «= "x"}' },
    message: '"=" is here; it must be a colon after the key "name".',
    hint: "Write a colon between a key and its value.",
  },
  {
    code: "JSON_SYNTAX",
    what: "a value that is missing",
    files: { "x.json": '{"name":«}' },
    message: 'A } is here; it must be the value of the key "name".',
    hint: "Write a value after the colon, or remove the key.",
  },
  {
    code: "JSON_SYNTAX",
    what: "a comma too many",
    files: { "x.json": '{"name": "x",«, "description": "d"}' },
    message: "A , is here; it must be a key in double quotes.",
    hint: "Remove the comma, or write what belongs before it.",
  },
  {
    code: "JSON_SYNTAX",
    what: "brackets that cross",
    files: { "x.json": '{"required": ["a"«}]' },
    message: "A } is here; it must be a comma, or ] at the end of the array.",
    hint: "Close the [ that begins at 1:14 first.",
  },
  {
    code: "JSON_SYNTAX",
    what: "a character that begins nothing",
    files: { "x.json": '{"name": «@}' },
    message: '"@" is here; it must be the value of the key "name".',
    hint: "Write a value after the colon, or remove the key.",
  },
  {
    code: "JSON_SYNTAX",
    what: "a semicolon after the end",
    files: { "x.json": '{"name": "x"}«;' },
    message: '";" is here; it must be the end of the file after the JSON value.',
    hint: "Remove what follows the value.",
  },
  {
    code: "JSON_SEVERAL_VALUES",
    what: "two definitions with a comma between",
    files: { "x.json": '{"name":"a"},\n«{"name":"b"}\n' },
    message: "A second JSON value begins here; a file holds one.",
    hint: "Put the definitions into one array, [ …, … ], or each into a file of its own.",
  },
  {
    code: "JSON_CONFLICT",
    what: "the base of a merge with three sides",
    files: { "x.json": '{\r\n«||||||| base\r\n"name":"b"\r\n}' },
    message: "A merge conflict marker (|||||||) is here; the file holds both sides of an unfinished merge.",
    hint: "Keep one side and remove the lines <<<<<<<, ======= and >>>>>>>.",
  },
  {
    code: "TOOL_NOT_A_DEFINITION",
    what: "a schema alone",
    files: { "x.json": '«{"type":"object","properties":{"a":{}}}' },
    message:
      'There is neither a "name" nor an "input_schema" here, but an object with "type", "properties"; it must be ' +
      "a tool definition.",
    hint: 'A schema alone has no name: write { "name": …, "description": …, "input_schema": … } around it.',
  },
  {
    code: "TOOL_DIALECT_FOREIGN",
    what: "Bedrock without its wrapper",
    files: { "x.json": '{"name":"x","description":"d",«"inputSchema":{"json":{"type":"object"}}}' },
    message:
      '"inputSchema" with its schema under "json" belongs to the dialect of Amazon Bedrock\'s Converse; it must ' +
      'be a definition with "name" and "input_schema".',
    hint: 'Take the definition out of the wrapper and write it with "name", "description" and "input_schema".',
  },
  {
    code: "TOOL_SERVER_SIDE",
    what: "a set of tools, which has no name",
    files: { "x.json": '{"type":«"mcp_toolset","mcp_server_name":"x"}' },
    message:
      'The type "mcp_toolset" is a tool defined by Anthropic; such a tool has no schema here and cannot be put ' +
      'into a batch. It must be "custom", or left out.',
    hint: "Move it out of the folder; a tool of Anthropic's is passed to the conversation, in extraTools.",
  },
  {
    code: "TOOL_SCHEMA_MISSING",
    what: "the misspelt parameters of a function, which could go without any",
    files: {
      "x.json": '{"type":"function","function":{"name":"x","description":"d",«"Parameters":{"type":"object"}}}',
    },
    message: 'There is no "input_schema" here; there must be one, or "inputSchema" (MCP) or "parameters" (OpenAI).',
    hint: 'Did you mean "parameters" by "Parameters"?',
  },
  {
    code: "TOOL_SCHEMA_MISSING",
    what: "a schema under a name of its own",
    files: { "x.json": '{"name":"x","description":"d",«"args":{"type":"object","properties":{}}}' },
    message: 'There is no "input_schema" here; there must be one, or "inputSchema" (MCP) or "parameters" (OpenAI).',
    hint: 'Did you mean "input_schema" by "args"?',
  },
  {
    code: "TOOL_SCHEMA_NOT_AN_OBJECT",
    what: "a schema as a text",
    files: { "x.json": '{"name":"x","input_schema":«"{\\"type\\":\\"object\\"}"}' },
    message: '"input_schema" is "{\\"type\\":\\"object\\"}"; it must be a JSON Schema with "type": "object".',
    hint:
      "Write the schema itself here, and not a string that holds it: without the quotes around it and the " +
      "backslashes in it.",
  },
  {
    code: "TOOL_FIELD_TYPE",
    what: "an example that is no object",
    files: { "x.json": '{"name":"x","description":"d","input_examples":[{},«"a"],"input_schema":{"type":"object"}}' },
    message: '"input_examples/1" is "a"; it must be an object, an input of the tool.',
    hint: "Give it such a value, or leave it out.",
  },
  {
    code: "TOOL_FIELD_UNKNOWN",
    what: "a misspelt x-batchgen, which is not passed over in silence",
    files: {
      "x.json": '{"name":"x","description":"d","input_schema":{"type":"object"},«"x-batch-gen":{"approval":true}}',
    },
    message: '"x-batch-gen" is no field of a tool definition; it is not sent.',
    hint: 'Did you mean "x-batchgen"?',
  },
  {
    code: "TOOL_FIELD_UNKNOWN",
    what: "a hint outside of the annotations",
    files: { "x.json": '{"name":"x","description":"d","input_schema":{"type":"object"},«"destructiveHint":true}' },
    message: '"destructiveHint" is no field of a tool definition; it is not sent.',
    hint: 'Put it under "annotations": { "destructiveHint": … }.',
  },
  {
    code: "ANNOTATION_UNKNOWN",
    what: "a misspelt hint",
    files: {
      "x.json": '{"name":"x","description":"d","input_schema":{"type":"object"},"annotations":{«"destructive":true}}',
    },
    message: '"destructive" is no annotation of MCP, and looks like "destructiveHint". It is passed over.',
    hint: 'Did you mean "destructiveHint"?',
  },
  {
    code: "SCHEMA_NOT_A_SCHEMA",
    what: "a type in the place of a schema, in a list",
    files: {
      "x.json": '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"anyOf":[«"str"]}}}}',
    },
    message: 'Element 0 of "anyOf" is "str"; it must be a schema: an object, true or false.',
    hint: 'Write { "type": "string" }.',
  },
  {
    code: "SCHEMA_NOT_A_SCHEMA",
    what: "a quoted boolean",
    files: {
      "x.json": '{"name":"x","description":"d","input_schema":{"type":"object","additionalProperties":«"false"}}',
    },
    message: '"additionalProperties" is "false"; it must be a schema: an object, true or false.',
    hint: "Write it without quotes: false.",
  },
  {
    code: "SCHEMA_KEYWORD_VALUE",
    what: "a name that is none",
    files: { "x.json": '{"name":"x","description":"d","input_schema":{"type":"object","required":[«1]}}' },
    message: 'Element 0 of "required" is 1; it must be a property\'s name, a string.',
    hint: "Write the name in quotes, or remove it.",
  },
  {
    code: "SCHEMA_KEYWORD_VALUE",
    what: "one value in the place of an enum",
    files: {
      "x.json": '{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"enum":«"b"}}}}',
    },
    message: '"enum" is "b"; it must be an array of values.',
    hint: 'Write an array: ["b"].',
  },
  ...[
    ["string|null", 'Write several types as an array: ["string", "null"].'],
    ["int[]", 'Write "type": "array", "items": { "type": "integer" }.'],
    ["enum", 'Leave "type" out: the values alone say it.'],
  ].map(
    ([type = "", hint = ""]): DiagnosticCase => ({
      code: "SCHEMA_TYPE_UNKNOWN",
      what: `a type as other languages write it, ${type}`,
      files: {
        "x.json": `{"name":"x","description":"d","input_schema":{"type":"object","properties":{"a":{"type":«"${type}"}}}}`,
      },
      message: `The type is "${type}"; it must be one of string, number, integer, boolean, object, array, null.`,
      hint,
    }),
  ),
  {
    code: "SCHEMA_ROOT_TYPE",
    what: "alternatives of which none is an object",
    files: { "x.json": '{"name":"x","description":"d","input_schema":«{"anyOf":[{"type":"string"},{"enum":[1]}]}}' },
    message: "The input schema has values or alternatives of which none is an object; one must be an object.",
    hint: "Describe an object, with what there is now as one of its properties.",
  },
  {
    code: "SCHEMA_NULLABLE",
    what: "at the root, where no null can come",
    files: { "x.json": '{"name":"x","description":"d","input_schema":{"type":"object",«"nullable":true}}' },
    message:
      '"nullable" is no keyword of JSON Schema; it must be a type that allows null. It counts for nothing here, ' +
      "and is left out.",
    hint: 'Write "type": ["string", "null"], or add { "type": "null" } to "anyOf".',
  },
  {
    code: "INPUT_EXAMPLE_INVALID",
    what: "a value outside of an enum",
    files: {
      "x.json":
        '{"name":"x","description":"d","input_examples":[{"a":{"b":«"z"}}],"input_schema":{"type":"object","properties":{"a":{"properties":{"b":{"enum":["x","y"]}}}}}}',
    },
    message: 'Example 0 does not fit the input schema: "a.b" must be one of ["x","y"], not "z".',
    hint: "Correct the example, or the schema where that is wrong.",
  },
];
