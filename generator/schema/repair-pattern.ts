/**
 * A pattern as JavaScript's Unicode mode takes it, which validators compile it in. What is an error there and has one
 * meaning without it is written so that it means the same: needless backslashes, as in `[\_]`, lone braces, as in
 * `^{a}$`, and a hyphen beside a class of characters, as in `[\w-.]`. Undefined where it cannot be compiled even so.
 */
export function repairPattern(pattern: string): string | undefined {
  if (compiles(pattern, "u")) return pattern;
  if (!compiles(pattern, "")) return undefined;
  const repaired = rewrite(pattern);
  return compiles(repaired, "u") ? repaired : undefined;
}

/** One step through a pattern: an escape, a quantifier, or a character of syntax. */
const STEP = /\\(?<escaped>.)|\{\d*(?:,\d*)?\}|[[\]{}-]/gsu;

function rewrite(pattern: string): string {
  let inClass = false;
  return pattern.replace(STEP, (whole: string, escaped: string | undefined, at: number) => {
    if (escaped !== undefined) return isNeeded(escaped, inClass) ? whole : escaped;
    if (inClass) {
      if (whole === "]") inClass = false;
      const isLiteral =
        whole === "-" && (/\\[dDsSwW]$/.test(pattern.slice(0, at)) || /^-\\[dDsSwW]/.test(pattern.slice(at)));
      return isLiteral ? "\\-" : whole;
    }
    if (whole === "[") inClass = true;
    return /^[{}]$/.test(whole) ? `\\${whole}` : whole;
  });
}

/** A backslash means something before a letter, a digit or a character of syntax; before a `-`, inside a class. */
function isNeeded(escaped: string, inClass: boolean): boolean {
  return /[A-Za-z0-9^$\\.*+?()[\]{}|/]/.test(escaped) || (escaped === "-" && inClass);
}

function compiles(pattern: string, flags: string): boolean {
  try {
    new RegExp(pattern, flags);
    return true;
  } catch {
    return false;
  }
}
