// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import { closeSync, openSync, writeSync } from "node:fs";
import { createInterface, type Interface } from "node:readline/promises";
import { parseArgs } from "node:util";
import Anthropic from "@anthropic-ai/sdk";
import * as registry from "./handlers.js";
import { type ConversationEvent, type ConversationOptions, handlers, runConversation, traceLines } from "./index.js";
import type { ConversationResult } from "./runtime/conversation-types.js";
import { DEFAULT_MODEL, EXPOSURES, type Exposure } from "./runtime/limits.js";
import type { Approval, ApprovalRequest } from "./runtime/types.js";

const USAGE = `Usage: main [options] [question]

Answers the question; without one, asks for questions until you end it (Ctrl-D).
Ctrl-C stops the turn, a second one the program.

  --model <id>       default: ANTHROPIC_MODEL, or ${DEFAULT_MODEL}
  --exposure <name>  how the tools are shown: ${EXPOSURES.join(", ")}
  --system <text>    the system prompt
  --trace <file>     writes what happens, as JSON lines, to this file
  -h, --help

ANTHROPIC_API_KEY holds your key; ANTHROPIC_BASE_URL, where set, another address of the API.`;

/** Control characters that could steer a terminal: what comes from a model must not. */
const STEERING = /(?![\t\n])\p{Cc}/gu;

/** Where a stack trace leaves the handler: what called it is the same every time. */
const CALLER = /\n +at [^\n]*[\\/]runtime[\\/]run-handler\.[\s\S]*/;

/** What one run of the program needs beside the history. */
type Session = {
  settings: Omit<ConversationOptions, "messages" | "context" | "signal">;
  /** Stops the turn that runs; undefined while none does. */
  turn: AbortController | undefined;
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      model: { type: "string" },
      exposure: { type: "string" },
      system: { type: "string" },
      trace: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const client = newClient();
  const exposure = exposureFrom(values.exposure);
  const question = positionals.join(" ").trim();
  const interactive = process.stdin.isTTY === true;
  const traceFile = values.trace === undefined ? undefined : openTrace(values.trace);
  const trace = traceFile === undefined ? undefined : traceLines((line) => writeSync(traceFile, line));
  const show = createDisplay();
  const terminal =
    interactive || question === ""
      ? createInterface({ input: process.stdin, output: process.stderr, prompt: "> ", terminal: interactive })
      : undefined;
  // Nobody reads any more, as behind `| head`: then nobody should go on paying either.
  process.stdout.on("error", () => process.exit(1));
  const session: Session = {
    turn: undefined,
    settings: {
      client,
      handlers,
      model: values.model || process.env["ANTHROPIC_MODEL"] || DEFAULT_MODEL,
      exposure,
      system: values.system,
      // Without a person at the terminal nobody is asked, and calls that need approval are denied.
      approve: interactive && terminal ? createApproval(terminal, () => session.turn?.signal) : undefined,
      onEvent: (event) => {
        trace?.(event);
        show(event);
      },
    },
  };
  const interrupt = () => {
    if (session.turn && !session.turn.signal.aborted) return session.turn.abort();
    terminal?.close();
    process.exit(130);
  };
  process.on("SIGINT", interrupt);
  terminal?.on("SIGINT", interrupt);
  try {
    if (question === "" && terminal) await chat(session, terminal, interactive);
    else process.exitCode = exitCodeOf(await ask(session, [], question));
  } finally {
    process.off("SIGINT", interrupt);
    terminal?.close();
    if (traceFile !== undefined) closeSync(traceFile);
  }
}

async function chat(session: Session, terminal: Interface, interactive: boolean): Promise<void> {
  let messages: ConversationOptions["messages"] = [];
  // Ctrl-D in the middle of a turn closes the terminal; the turn still comes to its end.
  let closed = false;
  terminal.once("close", () => {
    closed = true;
  });
  if (interactive) terminal.prompt();
  for await (const line of terminal) {
    const question = line.trim();
    if (question !== "") {
      const result = await ask(session, messages, question);
      messages = result.messages;
      if (!interactive) process.exitCode = process.exitCode || exitCodeOf(result);
    }
    if (interactive && !closed) terminal.prompt();
  }
}

async function ask(
  session: Session,
  history: ConversationOptions["messages"],
  question: string,
): Promise<ConversationResult> {
  session.turn = new AbortController();
  const options = {
    ...session.settings,
    context: await newContext(),
    messages: [...history, { role: "user", content: question }],
    signal: session.turn.signal,
  };
  const result = await runConversation(options as ConversationOptions);
  session.turn = undefined;
  report(result);
  return result;
}

/** Where handlers.context.ts exports a function `createContext`, what it gives is the handlers' context here. */
async function newContext(): Promise<unknown> {
  const create: unknown = Reflect.get(registry, "createContext");
  return typeof create === "function" ? await create() : undefined;
}

