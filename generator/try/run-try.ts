import type { ConversationResult } from "../../templates/runtime/contract/conversation-types.js";
import { EXPOSURES, REFERENCES } from "../../templates/runtime/contract/limits.js";
import { readHandlerContext } from "../read/handler-context.js";
import { print } from "../report/sink.js";
import { compare } from "./compare.js";
import { holdConversation } from "./hold-conversation.js";
import { loadGenerated } from "./load-generated.js";
import { showConversation } from "./show-conversation.js";
import { TryError, type TryOptions } from "./types.js";

/**
 * Holds the generated conversation over one question, prints it, and gives the exit code: 0 where it was completed, 2
 * where it was not or could not be held; then the reason is on stderr.
 */
export async function runTry(options: TryOptions): Promise<number> {
  try {
    return await perform(options);
  } catch (thrown) {
    if (!(thrown instanceof TryError)) throw thrown;
    print(options.stderr, `${thrown.message}\n`);
    return 2;
  }
}

async function perform(options: TryOptions): Promise<number> {
  const { stdout, stderr, handlersDir } = options;
  if (options.question.trim() === "") throw new TryError('There is no question. Ask one: batchgen try "…"');
  const exposure = wordOf("exposure", options.exposure, EXPOSURES);
  const references = wordOf("references", options.references, REFERENCES);
  checkModel(options);
  if ((await options.update?.()) === false) return 2;
  const generated = await loadGenerated(options.out);
  if (
    handlersDir !== undefined &&
    generated.createContext === undefined &&
    readHandlerContext(handlersDir).hasContext
  ) {
    print(
      stderr,
      "Note: these handlers take a context, and handlers.context.ts exports no function createContext to make " +
        "one: call.context is undefined.\n",
    );
  }
  print(stdout, `${options.question}\n\n`);
  // The offline Claude takes after a model that makes the most of what it is shown.
  const manner = exposure === "programmatic" ? "code" : "batch";
  const setting = { options, generated, exposure, references, manner, oneCallPerTurn: false } as const;
  if (references !== "off" && !options.live) {
    print(
      stderr,
      "Note: the offline Claude goes by words alone and refers to no result. Add --live to see what Claude does.\n",
    );
  }
  if (options.compare) {
    const ended = (await compare(setting)).map((result) => isCompleted(options, result));
    return ended.every((completed) => completed) ? 0 : 2;
  }
  const { result } = await holdConversation({ ...setting, onEvent: showConversation(stdout, stderr) });
  if (!isCompleted(options, result)) return 2;
  print(stdout, `\n${result.text}\n`);
  return 0;
}

/** The value of an option that must be one of a list, whose first is the default. */
function wordOf<Word extends string>(name: string, word: string | undefined, words: readonly [Word, ...Word[]]): Word {
  const known = word === undefined ? words[0] : words.find((one) => one === word);
  if (known === undefined) {
    throw new TryError(`--${name} must be one of ${words.join(", ")}, not ${JSON.stringify(word)}.`);
  }
  return known;
}

/** What `--live` needs, and what has no meaning without it. */
function checkModel({ live, model, env = process.env, whyNoKey }: TryOptions): void {
  if (!live && model !== undefined) {
    throw new TryError(
      "--model names a model of Claude, and without --live the offline Claude answers, which is none. Add " +
        "--live, or leave --model out.",
    );
  }
  if (live && !env["ANTHROPIC_API_KEY"]) {
    const found = whyNoKey === undefined ? "" : `; ${whyNoKey}`;
    throw new TryError(
      "--live talks to Claude and needs a key: set ANTHROPIC_API_KEY, in the environment or in .env beside " +
        `package.json, or leave --live out. The environment has none${found}.`,
    );
  }
}

/** Says on stderr how a conversation ended that was not completed; gives whether it was. */
function isCompleted({ stderr }: TryOptions, { outcome, error }: ConversationResult): boolean {
  if (outcome !== "completed")
    print(
      stderr,
      "The conversation ended as " +
        `${outcome}${error ? `: ${error.message.replace(/\s+/g, " ").replace(/\.+$/, "")}` : ""}.\n`,
    );
  return outcome === "completed";
}
