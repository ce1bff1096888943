import { readFileSync, statSync } from "node:fs";
import { extname } from "node:path";
import { type Diagnostic, diagnose, startOf } from "../diagnostics/diagnostic.js";

/** Files of other kinds that people write definitions in, with what becomes of them. */
const OTHER_KINDS: ReadonlyMap<string, string> = new Map([
  [".yaml", "YAML"],
  [".yml", "YAML"],
  [".jsonc", "JSON with comments"],
  [".json5", "JSON5"],
  [".toml", "TOML"],
  // Reached only where it is written in another case.
  [".json", "JSON"],
  [".ts", "TypeScript"],
  [".mts", "TypeScript"],
  [".js", "JavaScript"],
  [".mjs", "JavaScript"],
]);

/** The largest file that is looked into, in bytes. */
const LARGEST = 1 << 20;

const SCHEMA_KEY = /(?:^|[\s{,"'])(?:input_schema|inputSchema|parameters)["']?\s*[:=]/m;
const CODE_SCHEMA_KEY = /(?:^|[\s{,"'])(?:input_schema|inputSchema)["']?\s*:/m;
const HANDLER = /\bexport\b[^;=]*\bhandler\b/;
const NAME_KEY = /(?:^|[\s{,"'])name["']?\s*[:=]/m;

/** Files that belong to the folder and hold no tools, though they end in `.json`. */
export function isSetting(name: string): boolean {
  return name === "package.json" || /^tsconfig.*\.json$/.test(name);
}

/**
 * A warning where a file of another kind than `.json` looks as if it held a tool definition; none where it does not.
 * @param shown The path as people see it.
 */
export function warnOfUnread(path: string, shown: string): Diagnostic[] {
  const extension = extname(path).toLowerCase();
  const kind = OTHER_KINDS.get(extension);
  if (kind === undefined || !holdsDefinition(path, /^\.m?[jt]s$/.test(extension))) return [];
  const message = `${shown} looks like a tool definition (${kind}), and only files that end in .json are read.`;
  const way =
    extension === ".json"
      ? "Rename it: its name must end in .json, in small letters."
      : "Write the definition as JSON, in a file that ends in .json.";
  return [diagnose("FILE_NOT_READ", startOf(shown), message, way)];
}

/** @param isCode Whether it may be a handler: those speak of parameters and names, too. */
function holdsDefinition(path: string, isCode: boolean): boolean {
  try {
    if (statSync(path).size > LARGEST) return false;
    const text = readFileSync(path, "utf8");
    if (isCode && HANDLER.test(text)) return false;
    return (isCode ? CODE_SCHEMA_KEY : SCHEMA_KEY).test(text) && NAME_KEY.test(text);
  } catch {
    // What cannot be read is no definition that anybody misses.
    return false;
  }
}
