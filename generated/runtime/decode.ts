// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import { MAX_DEPTH } from "./limits.js";
import { memberSchema, typesOf } from "./member-schema.js";
import { isPlain, jsonType, mapValues } from "./schema.js";
import type { JsonSchema } from "./types.js";

/** How JSON begins, a text in a text too. Most texts begin otherwise, and need no look into their schema. */
const MAY_STAND_FOR_ANOTHER = /^\s*(?:[[{"\d-]|true|false|null)/;

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
  const top = { above: undefined, holder: [], key: path, depth: 0, schema };
  return decodeValue(value, top, { root: schema, onRepair });
}

type Scope = { root: JsonSchema; onRepair: OnRepair | undefined };

/**
 * Where a value stands: under a key of its holder, which stands somewhere itself. Its schema is found out when it is asked
 * for, since only few strings need theirs, and finding it takes longer than all else together.
 */
type Spot = {
  above: Spot | undefined;
  holder: JsonSchema | unknown[];
  key: string | number;
  depth: number;
  schema: unknown;
};

function decodeValue(value: unknown, spot: Spot, scope: Scope): unknown {
  if (spot.depth > MAX_DEPTH) throw new RangeError(`nested deeper than ${MAX_DEPTH} levels`);
  const decoded = typeof value === "string" ? decodeString(value, spot, scope) : value;
  const inside = (entry: unknown, holder: JsonSchema | unknown[], key: string | number): unknown =>
    decodeValue(entry, { above: spot, holder, key, depth: spot.depth + 1, schema: undefined }, scope);
  if (Array.isArray(decoded)) return decoded.map((entry, index) => inside(entry, decoded, index));
  if (!isPlain(decoded)) return decoded;
  return mapValues(decoded, (entry, key) => inside(entry, decoded, key));
}

function decodeString(text: string, spot: Spot, { root, onRepair }: Scope): unknown {
  if (onRepair === undefined || !MAY_STAND_FOR_ANOTHER.test(text)) return text;
  const types = typesOf(schemaOf(spot, root), root);
  if (types.includes("string")) return text;
  const value = parseAs(text, types);
  if (value === undefined) return text;
  onRepair(pathOf(spot), "string", jsonType(value));
  return value;
}

function schemaOf(spot: Spot, root: JsonSchema): unknown {
  const { above, holder, key } = spot;
  if (above !== undefined) spot.schema ??= memberSchema(schemaOf(above, root), root, holder, key);
  return spot.schema;
}

function pathOf({ above, key }: Spot): string {
  if (above === undefined) return String(key);
  return typeof key === "number" ? `${pathOf(above)}[${key}]` : memberPath(pathOf(above), key);
}

/** A path to a member, as one would write it in JavaScript. */
export function memberPath(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}
