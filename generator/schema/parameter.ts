import { isObject, type JsonObject } from "../json/values.js";
import { ANNOTATIONS } from "./keywords.js";

/**
 * What several schemas say of one property: its value fits one of the alternatives, or is anything where the parameter
 * is open.
 */
export type Parameter = { alternatives: readonly unknown[]; isOpen: boolean };

/** What one schema says of a property. */
export function parameterOf(schema: unknown): Parameter {
  const isEmpty = schema === true || (isObject(schema) && Object.keys(schema).length === 0);
  return { alternatives: isEmpty ? [] : [schema], isOpen: takesAnything(schema) };
}

/** Whether a schema takes any value, whatever it says to people. */
export function takesAnything(schema: unknown): boolean {
  return schema === true || (isObject(schema) && Object.keys(schema).every((keyword) => ANNOTATIONS.has(keyword)));
}

/** What is said by at least one of them. */
export function eitherParameter(parameters: readonly Parameter[]): Parameter {
  const alternatives = parameters.flatMap((one) => one.alternatives);
  return { alternatives: distinct(alternatives), isOpen: parameters.some(({ isOpen }) => isOpen) };
}

/** What all of them say. Of those that are open, only what they say to people is kept beside the others. */
export function everyParameter(parameters: readonly Parameter[]): Parameter {
  const [first, ...others] = distinct(parameters.filter(({ isOpen }) => !isOpen).map(toSchema));
  if (first === undefined) return eitherParameter(parameters);
  const prose = parameters.flatMap(({ isOpen, alternatives }) => (isOpen ? alternatives.filter(takesAnything) : []));
  return parameterOf(joined(first, [...others, ...prose]));
}

/** A parameter as the schema of a property. */
export function toSchema({ alternatives, isOpen }: Parameter): unknown {
  const all = isOpen && !alternatives.some(takesAnything) ? [...alternatives, {}] : alternatives;
  return all.length === 1 ? all[0] : { anyOf: all };
}

/** A schema that says what all of them say: in one object where that means the same, otherwise by `allOf`. */
function joined(first: unknown, others: readonly unknown[]): unknown {
  let schema = first;
  const beside: unknown[] = [];
  for (const other of others) {
    if (schema === false || other === false) return false;
    if (!isObject(other)) continue;
    if (!isObject(schema)) schema = other;
    else if (canStandBeside(schema, other)) schema = { ...other, ...schema };
    else beside.push(other);
  }
  if (beside.length === 0 || !isObject(schema)) return schema;
  return { ...schema, allOf: [...(Array.isArray(schema["allOf"]) ? schema["allOf"] : []), ...beside] };
}

/** Whether two schemas mean the same in one object as they do together. What they say to people may differ. */
function canStandBeside(a: JsonObject, b: JsonObject): boolean {
  if (Object.keys(b).some((keyword) => Object.hasOwn(a, keyword) && !ANNOTATIONS.has(keyword))) return false;
  return ![a, b].some((one) => LOOK_AROUND.some((keyword) => Object.hasOwn(one, keyword)));
}

/** Keywords whose meaning depends on those beside them. */
const LOOK_AROUND = [
  ...["additionalProperties", "unevaluatedProperties", "items", "unevaluatedItems", "contains", "if", "then", "else"],
];

function distinct(values: readonly unknown[]): unknown[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
