import { isObject } from "../../json/values.js";
import type { Lowering } from "./lower.js";
import { unionType } from "./simplify.js";
import { EMPTY_TYPE, literal, type Member, named, type TypeNode } from "./type-node.js";

/** The union of these very values, objects and arrays among them. */
export function lowerValues(values: readonly unknown[], lowering: Lowering): TypeNode {
  const scalars: (string | number | boolean | null)[] = [];
  const others: TypeNode[] = [];
  for (const value of values) {
    if (Array.isArray(value)) others.push(arrayOf(value, lowering));
    else if (isObject(value)) others.push(objectOf(value, lowering));
    else if (typeof value === "number" && !Number.isFinite(value)) others.push(named("number"));
    else if (typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null)
      scalars.push(value);
  }
  return unionType([...scalars.map(literal), ...others]);
}

function arrayOf(values: readonly unknown[], lowering: Lowering): TypeNode {
  return {
    kind: "tuple",
    items: values.map((value) => ({ type: lowerValues([value], lowering), optional: false })),
    rest: undefined,
  };
}

function objectOf(values: { [key: string]: unknown }, lowering: Lowering): TypeNode {
  const members = Object.entries(values).map(([key, value]): Member => {
    return { key, doc: lowering.doc(key, true), optional: false, type: lowerValues([value], lowering) };
  });
  return members.length === 0 ? EMPTY_TYPE : { kind: "object", members, index: undefined };
}
