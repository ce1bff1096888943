import { nearest } from "../diagnostics/nearest.js";
import type { Report } from "../diagnostics/reporter.js";
import { showBare, showText } from "../diagnostics/show-value.js";
import { decodePercent, fromSegment, splitPointer, toSegment, valueAt } from "../json/pointer.js";
import type { JsonObject } from "../json/values.js";
import { isObject } from "../json/values.js";
import type { Draft } from "./draft.js";
import { childSchemas } from "./walk.js";

/** Pointers in here lead from the schema's root, in the schema as its author wrote it. */
export type References = {
  /** Every schema that is an object, by its pointer. */
  schemas: ReadonlyMap<string, JsonObject>;
  /** What each reference leads to: by the pointer of the schema that holds it, by keyword. */
  targets: ReadonlyMap<string, ReadonlyMap<RefKeyword, string>>;
  /** Targets that stand where no schema is expected, such as under a keyword of one's own. */
  strays: ReadonlySet<string>;
};

export const REF_KEYWORDS = ["$ref", "$dynamicRef", "$recursiveRef"] as const;
export type RefKeyword = (typeof REF_KEYWORDS)[number];

type Collected = {
  root: JsonObject;
  draft: Draft;
  schemas: Map<string, JsonObject>;
  /** The address that references in a schema are relative to. */
  bases: Map<string, string>;
  /** Pointers of the schemas that an address stands for. */
  resources: Map<string, string>;
  anchors: Map<string, string>;
  dynamicAnchors: Map<string, string[]>;
  strays: Set<string>;
};

/** An address that no schema has, for those that name none. Nothing is ever fetched. */
const NO_ADDRESS = "https://batchgen.invalid/";

/**
 * Finds what every reference of a schema leads to, by its `$id`s, anchors and pointers, without leaving the schema.
 * Reports references that lead out of it or nowhere.
 * @param check Called with the pointer of each schema found at a place where none was expected, so that it can be
 * checked, too.
 */
export function resolveRefs(
  root: JsonObject,
  pointer: string,
  draft: Draft,
  report: Report,
  check: (stray: string, value: JsonObject) => void,
): References {
  const found: Collected = {
    root,
    draft,
    schemas: new Map(),
    bases: new Map(),
    resources: new Map([[NO_ADDRESS, ""]]),
    anchors: new Map(),
    dynamicAnchors: new Map(),
    strays: new Set(),
  };
  collect(found, root, "", NO_ADDRESS);
  const targets = new Map<string, Map<RefKeyword, string>>();
  // A map is gone through in the order of insertion, new entries included: strays that are found on the way have their
  // turn.
  for (const [at, schema] of found.schemas) {
    for (const keyword of REF_KEYWORDS) {
      const ref = Object.hasOwn(schema, keyword) ? schema[keyword] : undefined;
      if (typeof ref !== "string") continue;
      const target = resolveOne(found, at, keyword, ref, (code, message, hint) => {
        report(code, `${pointer}${at}/${keyword}`, message, hint);
      });
      if (target === undefined) continue;
      targets.set(at, (targets.get(at) ?? new Map<RefKeyword, string>()).set(keyword, target));
      const value = valueAt(root, splitPointer(target));
      if (found.schemas.has(target) || !isObject(value)) continue;
      found.strays.add(target);
      check(target, value);
      collect(found, value, target, found.bases.get(at) ?? NO_ADDRESS);
    }
  }
  return { schemas: found.schemas, targets, strays: found.strays };
}

function collect(found: Collected, schema: unknown, pointer: string, outerBase: string): void {
  if (!isObject(schema) || found.schemas.has(pointer)) return;
  found.schemas.set(pointer, schema);
  const base = baseOf(found, schema, pointer, outerBase);
  found.bases.set(pointer, base);
  const anchor = schema["$anchor"];
  if (typeof anchor === "string") found.anchors.set(`${base}#${anchor}`, pointer);
  const dynamic = schema["$dynamicAnchor"];
  if (typeof dynamic === "string") {
    found.anchors.set(`${base}#${dynamic}`, pointer);
    found.dynamicAnchors.set(dynamic, [...(found.dynamicAnchors.get(dynamic) ?? []), pointer]);
  }
  for (const child of childSchemas(schema)) collect(found, child.value, pointer + child.pointer, base);
}

/**
 * The address of a schema and what is in it. Before 2019-09 an `$id` of `#name` is an anchor, and counts for nothing
 * beside `$ref`.
 */
