import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { explain, listCodes } from "../../generator/commands/explain.js";
import { CODES } from "../../generator/diagnostics/diagnostic.js";
import { root } from "../support/project.js";

/** Words of a private English, and what stands in their place: `must be`, `fix`, `an integer`, `forever`. */
const FORBIDDEN =
  /expected (?:was|were)|\b(?:was|were) expected[.;"`]|\bmend(?:s|ed)?\b|whole number|that there is not/i;

/** A string of the source: what people can come to read. */
const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;

/** Words that comments and names are free of, too. */
const FORBIDDEN_ANYWHERE =
  /expected was|\bmend|Mended|nobody's any more|strangers?\b|that there (?:is|are) not\b|for ever\b/;

describe("plain English", () => {
  it("holds in every comment and name of the sources and their tests", () => {
    const found = ["generator", "templates", "build", "bench", "test"].flatMap((folder) => {
      const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
      const own = files.filter((name) => /\.(?:ts|mjs)$/.test(name) && !/^\.tmp|plain-english/.test(name));
      const sources = own.map((name) => join(folder, name));
      return sources.flatMap((path) => {
        const lines = readFileSync(join(root, path), "utf8").split("\n");
        return lines.filter((line) => FORBIDDEN_ANYWHERE.test(line)).map((line) => `${path}: ${line.trim()}`);
      });
    });
    expect(found).toEqual([]);
    expect("what the work gives later is nobody's any more").toMatch(FORBIDDEN_ANYWHERE);
  });

  it("holds in every string of the generator and the generated program", () => {
    const files = readdirSync(join(root, "generator"), { recursive: true, encoding: "utf8" });
    const sources = [
      ...files.filter((name) => name.endsWith(".ts")).map((name) => `generator/${name}`),
      "templates/main.ts",
    ];
    const found = sources.flatMap((path) => {
      const strings = readFileSync(join(root, path), "utf8").match(STRING) ?? [];
      return strings.filter((text) => FORBIDDEN.test(text)).map((text) => `${path}: ${text}`);
    });
    expect(found).toEqual([]);
  });

  it("holds in every explanation", () => {
    expect(listCodes()).not.toMatch(FORBIDDEN);
    for (const code of Object.keys(CODES)) expect(explain(code).text).not.toMatch(FORBIDDEN);
  });

  it("knows the words", () => {
    for (const text of ["x; expected was y.", "one was expected.", "Mend it.", "a whole number"])
      expect(text).toMatch(FORBIDDEN);
    expect("which must be one, as fixed and expected there").not.toMatch(FORBIDDEN);
  });
});
