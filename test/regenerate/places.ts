import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesIn, type Model, type Project } from "./project-model.js";

/** The tools folders of a project. */
export const TOOLS = ["tools", "more"];
/** The folders in which batchgen can have written something. */
export const FOLDERS = [...TOOLS, "src", "generated"];

export function definitions(project: Project): string[] {
  return TOOLS.flatMap((folder) => filesIn(project, folder, ".json"));
}

export function handlers(project: Project): string[] {
  const all = [...TOOLS, "src/handlers"].flatMap((folder) => filesIn(project, folder, ".ts"));
  return all.filter((path) => !path.endsWith("context.ts"));
}

/** The generated TypeScript of the model's settings. */
export function output(model: Model, project: Project): string[] {
  return filesIn(project, out(model), ".ts");
}

export function out(model: Model): string {
  return String(model.settings["out"] ?? "generated");
}

/** The text of the manifest; undefined for none. */
export function manifestText(model: Model, { folder }: Project): string | undefined {
  const path = `${out(model)}/.batchgen.json`;
  return filesIn({ folder }, out(model), ".batchgen.json").includes(path)
    ? readFileSync(join(folder, path), "utf8")
    : undefined;
}

export function nameIn({ folder }: Project, path: string): string | undefined {
  return /"name": "([\w-]+)"/.exec(readFileSync(join(folder, path), "utf8"))?.[1];
}

export function choose<T>(values: readonly T[], pick: number): T {
  const value = values[pick % values.length];
  if (value === undefined) throw new Error("nothing to choose from");
  return value;
}
