import { isObject, own } from "../../json/values.js";
import { ALL_KINDS } from "../../schema/kinds.js";
import { evaluatesElsewhere } from "../../schema/walk.js";
import { type Lowering, lower, type Position } from "./lower.js";
import { unionType } from "./simplify.js";
import { EMPTY_TYPE, isNever, type Member, named, type TypeNode, UNKNOWN_TYPE } from "./type-node.js";

type Schema = { [key: string]: unknown };

/** Whether a schema says anything of an object but that it is one. */
export function tellsOfObjects(schema: Schema): boolean {
  const { required, patternProperties } = schema;
  const additional = additionalOf(schema);
  return (
    propertiesOf(schema).size > 0 ||
    (Array.isArray(required) && required.length > 0) ||
    (isObject(patternProperties) && Object.keys(patternProperties).length > 0) ||
    additional === false ||
    (isObject(additional) && Object.keys(additional).length > 0)
  );
}

/** An object, from its properties, what it requires and what it allows besides. */
export function lowerObject(schema: Schema, place: Position, lowering: Lowering): TypeNode {
  const declared = propertiesOf(schema);
  const required = new Set(
    Array.isArray(schema["required"]) ? schema["required"].filter((key) => typeof key === "string") : [],
  );
  const index = indexOf(schema, declared.size + required.size === 0, place, lowering);
  for (const key of required) if (!declared.has(key)) declared.set(key, undeclared(schema, key));

  const members = [...declared].map(([key, property]): Member => {
    const type = lower(property, { hint: key, depth: place.depth, expected: ALL_KINDS, narrows: false }, lowering);
    const isRequired = required.has(key);
    const doc = lowering.doc(key, property);
    return {
      key,
      doc,
      optional: !isRequired,
      type: isRequired ? possible(type) : INHERITED.has(key) ? UNKNOWN_TYPE : type,
    };
  });
  if (members.length === 0 && index === undefined) return place.narrows ? UNKNOWN_TYPE : EMPTY_TYPE;
  return { kind: "object", members, index: index && widened(index, members) };
}

/** TypeScript wants each property to fit the index signature: it takes what they take, too. */
function widened(index: TypeNode, members: readonly Member[]): TypeNode {
  const absent = members.some(({ optional }) => optional) ? [named("undefined")] : [];
  return unionType([index, ...members.map(({ type }) => type), ...absent]);
}

/**
 * A required property that can have no value makes the whole object impossible; that is for validation to say, not for
 * the type.
 */
function possible(type: TypeNode): TypeNode {
  return isNever(type) ? UNKNOWN_TYPE : type;
}

/**
 * Where an optional one of these is left out, every object still has it, from its prototype, and TypeScript knows it.
 */
const INHERITED = new Set([
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toLocaleString",
  "toString",
  "valueOf",
]);

/** The properties that a schema names, with their schemas. */
function propertiesOf(schema: Schema): Map<string, unknown> {
  const { properties, propertyNames } = schema;
  const named = new Map(Object.entries(isObject(properties) ? properties : {}));
  // A record over a closed list of keys, as schema libraries write it: its keys are better spelled out.
  const keys = isObject(propertyNames) ? own(propertyNames, "enum") : undefined;
  if (named.size === 0 && Array.isArray(keys) && additionalOf(schema) !== false) {
    for (const key of keys) if (typeof key === "string") named.set(key, additionalOf(schema) ?? true);
  }
  // What only a branch of a condition names may be there as well, and nothing is known of it where the condition is
  // another.
  for (const branch of [
    schema["then"],
    schema["else"],
    ...Object.values(isObject(schema["dependentSchemas"]) ? schema["dependentSchemas"] : {}),
  ]) {
    const inBranch = isObject(branch) ? branch["properties"] : undefined;
    if (!isObject(inBranch) || additionalOf(schema) === false) continue;
    for (const [key, property] of Object.entries(inBranch)) {
      if (!named.has(key)) named.set(key, isObject(property) ? annotationsOf(property) : true);
    }
  }
  return named;
}

function annotationsOf({ title, description, deprecated }: Schema): Schema {
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(deprecated !== undefined && { deprecated }),
  };
}

/** `unevaluatedProperties` says the same as `additionalProperties` where no other schema evaluates a property. */
function additionalOf(schema: Schema): unknown {
  const { additionalProperties, unevaluatedProperties } = schema;
  if (additionalProperties !== undefined || unevaluatedProperties === undefined) return additionalProperties;
  return evaluatesElsewhere(schema) ? undefined : unevaluatedProperties;
}

/** The schema of a property that is required and not declared. */
function undeclared(schema: Schema, key: string): unknown {
  const additional = additionalOf(schema);
  const patterns = isObject(schema["patternProperties"]) ? Object.keys(schema["patternProperties"]) : [];
  return patterns.length > 0 || key === "__proto__" ? true : (additional ?? true);
}

/**
 * The type of the properties that are not declared; undefined where the type shows none. An object that names
 * properties and is silent on others shows none, although they are allowed: so everyone means it, and a misspelt key is
 * then seen by the compiler.
 */
function indexOf(schema: Schema, namesNone: boolean, place: Position, lowering: Lowering): TypeNode | undefined {
  const patterned = isObject(schema["patternProperties"]) ? schema["patternProperties"] : {};
  const patterns = Object.values(patterned);
  // Where a pattern matches every key, none is left for `additionalProperties`.
  const additional = Object.keys(patterned).some((pattern) => ANY_KEY.test(pattern)) ? false : additionalOf(schema);
  const inner: Position = { hint: `${place.hint} value`, depth: place.depth, expected: ALL_KINDS, narrows: false };
  if (isRecordOverKeys(schema)) return undefined;
  if (additional === undefined && patterns.length === 0) return namesNone && !place.narrows ? UNKNOWN_TYPE : undefined;
  const members = [...patterns, additional ?? true].map((member) => lower(member, inner, lowering));
  const index = unionType(members);
  return isNever(index) ? undefined : index;
}

/** The patterns that mean every key: `^(.*)$`, as TypeBox writes it, and the like. */
const ANY_KEY = /^\^?\(?\.[*+]\)?\$?$/;

function isRecordOverKeys(schema: Schema): boolean {
  const { properties, propertyNames } = schema;
  const none = !isObject(properties) || Object.keys(properties).length === 0;
  return none && isObject(propertyNames) && Array.isArray(own(propertyNames, "enum")) && additionalOf(schema) !== false;
}
