import { clip, show } from "../json/text.js";
import { fromSegment, isObject, type JsonSchema, jsonType, resolvePointer } from "../json/values.js";

/** The keys of a reference's pointer; undefined where it is no JSON pointer. */
export function keysOf(pointer: string): string[] | undefined {
  if (pointer === "") return [];
  return pointer.startsWith("/") ? pointer.slice(1).split("/").map(fromSegment) : undefined;
}

/**
 * The pointer to one element of the list that a pointer leads to, or with `*` to all: where the list is made by a `*`,
 * in its place.
 */
export function pointerOfElement(pointer: string, index: number | "*"): string {
  const segments = pointer.split("/");
  const star = segments.indexOf("*");
  return star < 0 ? `${pointer}/${index}` : segments.map((segment, at) => (at === star ? index : segment)).join("/");
}

/** Where a value stands, or why there is none, in words for Claude. */
export type Found = { value: unknown } | { missing: string };

/**
 * The value at some keys of a result: `-1` counts from the end of a list, `*` stands for each of its elements and gives
 * a list.
 */
export function valueAtKeys(root: unknown, keys: readonly string[]): Found {
  let here = root;
  for (const [at, key] of keys.entries()) {
    if (Array.isArray(here) && key === "*") return eachAt(here, keys.slice(at + 1));
    const index = Array.isArray(here) ? indexIn(here, key) : undefined;
    if (Array.isArray(here) && index !== undefined) here = here[index];
    else if (isObject(here) && Object.hasOwn(here, key)) here = here[key];
    else return { missing: missingAt(here, key, keys.slice(0, at)) };
  }
  return { value: here };
}

function eachAt(list: readonly unknown[], keys: readonly string[]): Found {
  const values: unknown[] = [];
  for (const element of list) {
    const found = valueAtKeys(element, keys);
    if ("missing" in found) return found;
    values.push(found.value);
  }
  return { value: values };
}

/** The index of the element that a key stands for; undefined where there is none. */
export function indexIn(list: readonly unknown[], key: string): number | undefined {
  if (!/^(0|-?[1-9]\d*)$/.test(key)) return undefined;
  const index = Number(key) < 0 ? list.length + Number(key) : Number(key);
  return index >= 0 && index < list.length ? index : undefined;
}

/** Says that a key leads nowhere, and what is there. */
export function missingAt(here: unknown, key: string, before: readonly string[]): string {
  const place = before.length === 0 ? "the result" : show(`/${before.join("/")}`, 40);
  return `there is no ${show(key, 40)} in ${place}, which is ${describeValueKind(here)}`;
}

/** What a value is, in words for Claude. */
export function describeValueKind(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (!isObject(value)) return jsonType(value);
  const keys = Object.keys(value);
  return keys.length === 0 ? "an empty object" : `an object with ${clip(keys.join(", "), 60)}`;
}

/**
 * What a value may be: it fits one of some schemas, whose references lead into a root. No schema: nothing stands there.
 */
export type ReferenceShape = {
  readonly root: JsonSchema;
  readonly schemas: readonly unknown[];
  /**
   * Whether members that are not declared may stand where they are not forbidden. Of results Claude is told what is
   * declared alone.
   */
  readonly isOpen?: boolean;
};

/** The shape of a list of values of a shape. */
export function listOfShape(shape: ReferenceShape): ReferenceShape {
  const { schemas } = shape;
  if (schemas.length === 0) return shape;
  return { ...shape, schemas: [{ type: "array", items: schemas.length === 1 ? schemas[0] : { anyOf: schemas } }] };
}

/** The shape of what stands at some keys of a value, which {@link valueAtKeys} finds there. */
export function shapeAt(shape: ReferenceShape, keys: readonly string[]): ReferenceShape {
  const [key, ...rest] = keys;
  if (key === undefined || shape.schemas.length === 0) return shape;
  const branches = branchesOf(shape);
  const elements = isElement(key) ? branches.flatMap((branch) => elementsIn(branch, key)) : [];
  if (key === "*" && elements.length > 0) return listOfShape(shapeAt({ ...shape, schemas: elements }, rest));
  const members = branches.flatMap((branch) => membersIn(branch, key, shape.isOpen === true));
  return shapeAt({ ...shape, schemas: [...new Set([...elements, ...members])] }, rest);
}

