// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { ErrorObject } from "ajv/dist/2020.js";
import { jsonType, pointerKey } from "./schema.js";
import { nearest, show } from "./text.js";
import type { Fault } from "./types.js";

/** The errors of a value against one part of the schema; undefined where that part is not known. */
export type ErrorsOf = (part: unknown, value: unknown) => ErrorObject[] | undefined;

/** A value is cut here, in bytes, so that an error with one fault stays small. */
const VALUE_BYTES = 60;
/** Keywords that only say that something inside them failed, which is reported by itself. */
const SUMMARIES = ["if", "propertyNames", "unevaluatedProperties", "unevaluatedItems"];

/**
 * What is wrong with a value, from the errors that ajv found. A union reports every fault of every branch, 166 for one
 * wrong field in a real case: of those only the branch counts that the value comes nearest to.
 */
export function explainErrors(all: readonly ErrorObject[], errorsOf: ErrorsOf): Fault[] {
  const errors = withoutEntries(all);
  const places = new Map<string, ErrorObject[]>();
  for (const error of errors) {
    const place = placeOf(error, "");
    const known = places.get(place);
    if (known === undefined) places.set(place, [error]);
    else known.push(error);
  }
  const covered = new Set<ErrorObject>();
  const faults: Fault[] = [];
  // ajv names a union after what failed inside it: backwards, the outermost comes first.
  for (const union of [...errors].reverse()) {
    if (covered.has(union) || (union.keyword !== "anyOf" && union.keyword !== "oneOf")) continue;
    const branches = branchErrors(union, errorsOf);
    for (const found of branches.flatMap((branch) => branch ?? [])) {
      // The same error, found by checking the branch by itself and as ajv reported it of the whole.
      const reported = places.get(placeOf(found, union.instancePath)) ?? [];
      for (const error of reported) if (error.parentSchema === found.parentSchema) covered.add(error);
    }
    covered.add(union);
    faults.push(...explainUnion(union, branches, errorsOf));
  }
  const others = errors.filter((error) => !covered.has(error));
  const chosen = new Set(others.filter(isChoice).map(({ instancePath }) => instancePath));
  // Where one of a few constants is wanted, its type goes without saying.
  const plain = others.filter(
    ({ keyword, instancePath }) => !SUMMARIES.includes(keyword) && !(keyword === "type" && chosen.has(instancePath)),
  );
  const told = plain.length + faults.length > 0 ? plain : others;
  return unique([...told.map((error) => ({ pointer: pointerOf(error), message: wordsFor(error) })), ...faults]);
}

/** A list lacks an entry of some kind: why each of its entries is none is no fault of theirs. */
function withoutEntries(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const lists = errors.filter(({ keyword }) => keyword === "contains").map(({ schemaPath }) => `${schemaPath}/`);
  return errors.filter(({ schemaPath }) => !lists.some((list) => schemaPath.startsWith(list)));
}

function branchErrors(union: ErrorObject, errorsOf: ErrorsOf): (ErrorObject[] | undefined)[] {
  const branches: unknown[] = Array.isArray(union.schema) ? union.schema : [];
  return branches.map((branch) => errorsOf(branch, union.data));
}

/** What tells errors apart, their part of the schema aside. `within` is where the value stands that was checked. */
function placeOf({ keyword, instancePath }: ErrorObject, within: string): string {
  return `${keyword} ${within}${instancePath}`;
}

function explainUnion(union: ErrorObject, branches: (ErrorObject[] | undefined)[], errorsOf: ErrorsOf): Fault[] {
  if (branches.some((errors) => errors?.length === 0)) {
    return [
      { pointer: union.instancePath, message: "fits more than one of the alternatives; it must fit exactly one" },
    ];
  }
  const known = branches.filter((errors) => errors !== undefined);
  const types = known.map((errors) => errors.find((error) => error.keyword === "type" && error.instancePath === ""));
  const fitting = known.filter((_, index) => types[index] === undefined);
  const choice = choiceOf(fitting);
  if (choice !== undefined) return [{ ...choice, pointer: union.instancePath + choice.pointer }];
  const best = [...fitting].sort((a, b) => weigh(a) - weigh(b))[0];
  if (best !== undefined) {
    const inside = explainErrors(best, errorsOf);
    return inside.map(({ pointer, message }) => ({ pointer: union.instancePath + pointer, message }));
  }
  const wanted = [...new Set(types.flatMap((error): unknown => error?.params["type"] ?? []))];
  const found = typeName(union.data);
  const message =
    wanted.length === 0 ? "fits none of the alternatives" : `must be ${wanted.join(" or ")}, not ${found}`;
  return [{ pointer: union.instancePath, message }];
}

