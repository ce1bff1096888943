/**
 * Whether a pattern has what strict mode does not take: a back-reference, a look-around or a word boundary. An escaped
 * backslash before a `b` is none, nor is a named group, nor the backspace that `\b` is in a character class.
 */
export function hasHardFeature(pattern: string): boolean {
  let isInClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (char === "\\") {
      if (!isInClass && /^(?:[1-9bB]|k<)/.test(pattern.slice(at + 1, at + 3))) return true;
      at++;
    } else if (isInClass) isInClass = char !== "]";
    else if (char === "[") isInClass = true;
    else if (char === "(" && /^\?<?[=!]/.test(pattern.slice(at + 1, at + 4))) return true;
  }
  return false;
}