function baseOf(found: Collected, schema: JsonObject, pointer: string, outer: string): string {
  const id = schema[found.draft === 4 ? "id" : "$id"];
  if (typeof id !== "string" || (found.draft <= 7 && Object.hasOwn(schema, "$ref"))) return outer;
  const [address = "", fragment = ""] = split(id);
  if (address === "") {
    if (fragment !== "") found.anchors.set(`${outer}#${fragment}`, pointer);
    return outer;
  }
  const base = join(address, outer);
  if (base === undefined) return outer;
  if (fragment !== "") {
    found.anchors.set(`${base}#${fragment}`, pointer);
    return outer;
  }
  if (!found.resources.has(base)) found.resources.set(base, pointer);
  return base;
}

type ReportRef = (code: "REF_EXTERNAL" | "REF_MISSING" | "REF_DYNAMIC", message: string, hint: string) => void;

function resolveOne(
  found: Collected,
  at: string,
  keyword: RefKeyword,
  ref: string,
  report: ReportRef,
): string | undefined {
  const base = found.bases.get(at) ?? NO_ADDRESS;
  const [address = "", fragment = ""] = split(ref);
  const resource = address === "" ? base : join(address, base);
  const start = resource === undefined ? undefined : found.resources.get(resource);
  const named = found.anchors.get(`${resource}#${decodePercent(fragment)}`);
  if (named !== undefined && keyword === "$ref") return named;
  if (start === undefined || resource === undefined) {
    const message =
      `"${keyword}" is ${showText(ref)}, which leads out of this schema; it must be a place in it, such as ` +
      '"#/$defs/…". Nothing outside is read.';
    report("REF_EXTERNAL", message, 'Copy what it refers to under "$defs" of this schema, and refer to that.');
    return undefined;
  }
  const name = decodePercent(fragment);
  // A `$dynamicRef` that leads to a plain anchor, or to a pointer, is a `$ref`.
  const isPlain = keyword === "$dynamicRef" && !found.dynamicAnchors.get(name)?.includes(named ?? "");
  if (isPlain && named !== undefined) return named;
  if (keyword !== "$ref" && !isPlain && isAmbiguous(found, name)) {
    const message =
      `"${keyword}" is ${showText(ref)}, and its anchor stands in several places ` +
      "of this schema; it must be in one.";
    report("REF_DYNAMIC", message, 'Write a "$ref" to the one that is meant.');
    return undefined;
  }
  const target = name === "" || name.startsWith("/") ? start + normal(name) : found.anchors.get(`${resource}#${name}`);
  const dynamic = keyword === "$dynamicRef" && !isPlain ? found.dynamicAnchors.get(name)?.[0] : undefined;
  const place = dynamic ?? target;
  const value = place === undefined ? undefined : valueAt(found.root, splitPointer(place));
  if (place !== undefined && (isObject(value) || typeof value === "boolean")) return place;
  const message =
    value === undefined
      ? `"${keyword}" is ${showText(ref)}, and there is nothing in this schema at that place.`
      : `"${keyword}" is ${showText(ref)}, and what is there is no schema.`;
  report("REF_MISSING", message, hintForMissing(found, name));
  return undefined;
}

/** Whether more than one schema could be meant, by the way that led here. */
function isAmbiguous(found: Collected, name: string): boolean {
  const anchors = found.dynamicAnchors.get(name)?.length ?? 0;
  if (anchors > 1) return true;
  if (name !== "") return false;
  return [...found.schemas.values()].filter((schema) => schema["$recursiveAnchor"] === true).length > 1;
}

function hintForMissing(found: Collected, name: string): string {
  const wanted = name.slice(name.lastIndexOf("/") + 1);
  const defined = [...found.schemas.keys()].filter((pointer) => /\/(?:\$defs|definitions)\/[^/]+$/.test(pointer));
  const near = nearest(
    wanted,
    defined.map((pointer) => pointer.slice(pointer.lastIndexOf("/") + 1)),
  );
  const place = defined.find((pointer) => pointer.endsWith(`/${near}`));
  if (near !== undefined && place !== undefined) return `Did you mean "#${showBare(place)}"?`;
  return name.startsWith("/")
    ? 'Add what it refers to under "$defs" of this schema, or correct the reference.'
    : `Add "$anchor": ${showText(name)} to what it refers to, or correct the reference.`;
}

function split(ref: string): string[] {
  const hash = ref.indexOf("#");
  return hash < 0 ? [ref, ""] : [ref.slice(0, hash), ref.slice(hash + 1)];
}

function join(address: string, base: string): string | undefined {
  return URL.canParse(address, base) ? new URL(address, base).href : undefined;
}

/** The same pointer, written as `toSegment` does. */
function normal(pointer: string): string {
  return pointer.replace(/[^/]+/g, (segment) => toSegment(fromSegment(segment)));
}