function isElement(key: string): boolean {
  return /^(\*|0|-?[1-9]\d*)$/.test(key);
}

function elementsIn(schema: unknown, key: string): unknown[] {
  if (!isObject(schema)) return schema === false ? [] : [true];
  return (declaredTypes(schema)?.includes("array") ?? true) ? elementOf(schema, key) : [];
}

function membersIn(schema: unknown, key: string, isOpen: boolean): unknown[] {
  // Where nothing is declared, a key of lists is taken for one.
  if (!isObject(schema)) return schema === false || isElement(key) ? [] : [true];
  return (declaredTypes(schema)?.includes("object") ?? true) ? memberOf(schema, key, isOpen) : [];
}

function elementOf({ items, prefixItems }: JsonSchema, key: string): unknown[] {
  const first = Array.isArray(prefixItems) ? prefixItems : [];
  if (items === undefined && first.length === 0) return [true];
  const rest = items === undefined || items === false ? [] : [items];
  if (first.length === 0) return rest;
  return /^\d+$/.test(key) && Number(key) < first.length ? [first[Number(key)]] : [...first, ...rest];
}

function memberOf(schema: JsonSchema, key: string, isOpen: boolean): unknown[] {
  const { properties, patternProperties, additionalProperties } = schema;
  if (isObject(properties) && Object.hasOwn(properties, key)) return [properties[key]];
  if (isObject(patternProperties)) return [true];
  if (additionalProperties !== undefined) return additionalProperties === false ? [] : [additionalProperties];
  return isObject(properties) && !isOpen ? [] : [true];
}

/**
 * The schemas of a shape, and those inside of which a value must fit one, each once: they can lead to each other in a
 * circle.
 */
function branchesOf({ root, schemas }: ReferenceShape): unknown[] {
  const seen = new Set(schemas);
  const branches: unknown[] = [];
  // A set that grows is gone through to its new end.
  for (const schema of seen) {
    if (!isObject(schema)) branches.push(schema);
    else {
      const { $ref, anyOf, oneOf, allOf, ...rest } = schema;
      const inner = [anyOf, oneOf, allOf].filter(Array.isArray).flat();
      if (typeof $ref === "string") inner.push(resolvePointer(root, $ref));
      for (const one of inner) seen.add(one);
      if (inner.length === 0 || "properties" in rest || "items" in rest) branches.push(rest);
    }
  }
  return branches;
}

/** The JSON types that a shape allows; undefined where it says nothing. */
function typesIn(shape: ReferenceShape): string[] | undefined {
  const found = branchesOf(shape).map((schema) => (isObject(schema) ? declaredTypes(schema) : undefined));
  return found.some((types) => types === undefined) ? undefined : [...new Set(found.flatMap((types) => types ?? []))];
}

function declaredTypes({ type, const: constant, enum: values }: JsonSchema): string[] | undefined {
  if (type !== undefined) return [type].flat().map(String);
  if (constant !== undefined) return [jsonType(constant)];
  return Array.isArray(values) ? values.map(jsonType) : undefined;
}

/** Whether a value of one shape can be of the other by its type, and in lists by the type of the elements. */
export function shapesMeet(given: ReferenceShape, wanted: ReferenceShape, depth = 0): boolean {
  const [types, others] = [typesIn(given), typesIn(wanted)];
  if (types === undefined || others === undefined || depth > 4) return true;
  const isNumber = (type: string): boolean => type === "number" || type === "integer";
  const common = types.filter((type) => others.includes(type) || (isNumber(type) && others.some(isNumber)));
  if (common.length !== 1 || common[0] !== "array") return common.length > 0;
  return shapesMeet(elementsOf(given), elementsOf(wanted), depth + 1);
}

/** The shape of a list's elements. */
export function elementsOf(shape: ReferenceShape): ReferenceShape {
  return { ...shape, schemas: branchesOf(shape).flatMap((branch) => elementsIn(branch, "*")) };
}

/** The types of a shape, in words for Claude. */
export function typeWords(shape: ReferenceShape, depth = 0): string {
  const types = typesIn(shape);
  if (types === undefined || types.length === 0) return "anything";
  const words = types.map((type) => {
    const elements = type === "array" && depth < 2 ? typeWords(elementsOf(shape), depth + 1) : "anything";
    return elements === "anything" ? type : `array of ${elements}`;
  });
  return words.join(" or ");
}
