import { fromSegment } from "../json/pointer.js";
import type { JsonObject } from "../json/values.js";
import type { Draft } from "./draft.js";
import { ROOT_COMBINATORS } from "./keywords.js";
import { REF_KEYWORDS, type References } from "./resolve-refs.js";

/** What the references of a schema need while it is brought to its normal form. */
export type RefBuild = {
  resolved: References;
  draft: Draft;
  /** Where an object of the normal form comes from. */
  origins: WeakMap<object, string>;
  /** References to write once all places are known; under `$ref` where no other key is given. */
  refs: { holder: JsonObject; key?: string; target: string }[];
};

/** Notes the references of a schema, to be written as `$ref`s. A schema can have one; further ones go to `allOf`. */
export function addRefs(build: RefBuild, schema: JsonObject, built: JsonObject, from: string): void {
  const targets = build.resolved.targets.get(from);
  for (const keyword of REF_KEYWORDS) {
    const target = targets?.get(keyword);
    if (target === undefined || (keyword !== "$ref" && build.draft <= 7 && typeof schema["$ref"] === "string"))
      continue;
    const isOnly = keyword === "$ref" || !Object.hasOwn(built, "$ref");
    const holder: JsonObject = isOnly ? built : { $ref: "" };
    if (!isOnly) {
      build.origins.set(holder, from);
      built["allOf"] = [...(Array.isArray(built["allOf"]) ? built["allOf"] : []), holder];
    }
    holder["$ref"] = "";
    build.refs.push({ holder, target });
  }
}

/** The targets below a combinator at the root of an input schema: their own place is not sent. */
export function targetsInRootCombinators(resolved: References, input: boolean): ReadonlySet<string> {
  if (!input) return new Set();
  const targets = [...resolved.targets.values()].flatMap((byKeyword) => [...byKeyword.values()]);
  return new Set(targets.filter((target) => ROOT_COMBINATORS.some((keyword) => target.startsWith(`/${keyword}/`))));
}

/** A name for a definition, after the last word of the place that it comes from. */
export function freeName(definitions: JsonObject, target: string): string {
  const words = target.split("/").map((segment) => fromSegment(segment).replace(/[^A-Za-z0-9_.-]/g, "_"));
  const word = words.findLast((one) => /[A-Za-z]/.test(one)) ?? "definition";
  let name = word;
  for (let n = 2; Object.hasOwn(definitions, name) || name === "__proto__"; n++) name = `${word}_${n}`;
  return name;
}
