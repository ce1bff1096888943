import type { Explanation } from "./diagnostic.js";

/** What is wrong with a tool definition around its schemas. */
export const TOOL_CODES = {
  TOOL_NOT_AN_OBJECT: {
    severity: "error",
    title: "a definition is not an object",
    why:
      'A definition file holds one definition, an array of them, or `{"tools": [...]}`. A definition is an object ' +
      "with a name and a schema.",
    fix: "Write a definition there, or delete the file.",
    example: '{ "name": "get_weather", "description": "…", "input_schema": { "type": "object" } }',
  },
  TOOL_LIST_EMPTY: {
    severity: "warning",
    title: "a definition file holds no tool",
    why: "Its list of tools is empty, so the file adds nothing. Most often an export went wrong.",
    fix: "Add a definition to the list, or delete the file.",
    example: "[]",
  },
  TOOL_LIST_PARTIAL: {
    severity: "warning",
    title: "a file holds one page of a list of tools",
    why:
      "MCP servers give long lists in pages, and name with `nextCursor` where the next one begins. The tools of " +
      "the other pages are missing.",
    fix: "Ask for the next page with `cursor`, until no `nextCursor` comes, and put all tools into the folder.",
    example: '{ "tools": [ … ] }        not: { "tools": [ … ], "nextCursor": "eyJ…" }',
  },
  TOOL_NOT_A_DEFINITION: {
    severity: "error",
    title: "a file in the tools folder is no tool definition",
    why:
      "Every `.json` file in the tools folder is taken for a definition, so that none is left out by a typing " +
      "error. This one has neither a name nor a schema for a tool's input.",
    fix: "Make it a definition, or move it out of the tools folder.",
    example: '{ "name": "get_weather", "description": "…", "input_schema": { "type": "object" } }',
  },
  TOOL_DIALECT_FOREIGN: {
    severity: "error",
    title: "a definition is written for another API",
    why:
      "batchgen reads the dialects of Anthropic (`input_schema`), MCP (`inputSchema`) and OpenAI (`parameters`). " +
      "Others mean other things by the same words.",
    fix: "Rewrite it as one of the three.",
    example:
      '{ "name": "x", "description": "…", "input_schema": { "type": "object", "properties": { "a": { "type": "string" } } } }',
  },
  TOOL_SERVER_SIDE: {
    severity: "error",
    title: "a tool is defined by a provider and not by you",
    why:
      "A tool with such a `type` has its schema at Anthropic, OpenAI, Google or another provider. Without a schema " +
      "there are no types, no validation and no arm in the batch tool, and Claude cannot call what another " +
      "provider runs.",
    fix: "Move it out of the folder; a tool of Anthropic's is passed to the conversation, in extraTools.",
    example: '{ "type": "custom", "name": "edit_file", "input_schema": { "type": "object" } }',
  },
  TOOL_SCHEMA_MISSING: {
    severity: "error",
    title: "a definition has no input schema",
    why: "The API requires `input_schema`, also of a tool that takes nothing.",
    fix:
      'Add `"input_schema": { "type": "object", "properties": {} }`. MCP\'s `inputSchema` and OpenAI\'s ' +
      "`parameters` are read, too.",
    example: '{ "name": "ping", "description": "…", "input_schema": { "type": "object", "properties": {} } }',
  },
  TOOL_SCHEMA_TWICE: {
    severity: "error",
    title: "a definition has two input schemas",
    why: "With two spellings side by side and different contents, what the author meant cannot be known.",
    fix: "Keep one of them.",
    example: '{ "name": "x", "input_schema": { "type": "object" } }',
  },
  TOOL_FIELD_TWICE: {
    severity: "error",
    title: "a function and what is around it say different things",
    why:
      "In OpenAI's dialect a field can stand under `function` and beside it. With two different values what the " +
      "author meant cannot be known, and an approval could be passed over.",
    fix: "Keep one of them.",
    example: '{ "type": "function", "function": { "name": "x" }, "x-batchgen": { "approval": true } }',
  },
  TOOL_SCHEMA_REPEATED: {
    severity: "warning",
    title: "a definition has its input schema twice",
    why: "Two spellings side by side with the same contents are harmless today, and drift apart tomorrow.",
    fix: "Keep one of them.",
    example: '{ "name": "x", "input_schema": { "type": "object" } }',
  },
  TOOL_SCHEMA_NOT_AN_OBJECT: {
    severity: "error",
    title: "an input schema is not an object",
    why: "The API requires an object here; `true`, `false`, `null`, numbers and texts are refused.",
    fix:
      'Write `{ "type": "object" }` for a tool that takes anything, with `"additionalProperties": false` for one ' +
      "that takes nothing.",
    example: '{ "input_schema": { "type": "object" } }',
  },
  TOOL_NAME_MISSING: {
    severity: "error",
    title: "a definition has no name",
    why: "Claude calls a tool by its name; the API refuses a definition without one.",
    fix: "Add a `name`.",
    example: '{ "name": "get_weather", … }',
  },
  TOOL_NAME_INVALID: {
    severity: "error",
    title: "a tool's name is not one the API takes",
    why:
      "The API takes names that match `^[a-zA-Z0-9_-]{1,128}$`; one other name fails the whole request, with all " +
      "its tools.",
    fix: "Use letters of the English alphabet, digits, `_` and `-` only, at most 128 of them.",
    example: '{ "name": "github_create_issue" }        not: { "name": "github/create_issue" }',
  },
  TOOL_NAME_LONG: {
    severity: "warning",
    title: "a tool's name is longer than 64 characters",
    why: "The API takes 128 today; older versions of it, other platforms and MCP clients take 64.",
    fix: "Shorten it to 64 characters or less if the tool is to work there.",
    example: '{ "name": "list_issues" }',
  },
  TOOL_NAME_DUPLICATE: {
    severity: "error",
    title: "two tools have the same name",
    why: "Names are how calls find their handler, and the API refuses a request with two tools of one name.",
    fix: "Rename one of the two, or delete it.",
    example: '{ "name": "get_weather" }  and  { "name": "get_forecast" }',
  },
  TOOL_NAME_OF_BATCH: {
    severity: "error",
    title: "a tool is named like the batch tool",
    why: "The batch tool is sent beside your tools, and the API refuses a request with two tools of one name.",
    fix: "Rename the tool, or name the batch tool something else with `--batch-name`.",
    example: "batchgen --batch-name run_many",
  },
  TYPE_NAME_SHARED: {
    severity: "warning",
    title: "several tools would have the same type name",
    why:
      "A tool's name is turned into a TypeScript name (`get_weather` into `GetWeather`), and these meet, with each " +
      "other or with a type of batchgen's own. They get 6 hex digits of the name's SHA-256.",
    fix: 'Nothing has to be done: `ToolInput<"get_weather">` always works. For prettier names rename the tools.',
    example: "get_weather, get-weather  become  GetWeather_3f1c0a, GetWeather_9b27e4",
  },
  TOOL_DESCRIPTION_MISSING: {
    severity: "warning",
    title: "a tool has no description",
    why: "The description is by far what matters most for how well Claude uses a tool.",
    fix: "Say in three or four sentences what the tool does, when to use it and when not, and what it gives back.",
    example: '{ "description": "Gives the current weather at a place. Use it for … It does not …" }',
  },
  TOOL_FIELD_TYPE: {
    severity: "error",
    title: "a field of a definition has the wrong type",
    why: "The API checks the type of each field and refuses the whole request.",
    fix: "Give the field a value of the type named in the message, or leave it out.",
    example: '{ "strict": true }        not: { "strict": "true" }',
  },
  TOOL_FIELD_UNKNOWN: {
    severity: "warning",
    title: "a definition has a field that the API does not know",
    why: "The API refuses a request with it (`Extra inputs are not permitted`), so it is not sent.",
    fix: "Correct its name, remove it, or give it a name that starts with `x-`, which batchgen passes over in silence.",
    example: '{ "input_examples": [ … ] }        not: { "inputExamples": [ … ] }',
  },
  CACHE_ON_DEFERRED: {
    severity: "warning",
    title: "`cache_control` on a deferred tool is not sent",
    why:
      "The API refuses `cache_control` together with `defer_loading: true`: a deferred tool is not in the prefix " +
      "that is cached.",
    fix: "Remove `cache_control` from it and put it on a tool that is always loaded.",
    example: '{ "name": "rare_tool", "defer_loading": true }',
  },
  CACHE_BREAKPOINTS: {
    severity: "error",
    title: "more than four cache breakpoints",
    why: "The API takes at most 4 `cache_control` in a request, those in messages and system text counted.",
    fix: "Keep `cache_control` on the last tool only: it covers all tools before it.",
    example: '{ "name": "the_last_tool", "cache_control": { "type": "ephemeral" } }',
  },
  CACHE_TTL_ORDER: {
    severity: "error",
    title: "a cache breakpoint of an hour after one of five minutes",
    why:
      "The API refuses a request in which a `cache_control` with `ttl` `1h` comes after one with `5m`, which is " +
      "also what it is without a `ttl`. Tools are sent in the order of their files.",
    fix: "Give both the same `ttl`, or keep `cache_control` on the last tool only: it covers all tools before it.",
    example: '{ "name": "the_last_tool", "cache_control": { "type": "ephemeral", "ttl": "1h" } }',
  },
  ALL_DEFERRED: {
    severity: "warning",
    title: "all tools are deferred",
    why:
      "The API refuses a request in which every tool has `defer_loading: true`. A tool search tool, which deferred " +
      "tools need anyway, must be added to the request.",
    fix: "Leave `defer_loading` out for the tools used most, and pass a tool search tool to the conversation.",
    example: '{ "type": "tool_search_tool_bm25_20251119", "name": "tool_search_tool_bm25" }',
  },
  CALLER_UNKNOWN: {
    severity: "error",
    title: "`allowed_callers` names a caller that does not exist",
    why: "The API knows `direct` and the versions of code execution, and refuses the whole request with another one.",
    fix: "Use the nearest one that the message names.",
    example: '{ "allowed_callers": ["direct", "code_execution_20260521"] }',
  },
  CALLER_WITH_CIRCLE: {
    severity: "error",
    title: "a recursive schema with programmatic callers",
    why:
      "The API turns the schema of a tool that code may call into a function's signature, and refuses one that " +
      "contains itself (`Circular $ref detected`).",
    fix: "Allow `direct` alone, or describe a limited number of levels without recursion.",
    example: '{ "allowed_callers": ["direct"] }',
  },
  STRICT_WITH_CALLERS: {
    severity: "warning",
    title: "`strict` is not sent for a tool that code may call",
    why:
      "The API refuses `strict: true` together with programmatic callers. Arguments are checked by the dispatcher " +
      "all the same.",
    fix: "Remove `strict`, or allow `direct` alone.",
    example: '{ "strict": true, "allowed_callers": ["direct"] }',
  },
  STRICT_UNSUPPORTED: {
    severity: "error",
    title: "a strict tool's schema uses what strict mode does not know",
    why:
      "Strict mode turns the schema into a grammar and knows a part of JSON Schema only; the API refuses the whole " +
      "request.",
    fix: "Take the keyword out (the dispatcher checks arguments without strict mode, too), or remove `strict`.",
    example: '{ "type": "object", "properties": { … }, "additionalProperties": false }',
  },
  STRICT_DOUBTFUL: {
    severity: "warning",
    title: "a strict tool's schema uses what strict mode may not know",
    why:
      "Strict mode knows a part of JSON Schema only, and its documentation names this keyword neither among what " +
      "it takes nor among what it refuses. If it is refused, the whole request is.",
    fix:
      "Take the keyword out (the dispatcher checks arguments without strict mode, too), or try the tool with the " +
      "API.",
    example: '{ "type": "array", "items": { … } }        rather than: { "prefixItems": [ … ] }',
  },
  STRICT_BUDGET: {
    severity: "error",
    title: "the strict tools exceed what a request may hold",
    why:
      "Over all strict tools of a request the API takes at most 20 tools, 24 optional parameters and 16 parameters " +
      "with `anyOf` or a list of types.",
    fix: "Remove `strict` from the tools that need it least, or make parameters required.",
    example: '{ "type": "string" } and required        rather than optional, or: { "type": ["string", "null"] }',
  },
  INPUT_EXAMPLE_INVALID: {
    severity: "error",
    title: "an input example does not fit the tool's schema",
    why: "The API checks every one of `input_examples` against the input schema and refuses the whole request.",
    fix: "Correct the example, or the schema where that is wrong.",
    example: '{ "input_examples": [ { "city": "Paris" } ] }',
  },
  ANNOTATION_TYPE: {
    severity: "warning",
    title: "an annotation of MCP has the wrong type and is passed over",
    why:
      "The hints of `annotations` are true or false. What is neither says nothing, and batchgen does not guess " +
      "whether a tool is destructive.",
    fix: "Write true or false.",
    example: '{ "annotations": { "destructiveHint": true } }',
  },
  ANNOTATION_UNKNOWN: {
    severity: "warning",
    title: "an annotation looks like a hint of MCP and is none",
    why: "A misspelt `destructiveHint` asks nobody before the tool runs.",
    fix: "Use `readOnlyHint`, `destructiveHint`, `idempotentHint` or `openWorldHint`.",
    example: '{ "annotations": { "destructiveHint": true } }        not: { "annotations": { "destructive": true } }',
  },
  POLICY_UNKNOWN: {
    severity: "error",
    title: "`x-batchgen` has a key that does not exist",
    why:
      "It says how a tool is run and whether a person is asked first. Passing over a misspelt key would run a tool " +
      "unasked.",
    fix: "Use `batchable`, `approval`, `serial` or `timeoutMs`.",
    example: '{ "x-batchgen": { "approval": true, "timeoutMs": 30000 } }',
  },
  POLICY_INVALID: {
    severity: "error",
    title: "a value in `x-batchgen` is not one it can have",
    why:
      "`batchable`, `approval` and `serial` are true or false; `timeoutMs` is an integer of milliseconds from 1 to " +
      "2147483647, the longest that a timer takes.",
    fix: "Give such a value, or leave the key out.",
    example: '{ "x-batchgen": { "serial": true } }',
  },
} as const satisfies Record<string, Explanation>;
