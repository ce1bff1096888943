import type { AnyStep, Planner } from "../contract/plan-types.js";
import type { AnyTools, Project } from "../contract/project.js";
import { isPlain, mapValues } from "../json/values.js";
import { listOfShape, type ReferenceShape, shapeAt } from "../references/places.js";
import { type PendingPlace, pendingAt, placeOfPending } from "./pending.js";

/** The invocations of a plan, as Claude would write them, and the indexes of those that are asked for. */
export type BuiltPlan = { readonly invocations: readonly PlannedInvocation[]; readonly returned: readonly number[] };

/** One call of a plan; with `each`, one for each element of a list. */
export type PlannedInvocation = { id: string; name: string; arguments: unknown; each?: unknown };

/** The steps of a plan with their indexes. It is also what tells this plan's values from another one's. */
type KnownSteps = Map<unknown, number>;

/**
 * Builds a plan. Nothing runs.
 *
 * @param build Adds the calls, and gives the steps whose outcomes are asked for.
 * @throws TypeError for anything that is no such function, and whatever `build` itself throws.
 */
export function buildPlan(project: Project, build: (step: Planner<AnyTools>) => readonly AnyStep[]): BuiltPlan {
  if (typeof build !== "function") {
    throw new TypeError("plan() takes a function that adds steps and gives a list of them.");
  }
  const steps: KnownSteps = new Map();
  const invocations: PlannedInvocation[] = [];
  let isOpen = true;
  const add = (name: string, given: object, has: PendingPlace["has"]): AnyStep => {
    if (!isOpen) throw new TypeError(`The plan is built already: no call of ${name} can be added to it.`);
    const id = `s${invocations.length}`;
    const step = {
      id,
      name,
      isEach: "each" in given,
      result: pendingAt({ plan: steps, tool: name, id, pointer: "", has }),
    };
    steps.set(step, invocations.length);
    invocations.push({ id, name, arguments: undefined, ...given });
    return step;
  };
  const call = (name: string, input: unknown): AnyStep =>
    add(name, { arguments: asArguments(input, { plan: steps }) }, membersOf(project, name));
  const each = (list: unknown, name: string, input: unknown): AnyStep => {
    const place = placeOfPending(list);
    if (place === undefined || typeof input !== "function") {
      throw new TypeError(
        `step.each takes a list in an earlier step's result, the name of a tool (${name}) and a function. For a ` +
          "list that is there already, call step in a loop.",
      );
    }
    const scope = {};
    const given: unknown = input(elementOfList(place, scope));
    const invocation = {
      each: asArguments(list, { plan: steps }),
      arguments: asArguments(given, { plan: steps, scope }),
    };
    return add(name, invocation, membersOf(project, name, listOfShape));
  };
  const returned: unknown = build(Object.assign(call, { each }) as Planner<AnyTools>);
  isOpen = false;
  return { invocations, returned: indexesOf(returned, steps) };
}

/**
 * Whether the result of a step has a member at some keys. Where its tool declares no result, what checks the plan says
 * so.
 */
function membersOf(
  { definitions }: Project,
  name: string,
  within = (shape: ReferenceShape): ReferenceShape => shape,
): PendingPlace["has"] {
  const root = Object.hasOwn(definitions, name) ? definitions[name]?.outputSchema : undefined;
  if (root === undefined) return () => false;
  const shape = within({ root, schemas: [root] });
  return (keys) => shapeAt(shape, keys).schemas.length > 0;
}

/** What stands for the element in the arguments of a `step.each`. */
function elementOfList(list: PendingPlace, scope: object): object {
  const { pointer, has } = list;
  const inside = pointer === "" ? [] : pointer.slice(1).split("/");
  return pendingAt({ ...list, scope, id: "item", pointer: "", has: (keys) => has([...inside, "*", ...keys]) });
}

/** Arguments as JSON: each value that is not there yet has become a reference. */
function asArguments(value: unknown, to: Pick<PendingPlace, "plan" | "scope">): unknown {
  const place = placeOfPending(value);
  if (place !== undefined) {
    const { tool, plan, scope, id, pointer } = place;
    if (plan !== to.plan) throw new TypeError(`A value of ${tool}'s result belongs to another plan.`);
    if (scope !== undefined && scope !== to.scope) {
      throw new TypeError(`An element of ${tool}'s result stands in the arguments of its own step.each alone.`);
    }
    return { $result: `${id}#${pointer}` };
  }
  if (to.plan.has(value)) {
    throw new TypeError(`A step is no argument: pass its result (${(value as { name?: unknown }).name}).`);
  }
  if (Array.isArray(value)) return value.map((one) => asArguments(one, to));
  return isPlain(value) ? mapValues(value, (one) => asArguments(one, to)) : value;
}

function indexesOf(returned: unknown, steps: KnownSteps): number[] {
  if (returned instanceof Promise) {
    returned.catch(() => {});
    throw new TypeError("A plan is built at once: its function must not be async.");
  }
  if (!Array.isArray(returned)) throw new TypeError("A plan's function must give a list of its steps.");
  return returned.map((step: unknown, at) => {
    const index = steps.get(step);
    if (index === undefined) throw new TypeError(`A plan's function must give a list of its steps; [${at}] is none.`);
    return index;
  });
}
