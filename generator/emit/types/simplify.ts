import { moveIntoBranches } from "./alternatives.js";
import { isUndocumented } from "./doc.js";
import {
  isEmpty,
  isName,
  isNever,
  isUnknown,
  type Member,
  NEVER_TYPE,
  type TypeNode,
  UNKNOWN_TYPE,
} from "./type-node.js";

/**
 * What any of the members accepts, written as short as it goes. `unknown` swallows the others, `never` adds nothing.
 */
export function unionType(members: TypeNode[]): TypeNode {
  const flat = members.flatMap((member) => (member.kind === "union" ? member.members : [member]));
  if (flat.some((member) => isName(member, "unknown"))) return UNKNOWN_TYPE;
  const kept = withoutBoth(unique(flat.filter((member) => !isName(member, "never"))));
  const wide = new Set(kept.map((member) => (member.kind === "name" ? member.name : "")));
  const telling = kept.filter((member) => member.kind !== "literal" || !wide.has(typeof member.value));
  const ordered = [...telling.filter((member) => !isLast(member)), ...telling.filter(isLast)];
  const [first] = ordered;
  if (first === undefined) return NEVER_TYPE;
  return ordered.length === 1 ? first : { kind: "union", members: ordered };
}

function isLast(member: TypeNode): boolean {
  return isName(member, "undefined") || (member.kind === "literal" && member.value === null);
}

/** `true | false` is `boolean`. */
function withoutBoth(members: TypeNode[]): TypeNode[] {
  const isBoolean = (member: TypeNode): boolean => member.kind === "literal" && typeof member.value === "boolean";
  const [first, second] = members.filter(isBoolean);
  if (first === undefined || second === undefined) return members;
  return members.flatMap((member) =>
    member === first ? [{ kind: "name", name: "boolean" }] : member === second ? [] : [member],
  );
}

/**
 * What all of the members accept. `unknown` adds nothing, `never` leaves nothing, and neither may the empty object:
 * with it, every property would be `never`.
 */
export function intersectionOf(members: TypeNode[]): TypeNode {
  if (members.some(isNever)) return NEVER_TYPE;
  const telling = members.filter((member) => !isUnknown(member));
  const open = telling.filter((member) => !isEmpty(member));
  return intersectionType(open.length === 0 ? telling.slice(0, 1) : open);
}

/** An intersection of types that are simple already. */
export function intersectionType(members: TypeNode[]): TypeNode {
  const flat = members.flatMap((member) => (member.kind === "intersection" ? member.members : [member]));
  const telling = moveIntoBranches(
    mergeObjects(meetScalars(unique(flat.filter((member) => !isName(member, "unknown"))))),
  );
  const [first] = telling;
  if (first === undefined) return UNKNOWN_TYPE;
  return telling.length === 1 ? first : { kind: "intersection", members: telling };
}

/**
 * One type of all strings, numbers, booleans and nulls in an intersection; where nothing is left of them, they stay.
 */
function meetScalars(members: TypeNode[]): TypeNode[] {
  const sets = members.filter((member) => scalarsOf(member) !== undefined);
  const [first, ...others] = sets;
  if (first === undefined || others.length === 0) return members;
  const met = others.reduce<TypeNode[]>((left, other) => {
    const right = scalarsOf(other) ?? [];
    const within = (these: TypeNode[], those: TypeNode[]): TypeNode[] =>
      these.filter((one) => those.some((wide) => isWithin(one, wide)));
    return unique([...within(left, right), ...within(right, left)]);
  }, scalarsOf(first) ?? []);
  if (met.length === 0) return members;
  return members.flatMap((member) =>
    member === first ? [unionType(met)] : scalarsOf(member) !== undefined ? [] : [member],
  );
}

/** The members of a type that is nothing but scalars. */
function scalarsOf(node: TypeNode): TypeNode[] | undefined {
  const members = node.kind === "union" ? node.members : [node];
  const areScalars = members.every(
    (member) => member.kind === "literal" || (member.kind === "name" && SCALARS.has(member.name)),
  );
  return areScalars ? members : undefined;
}

const SCALARS = new Set(["string", "number", "boolean"]);

function isWithin(one: TypeNode, wide: TypeNode): boolean {
  if (wide.kind === "name") return isName(one, wide.name) || (one.kind === "literal" && typeof one.value === wide.name);
  return wide.kind === "literal" && one.kind === "literal" && one.value === wide.value;
}

/** One object of all objects in an intersection, where that means the same. */
function mergeObjects(members: TypeNode[]): TypeNode[] {
  const [first, second] = members.filter(isPlainObject);
  if (first === undefined || second === undefined) return members;
  const merged = new Map<string, Member>();
  for (const member of members) {
    if (isPlainObject(member)) for (const each of member.members) mergeMember(merged, each);
  }
  const object: TypeNode = { kind: "object", members: [...merged.values()], index: undefined };
  return members.flatMap((member): TypeNode[] => {
    if (member === first) return [object];
    return isPlainObject(member) ? [] : [member];
  });
}

function isPlainObject(node: TypeNode): node is TypeNode & { kind: "object" } {
  return node.kind === "object" && node.index === undefined;
}

function mergeMember(merged: Map<string, Member>, member: Member): void {
  const { key } = member;
  const known = merged.get(key);
  if (known === undefined) {
    merged.set(key, member);
    return;
  }
  const type = intersectionType([known.type, member.type]);
  const doc = isUndocumented(known.doc) ? member.doc : known.doc;
  merged.set(key, { key, doc, optional: known.optional && member.optional, type });
}

function unique(members: TypeNode[]): TypeNode[] {
  if (members.length < 2) return members;
  return [...new Map(members.map((member) => [JSON.stringify(member), member])).values()];
}
