import { type JsonObject, own, stringOf } from "../../json/values.js";
import type { Facts } from "./facts.js";
import { endOf, fitting, hintOf, PLACE } from "./hints.js";
import { wordsOf } from "./words.js";

const SAMPLES: { readonly [format: string]: string } = {
  date: "2026-01-15",
  time: "12:30:00Z",
  "date-time": "2026-01-15T12:30:00Z",
  duration: "PT1H",
  email: "someone@example.com",
  hostname: "example.com",
  uri: "https://example.com",
  "uri-reference": "https://example.com",
  url: "https://example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uuid: "00000000-0000-4000-8000-000000000000",
  regex: ".*",
  "json-pointer": "/example",
};
const FORMATS: { readonly [format: string]: RegExp } = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  "date-time": /^\d{4}-\d{2}-\d{2}T/,
  email: /^[^/\s]+@[^/\s]+$/,
  uri: /^https?:/,
  "uri-reference": /^https?:/,
  url: /^https?:/,
};

/** What the values of one call are made of. */
export type Build = {
  readonly root: JsonObject;
  readonly facts: Facts;
  readonly place: string | undefined;
  /** The quotations that no argument has taken yet. */
  readonly quoted: string[];
  /** The numbers that no argument has taken yet. */
  readonly numbers: number[];
};

// What is quoted right after a field's name is for that field; any other quotation goes to the first that takes one.
function takeQuoted(key: string, { facts, quoted }: Build): string[] {
  const named = new RegExp(`\\b${wordsOf(key).join("\\W+")}\\W+(?:(?:is|of|to|as)\\W+)?$`, "i");
  const found = quoted.find((text) => {
    const at = [`"${text}"`, `“${text}”`, `\`${text}\``]
      .map((quotation) => facts.question.indexOf(quotation))
      .find((place) => place >= 0);
    return named.test(facts.question.slice(0, at));
  });
  const taken = found ?? quoted[0];
  return taken === undefined ? [] : [taken];
}

function matching(pattern: string | undefined): (text: string) => boolean {
  if (pattern === undefined) return () => true;
  try {
    const wanted = new RegExp(pattern, "u");
    return (text) => wanted.test(text);
  } catch {
    return () => true; // a pattern that JavaScript does not know
  }
}

/** A text for a field: from the question where it has one, by the field's format, words, bounds and pattern. */
export function textFor(schema: JsonObject, key: string, build: Build): string {
  const { facts, place } = build;
  const quoted = takeQuoted(key, build);
  const end = endOf(key, facts);
  const hint = hintOf(key, schema);
  const format = stringOf(schema["format"]) ?? "";
  const shaped = own(FORMATS as JsonObject, format);
  const sample = stringOf(own(SAMPLES as JsonObject, format));
  const candidates = [
    ...(shaped instanceof RegExp ? facts.literals.filter((text) => shaped.test(text)) : []),
    ...(sample === undefined ? [] : [sample]),
    ...(end === undefined ? [] : [end]),
    ...(PLACE.test(hint) ? [place ?? "San Francisco, CA"] : []),
    ...fitting(facts.literals, hint),
    ...quoted,
    ...(/\b(?:query|question|prompt|text|message|q|input)\b/.test(wordsOf(key).join(" ")) ? [facts.question] : []),
    ...(place === undefined ? [] : [place]),
    `example ${wordsOf(key).join(" ") || "text"}`,
    ...facts.question.split(/\s+/),
    ...["a", "A1", "abc", "ABC", "1", "123", "2026", "example", "en", "en-US", "+15550100", "#ffffff"],
  ];
  const min = typeof schema["minLength"] === "number" ? schema["minLength"] : 0;
  const max = typeof schema["maxLength"] === "number" ? schema["maxLength"] : Number.POSITIVE_INFINITY;
  const sized = candidates.map((text) => [...text.padEnd(min, text.at(-1) ?? "x")].slice(0, max).join(""));
  const chosen = sized.find(matching(stringOf(schema["pattern"]))) ?? sized[0] ?? "";
  if (build.quoted.includes(chosen)) build.quoted.splice(build.quoted.indexOf(chosen), 1);
  return chosen;
}
