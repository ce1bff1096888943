/**
 * A pattern as JavaScript's Unicode mode takes it, which validators compile it in. Needless backslashes, as in `[\_]`, are an error there and
 * mean nothing: they are left out. Undefined where it cannot be compiled even so.
 */
export function repairPattern(pattern: string): string | undefined {
  if (compiles(pattern, "u")) return pattern;
  if (!compiles(pattern, "")) return undefined;
  const lean = withoutNeedlessEscapes(pattern);
  return compiles(lean, "u") ? lean : undefined;
}

/** Drops a backslash before whatever is neither a letter, a digit nor a character of syntax. A `-` keeps it inside a class. */
function withoutNeedlessEscapes(pattern: string): string {
  let inClass = false;
  return pattern.replace(/\\(.)|[[\]]/gsu, (whole: string, escaped: string | undefined) => {
    if (escaped === undefined) {
      inClass = whole === "[";
      return whole;
    }
    return /[A-Za-z0-9^$\\.*+?()[\]{}|/]/.test(escaped) || (escaped === "-" && inClass) ? whole : escaped;
  });
}

function compiles(pattern: string, flags: string): boolean {
  try {
    new RegExp(pattern, flags);
    return true;
  } catch {
    return false;
  }
}
