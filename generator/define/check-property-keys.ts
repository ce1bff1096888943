import type { Report } from "../diagnostics/reporter.js";
import { showText } from "../diagnostics/show-value.js";
import { isObject } from "../json/values.js";
import { childSchemas } from "../schema/walk.js";

const KEY = /^[a-zA-Z0-9_.-]{1,64}$/;

/**
 * Checks the names of properties. At the root of an input schema the API refuses what its pattern does not allow; below, it may. Half
 * characters are refused anywhere: validators fail on them.
 */
export function checkPropertyKeys(
  schema: unknown,
  pointer: string,
  input: boolean,
  report: Report,
  isRoot = true,
): void {
  if (!isObject(schema)) return;
  for (const child of childSchemas(schema)) {
    const { key, keyword } = child;
    const at = pointer + child.pointer;
    if (key !== undefined) checkKey(key, keyword, at, input ? (isRoot ? "root" : "below") : "output", report);
    checkPropertyKeys(child.value, at, input, report, false);
  }
}

function checkKey(key: string, keyword: string, at: string, where: "root" | "below" | "output", report: Report): void {
  const shown = showText(key);
  if (/\p{Surrogate}/u.test(key)) {
    const message = `The name ${shown} holds half a character (a lone surrogate); expected were whole ones.`;
    report("PROPERTY_KEY_BROKEN", at, message, "Write the whole character, or leave it out.", "key");
    return;
  }
  if (keyword !== "properties") return;
  if (key === "__proto__") {
    const message = `The property is called "__proto__", which JavaScript gives a meaning of its own: its value is never checked.`;
    report("PROPERTY_KEY_UNCHECKED", at, message, "Rename it.", "key");
    return;
  }
  if (where === "output" || KEY.test(key)) return;
  const message = `The property ${shown} has a name outside ${KEY.source}, which the API ${where === "root" ? "requires" : "requires at the root of the input and may require here"}.`;
  const hint = `Rename it${suggestKey(key)}, and translate the name in the handler.`;
  report(where === "root" ? "PROPERTY_KEY_REFUSED" : "PROPERTY_KEY_DOUBTFUL", at, message, hint, "key");
}

function suggestKey(key: string): string {
  const plain = key
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .replace(/[^a-zA-Z0-9_.-]+/g, "_")
    .replace(/_{2,}/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 64);
  return plain === "" ? "" : `, for example to "${plain}"`;
}
