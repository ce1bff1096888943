import type { Explanation } from "./diagnostic.js";

/** What is wrong with the text of a definition file, before it is about tools. */
export const JSON_CODES = {
  JSON_EMPTY: {
    severity: "error",
    title: "a definition file is empty",
    why:
      "An empty file is no JSON. Most often it was created and not yet filled, or a program was interrupted while " +
      "writing it.",
    fix: "Write a definition into it, or delete it.",
    example: '{ "name": "get_weather", "description": "…", "input_schema": { "type": "object" } }',
  },
  JSON_UTF16: {
    severity: "error",
    title: "a definition file is UTF-16 or UTF-32",
    why: "JSON is exchanged as UTF-8 (RFC 8259, section 8.1). Some editors and PowerShell 5's `>` write UTF-16.",
    fix: "Save the file as UTF-8.",
    example: "iconv -f UTF-16 -t UTF-8 tool.json > tool.utf8.json && mv tool.utf8.json tool.json",
  },
  JSON_BYTE_ORDER_MARK: {
    severity: "warning",
    title: "a definition file begins with a byte-order mark",
    why:
      "JSON is exchanged without one (RFC 8259, section 8.1). batchgen leaves it out; other programs that read the " +
      "file, JSON.parse among them, refuse it.",
    fix: "Save the file as UTF-8 without a byte-order mark.",
    example: "sed -i '1s/^\\xEF\\xBB\\xBF//' tools/get_weather.json",
  },
  JSON_NOT_UTF8: {
    severity: "error",
    title: "a definition file is not UTF-8",
    why:
      "A byte that is no UTF-8 would become a replacement character, and a name or description would quietly " +
      "change.",
    fix: "Save the file as UTF-8; most often it is Latin-1 or Windows-1252.",
    example: "iconv -f WINDOWS-1252 -t UTF-8 tool.json > tool.utf8.json && mv tool.utf8.json tool.json",
  },
  JSON_CONFLICT: {
    severity: "error",
    title: "a definition file holds merge conflict markers",
    why: "A merge was left unfinished: the file holds both sides, and no program can tell which one is meant.",
    fix: "Keep one side, remove the lines `<<<<<<<`, `=======` and `>>>>>>>`, and finish the merge.",
    example: "git checkout --theirs tools/get_weather.json",
  },
  JSON_COMMENT: {
    severity: "error",
    title: "a definition file holds a comment",
    why: "JSON has no comments. The definition is sent as JSON, so a comment could reach nobody.",
    fix: "Remove it, or keep it in `$comment`, which JSON Schema has for that.",
    example: '{ "$comment": "in metres", "type": "number" }',
  },
  JSON_TRAILING_COMMA: {
    severity: "error",
    title: "a comma has nothing after it",
    why: "JSON, other than JavaScript, does not allow a comma after the last member or element.",
    fix: "Remove the comma.",
    example: '{ "type": "object" }        not: { "type": "object", }',
  },
  JSON_NOT_A_NUMBER: {
    severity: "error",
    title: "NaN or Infinity is no JSON",
    why: "JSON numbers are finite. Python's `json.dumps` writes NaN and Infinity unless `allow_nan=False` is given.",
    fix: "Leave the keyword out: no limit is what Infinity means in a limit.",
    example: '{ "type": "number" }        not: { "type": "number", "maximum": Infinity }',
  },
  JSON_SEVERAL_VALUES: {
    severity: "error",
    title: "a definition file holds more than one JSON value",
    why:
      "A JSON file is one value. Several one after the other (JSON Lines, or two files joined) would leave it open " +
      "which one counts.",
    fix: "Put them into an array, or each into a file of its own.",
    example: '[ { "name": "a", … }, { "name": "b", … } ]',
  },
  JSON_SYNTAX: {
    severity: "error",
    title: "a definition file is not JSON",
    why: "The text breaks JSON's grammar at the place shown.",
    fix: "Fix the place shown; an editor that knows JSON marks it as you type.",
    example: '{ "name": "get_weather" }        not: { name: \'get_weather\' }',
  },
  JSON_DUPLICATE_KEY: {
    severity: "error",
    title: "a key stands twice in one object",
    why:
      "Programs read this in different ways: JavaScript takes the last value and says nothing. What the author " +
      "meant cannot be known.",
    fix: "Keep one of the two.",
    example: '{ "name": "a" }        not: { "name": "a", "name": "b" }',
  },
  JSON_TOO_DEEP: {
    severity: "error",
    title: "a definition is nested too deeply",
    why: "Beyond some hundred levels, validators and compilers run out of stack. No real tool comes near.",
    fix: "Describe the repeating part once under `$defs` and refer to it with `$ref`.",
    example: '{ "$defs": { "node": { "properties": { "child": { "$ref": "#/$defs/node" } } } } }',
  },
  JSON_NUMBER_TOO_LARGE: {
    severity: "error",
    title: "a number is larger than any that JavaScript holds",
    why: "It would become Infinity, which JSON cannot say, so that the API would be sent null in its place.",
    fix: "Leave the keyword out, or use a number below 1.8e308.",
    example: '{ "maximum": 1e308 }        not: { "maximum": 1e400 }',
  },
  JSON_NUMBER_INEXACT: {
    severity: "warning",
    title: "a number loses digits in JavaScript",
    why:
      "JavaScript's numbers hold about 16 digits; beyond them this one is rounded, in what is sent and in what is " +
      "checked. Limits of 64-bit integers are the usual case.",
    fix:
      "Use a number that JavaScript holds exactly, such as 9007199254740991 for the largest safe integer, or leave " +
      "the limit out.",
    example: '{ "maximum": 9007199254740991 }        not: { "maximum": 18446744073709551615 }',
  },
} as const satisfies Record<string, Explanation>;
