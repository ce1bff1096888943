import { allKinds, isObject, type Kind, kindOf, kindsOf } from "./kinds.js";

/** Says of what kinds a value can be that a schema accepts; rather too many than too few. */
export type PossibleKinds = (schema: unknown) => readonly Kind[];

/**
 * Many leave out the `type` of what extends another schema, since that one has it: a schema's kinds are those of its own
 * `type` or values, as far as what it refers to and combines allows them, too.
 * @param target What a local reference leads to.
 */
export function findKinds(target: (ref: string) => unknown): PossibleKinds {
  const known = new Map<unknown, readonly Kind[]>();

  const kindsOfAll = (schema: unknown): readonly Kind[] => {
    if (!isObject(schema)) return schema === false ? [] : allKinds;
    const found = known.get(schema);
    if (found !== undefined) return found;
    // A schema that leads back to itself says no more by doing so.
    known.set(schema, allKinds);
    const { $ref, allOf, anyOf, oneOf } = schema;
    const limits = [ownKinds(schema)];
    if (typeof $ref === "string") limits.push(kindsOfAll(target($ref) ?? true));
    if (Array.isArray(allOf)) limits.push(...allOf.map(kindsOfAll));
    for (const members of [anyOf, oneOf]) {
      if (Array.isArray(members) && members.length > 0) limits.push(members.flatMap(kindsOfAll));
    }
    const kinds = allKinds.filter((kind) => limits.every((limit) => limit.includes(kind)));
    known.set(schema, kinds);
    return kinds;
  };
  return kindsOfAll;
}

function ownKinds(schema: { [key: string]: unknown }): readonly Kind[] {
  const declared = kindsOf(schema);
  if (declared !== undefined) return declared;
  if (Object.hasOwn(schema, "const")) return [kindOf(schema["const"])];
  const { enum: values } = schema;
  return Array.isArray(values) ? values.map(kindOf) : allKinds;
}
