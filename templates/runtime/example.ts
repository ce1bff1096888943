// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import { isObject, mapValues, resolvePointer } from "./schema.js";
import type { JsonSchema } from "./types.js";

const TEXTS: { readonly [format: string]: string } = {
  date: "2026-01-31",
  time: "12:30:00Z",
  "date-time": "2026-01-31T12:30:00Z",
  duration: "PT1H",
  email: "user@example.com",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uri: "https://example.com",
  url: "https://example.com",
  uuid: "123e4567-e89b-12d3-a456-426614174000",
};

/** A small value that a schema should accept: what it requires and no more. It is a guess: check it before it is shown. */
export function exampleOf(schema: JsonSchema): unknown {
  return build(schema, schema, 0);
}

function build(schema: unknown, root: JsonSchema, depth: number): unknown {
  if (!isObject(schema) || depth > 16) return {};
  const { examples, enum: values, $ref, anyOf, oneOf, allOf } = schema as { [keyword: string]: unknown };
  if (Object.hasOwn(schema, "const")) return schema["const"];
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  if (Object.hasOwn(schema, "default")) return schema["default"];
  if (Array.isArray(values)) return values[0];
  if (typeof $ref === "string") return build(resolvePointer(root, $ref), root, depth + 1);
  const union = [anyOf, oneOf].find((list) => Array.isArray(list) && list.length > 0) as unknown[] | undefined;
  const parts = [...(Array.isArray(allOf) ? allOf : []), ...(union?.slice(0, 1) ?? [])];
  const made = [byType(schema, root, depth), ...parts.map((part) => build(part, root, depth + 1))];
  const built = made.filter((value) => value !== undefined);
  if (built.every(isObject)) return Object.fromEntries(built.flatMap((part) => Object.entries(part)));
  return built[0];
}

function byType(schema: JsonSchema, root: JsonSchema, depth: number): unknown {
  const type = [schema["type"]].flat()[0] ?? (isObject(schema["properties"]) ? "object" : undefined);
  switch (type) {
    case "string":
      return text(schema);
    case "integer":
    case "number":
      return number(schema, type === "integer");
    case "boolean":
      return true;
    case "null":
      return null;
    case "array":
      return list(schema, root, depth);
    case "object":
      return object(schema, root, depth);
    default:
      return undefined;
  }
}

function text(schema: JsonSchema): string {
  const { format, minLength, maxLength, pattern } = schema as { [keyword: string]: unknown };
  const known = typeof format === "string" && Object.hasOwn(TEXTS, format) ? TEXTS[format] : undefined;
  const least = typeof minLength === "number" ? Math.min(minLength, 200) : 0;
  const plain = (known ?? "text").padEnd(least, "x").slice(0, typeof maxLength === "number" ? maxLength : undefined);
  return typeof pattern === "string" ? matching(pattern, plain, least) : plain;
}

/** A text for a pattern: this one, or else one character again and again, as would do for numbers and hexadecimal ids. */
function matching(pattern: string, plain: string, least: number): string {
  // Such texts are what a pattern with groups in groups can take for ever over.
  if (pattern.includes("(")) return plain;
  const wanted = new RegExp(pattern, "u");
  const repeated = ["0", "a", "A"].flatMap((fill) =>
    Array.from({ length: 40 }, (_, more) => fill.repeat(Math.max(least, 1) + more)),
  );
  return [plain, ...repeated].find((candidate) => wanted.test(candidate)) ?? plain;
}

function number(schema: JsonSchema, whole: boolean): number {
  const { minimum, exclusiveMinimum, maximum, multipleOf } = schema as { [keyword: string]: unknown };
  const low = typeof minimum === "number" ? minimum : typeof exclusiveMinimum === "number" ? exclusiveMinimum + 1 : 1;
  const value = typeof maximum === "number" ? Math.min(low, maximum) : low;
  const step = typeof multipleOf === "number" && multipleOf > 0 ? multipleOf : whole ? 1 : undefined;
  return step === undefined ? value : Math.ceil(value / step) * step;
}

function list(schema: JsonSchema, root: JsonSchema, depth: number): unknown[] {
  const { prefixItems, items, minItems } = schema as { [keyword: string]: unknown };
  const first = Array.isArray(prefixItems) ? prefixItems : [];
  const length = Math.min(Math.max(typeof minItems === "number" ? minItems : 0, first.length), 10);
  return Array.from({ length }, (_, index) => build(first[index] ?? items ?? {}, root, depth + 1));
}

function object(schema: JsonSchema, root: JsonSchema, depth: number): unknown {
  const { properties, required } = schema as { [keyword: string]: unknown };
  const members = isObject(properties) ? properties : {};
  const names = Array.isArray(required) ? required.map(String) : [];
  const wanted = Object.fromEntries(names.map((name) => [name, Object.hasOwn(members, name) ? members[name] : {}]));
  return mapValues(wanted, (member) => build(member, root, depth + 1));
}
