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
