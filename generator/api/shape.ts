/** What a place in a request may hold. */
export type Shape =
  | { readonly is: "anything" | "text" | "flag" | "whole" | "number" | "dictionary" }
  /** One of some strings, or, with a beta, one of some more. */
  | { readonly is: "choice"; readonly of: readonly string[]; readonly beta?: readonly string[] }
  | { readonly is: "list"; readonly of: Shape }
  | { readonly is: "nullable"; readonly of: Shape }
  /** A string where it is one, else what the shape says. */
  | { readonly is: "text-or"; readonly of: Shape }
  | RecordShape
  /** An object whose `type` says which of the shapes it has. */
  | { readonly is: "tagged"; readonly of: Fields }
  /** There with a beta only. */
  | { readonly is: "beta"; readonly of: Shape }
  /** A shape by its name. */
  | { readonly is: "ref"; readonly to: string }
  /** A message, whose `role` says which of the shapes it has. */
  | { readonly is: "by-role"; readonly of: Fields };

/** An object with these fields and no other; an open one may have more. */
export type RecordShape = {
  readonly is: "record";
  readonly of: Fields;
  readonly needs: readonly string[];
  readonly open: boolean;
};

export type Fields = { readonly [name: string]: Shape };

export const TEXT: Shape = { is: "text" };
export const FLAG: Shape = { is: "flag" };
export const WHOLE: Shape = { is: "whole" };
export const NUMBER: Shape = { is: "number" };
export const DICTIONARY: Shape = { is: "dictionary" };

export function choice(...of: readonly string[]): Shape {
  return { is: "choice", of };
}

export function list(of: Shape): Shape {
  return { is: "list", of };
}

export function nullable(of: Shape): Shape {
  return { is: "nullable", of };
}

export function tagged(of: Fields): Shape {
  return { is: "tagged", of };
}

/** A record; a field whose name ends in `?` may be left out. */
export function record(fields: Fields, open = false): RecordShape {
  const all = Object.entries(fields);
  return {
    is: "record",
    of: Object.fromEntries(all.map(([name, shape]) => [name.replace(/\?$/, ""), shape])),
    needs: all.flatMap(([name]) => (name.endsWith("?") ? [] : [name])),
    open,
  };
}
