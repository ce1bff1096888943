import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import type Anthropic from "@anthropic-ai/sdk";
import { createJiti } from "jiti";
import type { ConversationOptions, ConversationResult } from "../../templates/runtime/contract/conversation-types.js";
import type { Dispatcher, Handlers } from "../../templates/runtime/contract/dispatcher-types.js";
import type { Exposure } from "../../templates/runtime/contract/limits.js";
import { findManager } from "../read/package-manager.js";
import { explainLoading, firstLine } from "./explain-loading.js";
import { fitPlugAndPlay } from "./plug-and-play.js";
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

/** Loads a generated folder's index, and with it every handler; TypeScript is run as it is, nothing is written. */
export async function loadGenerated(out: string): Promise<Generated> {
  const index = join(out, "index.ts");
  if (!existsSync(index)) {
    const shown = relative(process.cwd(), index) || index;
    throw new TryError(`There is no ${shown}. Run batchgen first, with the same --out, to generate it.`);
  }
  fitPlugAndPlay();
  // Never the platform's own TypeScript: it resolves no `.js` to a `.ts`, and not every Node has it.
  const jiti = createJiti(index, { fsCache: false, tryNative: false, moduleCache: true, tsconfigPaths: true });
  try {
    return await jiti.import<Generated>(index);
  } catch (cause) {
    throw new TryError(explainLoading(cause, index), { cause });
  }
}

/** Loads the SDK of the project that the generated folder is in. */
export function loadSdk(out: string): typeof Anthropic {
  try {
    const sdk: { default: typeof Anthropic } = createRequire(join(out, "index.ts"))("@anthropic-ai/sdk");
    return sdk.default;
  } catch (cause) {
    // Plug'n'Play has a code for a package that is installed and not listed.
    const { code = "" } = cause as NodeJS.ErrnoException;
    if (code !== "MODULE_NOT_FOUND" && code !== "UNDECLARED_DEPENDENCY") {
      throw new TryError(`@anthropic-ai/sdk cannot be loaded: ${firstLine(cause)}`, { cause });
    }
    const folder = relative(process.cwd(), dirname(out)) || ".";
    const install = findManager(dirname(out)).install(["@anthropic-ai/sdk"]);
    throw new TryError(`@anthropic-ai/sdk is not installed where ${folder} could find it. Install it: ${install}`);
  }
}
