import { clip, show } from "../json/text.js";
import { isObject, type JsonSchema, pointerKey } from "../json/values.js";
import { isOfType } from "./compile.js";
import { type Shape, shapeOf } from "./possible.js";
import type { Search } from "./search.js";
import { mustBeOneOf, SHOWN_BYTES, typeName } from "./words.js";

type Branch = { part: unknown; shape: Shape };
/** How far a value is from a branch, and the properties that it lacks where nothing else is wrong. */
type Distance = { branch: Branch; faults: number; missing: string[]; lacksOnly: boolean };

/** A wrong constant says that another branch is meant. */
const WRONG_CONSTANT = 1000;

/** What is wrong with a value that fits no branch of a union, or more branches than the one that it may fit. */
export function explainUnion(
  branches: readonly unknown[],
  isOne: boolean,
  value: unknown,
  pointer: string,
  search: Search,
): void {
  const fitting = branches.filter((branch) => search.fits(branch, value));
  if (fitting.length > 1 && isOne) search.add(pointer, fitsSeveral(fitting, search));
  if (fitting.length > 0) return;
  const all = branches.map((part): Branch => ({ part, shape: shapeOf(part, search.checker.root) }));
  const possible = all.filter(({ shape }) => shape.types.every((type) => isOfType(value, type)));
  if (possible.length === 0) {
    const types = [...new Set(all.flatMap(({ shape }) => shape.types.flat()))];
    const wanted = `must be ${types.join(" or ")}, not ${typeName(value)}`;
    search.add(pointer, types.length === 0 ? "fits none of the alternatives" : wanted);
    return;
  }
  const choices = possible.map(({ shape }) => shape.constants);
  if (choices.every((constants) => constants !== undefined)) {
    search.add(pointer, mustBeOneOf(unique(choices.flat()), value));
    return;
  }
  const meant = isObject(value) ? byConstant(possible, value, pointer, search) : possible;
  if (meant === undefined) return;
  const distances = meant.map((branch) => distanceOf(branch, value, search)).sort((a, b) => a.faults - b.faults);
  const [best] = distances;
  if (best === undefined) return;
  const near = best.lacksOnly ? distances.filter((one) => isAsNear(one, best)) : [];
  const wanted = listsOf(near.map(({ missing }) => missing));
  if (wanted.length > 1) search.add(pointer, `one of ${clip(wanted.join(", "), SHOWN_BYTES)} is required`);
  else search.visit(best.branch.part, value, pointer);
}

/**
 * Branches that only lack properties are alternatives: those that lack as few as the best, or, where the value has no
 * property that the best requires, those of which it has none either.
 */
function isAsNear(one: Distance, best: Distance): boolean {
  if (!one.lacksOnly) return false;
  const isUntouched = ({ missing, branch }: Distance): boolean => missing.length === branch.shape.required.size;
  return one.faults === best.faults || (isUntouched(one) && isUntouched(best));
}

function fitsSeveral(fitting: readonly unknown[], search: Search): string {
  const shapes = fitting.map((part) => shapeOf(part, search.checker.root));
  const lists = listsOf(shapes.map(({ required }) => [...required]));
  const onlyRequire = shapes.every((one) => one.required.size > 0 && one.members.size === 0 && one.isPlain);
  return onlyRequire && lists.length > 1
    ? `only one of ${clip(lists.join(", "), SHOWN_BYTES)} may be there`
    : "fits more than one of the alternatives; it must fit exactly one";
}

/** Lists of properties in words, each once. */
function listsOf(lists: readonly (readonly string[])[]): string[] {
  return unique(lists.map((keys) => keys.map((key) => show(key, SHOWN_BYTES)).join(" and ")));
}

/** The branches whose constants the value has; undefined where a fault about the constant was added. */
function byConstant(
  branches: readonly Branch[],
  value: JsonSchema,
  pointer: string,
  search: Search,
): readonly Branch[] | undefined {
  const [first] = branches;
  if (branches.length < 2) return branches;
  for (const key of first?.shape.choices.keys() ?? []) {
    const choices = branches.map(({ shape }) => shape.choices.get(key));
    if (!choices.every((values) => values !== undefined)) continue;
    const at = `${pointer}/${pointerKey(key)}`;
    if (!Object.hasOwn(value, key)) {
      if (!branches.every(({ shape }) => shape.required.has(key))) continue;
      search.add(at, `is required: one of ${show(unique(choices.flat()), SHOWN_BYTES)}`, "absence");
      return undefined;
    }
    const meant = branches.filter(({ shape }) => shape.choices.get(key)?.includes(value[key]));
    if (meant.length > 0) return meant;
    search.add(at, mustBeOneOf(unique(choices.flat()), value[key]));
    return undefined;
  }
  return branches;
}

/** By the branch's own level alone: further inside, a union would be gone through again for each branch around it. */
function distanceOf(branch: Branch, value: unknown, search: Search): Distance {
  const { shape } = branch;
  if (!isObject(value)) return { branch, faults: shape.constants === undefined ? 1 : 2, missing: [], lacksOnly: false };
  const missing = [...shape.required].filter((key) => !Object.hasOwn(value, key));
  let wrong = 0;
  for (const [key, held] of Object.entries(value)) {
    const schemas = shape.members.get(key);
    if (schemas === undefined) wrong += shape.isClosed ? 1 : 0;
    else if (!schemas.every((schema) => search.fits(schema, held))) {
      const values = shape.choices.get(key);
      wrong += values === undefined || values.includes(held) ? 1 : WRONG_CONSTANT;
    }
  }
  const lacksOnly = wrong === 0 && missing.length > 0 && shape.isPlain;
  return { branch, faults: Math.max(1, wrong + missing.length), missing, lacksOnly };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
