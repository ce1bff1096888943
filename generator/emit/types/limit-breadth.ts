import { intersectionType } from "./simplify.js";
import type { TypeNode } from "./type-node.js";

/**
 * TypeScript multiplies out an intersection of unions and refuses to beyond 100,000; people have lost the thread long
 * before.
 */
const MAX_BREADTH = 1000;

/**
 * The types with no intersection that multiplies out to too many members: the parts past the limit are left out, so
 * that it accepts more.
 */
export function limitBreadth(types: ReadonlyMap<string, TypeNode>): Map<string, TypeNode> {
  const known = new Map<string, number>();

  /** How many members a type has when all its unions are multiplied out. */
  const breadthOf = (node: TypeNode): number => {
    if (node.kind === "union") return node.members.reduce((sum, member) => sum + breadthOf(member), 0);
    if (node.kind === "intersection") return node.members.reduce((product, member) => product * breadthOf(member), 1);
    if (node.kind !== "name") return 1;
    if (node.name === "boolean") return 2;
    const target = types.get(node.name);
    if (target === undefined) return 1;
    const found = known.get(node.name);
    if (found !== undefined) return found;
    known.set(node.name, 1);
    const breadth = breadthOf(target);
    known.set(node.name, breadth);
    return breadth;
  };

  const limited = (node: TypeNode): TypeNode => {
    switch (node.kind) {
      case "array":
        return { kind: "array", item: limited(node.item) };
      case "tuple":
        return {
          kind: "tuple",
          items: node.items.map(({ type, optional }) => ({ type: limited(type), optional })),
          rest: node.rest && limited(node.rest),
        };
      case "object":
        return {
          kind: "object",
          members: node.members.map((member) => ({ ...member, type: limited(member.type) })),
          index: node.index && limited(node.index),
        };
      case "union":
        return { kind: "union", members: node.members.map(limited) };
      case "intersection":
        return withinLimit(node.members.map(limited));
      default:
        return node;
    }
  };

  const withinLimit = (members: TypeNode[]): TypeNode => {
    let product = 1;
    const kept = members.filter((member) => {
      const breadth = breadthOf(member);
      if (breadth > 1 && product * breadth > MAX_BREADTH) return false;
      product *= breadth;
      return true;
    });
    return kept.length === members.length ? { kind: "intersection", members } : intersectionType(kept);
  };

  return new Map([...types].map(([name, node]) => [name, limited(node)]));
}
