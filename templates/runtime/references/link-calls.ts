import { type Call, type CallReference, callError } from "../calls/call.js";
import { resultIn } from "../calls/read-calls.js";
import { MAX_DEPTH, type References } from "../contract/limits.js";
import type { Issue } from "../contract/outcomes.js";
import type { Definition } from "../contract/project.js";
import { clip, show } from "../json/text.js";
import { memberPath, toSegment } from "../json/values.js";
import { fitIssues } from "../validate/check-value.js";
import { inputSchemaOf } from "../validate/example.js";
import {
  elementsOf,
  keysOf,
  listOfShape,
  pointerOfElement,
  type ReferenceShape,
  shapeAt,
  shapesMeet,
  typeWords,
} from "./places.js";

/** The calls of one batch, and the place of each that has an id and comes before the one that is looked at. */
type Plan = { calls: readonly Call[]; byId: Map<string, number>; references: References };

/** A reference as it stands in an invocation. */
type Hole = Omit<CallReference, "producer" | "inItem">;

/**
 * The calls of one batch with their references found, and those whose references are wrong beforehand with their error.
 * A reference is `{"$result": "<id>#<JSON pointer>"}`; the id is an earlier invocation's, or `item` for the element
 * that a call of an `each` is made for.
 */
export function linkCalls(calls: readonly Call[], references: References): Call[] {
  const plan: Plan = { calls, byId: new Map(), references };
  return calls.map((call, at) => {
    const linked = linkCall(call, at, plan);
    if (call.id !== undefined && !plan.byId.has(call.id)) plan.byId.set(call.id, at);
    return linked;
  });
}

function linkCall(call: Call, at: number, plan: Plan): Call {
  const listHole = listHoleOf(call);
  const holes = holesOf(call);
  // Of a call that cannot run, too, it is said what it needs: that is then held back.
  const linked = listHole === undefined && holes.length === 0 ? call : withReferences(call, listHole, holes, plan);
  if (call.error !== undefined || call.definition === undefined) return linked;
  const taken = call.id === undefined ? undefined : plan.byId.get(call.id);
  if (taken !== undefined) {
    const text = `invocations[${at}].id ${show(call.id, 64)} is taken by invocations[${taken}]. Give each id once.`;
    return { ...linked, error: callError("INVALID_INVOCATION", text) };
  }
  const issues = faultsOf(call.definition, listHole, holes, at, plan);
  if (issues.length === 0) return linked;
  const text = `Not executed: ${issues.length === 1 ? "a reference is" : `${issues.length} references are`} wrong.`;
  return { ...linked, error: fitIssues(callError("INVALID_REFERENCE", text, issues)) };
}

/** The reference to the list that a call is made for each element of. */
function listHoleOf({ path, each }: Call): Hole | undefined {
  return each === undefined ? undefined : { path: path.replace(/arguments$/, "each"), place: "", ...partsOf(each) };
}

function partsOf(result: string): Pick<Hole, "id" | "pointer"> {
  const cut = result.indexOf("#");
  return cut < 0 ? { id: result, pointer: "" } : { id: result.slice(0, cut), pointer: result.slice(cut + 1) };
}

/** Every reference in a call's arguments. */
function holesOf({ input, path }: Call): Hole[] {
  try {
    return holesIn(input, path, "");
  } catch {
    // The input of a call that cannot be read can throw where it is read, or be nested too deep for it.
    return [];
  }
}

function holesIn(value: unknown, path: string, place: string): Hole[] {
  if (typeof value !== "object" || value === null) return [];
  const result = resultIn(value);
  if (result !== undefined) return [{ path, place, ...partsOf(result) }];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, one]) =>
    holesIn(one, isList ? `${path}[${key}]` : memberPath(path, key), `${place}/${toSegment(key)}`),
  );
}

/** The call with those of its references that lead to an earlier invocation. */
function withReferences(call: Call, listHole: Hole | undefined, holes: readonly Hole[], { byId }: Plan): Call {
  const lead = (hole: Hole): CallReference[] => {
    const producer = byId.get(hole.id);
    return producer === undefined ? [] : [{ ...hole, producer }];
  };
  const [list] = listHole === undefined ? [] : lead(listHole);
  const references = holes.flatMap((hole) => {
    if (hole.id !== "item") return lead(hole);
    if (list === undefined) return [];
    const { producer, id } = list;
    const pointer = pointerOfElement(list.pointer, "*") + hole.pointer;
    return [{ ...hole, producer, id, pointer, inItem: hole.pointer }];
  });
  return { ...call, list, references };
}

