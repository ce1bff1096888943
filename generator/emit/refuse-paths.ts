import { dirname, join, posix, relative } from "node:path";
import { type Diagnostic, diagnose, NOWHERE, type Place, startOf } from "../diagnostics/diagnostic.js";
import { showBare, showText } from "../diagnostics/show-value.js";
import { toPosix } from "../read/files.js";
import type { EmitContext } from "./context.js";
import { handlerPath } from "./modules.js";

/**
 * What a relative module specifier cannot say. TypeScript reads it as a path. Node.js and bundlers read it as a URL:
 * `?` and `#` end the path, `%` escapes a character, line breaks and tabs are dropped, and half a surrogate pair is
 * replaced. A backslash is a separator to all of them. No spelling leads compiler and program to the same file.
 */
const UNSAYABLE = /[?#%\\\p{Cc}\p{Cs}]/u;

/**
 * Folders between the output and the handlers whose names no import can hold. The compiler would check one file and the
 * program load another, or none. Each name is reported once, at the first definition that needs it.
 */
export function refusePaths(context: EmitContext): Diagnostic[] {
  const { cwd, toolsDir, outDir, tools } = context;
  const found = new Map<string, Diagnostic>();
  const folders = new Set<string>();
  for (const tool of tools) {
    const below = posix.dirname(tool.file);
    if (folders.has(below)) continue;
    folders.add(below);
    const folder = dirname(handlerPath(context, tool));
    // The registry imports the handler, and the handler imports the output.
    for (const name of unsayableIn(outDir, folder)) {
      const place = startOf(toPosix(relative(cwd, join(toolsDir, tool.file))));
      if (!found.has(name)) found.set(name, refusalOf(name, place));
    }
    for (const name of unsayableIn(folder, outDir)) {
      if (!found.has(name)) found.set(name, refusalOf(name, NOWHERE));
    }
  }
  return [...found.values()];
}

function unsayableIn(from: string, to: string): string[] {
  return toPosix(relative(from, to))
    .split("/")
    .filter((name) => UNSAYABLE.test(name));
}

function refusalOf(name: string, place: Place): Diagnostic {
  const [character = ""] = UNSAYABLE.exec(name) ?? [];
  const shown = character === "\\" ? '"\\"' : showText(character);
  const text = `The folder "${showBare(name)}" is part of an import: its name must not contain ${shown}.`;
  return diagnose("FOLDER_NAME_REFUSED", place, text, "Rename the folder; letters, digits, - and _ always work.");
}
