import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Config, SETTINGS } from "../config/settings.js";
import { MANIFEST, parseManifest } from "./manifest.js";

/** The settings of the last run into an output folder, folders absolute; none where there is no manifest. */
export function lastSettings(outDir: string): Config {
  const { tools, settings = {} } = parseManifest(readText(join(outDir, MANIFEST))) ?? {};
  // Anybody can write a manifest.
  const isSetting = (key: string, value: unknown): boolean =>
    Object.hasOwn(SETTINGS, key) && key !== "out" && SETTINGS[key as keyof Config].test(value);
  const known: Config = Object.fromEntries(
    Object.entries({ ...settings, tools }).filter(([key, value]) => isSetting(key, value)),
  );
  return {
    ...known,
    ...(known.tools === undefined ? {} : { tools: resolve(outDir, known.tools) }),
    ...(known.handlers === undefined ? {} : { handlers: resolve(outDir, known.handlers) }),
  };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
