import type { ConversationEvent, ConversationResult } from "../../templates/runtime/contract/conversation-types.js";
import { DEFAULT_MODEL, type Exposure, type References } from "../../templates/runtime/contract/limits.js";
import { type Manner, say, startOfflineClaude } from "../offline/index.js";
import { countBytes, type Traffic } from "./count-bytes.js";
import { firstLine, ownFrames } from "./explain-loading.js";
import { type Generated, loadSdk } from "./load-generated.js";
import { TryError, type TryOptions } from "./types.js";

/**
 * What the offline Claude waits before each answer of a comparison, in milliseconds. Without it the times would compare
 * loopback and noise; what one more request costs with a model is its thinking and writing, which takes longer still.
 */
export const MODEL_TIME_MS = 300;

/** A conversation that was held: what it came to, the bytes that went over the wire, and its time in milliseconds. */
export type Run = { readonly result: ConversationResult; readonly traffic: Traffic; readonly durationMs: number };

/** How one conversation is to be held. */
export type Setting = {
  readonly options: TryOptions;
  readonly generated: Generated;
  readonly exposure: Exposure;
  readonly references: References;
  readonly manner: Manner;
  readonly oneCallPerTurn: boolean;
  readonly onEvent: (event: ConversationEvent) => void;
};

/** Holds one conversation, with Claude or with an offline Claude of its own. */
export async function holdConversation(setting: Setting): Promise<Run> {
  const { options, manner } = setting;
  if (options.live) return converse(setting, undefined, (options.env ?? process.env)["ANTHROPIC_API_KEY"] ?? "");
  const claude = await startOfflineClaude({ manner, latencyMs: options.compare ? MODEL_TIME_MS : 0 });
  try {
    if (options.compare) await warmUp(setting);
    return await converse(setting, claude.baseURL, "offline");
  } finally {
    await claude.close();
  }
}

async function converse(setting: Setting, baseURL: string | undefined, apiKey: string): Promise<Run> {
  const { options, generated, exposure, references, oneCallPerTurn, onEvent } = setting;
  const Anthropic = loadSdk(options.out);
  const { fetch, traffic } = countBytes();
  const client = new Anthropic({ apiKey, fetch, openTelemetry: false, ...(baseURL !== undefined && { baseURL }) });
  const startedAt = performance.now();
  const result = await generated.runConversation({
    client,
    model: options.model ?? ((options.env ?? process.env)["ANTHROPIC_MODEL"] || DEFAULT_MODEL),
    messages: [{ role: "user", content: options.question }],
    handlers: generated.handlers,
    exposure,
    references,
    context: await newContext(generated),
    approve: options.approve,
    onEvent,
    ...(oneCallPerTurn && { request: { tool_choice: { type: "auto", disable_parallel_tool_use: true } } }),
  });
  const durationMs = performance.now() - startedAt;
  return { result, traffic, durationMs };
}

/** The handlers' context, made by the user's own code. */
async function newContext(generated: Generated): Promise<unknown> {
  try {
    return await generated.createContext?.();
  } catch (cause) {
    const said = `createContext of handlers.context.ts failed: ${firstLine(cause)}`;
    throw new TryError([said, ...ownFrames(cause)].join("\n"), { cause });
  }
}

/**
 * Loads and compiles all that the first conversation would otherwise pay for, so that several can be compared: a
 * conversation in which nothing is called, over the same wire, and a look at the input of every tool. Runs no handler.
 */
async function warmUp({ options, generated, exposure, references }: Setting): Promise<void> {
  const Anthropic = loadSdk(options.out);
  const claude = await startOfflineClaude({ script: [say("warm")] });
  try {
    const { fetch } = countBytes();
    await generated.runConversation({
      client: new Anthropic({ apiKey: "offline", baseURL: claude.baseURL, fetch, openTelemetry: false }),
      model: DEFAULT_MODEL,
      messages: [{ role: "user", content: "warm" }],
      handlers: generated.handlers,
      exposure,
      references,
    });
  } finally {
    await claude.close();
  }
  const dispatcher = generated.createDispatcher(generated.handlers);
  for (const { name } of generated.toolsFor("native")) await dispatcher.validate(name, {});
}
