import { PROPERTY_KEYS } from "../api/tool-rules.js";
import type { Report } from "../diagnostics/reporter.js";
import { showText } from "../diagnostics/show-value.js";
import { isObject, type JsonObject } from "../json/values.js";
import { childSchemas } from "../schema/walk.js";
import { reportBreaches } from "./report-breaches.js";

const HALF_CHARACTER = /\p{Surrogate}/u;

/**
 * Checks the names of properties: by the API's rules in an input schema, and by what JavaScript and validators can do
 * in any.
 */
export function checkPropertyKeys(schema: JsonObject, pointer: string, input: boolean, report: Report): void {
  checkCharacters(schema, pointer, report);
  if (!input) return;
  const tool = { input_schema: schema };
  const toFile = (at: string): string => pointer + at.slice("/input_schema".length);
  const whole = PROPERTY_KEYS.breaches(tool).filter(({ fill }) => !HALF_CHARACTER.test(String(fill?.["key"])));
  reportBreaches(PROPERTY_KEYS.lint, whole, toFile, report);
}

function checkCharacters(schema: unknown, pointer: string, report: Report): void {
  if (!isObject(schema)) return;
  for (const child of childSchemas(schema)) {
    const at = pointer + child.pointer;
    if (child.key !== undefined) checkKey(child.key, child.keyword, at, report);
    checkCharacters(child.value, at, report);
  }
}

function checkKey(key: string, keyword: string, at: string, report: Report): void {
  if (HALF_CHARACTER.test(key)) {
    const message = `The name ${showText(key)} holds half a character (a lone surrogate); it must hold whole ones.`;
    report("PROPERTY_KEY_BROKEN", at, message, "Write the whole character, or leave it out.", "key");
    return;
  }
  if (keyword !== "properties" || key !== "__proto__") return;
  const message =
    'The property is called "__proto__", which JavaScript gives a meaning of its ' + "own: its value is never checked.";
  report("PROPERTY_KEY_UNCHECKED", at, message, "Rename it.", "key");
}
