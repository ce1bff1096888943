import type { Report } from "../diagnostics/reporter.js";
import { showValue } from "../diagnostics/show-value.js";
import type { JsonObject } from "../json/values.js";

/** The draft of JSON Schema that a schema is written in; as a year, the number of draft 04 to 07. */
export type Draft = 4 | 6 | 7 | 2019 | 2020;

/** The drafts by what `$schema` names them, the scheme and a trailing # aside: both are written wrongly often. */
const DRAFTS: ReadonlyMap<string, Draft> = new Map<string, Draft>([
  ["json-schema.org/draft-04/schema", 4],
  ["json-schema.org/draft-06/schema", 6],
  ["json-schema.org/draft-07/schema", 7],
  ["json-schema.org/draft/2019-09/schema", 2019],
  ["json-schema.org/draft/2020-12/schema", 2020],
  ["json-schema.org/schema", 2020],
]);

/** The draft that a schema says it is written in; 2020-12, which the API takes it for, where it says nothing. */
export function draftOf(schema: JsonObject, pointer: string, report: Report): Draft {
  const named = schema["$schema"];
  if (typeof named !== "string") return 2020;
  const draft = DRAFTS.get(
    named
      .trim()
      .replace(/^https?:\/\//, "")
      .replace(/#$/, ""),
  );
  if (draft !== undefined) return draft;
  const message =
    `${showValue(named)} is no dialect that batchgen knows; it must be draft 04, 06, 07, 2019-09 or 2020-12. The ` +
    "schema is read as 2020-12.";
  const hint = 'Remove "$schema", or write "https://json-schema.org/draft/2020-12/schema".';
  report("SCHEMA_DIALECT_UNKNOWN", `${pointer}/$schema`, message, hint);
  return 2020;
}
