import type { Report } from "../diagnostics/reporter.js";
import { showText } from "../diagnostics/show-value.js";
import { decodePercent, splitPointer, valueAt } from "../json/pointer.js";
import { isObject } from "../json/values.js";
import { type JsonSchema, SAME_VALUE } from "./keywords.js";
import type { References, RefKeyword } from "./resolve-refs.js";
import { childSchemas } from "./walk.js";

/** A step from a schema into a part of it, or, with its keyword, along a reference. Both ends are pointers from the root. */
type Step = { from: string; to: string; keyword: RefKeyword | undefined };

/**
 * Reports references that lead back to themselves without going into a property or an item: to check a value against them would never
 * end, and TypeScript refuses the type. Each loop is reported once, at the reference that closes it.
 */
export function reportRefLoops(references: References, pointer: string, report: Report): void {
  const stepsFrom = (at: string): Step[] => sameValueSteps(references, at);
  for (const { from, keyword } of circles(references.schemas.keys(), stepsFrom)) {
    const ref = showText(String(references.schemas.get(from)?.[keyword]));
    const message = `"${keyword}" is ${ref}, which leads back to itself for the same value; to check a value would never end. Expected was a property or an item on the way.`;
    const hint = `Remove this "${keyword}", or put it under "properties" or "items".`;
    report("REF_LOOP", `${pointer}${from}/${keyword}`, message, hint);
  }
}

/** The pointer of a `$ref` through which a schema contains itself; undefined where there is none. Anchors are not followed: the normal form has none. */
export function findCircle(root: JsonSchema): string | undefined {
  const [first] = circles([""], (at) => stepsInto(root, at));
  return first === undefined ? undefined : `${first.from}/$ref`;
}

/** What the same value is checked against as well. */
function sameValueSteps({ schemas, targets }: References, at: string): Step[] {
  const children = childSchemas(schemas.get(at) ?? {})
    .filter(({ keyword }) => SAME_VALUE.has(keyword))
    .map(({ pointer }) => ({ from: at, to: at + pointer, keyword: undefined }));
  const refs = [...(targets.get(at) ?? [])].map(([keyword, to]) => ({ from: at, to, keyword }));
  return [...refs, ...children];
}

/** What a schema consists of, its definitions aside: those count where they are referred to. */
function stepsInto(root: JsonSchema, at: string): Step[] {
  const schema = valueAt(root, splitPointer(at));
  if (!isObject(schema)) return [];
  const { $ref } = schema;
  const children = childSchemas(schema)
    .filter(({ keyword }) => keyword !== "$defs" && keyword !== "definitions")
    .map(({ pointer }) => ({ from: at, to: at + pointer, keyword: undefined }));
  return typeof $ref === "string" && /^#(?:\/|$)/.test($ref)
    ? [{ from: at, to: decodePercent($ref.slice(1)), keyword: "$ref" }, ...children]
    : children;
}

/** The references that close a circle, one for each circle, found by going through every schema once, depth first. */
function circles(starts: Iterable<string>, stepsFrom: (at: string) => Step[]): (Step & { keyword: RefKeyword })[] {
  const state = new Map<string, "open" | "done">();
  const way: Step[] = [];
  const closing: Step[] = [];
  const visit = (at: string): void => {
    state.set(at, "open");
    for (const step of stepsFrom(at)) {
      way.push(step);
      if (state.get(step.to) === "open") {
        const circle = way.slice(way.findLastIndex(({ from }) => from === step.to));
        closing.push(...circle.filter(isReference).slice(-1));
      } else if (!state.has(step.to)) visit(step.to);
      way.pop();
    }
    state.set(at, "done");
  };
  for (const at of starts) if (!state.has(at)) visit(at);
  return closing.filter(isReference);
}

function isReference(step: Step): step is Step & { keyword: RefKeyword } {
  return step.keyword !== undefined;
}
