import type { ValidateFunction } from "ajv/dist/2020.js";
import { generateSync } from "json-schema-faker";
import type { JsonObject } from "../../generator/json/values.js";

/** A valid input made from a schema by json-schema-faker; undefined where it makes none that ajv accepts. */
export function sample(schema: JsonObject, check: ValidateFunction, seed: number): JsonObject | undefined {
  for (const [index, alwaysFakeOptionals] of [false, true, false, false].entries()) {
    try {
      const value: unknown = generateSync(
        withCountedPatterns(schema) as never,
        {
          seed: seed + index,
          alwaysFakeOptionals,
          optionalsProbability: index === 0 ? 0 : 0.5,
          useDefaultValue: false,
          maxItems: 3,
          failOnInvalidTypes: false,
        } as never,
      );
      const plain: unknown = JSON.parse(JSON.stringify(value) ?? "null");
      if (check(plain)) return plain as JsonObject;
    } catch {
      // The library knows no answer to some schemas; the caller counts them.
    }
  }
  return undefined;
}

/** json-schema-faker does not see a length beside a pattern: it is written into the pattern. */
function withCountedPatterns(schema: JsonObject): unknown {
  return JSON.parse(JSON.stringify(schema), (_key, part) => {
    const { pattern, minLength, maxLength, ...rest } = part ?? {};
    if (typeof pattern !== "string" || typeof minLength !== "number" || !/\]\+\$$/.test(pattern)) return part;
    return { ...rest, pattern: pattern.replace(/\+\$$/, () => `{${minLength},${maxLength ?? ""}}$`) };
  });
}

/** A value with one place in it replaced by what cannot stand there. */
export type Broken = { value: JsonObject; path: readonly (string | number)[] };

/** Every way to break a value in one place: each member and entry replaced by a value of another type. */
export function breakages(value: JsonObject): Broken[] {
  const places: (string | number)[][] = [];
  const visit = (part: unknown, path: (string | number)[]): void => {
    if (path.length > 0) places.push(path);
    if (Array.isArray(part)) for (const [index, entry] of part.entries()) visit(entry, [...path, index]);
    else if (typeof part === "object" && part !== null) {
      for (const [key, entry] of Object.entries(part)) visit(entry, [...path, key]);
    }
  };
  visit(value, []);
  return places.flatMap((path) =>
    [12.5, false, ["a list"], { "an object": true }].map((wrong) => ({
      path,
      value: replaceAt(value, path, wrong) as JsonObject,
    })),
  );
}

function replaceAt(value: unknown, [key, ...rest]: readonly (string | number)[], wrong: unknown): unknown {
  if (key === undefined) return wrong;
  if (Array.isArray(value)) return value.map((entry, index) => (index === key ? replaceAt(entry, rest, wrong) : entry));
  const entries = Object.entries(value as JsonObject);
  return Object.fromEntries(
    entries.map(([name, entry]) => [name, name === key ? replaceAt(entry, rest, wrong) : entry]),
  );
}
