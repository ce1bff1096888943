import { explain } from "../report/explain.js";

/** `batchgen explain <CODE>`: what it means, why, and how to mend it. Gives the exit code. */
export function runExplain(code: string): number {
  const { text, found } = explain(code);
  (found ? process.stdout : process.stderr).write(text);
  return found ? 0 : 2;
}
