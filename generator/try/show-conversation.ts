import type Anthropic from "@anthropic-ai/sdk";
import { isByCode } from "../../templates/runtime/calls/check-caller.js";
import type { ConversationEvent } from "../../templates/runtime/contract/conversation-types.js";
import type { CallPlace } from "../../templates/runtime/contract/events.js";
import { handlerStack } from "../../templates/runtime/dispatcher/run-handler.js";
import { print, type Writer } from "../report/sink.js";

const MAX_SHOWN = 100;

type ShownCall = { name: string; input: unknown; start: number; end: number; said: string };

/** Prints a conversation as it goes: each request and what it was answered with, each call and what it gave. */
export function showConversation(stdout: Writer, stderr: Writer): (event: ConversationEvent) => void {
  const running = new Map<string, ShownCall>();
  let calls: ShownCall[] = [];
  const flush = (): void => {
    if (calls.length === 0) return;
    const base = Math.min(...calls.map(({ start }) => start));
    const width = Math.max(...calls.map((call) => headOf(call).length));
    for (const call of calls) {
      const when = hasRun(call) ? `${ms(call.start - base)} to ${ms(call.end - base)}` : "not run";
      print(stdout, `  ${headOf(call).padEnd(width)}  ${when.padEnd(18)}  ${call.said}\n`);
    }
    const most = overlap(calls);
    if (most > 1) print(stdout, `  (${plural(most, "call")} ran at the same time)\n`);
    calls = [];
  };
  return (event) => {
    switch (event.type) {
      case "response":
        flush();
        print(stdout, `request ${event.step}  ${answered(event.message)}  (${ms(event.durationMs)})\n`);
        return;
      case "call_start": {
        const call = {
          name: event.name,
          input: event.input,
          start: performance.now(),
          end: Number.POSITIVE_INFINITY,
          said: "",
        };
        running.set(keyOf(event), call);
        calls.push(call);
        return;
      }
      case "call_end": {
        const { outcome } = event;
        const call = running.get(keyOf(event));
        const said =
          outcome.status === "ok"
            ? `ok  ${oneLine(outcome.result)}`
            : `${outcome.status}  ${outcome.error.code}: ${oneLine(outcome.error.message)}`;
        const now = performance.now();
        if (call) Object.assign(call, { end: now, said });
        else calls.push({ name: event.name, input: undefined, start: now, end: now, said });
        showCause(event, stderr);
        return;
      }
      case "retry":
        print(stdout, `  sent again: ${oneLine(event.reason)}\n`);
        return;
      case "request":
        flush();
        return;
      default:
        return;
    }
  };
}

function keyOf({ toolUseId, index, item }: CallPlace): string {
  return `${toolUseId} ${index} ${item?.index}`;
}

/**
 * Prints what whoever wrote a handler is to know of its failure, and Claude is not told: the stack trace of what it
 * threw, as far as it is the handler's, and what to do about a result that is no JSON.
 */
export function showCause(event: ConversationEvent, stderr: Writer): void {
  if (event.type !== "call_end") return;
  const { name, cause, outcome } = event;
  if (cause instanceof Error) {
    print(stderr, `${oneLine(name)}: ${handlerStack(cause).replace(/\n(?! *at )/g, "\n  ")}\n`);
  }
  if (outcome.status === "error" && outcome.error.code === "RESULT_UNSERIALIZABLE") {
    const way = "must return what JSON can hold: await every promise, and take plain values out of other objects";
    print(stderr, `${oneLine(name)}: its handler ${way}.\n`);
  }
}

function oneLine(value: unknown): string {
  const text = (typeof value === "string" ? value : (JSON.stringify(value) ?? "null")).replace(/\s+/g, " ");
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

function invocationsIn(input: unknown): number | undefined {
  const list = typeof input === "object" && input !== null && "invocations" in input ? input.invocations : undefined;
  return Array.isArray(list) ? list.length : undefined;
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function answered(message: Anthropic.Message): string {
  const uses = message.content.filter((block) => block.type === "tool_use");
  const calls = uses.map(({ name, input }) => {
    const count = invocationsIn(input);
    return count === undefined ? oneLine(name) : `${oneLine(name)} with ${plural(count, "invocation")}`;
  });
  if (calls.length > 0) return `${uses.some(isByCode) ? "code: " : ""}${calls.join(" and ")}`;
  return message.stop_reason === "end_turn" ? "the answer" : `stopped: ${message.stop_reason}`;
}

function overlap(calls: readonly ShownCall[]): number {
  return Math.max(
    0,
    ...calls.map((call) => calls.filter(({ start, end }) => start <= call.start && call.start < end).length),
  );
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

/** A call that was refused before it ran has no input here. */
function hasRun({ input }: ShownCall): boolean {
  return input !== undefined;
}

function headOf(call: ShownCall): string {
  return hasRun(call) ? `${oneLine(call.name)} ${oneLine(call.input)}` : oneLine(call.name);
}
