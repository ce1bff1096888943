/**
 * The subset of JSON Schema that json-schema-to-typescript is given. Everything that it gets wrong is expressed in
 * these terms before it sees anything (lower.ts): it meets no text of the definition but enum values, no reference, no
 * title and no default. Property keys are stand-ins (`k0_0`), put back when the types are printed; `tsType` holds one
 * of `names` below or the stand-in of a named type.
 */
export type Core =
  | { tsType: string }
  | { type: "string" | "number" | "boolean" | "null" }
  | { enum: (string | number | boolean | null)[] }
  | { type: "array"; items: Core }
  | { type: "array"; items: Core[]; additionalItems: Core | false }
  | { type: "object"; properties: { [key: string]: Core }; required: string[]; additionalProperties: Core | false }
  | { anyOf: Core[] }
  | { allOf: Core[] };

/** Type names with a meaning of their own in the text that comes back. */
export const names = {
  unknown: "unknown",
  never: "never",
  /** The object that holds nothing, printed as `Record<string, never>`. */
  empty: "Empty",
  /** A member of a tuple element's union: the element may be left out. */
  optional: "Optional",
} as const;

export const unknownCore: Core = { tsType: names.unknown };
export const neverCore: Core = { tsType: names.never };

const isNamed = (core: Core, name: string): boolean => "tsType" in core && core.tsType === name;
export const isUnknown = (core: Core): boolean => isNamed(core, names.unknown);
export const isNever = (core: Core): boolean => isNamed(core, names.never);

/** What any of the members accepts. `unknown` swallows the others, `never` adds nothing. */
export function unionOf(members: Core[]): Core {
  if (members.some(isUnknown)) return unknownCore;
  const rest = members.filter((member) => !isNever(member));
  const [first] = rest;
  if (first === undefined) return neverCore;
  return rest.length === 1 ? first : { anyOf: rest };
}

/**
 * What all of the members accept. `unknown` adds nothing, `never` leaves nothing, and neither may the empty object:
 * with it, every property would be `never`.
 */
export function intersectionOf(members: Core[]): Core {
  if (members.some(isNever)) return neverCore;
  const telling = members.filter((member) => !isUnknown(member));
  const open = telling.filter((member) => !isNamed(member, names.empty));
  const rest = open.length === 0 ? telling.slice(0, 1) : open;
  const [first] = rest;
  if (first === undefined) return unknownCore;
  return rest.length === 1 ? first : { allOf: rest };
}