/** The one place where every branch wants a constant that is not there, and all constants: which branch is meant cannot be told. */
function choiceOf(branches: readonly ErrorObject[][]): Fault | undefined {
  const [first, ...others] = branches.map((errors) => errors.filter(isChoice));
  if (first === undefined || others.length === 0) return undefined;
  for (const { instancePath, data } of first) {
    const here = [first, ...others].map((errors) => errors.find((error) => error.instancePath === instancePath));
    if (here.includes(undefined)) continue;
    const values = here.flatMap((error): unknown => (error?.keyword === "const" ? [error.schema] : error?.schema));
    const wanted = show([...new Set(values)], VALUE_BYTES);
    return { pointer: instancePath, message: `must be one of ${wanted}, not ${show(data, VALUE_BYTES / 2)}` };
  }
  return undefined;
}

function isChoice({ keyword }: ErrorObject): boolean {
  return keyword === "const" || keyword === "enum";
}

/** A constant that does not match says that another branch is meant; deep inside, it may be that of a union there. */
function weigh(errors: readonly ErrorObject[]): number {
  const weightOf = (error: ErrorObject): number => {
    if (!isChoice(error)) return 1;
    return error.instancePath.lastIndexOf("/") <= 0 ? 1000 : 10;
  };
  return errors.reduce((sum, error) => sum + weightOf(error), 0);
}

function pointerOf({ instancePath, params }: ErrorObject): string {
  const missing: unknown = params["missingProperty"] ?? params["additionalProperty"] ?? params["unevaluatedProperty"];
  return typeof missing === "string" ? `${instancePath}/${pointerKey(missing)}` : instancePath;
}

function wordsFor(error: ErrorObject): string {
  const { keyword, params, schema, data, parentSchema } = error;
  switch (keyword) {
    case "type":
      return `must be ${[params["type"]].flat().join(" or ")}, not ${typeName(data)}`;
    case "required":
    case "dependentRequired":
      return "is required";
    case "enum":
      return `must be one of ${show(schema, VALUE_BYTES)}, not ${show(data, VALUE_BYTES / 2)}`;
    case "const":
      return `must be ${show(schema, VALUE_BYTES)}, not ${show(data, VALUE_BYTES / 2)}`;
    case "additionalProperties":
    case "unevaluatedProperties":
      return unknownProperty(
        params["additionalProperty"] ?? params["unevaluatedProperty"],
        parentSchema?.["properties"],
      );
    case "contains":
      return `${error.message ?? "lacks an entry"}: ${show(schema, VALUE_BYTES)}`;
    case "not":
      return `must not fit ${show(schema, VALUE_BYTES)}`;
    case "false schema":
      return "is not allowed here";
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
    case "exclusiveMaximum":
    case "multipleOf":
      return `${error.message ?? `fails ${keyword}`}, not ${show(data, VALUE_BYTES / 2)}`;
    case "minLength":
    case "maxLength":
    case "minItems":
    case "maxItems":
      return `${error.message ?? `fails ${keyword}`}, not ${lengthOf(data)}`;
    case "format":
    case "pattern":
      return `must match ${keyword} ${show(schema, VALUE_BYTES)}, not ${show(data, VALUE_BYTES / 2)}`;
    default:
      return error.message ?? `fails ${keyword}`;
  }
}

function unknownProperty(name: unknown, properties: unknown): string {
  const known = typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
  const [near] = nearest(String(name), known, 1);
  return near === undefined
    ? "is not a property here"
    : `is not a property here; did you mean ${show(near, VALUE_BYTES)}?`;
}

/** As JSON Schema counts: characters of a string, not its code units. */
function lengthOf(value: unknown): number {
  return typeof value === "string" || Array.isArray(value) ? [...value].length : 0;
}

function typeName(value: unknown): string {
  return Number.isInteger(value) ? "integer" : jsonType(value);
}

function unique(faults: readonly Fault[]): Fault[] {
  return [...new Map(faults.map((fault) => [`${fault.pointer} ${fault.message}`, fault])).values()];
}
