import { type Breach, fillIn, type Lint } from "../api/rule.js";
import type { Report } from "../diagnostics/reporter.js";
import { showText } from "../diagnostics/show-value.js";

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
