import type { Doc } from "./doc.js";

/**
 * What stands for properties until they are printed: `k<number of the key>_<number of its documentation, 0 for none>`.
 * Equal properties have equal stand-ins, so that equal types stay equal.
 */
export type StandIns = {
  of: (key: string, doc: Doc) => string;
  lookUp: (standIn: string) => { key: string; doc: Doc };
};

export const noDoc: Doc = { text: "", tags: [] };

export function createStandIns(): StandIns {
  const keys = new Map<string, number>();
  const docs = new Map<string, number>([[JSON.stringify(noDoc), 0]]);
  const properties = new Map<string, { key: string; doc: Doc }>();
  return {
    of: (key, doc) => {
      const standIn = `k${numberOf(key, keys)}_${numberOf(JSON.stringify(doc), docs)}`;
      properties.set(standIn, { key, doc });
      return standIn;
    },
    lookUp: (standIn) => properties.get(standIn) ?? { key: standIn, doc: noDoc },
  };
}

function numberOf(text: string, numbers: Map<string, number>): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  numbers.set(text, numbers.size);
  return numbers.size - 1;
}

/** The part of a stand-in that is the same for one key, whatever is said of it. */
export const propertyOf = (standIn: string): string => standIn.replace(/_.*$/, "");

export const isUndocumented = (standIn: string): boolean => standIn.endsWith("_0");
