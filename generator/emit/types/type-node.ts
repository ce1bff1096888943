/** A type as it is printed. */
export type TypeNode =
  | { kind: "name"; name: string }
  | { kind: "literal"; value: string | number | boolean | null }
  | { kind: "array"; item: TypeNode }
  | { kind: "tuple"; items: { type: TypeNode; optional: boolean }[]; rest: TypeNode | undefined }
  | { kind: "object"; members: Member[]; index: TypeNode | undefined }
  | { kind: "union"; members: TypeNode[] }
  | { kind: "intersection"; members: TypeNode[] };

/** A property; `key` is a stand-in until it is printed. */
export type Member = { key: string; optional: boolean; type: TypeNode };

export const unknownType: TypeNode = { kind: "name", name: "unknown" };

export const isName = (node: TypeNode, name: string): boolean => node.kind === "name" && node.name === name;
