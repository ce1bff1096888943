import { type Manner, say, startOfflineClaude } from "../offline/index.js";
import { countBytes, type Traffic } from "./count-bytes.js";
import { loadSdk } from "./load-generated.js";
import { TryError } from "./try-error.js";
import type { Generated, TryEvent, TryOptions, TryResult } from "./types.js";

const FALLBACK_MODEL = "claude-sonnet-5-5";
/**
 * What the offline Claude waits before each answer of a comparison, in milliseconds. Without it the times would compare
 * loopback and noise; what a request more costs with a model is its thinking and writing, which takes longer still.
 */
export const MODEL_TIME_MS = 300;

/** A conversation that was held: what it came to, the bytes that went over the wire, and its time in milliseconds. */
export type Run = { readonly result: TryResult; readonly traffic: Traffic; readonly durationMs: number };

/** How one conversation is to be held. */
export type Setting = {
  readonly options: TryOptions;
  readonly generated: Generated;
  readonly exposure: string;
  readonly manner: Manner;
  readonly oneCallPerTurn: boolean;
  readonly onEvent: (event: TryEvent) => void;
};

const modelOf = ({ options, generated }: Setting): string =>
  options.model ?? ((options.env ?? process.env)["ANTHROPIC_MODEL"] || (generated.DEFAULT_MODEL ?? FALLBACK_MODEL));

const converse = async (setting: Setting, baseURL: string | undefined, apiKey: string): Promise<Run> => {
  const { options, generated, exposure, oneCallPerTurn, onEvent } = setting;
  const Anthropic = loadSdk(options.out);
  const { fetch, traffic } = countBytes();
  const client = new Anthropic({ apiKey, fetch, openTelemetry: false, ...(baseURL !== undefined && { baseURL }) });
  const startedAt = performance.now();
  const result = await generated.runConversation({
    client,
    model: modelOf(setting),
    messages: [{ role: "user", content: options.question }],
    handlers: generated.handlers,
    exposure,
    context: await newContext(generated),
    onEvent,
    ...(oneCallPerTurn && { request: { tool_choice: { type: "auto", disable_parallel_tool_use: true } } }),
  });
  const durationMs = performance.now() - startedAt;
  return { result, traffic, durationMs };
};

/** The handlers' context, made by the user's own code. */
const newContext = async (generated: Generated): Promise<unknown> => {
  try {
    return await generated.createContext?.();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TryError(`createContext of handlers.context.ts failed: ${reason}`, { cause });
  }
};

/**
 * Loads and compiles all that the first conversation would otherwise pay for, so that two can be compared: a conversation in which
 * nothing is called, over the same wire, and a look at the input of every tool. Runs no handler.
 */
const warmUp = async ({ options, generated, exposure }: Setting): Promise<void> => {
  const Anthropic = loadSdk(options.out);
  const claude = await startOfflineClaude({ script: [say("warm")] });
  try {
    const { fetch } = countBytes();
    await generated.runConversation({
      client: new Anthropic({ apiKey: "offline", baseURL: claude.baseURL, fetch, openTelemetry: false }),
      model: FALLBACK_MODEL,
      messages: [{ role: "user", content: "warm" }],
      handlers: generated.handlers,
      exposure,
    });
  } finally {
    await claude.close();
  }
  const dispatcher = generated.createDispatcher(generated.handlers);
  for (const { name } of generated.toolsFor("native")) await dispatcher.validate(name, {});
};

/** Holds one conversation, with Claude or with an offline Claude of its own. */
export const holdConversation = async (setting: Setting): Promise<Run> => {
  const { options, manner } = setting;
  const key = (options.env ?? process.env)["ANTHROPIC_API_KEY"];
  if (options.live) {
    if (!key) throw new TryError("--live talks to Claude and needs a key: set ANTHROPIC_API_KEY, or leave --live out.");
    return converse(setting, undefined, key);
  }
  const claude = await startOfflineClaude({ manner, latencyMs: options.compare ? MODEL_TIME_MS : 0 });
  try {
    if (options.compare) await warmUp(setting);
    return await converse(setting, claude.baseURL, "offline");
  } finally {
    await claude.close();
  }
};
