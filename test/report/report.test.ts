import { describe, expect, it } from "vitest";
import { explain, listCodes } from "../../generator/commands/explain.js";
import { CODES, type Diagnostic, diagnose, NOWHERE } from "../../generator/diagnostics/diagnostic.js";
import { codeFrame } from "../../generator/report/code-frame.js";
import { githubAnnotations, jsonRecords } from "../../generator/report/diagnostics-as-data.js";
import { formatDiagnostics } from "../../generator/report/format-diagnostics.js";
import { useColor } from "../../generator/report/use-color.js";
import { runFiles } from "../define/corpora.js";

describe("diagnostics as text", () => {
  it("have the place, the code, the pointer, the lines around, what was found and expected, and the way out", () => {
    const text = '{\n  "name": "x",\n  "description": "d",\n  "input_schema": {\n    "type": "objct"\n  }\n}\n';
    expect(runFiles({ "x.json": text }).text).toBe(`tools/x.json:5:13 error SCHEMA_TYPE_UNKNOWN at /input_schema/type
  The type is "objct"; it must be one of string, number, integer, boolean, object, array, null.
  4 |   "input_schema": {
> 5 |     "type": "objct"
    |             ^
  6 |   }
  hint: Did you mean "object"?

1 error in 1 file. More about one: batchgen explain SCHEMA_TYPE_UNKNOWN
`);
  });

  it("are nothing where there is nothing to say", () => {
    expect(formatDiagnostics([], { sources: [], color: false })).toBe("");
  });

  it("go without place and frame where no file is meant", () => {
    const one = diagnose("OPTION_UNKNOWN", NOWHERE, "There is no option --outt.", "Did you mean --out?");
    expect(formatDiagnostics([one], { sources: [], color: false })).toBe(
      "error OPTION_UNKNOWN\n  There is no option --outt.\n  hint: Did you mean --out?\n\n1 error. More about " +
        "one: batchgen explain OPTION_UNKNOWN\n",
    );
  });

  it("name an error's code at the end where there are errors and warnings", () => {
    const all = [diagnose("FLAG_IGNORED", NOWHERE, "a", "b"), diagnose("OPTION_UNKNOWN", NOWHERE, "a", "b")];
    expect(formatDiagnostics(all, { sources: [], color: false })).toMatch(/ batchgen explain OPTION_UNKNOWN\n$/);
  });

  it("have colours only where they are asked for", () => {
    const one = diagnose("OPTION_UNKNOWN", NOWHERE, "a", "b");
    expect(formatDiagnostics([one], { sources: [], color: true })).toContain("\u001b[31merror\u001b[0m");
    expect(formatDiagnostics([one], { sources: [], color: false })).not.toContain("\u001b");
  });

  it("never repeat a name of 10,000 characters, nor a character that moves others", () => {
    const { text } = runFiles({
      "x.json": JSON.stringify({ name: `\u202e\u001b[2J${"é".repeat(10_000)}`, input_schema: 1, description: "d" }),
    });
    expect(text.length).toBeLessThan(1500);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
    expect(text).toContain('"\\u202e\\u001b[2Jéé');
  });

  it("leave out the frames of many warnings, and keep those of errors", () => {
    const properties = Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [`p${n}`, { type: "string", default: n }]),
    );
    const { text } = runFiles({
      "x.json": JSON.stringify({ name: "a b", description: "d", input_schema: { type: "object", properties } }),
    });
    expect(text.match(/^> 1 \|/gm)).toHaveLength(1);
    expect(text).toContain("1 error, 30 warnings in 1 file.");
  });
});

describe("a code frame", () => {
  const marked = (frame: string): string => {
    const lines = frame.split("\n");
    const mark = lines.findIndex((line) => /^\s*\|\s*\^$/.test(line));
    return (lines[mark - 1] ?? "").charAt((lines[mark] ?? "").indexOf("^"));
  };

  it("marks the character at the column, in lines short and long, at the start, in the middle and at the end", () => {
    for (const length of [1, 50, 100, 101, 5000]) {
      for (const at of [0, 1, Math.floor(length / 2), length - 1]) {
        const line = `${"x".repeat(at)}#${"x".repeat(length)}`.slice(0, Math.max(length, at + 1));
        const frame = frameOf(`above\n${line}\nbelow`, 2, at + 1);
        expect(marked(frame), `${length} ${at}\n${frame}`).toBe("#");
        expect(Math.max(...frame.split("\n").map((one) => one.length))).toBeLessThan(120);
      }
    }
  });

  it("marks the right place behind tabs, wide characters and characters that cannot be shown", () => {
    for (const before of ["\t\t", "\u202e", "\u0000\u001b", "é"]) {
      expect(marked(frameOf(`${before}#`, 1, before.length + 1))).toBe("#");
    }
    expect(frameOf("\u202ea\u001b", 1, 1)).toContain("·a·");
  });

  it("does not take a line separator inside a text for the end of a line", () => {
    expect(marked(frameOf('{"a": "\u2028\u2029",\n "b": #}', 2, 7))).toBe("#");
  });
});