/** What is wrong with the references of a call before anything runs. */
function faultsOf(
  definition: Definition,
  listHole: Hole | undefined,
  holes: readonly Hole[],
  at: number,
  plan: Plan,
): Issue[] {
  const issues: Issue[] = [];
  const note = ({ path }: Hole, message: string | undefined): void => {
    if (message !== undefined) issues.push({ path, message });
  };
  const list = listHole && giverOf(listHole, at, plan);
  const listFault = faultOfReference(list, ANY_LIST);
  if (listHole !== undefined) note(listHole, listFault);
  const what = `an element of ${show(plan.calls[at]?.each, 64)}`;
  const item = list?.shape && listFault === undefined ? { what, shape: elementsOf(list.shape) } : undefined;
  const schema = inputSchemaOf(definition);
  for (const hole of holes) {
    const wanted = shapeAt({ root: schema, schemas: [schema], isOpen: true }, keysOf(hole.place) ?? []);
    if (wanted.schemas.length === 0) note(hole, `is no argument of ${clip(definition.tool.name, 64)}`);
    else if (hole.id !== "item" || plan.references !== "each")
      note(hole, faultOfReference(giverOf(hole, at, plan), wanted));
    else if (listHole === undefined)
      note(hole, `"item" is an element of "each", which invocations[${at}] does not have`);
    else if (item !== undefined) note(hole, faultOfReference(placeIn(item, hole.pointer), wanted));
  }
  return issues;
}

const ANY_LIST: ReferenceShape = { root: {}, schemas: [{ type: "array" }] };

/**
 * What a reference leads to, in words for Claude, and the shape of that, where it is known; or what is wrong with the
 * reference.
 */
type Giver = { what: string; shape?: ReferenceShape | undefined; fault?: string };

/** What is wrong with a value that a reference leads to. */
function faultOfReference(giver: Giver | undefined, wanted: ReferenceShape): string | undefined {
  if (giver?.shape === undefined || giver.fault !== undefined) return giver?.fault;
  if (shapesMeet(giver.shape, wanted)) return undefined;
  return `must be ${typeWords(wanted)}, and ${giver.what} gives ${typeWords(giver.shape)} there`;
}

/** What a reference to another invocation leads to. */
function giverOf({ id, pointer }: Hole, at: number, { calls, byId }: Plan): Giver {
  const producer = byId.get(id);
  if (producer === undefined) return { what: "", fault: strayId(id, at, calls) };
  const { name, definition, each } = calls[producer] as Call;
  const what = clip(name, 64);
  if (definition === undefined) return { what };
  const { outputSchema } = definition;
  if (outputSchema === undefined) {
    return { what, fault: `${what} declares no result, so nothing of it can be referred to` };
  }
  const result: ReferenceShape = { root: outputSchema, schemas: [outputSchema] };
  if (each === undefined) return placeIn({ what, shape: result }, pointer, `the result of ${what}`);
  return placeIn(
    { what, shape: listOfShape(result) },
    pointer,
    `the result of ${what}, a list with one for each element,`,
  );
}

function strayId(id: string, at: number, calls: readonly Call[]): string {
  const named = calls.findIndex((call) => call.id === id);
  if (named === at) return "refers to its own result";
  return named < 0 ? `no invocation has the id ${show(id, 64)}` : `refers to invocations[${named}], which comes later`;
}

/** What stands at a pointer of what a reference leads to. */
function placeIn({ what, shape }: Giver, pointer: string, whole: string = what): Giver {
  const keys = keysOf(pointer);
  if (keys === undefined) return { what, fault: `${show(pointer, 64)} is no JSON pointer: it begins with /` };
  if (keys.length > MAX_DEPTH) return { what, fault: `${show(pointer, 64)} is deeper than ${MAX_DEPTH} levels` };
  const inside = shape && shapeAt(shape, keys);
  if (inside?.schemas.length === 0) return { what, fault: `${whole} has no ${show(pointer, 64)}` };
  return { what, shape: inside };
}
