import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import type Anthropic from "@anthropic-ai/sdk";
import { createJiti } from "jiti";
import type { ConversationOptions, ConversationResult } from "../../templates/runtime/contract/conversation-types.js";
import type { Exposure } from "../../templates/runtime/contract/limits.js";
import type { Dispatcher, Handlers } from "../../templates/runtime/contract/types.js";
import { packageRoot } from "../package-root.js";
import { TryError } from "./types.js";

/** The part of a generated folder's index that is used here, with the runtime's own types. */
export type Generated = {
  readonly handlers: Handlers;
  runConversation(options: ConversationOptions): Promise<ConversationResult>;
  toolsFor(exposure: Exposure): readonly { readonly name: string }[];
  createDispatcher(handlers: Handlers): Dispatcher;
  /** There where handlers.context.ts exports it: what the handlers get as `call.context`. */
  createContext?(): unknown;
};

/** Where this code is: it need not be in node_modules, where the package is linked, or this is its repository. */
const OWN = ["dist", "generator"].map((folder) => join(packageRoot(), folder) + sep);

/** Loads a generated folder's index, and with it every handler; TypeScript is run as it is, nothing is written. */
export async function loadGenerated(out: string): Promise<Generated> {
  const index = join(out, "index.ts");
  if (!existsSync(index)) {
    const shown = relative(process.cwd(), index) || index;
    throw new TryError(`There is no ${shown}. Run batchgen first, with the same --out, to generate it.`);
  }
  // Never the platform's own TypeScript: it resolves no `.js` to a `.ts`, and not every Node has it.
  const jiti = createJiti(index, { fsCache: false, tryNative: false, moduleCache: true, tsconfigPaths: true });
  try {
    return await jiti.import<Generated>(index);
  } catch (cause) {
    const place = placeIn(cause, out);
    throw new TryError(
      `${place ?? (relative(process.cwd(), index) || index)} cannot be loaded: ${messageOf(cause)}\n` +
        "Fix it and try again; `npx tsc --noEmit` shows what TypeScript makes of it.",
      { cause },
    );
  }
}

/** Loads the SDK of the project that the generated folder is in. */
export function loadSdk(out: string): typeof Anthropic {
  try {
    const sdk: { default: typeof Anthropic } = createRequire(join(out, "index.ts"))("@anthropic-ai/sdk");
    return sdk.default;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") {
      throw new TryError(`@anthropic-ai/sdk cannot be loaded: ${messageOf(cause)}`, { cause });
    }
    const folder = relative(process.cwd(), dirname(out)) || ".";
    throw new TryError(
      `@anthropic-ai/sdk is not installed where ${folder} could find it. Install it: npm install @anthropic-ai/sdk`,
    );
  }
}

/** The innermost file of the user's own that an error's message or stack names, with its line. */
function placeIn(thrown: unknown, out: string): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const found = `${thrown.message}\n${thrown.stack ?? ""}`.matchAll(
    /(?:file:\/\/)?(\/[^\s:()'"]+|[A-Z]:\\[^\s:()'"]+)(:\d+(?::\d+)?)?/g,
  );
  for (const [, path = "", at = ""] of found) {
    const isForeign = [...OWN, out + sep].some((folder) => path.startsWith(folder));
    const own = !isForeign && !path.includes(`${sep}node_modules${sep}`) && existsSync(path);
    if (own) return relative(process.cwd(), path) + at;
  }
  return undefined;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
