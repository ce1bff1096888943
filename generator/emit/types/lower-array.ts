import { ALL_KINDS } from "../../schema/kinds.js";
import { evaluatesElsewhere } from "../../schema/walk.js";
import { type Lowering, lower, type Position } from "./lower.js";
import { isNever, type TypeNode, UNKNOWN_TYPE } from "./type-node.js";

/**
 * An array or a tuple. A tuple's elements may be missing from the end unless `minItems` forbids it; what follows them
 * is `items`.
 */
export function lowerArray(schema: { [key: string]: unknown }, place: Position, lowering: Lowering): TypeNode {
  const { prefixItems, items: following, minItems, maxItems } = schema;
  const unevaluatedItems = evaluatesElsewhere(schema) ? undefined : schema["unevaluatedItems"];
  const inner: Position = { ...place, hint: `${place.hint} item`, expected: ALL_KINDS, narrows: false };
  const prefix = Array.isArray(prefixItems) ? prefixItems : Array.isArray(following) ? following : [];
  const others = (Array.isArray(following) ? undefined : following) ?? unevaluatedItems ?? true;
  const most = typeof maxItems === "number" ? maxItems : Number.POSITIVE_INFINITY;
  const least = typeof minItems === "number" ? minItems : 0;

  const items: { type: TypeNode; optional: boolean }[] = [];
  let closed = most <= prefix.length;
  for (const [index, element] of prefix.slice(0, most).entries()) {
    const type = lower(element, inner, lowering);
    if (isNever(type) && index >= least) {
      closed = true;
      break;
    }
    items.push({ type: isNever(type) ? UNKNOWN_TYPE : type, optional: index >= least });
  }
  const rest = closed ? false : lower(others, inner, lowering);
  const after = rest === false || isNever(rest) ? undefined : rest;
  if (items.length === 0 && after !== undefined) return { kind: "array", item: after };
  return { kind: "tuple", items, rest: after };
}
