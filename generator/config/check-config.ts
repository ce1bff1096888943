import { type Diagnostic, type DiagnosticCode, diagnose, type Place } from "../diagnostics/diagnostic.js";
import { showText, showValue } from "../diagnostics/show-value.js";
import { type Config, SETTINGS } from "./settings.js";

/** Where settings were found. */
export type Origin = {
  /** The code of a wrong value. */
  code: DiagnosticCode;
  /** A setting as it is called there: `maxInvocations`, or `--max-invocations`. */
  name: (key: string) => string;
  /** Where a setting stands. */
  place: (key: string, part: "key" | "value") => Place;
};

/**
 * What is wrong with settings: unknown keys, with the nearest one, and values that they cannot have. `undefined` counts
 * as absent.
 */
export async function checkConfig(config: object, origin: Origin): Promise<Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  for (const [key, value] of Object.entries(config)) {
    // For editors.
    if (key === "$schema" && typeof value === "string") continue;
    if (!Object.hasOwn(SETTINGS, key)) {
      diagnostics.push(await unknownKey(key, origin));
      continue;
    }
    const { test, expected } = SETTINGS[key as keyof Config];
    if (value === undefined || test(value)) continue;
    const text = `${origin.name(key)} is ${showValue(value)}; it must be ${expected}.`;
    diagnostics.push(diagnose(origin.code, origin.place(key, "value"), text, `Give ${expected}.`));
  }
  return diagnostics;
}

async function unknownKey(key: string, { place }: Origin): Promise<Diagnostic> {
  const { nearest } = await import("../diagnostics/nearest.js");
  const known = Object.keys(SETTINGS);
  const meant = nearest(key, known);
  const guess = meant === undefined ? "" : ` Did you mean ${showText(meant)}?`;
  const text = `There is no setting ${showText(key)}.${guess}`;
  return diagnose("CONFIG_KEY_UNKNOWN", place(key, "key"), text, `The settings are ${known.join(", ")}.`);
}
