import { pointerKeys, valueAt } from "../json/pointer.js";
import { isObject, type JsonObject } from "../json/values.js";
import type { JsonSchema } from "./keywords.js";
import { eitherParameter, everyParameter, type Parameter, parameterOf } from "./parameter.js";

/**
 * What all objects that a schema takes have in common. Every object that the schema takes is of its shape; one of the
 * shape may still be refused by the schema.
 */
export type ObjectShape = {
  parameters: ReadonlyMap<string, Parameter>;
  /** Parameters that every object has. */
  required: ReadonlySet<string>;
  /** Only the parameters are taken, and no other property. */
  isClosed: boolean;
  /** Takes properties that are no parameters in a way that `unevaluatedProperties` around it counts as evaluated. */
  evaluatesOthers: boolean;
};

/** Undefined where no object is taken. */
type Shape = ObjectShape | undefined;

const ANYTHING: ObjectShape = { parameters: new Map(), required: new Set(), isClosed: false, evaluatesOthers: false };

/**
 * The shape of the objects that a schema takes, itself or through references and combinators.
 * @param root The schema that references start from, in its normal form.
 * @param known The shapes found so far: each schema is looked at once, however many references lead to it.
 */
export function objectShape(root: JsonSchema, schema: unknown, known = new Map<unknown, Shape>()): Shape {
  if (!isObject(schema)) return schema === false ? undefined : ANYTHING;
  if (known.has(schema)) return known.get(schema);
  // A schema that contains itself says nothing new the second time.
  known.set(schema, { ...ANYTHING, evaluatesOthers: true });
  const shape = closedByUnevaluated(schema, allOfThem([ownShape(schema), ...branchShapes(root, schema, known)]));
  known.set(schema, shape);
  return shape;
}

/** The shapes of what a schema refers to and combines, one for each reference, `allOf` member, union and condition. */
export function branchShapes(root: JsonSchema, schema: JsonObject, known = new Map<unknown, Shape>()): Shape[] {
  const { $ref, allOf, anyOf, oneOf, dependentSchemas } = schema;
  const of = (one: unknown): Shape => objectShape(root, one, known);
  const shapes: Shape[] = typeof $ref === "string" ? [of(valueAt(root, pointerKeys($ref)))] : [];
  if (Array.isArray(allOf)) shapes.push(...allOf.map(of));
  for (const options of [anyOf, oneOf]) if (Array.isArray(options)) shapes.push(anyOfThem(options.map(of)));
  if (Object.hasOwn(schema, "if")) {
    const met = allOfThem([of(schema["if"]), of(schema["then"])]);
    shapes.push(withoutRequired(anyOfThem([met, of(schema["else"])])));
  }
  const dependents = isObject(dependentSchemas) ? Object.values(dependentSchemas) : [];
  return [...shapes, ...dependents.map((one) => withoutRequired(anyOfThem([ANYTHING, of(one)])))];
}

/** What a schema says by `properties`, `required` and `additionalProperties` of its own. */
function ownShape(schema: JsonObject): ObjectShape {
  const { properties, patternProperties, required, additionalProperties, unevaluatedProperties } = schema;
  const parameters = new Map<string, Parameter>();
  for (const [name, value] of Object.entries(isObject(properties) ? properties : {})) {
    parameters.set(name, parameterOf(value));
  }
  const described = parameters.size;
  const names = Array.isArray(required) ? required.filter((name) => typeof name === "string") : [];
  for (const name of names) if (!parameters.has(name)) parameters.set(name, parameterOf(true));
  const isSaid = (one: unknown): boolean => one !== undefined && one !== false;
  return {
    parameters,
    required: new Set(names),
    isClosed: additionalProperties === false && patternProperties === undefined && parameters.size === described,
    evaluatesOthers: patternProperties !== undefined || isSaid(additionalProperties) || isSaid(unevaluatedProperties),
  };
}

function closedByUnevaluated(schema: JsonObject, shape: Shape): Shape {
  if (shape === undefined || schema["unevaluatedProperties"] !== false || shape.evaluatesOthers) return shape;
  return { ...shape, isClosed: true };
}

function withoutRequired(shape: Shape): Shape {
  return shape && { ...shape, required: new Set() };
}

/** The shape of what is of all of these shapes. */
export function allOfThem(shapes: readonly Shape[]): Shape {
  const found = new Map<string, Parameter[]>();
  const required = new Set<string>();
  let [isClosed, evaluatesOthers] = [false, false];
  for (const shape of shapes) {
    if (shape === undefined) return undefined;
    for (const [name, parameter] of shape.parameters) {
      const all = found.get(name) ?? [];
      found.set(name, all);
      all.push(parameter);
    }
    for (const name of shape.required) required.add(name);
    isClosed ||= shape.isClosed;
    evaluatesOthers ||= shape.evaluatesOthers;
  }
  const parameters = new Map([...found].map(([name, all]) => [name, everyParameter(all)]));
  return { parameters, required, isClosed, evaluatesOthers };
}

/** The shape of what is of at least one of these shapes. */
function anyOfThem(shapes: readonly Shape[]): Shape {
  const possible = shapes.filter((shape) => shape !== undefined);
  const [first] = possible;
  if (first === undefined) return undefined;
  const found = new Map<string, { all: Parameter[]; open: number }>();
  for (const { parameters, isClosed } of possible) {
    for (const [name, parameter] of parameters) {
      const entry = found.get(name) ?? { all: [], open: 0 };
      found.set(name, entry);
      entry.all.push(parameter);
      if (!isClosed) entry.open += 1;
    }
  }
  const open = possible.filter(({ isClosed }) => !isClosed).length;
  const entries = [...found].map(([name, { all, open: describedIn }]): [string, Parameter] => [
    name,
    // A shape that is not closed and does not know the parameter takes any value of it.
    eitherParameter(describedIn < open ? [...all, parameterOf(true)] : all),
  ]);
  return {
    parameters: new Map(entries),
    required: new Set([...first.required].filter((name) => possible.every(({ required }) => required.has(name)))),
    isClosed: open === 0,
    evaluatesOthers: possible.some(({ evaluatesOthers }) => evaluatesOthers),
  };
}
