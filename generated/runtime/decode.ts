// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import { MAX_DEPTH } from "./limits.js";
import { memberSchema, typesOf } from "./member-schema.js";
import { isPlain, jsonType, mapValues } from "./schema.js";
import type { JsonSchema } from "./types.js";

/** Told of each repair: where, and the JSON types before and after. */
export type OnRepair = (path: string, from: string, to: string) => void;

/**
 * The value that a text stands for, where no text is wanted and it is JSON of one of the types that are; undefined where it
 * is not. A number that would lose digits, or is too large to be one, is not one.
 */
export function parseAs(text: string, wanted: readonly string[]): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  // Models encode twice as well.
  if (typeof value === "string") return parseAs(value, wanted);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return undefined;
    const losesDigits = /^\s*-?\d+\s*$/.test(text) && String(value) !== text.trim();
    if (losesDigits && !Number.isSafeInteger(value)) return undefined;
  }
  return wanted.includes(jsonType(value)) ? value : undefined;
}

/**
 * A copy of arguments in which the strings are replaced that stand for objects, arrays, numbers, booleans or null, exactly
 * where the schema takes no string. Models write such strings above all under unions. The copy is the handler's own: what
 * becomes of it changes neither the history nor another call.
 *
 * @param onRepair Told of each repair; without it nothing is repaired.
 * @throws RangeError where the arguments are nested deeper than {@link MAX_DEPTH}.
 */
export function decodeArguments(
  value: unknown,
  schema: JsonSchema,
  path: string,
  onRepair: OnRepair | undefined,
): unknown {
  return decodeValue(value, schema, { root: schema, onRepair }, path, 0);
}

type Scope = { root: JsonSchema; onRepair: OnRepair | undefined };

function decodeValue(value: unknown, schema: unknown, scope: Scope, path: string, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new RangeError(`nested deeper than ${MAX_DEPTH} levels`);
  const decoded = typeof value === "string" ? decodeString(value, schema, scope, path) : value;
  if (Array.isArray(decoded)) {
    return decoded.map((entry, index) =>
      decodeValue(entry, memberSchema(schema, scope.root, decoded, index), scope, `${path}[${index}]`, depth + 1),
    );
  }
  if (!isPlain(decoded)) return decoded;
  return mapValues(decoded, (entry, key) =>
    decodeValue(entry, memberSchema(schema, scope.root, decoded, key), scope, memberPath(path, key), depth + 1),
  );
}

function decodeString(text: string, schema: unknown, { root, onRepair }: Scope, path: string): unknown {
  if (onRepair === undefined) return text;
  const types = typesOf(schema, root);
  if (types.includes("string")) return text;
  const value = parseAs(text, types);
  if (value === undefined) return text;
  onRepair(path, "string", jsonType(value));
  return value;
}

/** A path to a member, as one would write it in JavaScript. */
export function memberPath(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}
