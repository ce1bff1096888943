import { intersectionType, unionType } from "./simplify.js";
import { type TypeNode, UNKNOWN_TYPE } from "./type-node.js";

/**
 * Makes every named type end: `type A = A | string` says no more than `type A = string`, and TypeScript refuses it.
 * Names that lead back to themselves through nothing but names, unions and intersections are spelled out, without the
 * step that closes the circle; through an object or an array they may stay.
 */
export function breakCycles(types: ReadonlyMap<string, TypeNode>): Map<string, TypeNode> {
  const edges = withoutEnds(new Map([...types].map(([name, node]) => [name, new Set(outerNames(node))])));
  return new Map(
    [...types].map(([name, node]) => {
      const circle = circleThrough(name, edges);
      return [name, circle.size === 0 ? node : (spelledOut(node, new Set([name]), circle, types) ?? UNKNOWN_TYPE)];
    }),
  );
}

/** The names that a type consists of, those inside an object or an array aside. */
function outerNames(node: TypeNode): string[] {
  if (node.kind === "name") return [node.name];
  return node.kind === "union" || node.kind === "intersection" ? node.members.flatMap(outerNames) : [];
}

/** What leads on to a circle: all but the names from which every way ends. */
function withoutEnds(edges: ReadonlyMap<string, ReadonlySet<string>>): Map<string, ReadonlySet<string>> {
  const left = new Map(
    [...edges].map(([name, targets]) => [name, new Set([...targets].filter((to) => edges.has(to)))]),
  );
  const sources = new Map<string, string[]>([...edges.keys()].map((name) => [name, []]));
  for (const [name, targets] of left) for (const to of targets) sources.get(to)?.push(name);
  const ends = [...left].filter(([, targets]) => targets.size === 0).map(([name]) => name);
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    left.delete(end);
    for (const name of sources.get(end) ?? []) {
      const targets = left.get(name);
      if (targets?.delete(end) && targets.size === 0) ends.push(name);
    }
  }
  return left;
}

/** The names on the circles through a name: those that it leads to and that lead back to it. */
function circleThrough(name: string, edges: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  if (!edges.has(name)) return new Set();
  const reached = reachable(name, edges);
  if (!reached.has(name)) return new Set();
  return new Set([...reached].filter((other) => reachable(other, edges).has(name)));
}

function reachable(from: string, edges: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const reached = new Set<string>();
  const pending = [from];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    for (const next of edges.get(name) ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      pending.push(next);
    }
  }
  return reached;
}

/**
 * A type without the names of a circle; undefined where nothing else is left of it. A name in a union stands for its
 * own members, each of which is needed once. A part of an intersection that leads back is left out whole: the rest
 * accepts more, and never less.
 */
function spelledOut(
  node: TypeNode,
  visited: Set<string>,
  circle: ReadonlySet<string>,
  types: ReadonlyMap<string, TypeNode>,
): TypeNode | undefined {
  if (node.kind === "name") {
    if (!circle.has(node.name)) return node;
    const target = types.get(node.name);
    if (target === undefined || visited.has(node.name)) return undefined;
    visited.add(node.name);
    return spelledOut(target, visited, circle, types);
  }
  if (node.kind === "intersection") {
    const members = node.members.filter((member) => !outerNames(member).some((name) => circle.has(name)));
    return members.length === 0 ? UNKNOWN_TYPE : intersectionType(members);
  }
  if (node.kind !== "union") return node;
  const members = node.members
    .map((member) => spelledOut(member, visited, circle, types))
    .filter((member) => member !== undefined);
  return members.length === 0 ? undefined : unionType(members);
}
