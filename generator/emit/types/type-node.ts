import type { Doc } from "./doc.js";

/** A TypeScript type. */
export type TypeNode =
  | { kind: "name"; name: string }
  | { kind: "literal"; value: string | number | boolean | null }
  | { kind: "array"; item: TypeNode }
  | { kind: "tuple"; items: { type: TypeNode; optional: boolean }[]; rest: TypeNode | undefined }
  | { kind: "object"; members: Member[]; index: TypeNode | undefined }
  | { kind: "union"; members: TypeNode[] }
  | { kind: "intersection"; members: TypeNode[] };

/** A property with its documentation. */
export type Member = { key: string; doc: Doc; optional: boolean; type: TypeNode };

export function named(name: string): TypeNode {
  return { kind: "name", name };
}
export function literal(value: string | number | boolean | null): TypeNode {
  return { kind: "literal", value };
}

export const UNKNOWN_TYPE = named("unknown");
export const NEVER_TYPE = named("never");
/** The object that holds nothing. */
export const EMPTY_TYPE = named("Record<string, never>");
export const OPEN_OBJECT: TypeNode = { kind: "object", members: [], index: UNKNOWN_TYPE };

export function isName(node: TypeNode, name: string): boolean {
  return node.kind === "name" && node.name === name;
}
export function isUnknown(node: TypeNode): boolean {
  return isName(node, "unknown");
}
export function isNever(node: TypeNode): boolean {
  return isName(node, "never");
}
export function isEmpty(node: TypeNode): boolean {
  return isName(node, EMPTY_TYPE.kind === "name" ? EMPTY_TYPE.name : "");
}
