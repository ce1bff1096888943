import type { Report } from "../../diagnostics/reporter.js";
import { toSegment } from "../../json/pointer.js";
import type { JsonObject } from "../../json/values.js";

/** A definition as it stands in its file. */
export type FoundDefinition = {
  value: JsonObject;
  /** JSON pointer into the file. */
  pointer: string;
  /**
   * The key that it stands under where an object holds definitions by their names; the name of one that has none
   * itself.
   */
  key?: string;
};

/** A field of a definition, with its place in the file. */
export type WrittenField = { key: string; value: unknown; pointer: string };

/** How many tools of a file were read from a dialect. */
export type ReadDialect = { file: string; dialect: string; tools: number };

/** A way in which APIs and protocols write tool definitions. */
export type Dialect = {
  /** As messages name it. */
  name: string;
  /** The key of the input schema. A definition that has it is read, whatever else tells its dialect. */
  schemaKey: string;
  /** Whether a definition is one of this dialect by something else than the key of its schema. */
  recognises: (value: JsonObject) => boolean;
  /**
   * The fields of a definition in the author's order, those of a wrapper among them; undefined where the reason has
   * been reported.
   */
  fieldsOf: (found: FoundDefinition, report: Report) => WrittenField[] | undefined;
  /** The input schema of a definition without one; absent where the dialect requires one. */
  emptySchema?: JsonObject;
};

/** Every field of an object but those left out. */
export function fieldsIn(value: JsonObject, pointer: string, without: readonly string[] = []): WrittenField[] {
  return Object.keys(value).flatMap((key) =>
    without.includes(key) ? [] : [{ key, value: value[key], pointer: `${pointer}/${toSegment(key)}` }],
  );
}
