import { explain, listCodes } from "./explain-code.js";

/** `batchgen explain [code]`: what it means, why, and how to mend it; without a code, what there is. Gives the exit code. */
export function runExplain(code: string | undefined): number {
  if (code === undefined) {
    process.stdout.write(listCodes());
    return 0;
  }
  const { text, found } = explain(code);
  (found ? process.stdout : process.stderr).write(text);
  return found ? 0 : 2;
}