function newClient(): Anthropic {
  const { ANTHROPIC_API_KEY: key, ANTHROPIC_AUTH_TOKEN: token } = process.env;
  if (!key && !token) {
    throw new Error(
      "There is no key. Set ANTHROPIC_API_KEY (from https://platform.claude.com/settings/keys), then run again.",
    );
  }
  return new Anthropic();
}

function openTrace(file: string): number {
  try {
    return openSync(file, "w");
  } catch (error) {
    throw new Error(`--trace ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function exposureFrom(value: string | undefined): Exposure | undefined {
  if (value === undefined) return undefined;
  const known = EXPOSURES.find((exposure) => exposure === value);
  if (!known) throw new Error(`--exposure ${value}: there is no such exposure. Choose one of ${EXPOSURES.join(", ")}.`);
  return known;
}

/** Asks the person at the terminal, one call at a time. `always` holds for that tool until the program ends. */
function createApproval(
  terminal: Interface,
  turn: () => AbortSignal | undefined,
): (call: ApprovalRequest) => Promise<Approval> {
  const always = new Set<string>();
  let queue: Promise<unknown> = Promise.resolve();
  // Answers to approvals are no inputs that anyone would like to have again.
  let asking = false;
  terminal.on("history", (history: string[]) => {
    if (asking) history.shift();
  });
  const askOne = async ({ name, input }: ApprovalRequest): Promise<Approval> => {
    if (always.has(name)) return true;
    const signal = turn();
    // In full: nobody can approve what is not shown.
    const question = `Run ${name} ${clean(JSON.stringify(input))}? [y]es, [n]o, [a]lways: `;
    asking = true;
    const answer = await terminal.question(question, signal ? { signal } : {}).finally(() => {
      asking = false;
    });
    const choice = answer.trim().toLowerCase();
    if (choice === "a" || choice === "always") always.add(name);
    const approved = ["y", "yes", "a", "always"].includes(choice);
    return approved || { approved, reason: "The user said no." };
  };
  return (call) => {
    const asked = queue.then(() => askOne(call));
    queue = asked.catch(() => {});
    return asked;
  };
}

/** Shows the answer on stdout and what happens meanwhile on stderr; in colour only where a person reads it. */
function createDisplay(): (event: ConversationEvent) => void {
  const coloured = process.stderr.isTTY === true && !process.env["NO_COLOR"];
  const dim = (text: string) => (coloured ? `\u001b[2m${text}\u001b[0m` : text);
  const red = (text: string) => (coloured ? `\u001b[31m${text}\u001b[0m` : text);
  let open: NodeJS.WriteStream | undefined;
  const endLine = () => {
    open?.write("\n");
    open = undefined;
  };
  const put = (stream: NodeJS.WriteStream, text: string, styled = text) => {
    if (open !== stream) endLine();
    stream.write(styled);
    open = text.endsWith("\n") ? undefined : stream;
  };
  const note = (text: string) => put(process.stderr, `${text}\n`);
  return (event) => {
    switch (event.type) {
      case "text":
        put(process.stdout, process.stdout.isTTY ? event.text.replace(STEERING, "") : event.text);
        return;
      case "thinking":
        // Between calls, current models say here what they are doing.
        if (coloured) put(process.stderr, event.thinking, dim(event.thinking.replace(STEERING, "")));
        return;
      case "response":
      case "end":
        endLine();
        return;
      case "call_start":
        if (coloured) note(dim(`  … ${event.name} ${plain(JSON.stringify(event.input))}`));
        return;
      case "call_end": {
        const { outcome, name, durationMs } = event;
        const ok = outcome.status === "ok";
        const fault = ok ? "" : ` ${outcome.error.code}: ${plain(outcome.error.message)}`;
        note(`  ${ok ? "✓" : red("✗")} ${plain(name)} ${dim(`${Math.round(durationMs)} ms`)}${fault}`);
        // Claude is told no stack traces; you are.
        if (event.cause instanceof Error) note((event.cause.stack ?? event.cause.message).replace(CALLER, ""));
        return;
      }
      case "retry":
        note(dim(`  ↻ once more (${event.attempt}): ${plain(event.reason)}`));
        return;
      case "fallback":
        note(dim(`  ${event.field} was refused, going on without it`));
        return;
      default:
        return;
    }
  };
}

/** The same in short. */
function plain(text: string | undefined): string {
  const cleaned = clean(text);
  return cleaned.length > 200 ? `${cleaned.slice(0, 200)}…` : cleaned;
}

/** In one line, without characters that steer a terminal or turn the direction in which it is read. */
function clean(text: string | undefined): string {
  return (text ?? "").replace(/[\p{Cc}\p{Cf}]+/gu, " ");
}

function report({ outcome, budget, error, message }: ConversationResult): void {
  if (outcome === "completed") return;
  const why = error?.message ?? message?.stop_details?.explanation ?? budget;
  process.stderr.write(`The conversation ended: ${outcome}${why ? ` (${clean(why)})` : ""}.\n`);
}

function exitCodeOf({ outcome }: ConversationResult): number {
  if (outcome === "completed") return 0;
  return outcome === "aborted" ? 130 : 1;
}
