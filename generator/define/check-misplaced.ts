import { nearest } from "../diagnostics/nearest.js";
import type { Report } from "../diagnostics/reporter.js";
import { showText, showValue } from "../diagnostics/show-value.js";
import { toSegment } from "../json/pointer.js";
import type { JsonObject } from "../json/values.js";
import { KEYWORDS } from "../schema/keywords.js";
import { type Likeness, likenessOf, schemaOfList } from "../schema/likeness.js";

/** Words of other tools whose values hold schemas, or look like them, and are none of the schema that they stand in. */
const NO_PARAMETERS: ReadonlySet<string> = new Set([
  ...["components", "discriminator", "errorMessage", "xml", "example", "externalDocs"],
]);

/** The longest schema that a hint shows. */
const LONGEST_SHOWN = 300;

type Misplaced = { keyword: string; value: unknown; likeness: Likeness };

/**
 * Reports what looks like schemas under keywords that JSON Schema does not know: parameters without `properties` around
 * them, or the schema in a wrapper. Claude would be told nothing of them, and nothing would be checked.
 * @param isInput Whether the schema is the root of an input schema: what is lost there are the tool's parameters.
 * @returns The keywords that it has reported.
 */
export function reportMisplaced(
  schema: JsonObject,
  pointer: string,
  isInput: boolean,
  report: Report,
): ReadonlySet<string> {
  const found = Object.entries(schema).flatMap(([keyword, value]): Misplaced[] => {
    if (KEYWORDS.has(keyword) || NO_PARAMETERS.has(keyword) || keyword.startsWith("x-")) return [];
    const likeness = likenessOf(value);
    return likeness === undefined ? [] : [{ keyword, value, likeness }];
  });
  const [first] = found;
  if (first === undefined) return new Set();
  const names = showNames(found.map(({ keyword }) => keyword));
  const [look, they] = found.length > 1 ? ["look", "they are no keywords"] : ["looks", "it is no keyword"];
  const message =
    `${names} ${look} like ${what(first, found.length)}, but ${they} of JSON Schema: what stands there is not seen ` +
    "by Claude and not checked.";
  const code = isInput ? "PARAMETERS_MISPLACED" : "PARAMETERS_MISPLACED_BELOW";
  report(code, `${pointer}/${toSegment(first.keyword)}`, message, hintFor(schema, found, first), "key");
  return new Set(found.map(({ keyword }) => keyword));
}

function what({ likeness, value }: Misplaced, count: number): string {
  if (count > 1) return 'properties, which belong under "properties"';
  if (likeness === "list") return "a list of parameters";
  if (likeness === "map") return 'properties, which belong under "properties"';
  return isWrapped(value) ? "a schema in a wrapper" : 'a property, which belongs under "properties"';
}

/**
 * Whether a value looks like the schema of an object, and so like the one that the schema around it was meant to be.
 */
function isWrapped(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "properties");
}

function hintFor(schema: JsonObject, found: readonly Misplaced[], first: Misplaced): string {
  const near =
    found.length > 1 ? undefined : nearest(first.keyword, ["properties", "items", "anyOf", "oneOf", "allOf"]);
  if (near !== undefined && !Object.hasOwn(schema, near))
    return `Did you mean "${near}" by ${showText(first.keyword)}?`;
  if (found.length === 1 && first.likeness === "list" && Array.isArray(first.value)) {
    const shown = JSON.stringify(schemaOfList(first.value));
    const whole =
      shown.length > LONGEST_SHOWN ? '{ "type": "object", "properties": { "<name>": { "type": … }, … } }' : shown;
    return `Write the schema of an object in the place of the list: ${whole}.`;
  }
  if (found.length === 1 && first.likeness === "map")
    return `Write "properties" in the place of ${showText(first.keyword)}.`;
  if (found.length === 1 && isWrapped(first.value) && !Object.hasOwn(schema, "properties")) {
    return `Write what stands under ${showText(first.keyword)} in the place of the object around it.`;
  }
  const shown = found.slice(0, 3).map(({ keyword, value }) => `${showText(keyword)}: ${showValue(value)}`);
  const more = found.length > 3 ? ", …" : "";
  return `Write "type": "object", "properties": { ${shown.join(", ")}${more} }. A keyword of your own starts with "x-".`;
}

function showNames(keywords: readonly string[]): string {
  const shown = keywords.slice(0, 5).map(showText);
  if (keywords.length > 5) return `${shown.join(", ")} and ${keywords.length - 5} others`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
