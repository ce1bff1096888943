import { type Core, isNever, names, unknownCore } from "./core.js";
import { type Lowering, lower, type Place } from "./lower.js";
import { allKinds, evaluatesElsewhere } from "./schema-kinds.js";

/**
 * An array or a tuple. A tuple's elements may be missing from the end unless `minItems` forbids it; what follows them
 * is `items`.
 */
export function lowerArray(schema: { [key: string]: unknown }, place: Place, lowering: Lowering): Core {
  const { prefixItems, items, minItems, maxItems } = schema;
  const unevaluatedItems = evaluatesElsewhere(schema) ? undefined : schema["unevaluatedItems"];
  const inner: Place = { ...place, hint: `${place.hint} item`, expected: allKinds, narrows: false };
  const prefix = Array.isArray(prefixItems) ? prefixItems : Array.isArray(items) ? items : [];
  const others = (Array.isArray(items) ? undefined : items) ?? unevaluatedItems ?? true;
  const most = typeof maxItems === "number" ? maxItems : Number.POSITIVE_INFINITY;
  const least = typeof minItems === "number" ? minItems : 0;

  const elements: Core[] = [];
  let closed = most <= prefix.length;
  for (const [index, element] of prefix.slice(0, most).entries()) {
    const core = lower(element, inner, lowering);
    if (isNever(core) && index >= least) {
      closed = true;
      break;
    }
    if (index < least) elements.push(isNever(core) ? unknownCore : core);
    else elements.push({ anyOf: [{ tsType: names.optional }, core] });
  }
  const rest = closed ? false : lower(others, inner, lowering);
  const after = rest === false || isNever(rest) ? false : rest;
  if (elements.length === 0 && after !== false) return { type: "array", items: after };
  return { type: "array", items: elements, additionalItems: after };
}