describe("diagnostics for programs", () => {
  const place = { file: "tools/a,b:c.json", line: 3, column: 7, pointer: "/x" };
  const one: Diagnostic = {
    ...diagnose("SCHEMA_TYPE_UNKNOWN", place, "", "Fix it: now."),
    message: "100% wrong\nin two lines",
  };

  it("are records of exactly the documented keys", () => {
    expect(JSON.stringify(jsonRecords([{ ...one, more: 1 } as Diagnostic]))).toBe(
      '[{"code":"SCHEMA_TYPE_UNKNOWN","severity":"error","file":"tools/a,b:c.json","line":3,"column":7,"pointer":"/x","message":"100% ' +
        'wrong\\nin two lines","hint":"Fix it: now."}]',
    );
  });

  it("are annotations of GitHub Actions, which no text can break out of", () => {
    expect(githubAnnotations([one])).toBe(
      "::error file=tools/a%2Cb%3Ac.json,line=3,col=7,title=SCHEMA_TYPE_UNKNOWN::100%25 wrong%0Ain two " +
        "lines%0AFix it: now.\n",
    );
    expect(githubAnnotations([one], "packages/a")).toMatch(/^::error file=packages\/a\/tools\/a%2Cb%3Ac\.json,/);
    const nowhere = diagnose("FLAG_IGNORED", NOWHERE, "a", "b");
    expect(githubAnnotations([nowhere])).toBe("::warning title=FLAG_IGNORED::a%0Ab\n");
  });
});

describe("any diagnostic", () => {
  it("is one line without anything that a terminal would obey or hide, whatever an input put into it", () => {
    const said = diagnose("TOOL_FIELD_UNKNOWN", NOWHERE, "a\u001b[2J\u202eb\u00a0c \n d", "\u200b\u{e0041}\u3164é 🌤");
    expect(said.message).toBe("a\\u001b[2J\\u202eb\\u00a0c d");
    expect(said.hint).toBe("\\u200b\\udb40\\udc41\\u3164é 🌤");
  });
});

describe("batchgen explain", () => {
  it("names the codes that a part of one, or a misspelt one, may mean", () => {
    for (const code of ["NAME_INVALID", "nme-invalid"]) expect(explain(code).text).toContain("TOOL_NAME_INVALID");
  });

  it("lists every code with its title", () => {
    const lines = listCodes().split("\n").slice(0, -1);
    expect(lines.map((line) => line.split(" ")[0])).toEqual(Object.keys(CODES));
    expect(lines).toContainEqual(expect.stringMatching(/^JSON_EMPTY +error +a definition file is empty$/));
  });

  it("explains each code: what, why, how to fix it, an example", () => {
    for (const [code, { title, why, fix, example, severity }] of Object.entries(CODES)) {
      const { found, text } = explain(code);
      expect(found).toBe(true);
      expect(text.startsWith(`${code} (${severity}): ${title}\n\nWhy\n`)).toBe(true);
      for (const part of [why, fix]) expect(text.replace(/\n {2}/g, " ")).toContain(part);
      expect(text).toContain(example.split("\n")[0]);
      expect(why, code).toMatch(/[.)]$/);
      expect(fix, code).toMatch(/\.$/);
      expect(title, code).not.toMatch(/\.$/);
      expect(Math.max(...text.split("\n").map((line) => line.length)), code).toBeLessThan(180);
    }
  });

  it("takes a code in any case, with blanks or dashes", () => {
    expect(explain("schema-type unknown").found).toBe(true);
  });

  it("names the nearest codes to one that does not exist", () => {
    const { found, text } = explain("SCHEMA_TYPE_UNKNOW");
    expect(found).toBe(false);
    expect(text).toContain('There is no code "SCHEMA_TYPE_UNKNOW". The nearest ones are:\n  SCHEMA_TYPE_UNKNOWN: ');
    expect(explain("constructor").found).toBe(false);
    expect(explain("x".repeat(10_000)).text.length).toBeLessThan(600);
  });
});

describe("colours", () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: "1" }, false],
    [true, { NO_COLOR: "" }, true],
    [true, { TERM: "dumb" }, false],
    [false, { FORCE_COLOR: "1" }, true],
    [true, { FORCE_COLOR: "0" }, false],
    [true, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
  ])("on a terminal: %s, with %o: %s", (isTTY, env: Record<string, string>, expected) => {
    expect(useColor({ isTTY }, env)).toBe(expected);
  });
});

function frameOf(text: string, line: number, column: number): string {
  return codeFrame(text.split("\n"), line, column);
}
