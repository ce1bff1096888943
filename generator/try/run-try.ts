import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compare } from "./compare.js";
import { holdConversation } from "./hold-conversation.js";
import { loadGenerated } from "./load-generated.js";
import { showConversation } from "./show-conversation.js";
import { TryError } from "./try-error.js";
import type { TryOptions, TryResult } from "./types.js";

const EXPOSURES = ["alongside", "batch-only", "by-name", "native"];
const usesContext = (out: string): boolean => {
  try {
    return /from "[^"]*handlers\.context/.test(readFileSync(join(out, "tools.ts"), "utf8"));
  } catch {
    return false;
  }
};

/** Says on stderr how a conversation ended that was not completed; gives whether it was. */
const isCompleted = ({ stderr }: TryOptions, { outcome, error }: TryResult): boolean => {
  if (outcome !== "completed")
    stderr.write(`The conversation ended as ${outcome}${error ? `: ${error.message.replace(/\.+$/, "")}` : ""}.\n`);
  return outcome === "completed";
};

const perform = async (options: TryOptions): Promise<number> => {
  const { stdout } = options;
  if (options.question.trim() === "") throw new TryError('There is no question. Ask one: batchgen try "…"');
  const generated = await loadGenerated(options.out);
  const known = generated.EXPOSURES ?? EXPOSURES;
  const exposure = options.exposure ?? known[0] ?? "alongside";
  if (!known.includes(exposure)) {
    throw new TryError(`There is no exposure "${exposure}". It is one of ${known.join(", ")}.`);
  }
  if (generated.createContext === undefined && usesContext(options.out)) {
    options.stderr.write(
      "Note: these handlers take a context, and handlers.context.ts exports no function createContext to make one: call.context is undefined.\n",
    );
  }
  stdout.write(`${options.question}\n\n`);
  const setting = { options, generated, exposure, manner: "batch", oneCallPerTurn: false } as const;
  if (options.compare) {
    const ended = (await compare(setting)).map((result) => isCompleted(options, result));
    return ended.every((completed) => completed) ? 0 : 2;
  }
  const { result } = await holdConversation({ ...setting, onEvent: showConversation(stdout, options.stderr) });
  if (!isCompleted(options, result)) return 2;
  stdout.write(`\n${result.text}\n`);
  return 0;
};

/**
 * Holds the generated conversation over one question, prints it, and gives the exit code: 0 where it was completed, 2
 * where it was not or could not be held; then the reason is on stderr.
 */
export const runTry = async (options: TryOptions): Promise<number> => {
  try {
    return await perform(options);
  } catch (thrown) {
    if (!(thrown instanceof TryError)) throw thrown;
    options.stderr.write(`${thrown.message}\n`);
    if (thrown.cause instanceof Error && thrown.cause.stack) options.stderr.write(`\n${thrown.cause.stack}\n`);
    return 2;
  }
};
