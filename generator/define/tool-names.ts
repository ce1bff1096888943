import { createHash } from "node:crypto";
import { compareCodePoints } from "../diagnostics/sort.js";

/** What a tool's name becomes in code and on disk. */
export type Names = {
  /** The stem of its public type names: `GetWeather` in `GetWeatherInput`. */
  typeName: string;
  /** The stem of its files. */
  stem: string;
  /** The other names that would have had the same type name; batchgen's own is "". Empty where it is all its own. */
  sharedWith: string[];
};

/** `ToolInput` and `ToolOutput` are batchgen's own types. */
const TAKEN: ReadonlySet<string> = new Set(["Tool"]);

/** Names of devices on Windows, where a file cannot have them, whatever its extension and case. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

/**
 * The names of all tools in code and on disk, all different from each other, on disks that ignore case as well, and the
 * same in whatever order the tools come.
 * @param tools Names that the API takes, each once.
 */
export function nameTools(tools: readonly string[]): Map<string, Names> {
  const byType = groupBy(tools, toTypeName);
  const byStem = groupBy(tools, (name) => name.toLowerCase());
  return new Map(
    tools.map((name) => {
      const typeName = toTypeName(name);
      const meeting = (byType.get(typeName) ?? []).filter((other) => other !== name);
      const sharedWith = TAKEN.has(typeName) ? ["", ...meeting] : meeting;
      const alike = byStem.get(name.toLowerCase()) ?? [];
      const isLast = alike.every((other) => compareCodePoints(other, name) <= 0);
      return [
        name,
        {
          typeName: sharedWith.length > 0 ? `${typeName}_${digits(name)}` : typeName,
          stem: DEVICE.test(name) || !isLast ? `${name}.${digits(name)}` : name,
          sharedWith,
        },
      ];
    }),
  );
}

/** `get_weather` and `get-weather` as `GetWeather`: an identifier, whatever the name. */
function toTypeName(name: string): string {
  const words = name.split(/[_-]+/).map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  const joined = words.join("");
  return /^[A-Z]/.test(joined) ? joined : `Tool${joined}`;
}

/** 6 hex digits that are the same for a name always, and for others not. */
function digits(name: string): string {
  return createHash("sha256").update(name).digest("hex").slice(0, 6);
}

function groupBy(names: readonly string[], keyOf: (name: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const name of names) groups.set(keyOf(name), [...(groups.get(keyOf(name)) ?? []), name]);
  return groups;
}
