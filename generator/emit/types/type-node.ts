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

export const named = (name: string): TypeNode => ({ kind: "name", name });
export const literal = (value: string | number | boolean | null): TypeNode => ({ kind: "literal", value });

export const unknownType = named("unknown");
export const neverType = named("never");
/** The object that holds nothing. */
export const emptyType = named("Record<string, never>");
export const openObject: TypeNode = { kind: "object", members: [], index: unknownType };

export const isName = (node: TypeNode, name: string): boolean => node.kind === "name" && node.name === name;
export const isUnknown = (node: TypeNode): boolean => isName(node, "unknown");
export const isNever = (node: TypeNode): boolean => isName(node, "never");
export const isEmpty = (node: TypeNode): boolean => isName(node, emptyType.kind === "name" ? emptyType.name : "");
