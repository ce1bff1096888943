import { expect, it } from "vitest";
import { FORMATS } from "../../templates/runtime/json/formats.js";
import { findFaults } from "../../templates/runtime/validate/check-value.js";
import { verdict } from "./support.js";

/** Values that are wrong under any reading of their format. */
const WRONG: { readonly [format: string]: readonly unknown[] } = {
  date: ["tomorrow", "2026-13-01", "2026-02-30", "31.01.2026", "2026-1-5", "", "20260131"],
  time: ["noon", "25:00", "12:60:00Z", "12", "12:30:00 o'clock"],
  "date-time": ["now", "2026-01-31", "2026-02-30T12:00:00Z", "2026-01-31T25:00:00Z", "2026-01-31Tnoon", "1738324800"],
  duration: ["1 hour", "P", "PT", "PT1X", "1H", "P1DT"],
  email: ["nobody", "@example.com", "a@", "a b@example.com"],
  hostname: ["-a.com", "a..b", "a b", "", "a/b"],
  ipv4: ["1.2.3", "1.2.3.256", "1.2.3.4.5", "a.b.c.d", "1.2.3."],
  ipv6: ["1.2.3.4", "::1::2", "12345::", "1:2:3:4:5:6:7", "g::1"],
  uri: ["example.com", "/path", "http://a b", ""],
  "uri-reference": ["a b"],
  "uri-template": ["/a/{", "/a/}b", "{}"],
  uuid: ["123", "123e4567e89b12d3a456426614174000x", "123e4567-e89b-12d3-a456-42661417400g"],
  "json-pointer": ["a", "/a~2", "/~"],
  "relative-json-pointer": ["/a", "-1", "01"],
  regex: ["(", "[a", "a{2,1}"],
  int32: [3e9, 1.5],
  int64: [0.5],
};

it("refuses sixty values that are wrong under any reading", () => {
  const all = Object.entries(WRONG).flatMap(([format, values]) => values.map((value) => ({ format, value })));
  expect(all.length).toBeGreaterThanOrEqual(60);
  expect(all.filter(({ format, value }) => verdict({ format }, value) !== false)).toEqual([]);
});

it("takes what people and their libraries write", () => {
  const taken = [
    ["date-time", ["2026-01-31T12:30:00", "2026-01-31 12:30", "2026-01-31T12:30:00.123456+01:00", "2026-01-31t12:30z"]],
    ["time", ["12:30", "12:30:00", "12:30:00.5", "12:30:00+01:00"]],
    ["duration", ["PT1.5S", "PT0.5S", "P1Y2M3DT4H5M6S", "P2W", "-P1D"]],
    ["email", ["jörg@müller.de", "a@localhost", '"a b"@example.com']],
    ["uri", ["https://例え.jp/ä", "urn:isbn:1", "mailto:a@b.c"]],
    ["ipv6", ["::", "::ffff:1.2.3.4", "2001:DB8::1"]],
    ["hostname", ["localhost", "a_b.example.com", "example.com."]],
  ] as const;
  const refused = taken.flatMap(([format, values]) => values.filter((value) => verdict({ format }, value) !== true));
  expect(refused).toEqual([]);
});

it("names a form that passes, and every such form does", () => {
  for (const [format, { example, isNumeric }] of FORMATS) {
    expect(verdict({ format }, example), format).toBe(true);
    const [wrong] = WRONG[format] ?? [];
    if (wrong === undefined) continue;
    const [fault] = findFaults({ format }, wrong);
    expect(fault?.message).toContain(`, such as ${JSON.stringify(example)}, not `);
    expect(verdict({ format }, isNumeric ? "a text" : 5)).toBe(true);
  }
});

it("is overruled by a pattern beside it, and never makes a result wrong", () => {
  expect(verdict({ format: "date-time", pattern: "^\\d+$" }, "1738324800")).toBe(true);
  expect(verdict({ format: "date-time", pattern: "^\\d+$" }, "2026-01-31T12:30:00Z")).toBe(false);
  // Whole hours alone are no time, and a name is no address; what the author wrote counts.
  expect(verdict({ format: "time", pattern: "^\\d\\d$" }, "12")).toBe(true);
  expect(verdict({ format: "email", pattern: "^@\\w+$" }, "@ann")).toBe(true);
  expect(findFaults({ format: "date" }, "tomorrow", { ignoresFormats: true })).toEqual([]);
});

it("says nothing where the format is unknown", () => {
  expect(verdict({ format: "password" }, "x")).toBe(true);
  expect(verdict({ format: "constructor" }, "x")).toBe(true);
});
