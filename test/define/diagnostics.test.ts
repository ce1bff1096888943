import { describe, expect, it } from "vitest";
import { CODES } from "../../generator/diagnostics/diagnostic.js";
import { JSON_CODES } from "../../generator/diagnostics/json-codes.js";
import { SCHEMA_CODES } from "../../generator/diagnostics/schema-codes.js";
import { TOOL_CODES } from "../../generator/diagnostics/tool-codes.js";
import { runFiles } from "./corpora.js";
import { CASES as OWN_CASES } from "./diagnostic-cases.js";
import { REPORTED_CASES } from "./reported-cases.js";

const CASES = [...OWN_CASES, ...REPORTED_CASES];

/** Cases whose files are no text. */
const OF_BYTES = ["JSON_UTF16", "JSON_NOT_UTF8"];

describe("what is said about a definition file", () => {
  it.each(CASES)("$code ($what) points at the very place, says what was found and what to do", (one) => {
    const run = runFiles(
      Object.fromEntries(Object.entries(one.files).map(([file, text]) => [file, text.replace("«", "")])),
    );
    const found = run.diagnostics.filter(({ code }) => code === one.code).map(placeOf);
    expect(found).toContain(placeOfMark(one.files));
    const said = run.diagnostics.find((each) => each.code === one.code && placeOf(each) === placeOfMark(one.files));
    expect(said).toMatchObject({ severity: CODES[one.code].severity, message: one.message, hint: one.hint });
    expect(run.text).toContain(`${placeOfMark(one.files)} ${CODES[one.code].severity} ${one.code}`);
    const others = run.errors.filter(({ code }) => code !== one.code);
    expect(others, "nothing else is an error").toEqual([]);
    if (CODES[one.code].severity === "warning") expect(run.tools.length).toBeGreaterThan(0);
  });

  it("has a case for every code of the read and define phases", () => {
    const covered = new Set<string>([...CASES.map(({ code }) => code), ...OF_BYTES]);
    const all = Object.keys({ ...JSON_CODES, ...TOOL_CODES, ...SCHEMA_CODES });
    expect(all.filter((code) => !covered.has(code))).toEqual([]);
  });

  it("reports all problems of all files in one run, by file, line and column", () => {
    const run = runFiles({
      "b.json": '{"name":"b c","description":5,"input_schema":{"type":"object","properties":{"a":{"type":"any"}}}}',
      "a.json": '{"name":"x",}',
      "c.json":
        '[\n{"name":"c","description":"d","input_schema":{"type":"strin"}},\n' +
        '{"name":"c","description":"d","input_schema":{"type":"object"}}]',
    });
    expect(run.diagnostics.map((one) => `${placeOf(one)} ${one.code}`)).toEqual([
      "tools/a.json:1:12 JSON_TRAILING_COMMA",
      "tools/b.json:1:9 TOOL_NAME_INVALID",
      "tools/b.json:1:29 TOOL_FIELD_TYPE",
      "tools/b.json:1:89 SCHEMA_TYPE_UNKNOWN",
      "tools/c.json:2:54 SCHEMA_TYPE_UNKNOWN",
      "tools/c.json:3:9 TOOL_NAME_DUPLICATE",
    ]);
    expect(run.text).toContain("6 errors in 3 files.");
  });

  it("points into the file as it was written where the normal form has moved things", () => {
    const text =
      '{"name":"x","description":"d","input_schema":{"type":"object","definitions":{"A":{"items":[{"dependentRequired":{"b":["c","c"]}}]}}}}';
    const [error] = runFiles({ "x.json": text }).errors;
    expect(error).toMatchObject({
      code: "SCHEMA_INVALID",
      pointer: "/input_schema/definitions/A/items/0/dependentRequired/b",
      column: text.indexOf('["c"') + 1,
    });
  });
});

it("names a keyword of an older draft as it is written, and once where its schema stands twice in the normal form", () => {
  const node = {
    type: "object",
    properties: {
      tuple: { type: "array", items: [{ $ref: "#/definitions/Node" }] },
      both: { type: "object", dependencies: { a: { required: ["b"] } }, additionalProperties: false },
    },
    additionalProperties: false,
  };
  const input_schema = { $schema: "http://json-schema.org/draft-07/schema#", $ref: "#/definitions/Node" };
  const tool = {
    name: "x",
    description: "d",
    strict: true,
    input_schema: { ...input_schema, definitions: { Node: node } },
  };
  const at = "/input_schema/definitions/Node/properties";
  expect(
    runFiles({ "x.json": JSON.stringify(tool) }).diagnostics.flatMap(({ code, pointer, message }) =>
      code.startsWith("STRICT_") ? [`${pointer} ${message.split(/[,;]/)[0]}`] : [],
    ),
  ).toEqual([
    `${at}/tuple/items "items" is a list of schemas here`,
    `${at}/tuple/items/0/$ref The schema contains itself through this "$ref"`,
    `${at}/both/dependencies "dependencies" stands here`,
  ]);
});

describe("a warning that must not be there", () => {
  it("is one about a key that only looks unlike the known ones, or a null beside the schema that counts", () => {
    const run = runFiles({
      "a.json":
        '{"name":"a","description":"d","x-foo":1,"annotations":{"title":"A","audience":[]},"input_schema":null,"inputSchema":{"type":"object"}}',
      "b.json": '{"type":"function","function":{"name":"b","description":"d","response":{"type":"object"}},"x-own":{}}',
    });
    expect(run.diagnostics.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      "TOOL_FIELD_UNKNOWN /function/response",
    ]);
    expect(run.tools.map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it("is none, nor a throw, about an example whose recursive schema ajv stumbles over", () => {
    const schema = {
      type: "object",
      patternProperties: { "^a": {} },
      properties: { q: { patternProperties: { "^a": {} }, anyOf: [{ oneOf: [{}, { $ref: "#/$defs/y" }] }] } },
      $defs: { y: { type: "object", properties: { a: { $ref: "#/$defs/y" }, b: {} }, required: ["b"] } },
    };
    const examples = [{ q: { a: {} } }, { q: { a: { b: 1 } } }];
    const tool = { name: "x", description: "d", input_schema: schema, input_examples: examples };
    expect(runFiles({ "x.json": JSON.stringify(tool) }).diagnostics).toEqual([]);
  });

  it("is none about a price in cents, which no binary fraction is", () => {
    const schema = { type: "object", properties: { price: { type: "number", multipleOf: 0.01 } } };
    const tool = { name: "x", description: "d", input_schema: schema, input_examples: [{ price: 19.99 }] };
    expect(runFiles({ "x.json": JSON.stringify(tool) }).diagnostics).toEqual([]);
  });

  it("is the one about a key that has been taken for the schema", () => {
    const run = runFiles({ "a.json": '{"name":"a","description":"d","InputSchema":{"type":"object"}}' });
    expect(run.diagnostics.map(({ code }) => code)).toEqual(["TOOL_SCHEMA_MISSING"]);
  });
});

function placeOf({ file, line, column }: { file: string; line: number; column: number }): string {
  return `${file}:${line}:${column}`;
}

/** The place of the mark, counted by hand: lines end with LF, CR or both. */
function placeOfMark(files: Record<string, string>): string {
  const [file = "", text = ""] = Object.entries(files).find(([, content]) => content.includes("«")) ?? [];
  const lines = text.slice(0, text.indexOf("«")).split(/\r\n|\r|\n/);
  return `tools/${file}:${lines.length}:${(lines.at(-1) ?? "").length + 1}`;
}
