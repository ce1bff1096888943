// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
/**
 * What the text of a tool's input stands for; the text itself where it is no JSON, or is nested so deep that it could be read
 * but not written again, and with it the history.
 */
export function parseInput(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    JSON.stringify(value);
    return value;
  } catch {
    return text;
  }
}
