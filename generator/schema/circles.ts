import type { Report } from "../diagnostics/reporter.js";
import { showText } from "../diagnostics/show-value.js";
import { decodePercent, splitPointer, valueAt } from "../json/pointer.js";
import { isObject } from "../json/values.js";
import { type JsonSchema, SAME_VALUE } from "./keywords.js";
import type { References, RefKeyword } from "./resolve-refs.js";
import { childSchemas } from "./walk.js";

/**
 * A step from a schema into a part of it, or, with its keyword, along a reference. Both ends are pointers from the
 * root.
 */
type Step = { from: string; to: string; keyword: RefKeyword | undefined };

/** How many schemas one value may be checked against, each because the one before refers to it or combines it. */
const LONGEST_CHAIN = 1_000;

/**
 * Reports references that lead back to themselves without going into a property or an item: to check a value against
 * them would never end, and TypeScript refuses the type. Each loop is reported once, at the reference that closes it. A
 * chain of references that is too long is reported, too: whatever follows it would run out of stack.
 */
export function reportRefLoops(references: References, pointer: string, report: Report): void {
  const stepsFrom = (at: string): Step[] => sameValueSteps(references, at);
  if (references.targets.size === 0) return;
  const { closing, chain } = walkSteps(references.schemas.keys(), stepsFrom);
  for (const { from, keyword } of closing) {
    const ref = showText(String(references.schemas.get(from)?.[keyword]));
    const message =
      `"${keyword}" is ${ref}, which leads back to itself for the same value; to check a value would never end. ` +
      "There must be a property or an item on the way.";
    const hint = `Remove this "${keyword}", or put it under "properties" or "items".`;
    report("REF_LOOP", `${pointer}${from}/${keyword}`, message, hint);
  }
  if (chain === undefined) return;
  const ref = showText(String(references.schemas.get(chain.from)?.[chain.keyword]));
  const message =
    `"${chain.keyword}" is ${ref}, from where one schema leads to the next more than ` +
    `${LONGEST_CHAIN.toLocaleString("en")} times for the same value.`;
  const hint = "Refer to what the last of them says directly.";
  report("REF_CHAIN", `${pointer}${chain.from}/${chain.keyword}`, message, hint);
}

/**
 * The pointer of a `$ref` through which a schema contains itself; undefined where there is none. Anchors are not
 * followed: the normal form has none.
 */
export function findCircle(root: JsonSchema): string | undefined {
  if (!holdsRef(root)) return undefined;
  const [first] = walkSteps([""], (at) => stepsInto(root, at)).closing;
  return first === undefined ? undefined : `${first.from}/$ref`;
}

/** Whether there may be a reference: what is said of data counts, too. */
function holdsRef(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsRef);
  if (!isObject(value)) return false;
  for (const key of Object.keys(value)) if (key === "$ref" || holdsRef(value[key])) return true;
  return false;
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

type Reference = Step & { keyword: RefKeyword };

/**
 * A schema whose steps are being gone along: those before `next` are done, and the longest way from them takes `height`
 * steps.
 */
type Visit = { at: string; steps: readonly Step[]; next: number; height: number };

/**
 * Goes through every schema once, depth first; without recursion, since a chain of references may be of any length.
 * @returns The references that close a circle, one for each, and the first reference found that a chain that is too
 * long starts with.
 */
function walkSteps(
  starts: Iterable<string>,
  stepsFrom: (at: string) => Step[],
): { closing: Reference[]; chain: Reference | undefined } {
  const heights = new Map<string, number>();
  const open = new Map<string, number>();
  const way: Visit[] = [];
  const closing: Reference[] = [];
  let chain: Reference | undefined;
  const enter = (at: string): void => {
    open.set(at, way.length);
    way.push({ at, steps: stepsFrom(at), next: 0, height: 0 });
  };
  for (const start of starts) {
    if (!heights.has(start)) enter(start);
    for (let visit = way.at(-1); visit !== undefined; visit = way.at(-1)) {
      const step = visit.steps[visit.next];
      if (step === undefined) {
        heights.set(visit.at, visit.height);
        open.delete(visit.at);
        way.pop();
        continue;
      }
      const height = heights.get(step.to);
      const opened = open.get(step.to);
      if (height === undefined && opened === undefined) {
        enter(step.to);
        continue;
      }
      if (opened !== undefined) {
        const circle = way.slice(opened).map(({ steps, next }) => steps[next]);
        closing.push(...circle.filter(isReference).slice(-1));
      } else if (height !== undefined) {
        visit.height = Math.max(visit.height, height + 1);
        if (visit.height > LONGEST_CHAIN && isReference(step)) chain ??= step;
      }
      visit.next++;
    }
  }
  return { closing, chain };
}

function isReference(step: Step | undefined): step is Reference {
  return step?.keyword !== undefined;
}
