import { type Breach, fillIn, type Lint } from "../api/rule.js";
import { STRICT_SCHEMA_RULES } from "../api/strict-rules.js";
import type { Report } from "../diagnostics/reporter.js";
import { showText } from "../diagnostics/show-value.js";
import { fromSegment } from "../json/pointer.js";
import type { DefinedSchema } from "./define-schema.js";

/** What the lint says of a breach: names and values in the message are quoted. */
export function wordsOf({ message = "", hint }: Lint, fill: Breach["fill"] = {}): { message: string; hint: string } {
  const show = (content: string | number): string => (typeof content === "string" ? showText(content) : `${content}`);
  return { message: fillIn(message, fill, show), hint: fillIn(hint, fill) };
}

/**
 * Reports where something breaks one of the API's rules.
 * @param toFile The pointer into the file of a pointer into what was checked.
 * @returns Whether anything was reported.
 */
export function reportBreaches(
  lint: Lint,
  breaches: readonly Breach[],
  toFile: (pointer: string) => string,
  report: Report,
): boolean {
  for (const { pointer, fill } of breaches) {
    const { message, hint } = wordsOf(lint, fill);
    report(lint.code, toFile(pointer), message, hint, lint.part);
  }
  return breaches.length > 0;
}

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
