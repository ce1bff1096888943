import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "../../generator/json/values.js";

/** The official suite of JSON Schema, beside this repository; undefined where it is absent. */
export const SUITE: string | undefined = [
  join(import.meta.dirname, "../../../shared/corpora/json-schema-test-suite"),
].find((folder) => existsSync(folder));

export const DRAFTS = {
  draft4: "http://json-schema.org/draft-04/schema#",
  draft7: "http://json-schema.org/draft-07/schema#",
  "draft2019-09": "https://json-schema.org/draft/2019-09/schema",
  "draft2020-12": "https://json-schema.org/draft/2020-12/schema",
};
export type Draft = keyof typeof DRAFTS;

export type Group = {
  description: string;
  schema: JsonObject | boolean;
  tests: { description: string; data: unknown; valid: boolean }[];
};

/** A schema of the suite as a definition would hold it: an object that names its draft. */
export function writtenSchema({ schema }: Group, draft: Draft): JsonObject {
  return { $schema: DRAFTS[draft], ...(typeof schema === "boolean" ? { allOf: [schema] } : schema) };
}

/** Every group of a draft, or of a folder of its own below it, with the name of its file. */
export function groupsOf(folder: string): { file: string; group: Group }[] {
  const files = readdirSync(join(SUITE ?? "", folder), { withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap(({ name }) => {
    const groups: Group[] = JSON.parse(readFileSync(join(SUITE ?? "", folder, name), "utf8"));
    return groups.map((group) => ({ file: name.replace(".json", ""), group }));
  });
}
