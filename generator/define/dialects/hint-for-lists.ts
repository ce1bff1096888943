import { showText } from "../../diagnostics/show-value.js";
import { toSegment } from "../../json/pointer.js";
import { isObject, type JsonObject } from "../../json/values.js";
import { SCHEMA_KEYS } from "./index.js";

/** The way out where an object is no definition and holds some deeper down; undefined where it holds none. */
export function hintForLists(value: JsonObject): string | undefined {
  const list = findList(value, "");
  if (list === undefined) return undefined;
  return list === ""
    ? "Definitions seem to stand here under keys of their own: write them as a list, [ … ]."
    : `Definitions seem to stand at ${showText(list)}: write what is there as { "tools": [ … ] }, without what is ` +
        "around it.";
}

/** Where in an object of another shape a list of tools stands, such as the answer to a JSON-RPC request. */
function findList(value: JsonObject, pointer: string): string | undefined {
  for (const [key, inner] of Object.entries(value)) {
    const at = `${pointer}/${toSegment(key)}`;
    const isList =
      Array.isArray(inner) && inner.length > 0 && inner.every((one) => isObject(one) && looksLikeTool(one));
    if (isList || (isObject(inner) && looksLikeTool(inner))) return isList ? at : pointer;
    const below = isObject(inner) && pointer.split("/").length < 4 ? findList(inner, at) : undefined;
    if (below !== undefined) return below;
  }
  return undefined;
}

/** By the keys of the dialects that are read, and of one that is not. */
function looksLikeTool(value: JsonObject): boolean {
  return [...SCHEMA_KEYS, "function", "toolSpec"].some((key) => isObject(value[key]));
}
