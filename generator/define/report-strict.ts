import { STRICT_SCHEMA_RULES } from "../api/strict-rules.js";
import type { Report } from "../diagnostics/reporter.js";
import { fromSegment } from "../json/pointer.js";
import type { DefinedSchema } from "./define-schema.js";
import { wordsOf } from "./report-breaches.js";

/** Reports everything in a strict tool's input schema that strict mode does not take, or may not. */
export function reportStrict(input: DefinedSchema, report: Report): void {
  for (const { lint, breaches } of STRICT_SCHEMA_RULES) {
    for (const { pointer, fill } of breaches(input.schema)) {
      const at = input.toFile(pointer);
      // An older draft has another word for some keywords, and "items" for a list of schemas.
      const written = fromSegment(at.split("/").at(-1) ?? "");
      const { message, hint } = wordsOf(lint, fill?.["key"] === undefined ? fill : { ...fill, key: written });
      const text = written === "items" ? message.replace("stands here", "is a list of schemas here") : message;
      report(lint.code, at, text, hint, lint.part);
    }
  }
}
