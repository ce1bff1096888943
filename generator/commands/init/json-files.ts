import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject } from "../../json/values.js";

/** A package.json, as far as batchgen looks at it. */
export type Package = { value: { [key: string]: unknown }; text: string };

/** Reads the package.json of a folder; undefined where there is none that is a JSON object. */
export function readPackage(folder: string): Package | undefined {
  try {
    const text = readFileSync(join(folder, "package.json"), "utf8").replace(/^\ufeff/, "");
    const value: unknown = JSON.parse(text);
    return isObject(value) ? { value, text } : undefined;
  } catch {
    return undefined;
  }
}

/** Columns that prettier and biome leave to a line of JSON by default. */
const WIDTH = 80;

/**
 * A value as JSON, laid out as formatters do it by default: a list of strings or numbers stands on one line where it
 * fits.
 */
export function formatJson(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2);
  const joined = text.replace(
    /^(.*)\[\n([^[\]{}]*)\n *\](,?)$/gm,
    (whole, head: string, entries: string, end: string) => {
      const list = entries.split("\n").map((entry) => entry.trim());
      const line = `${head}[${list.join(" ")}]${end}`;
      return line.length <= WIDTH ? line : whole;
    },
  );
  return `${joined}\n`;
}
