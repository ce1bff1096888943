import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** What the handlers' folder says of their context. */
export type HandlerContext = {
  /** Whether it has a handlers.context.ts. */
  hasContext: boolean;
  /** Whether that exports a function `createContext`, by which main.ts and `try` get one. */
  createsContext: boolean;
};

/** The file that types the handlers' context, in the handlers' folder. */
export const CONTEXT_FILE = "handlers.context.ts";

/** An export of that name, where it is declared or in a list. */
const CREATES_CONTEXT =
  /^export\s+(?:(?:async\s+)?function|const|let|var)\s+createContext\b|^export\s*\{[^}]*\bcreateContext\s*[,}]/m;

/** What handlers.context.ts, beside the handlers, says of their context. */
export function readHandlerContext(handlersDir: string): HandlerContext {
  const file = join(handlersDir, CONTEXT_FILE);
  const text = existsSync(file) && statSync(file).isFile() ? readFileSync(file, "utf8") : undefined;
  return { hasContext: text !== undefined, createsContext: CREATES_CONTEXT.test(text ?? "") };
}
