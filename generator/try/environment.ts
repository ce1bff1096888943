import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseEnv } from "node:util";

/** Variables by name. */
export type Environment = { readonly [name: string]: string | undefined };

/** All that is ever taken from a `.env` file. */
const TAKEN = ["ANTHROPIC_API_KEY", "ANTHROPIC_MODEL"];

/**
 * An environment, and of the variables that it does not have those that `.env` beside the nearest package.json gives.
 * Nothing is put into the environment itself.
 * @param from The folder to look from, upward; absolute.
 * @returns `taken` are the names of the variables that come from the file.
 */
export function addDotEnv(env: Environment, from: string): { env: Environment; taken: string[]; file: string } {
  const file = join(findPackage(from) ?? from, ".env");
  const missing = TAKEN.filter((name) => (env[name] ?? "") === "");
  const values = missing.length === 0 ? {} : read(file);
  const taken = missing.filter((name) => (values[name] ?? "") !== "");
  return { env: { ...env, ...Object.fromEntries(taken.map((name) => [name, values[name]])) }, taken, file };
}

/** What stands in the way of a key that nobody has set: what `.env` says instead, in a part of a sentence. */
export function whyNoKey(file: string, shown: string): string {
  const names = Object.keys(read(file));
  if (!existsSync(file)) return `there is no ${shown}`;
  if (names.includes("ANTHROPIC_API_KEY")) return `${shown} gives it no value`;
  const other = names.find((name) => /API_?KEY|CLAUDE|ANTHROPIC/i.test(name) && !TAKEN.includes(name));
  return `${shown} has no line ANTHROPIC_API_KEY=…${other === undefined ? "" : `, but one of ${other}`}`;
}

function findPackage(folder: string): string | undefined {
  if (existsSync(join(folder, "package.json"))) return folder;
  return dirname(folder) === folder ? undefined : findPackage(dirname(folder));
}

/** A file that cannot be read gives nothing: then the missing key is what there is to say. */
function read(file: string): Environment {
  try {
    return parseEnv(readFileSync(file, "utf8").replace(/^\ufeff/, ""));
  } catch {
    return {};
  }
}
