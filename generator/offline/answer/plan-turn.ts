import { runningCode } from "../../api/code-rules.js";
import { isObject, type JsonObject, objectOf, stringOf } from "../../json/values.js";
import type { FullTurn, Manner, Piece } from "../types.js";
import { assignPlaces } from "./assign-places.js";
import { buildArguments } from "./build-arguments.js";
import { chooseTools } from "./choose-tools.js";
import { type Facts, factsOf } from "./facts.js";
import { type Offer, type Offers, offersOf } from "./offers.js";
import { beginCode, nextCalls } from "./plan-code.js";
import { type DoneCall, readConversation, sameCall } from "./read-conversation.js";

const STAND_IN = "(This is the offline Claude: a stand-in that matches words, and no language model.)";

type Due = { readonly offer: Offer; readonly name: string; readonly input: JsonObject };

function line({ name, input, text, ok }: DoneCall): string {
  const given = Object.values(objectOf(input))
    .map((value) => (typeof value === "string" ? value : JSON.stringify(value)))
    .join(", ");
  return `${name}(${given})${ok ? ": " : " failed: "}${text}`;
}

function answerText(done: readonly DoneCall[], { tools }: Offers): string {
  if (done.length > 0) return `${done.map(line).join("\n")}\n\n${STAND_IN}`;
  if (tools.length === 0) return `No tool is offered that could be called.\n\n${STAND_IN}`;
  const names = tools.map(({ name }) => name);
  return (
    `No tool's words occur in that. On offer: ${names.slice(0, 20).join(", ")}${names.length > 20 ? ", …" : ""}.\n` +
    `\n${STAND_IN}`
  );
}

// An answer in a format has no room to say what gave it: that goes before it, as reasoning.
function answer(body: JsonObject, facts: Facts, text: string): Piece[] {
  const format = objectOf(objectOf(body["output_config"])["format"] ?? body["output_format"]);
  if (!isObject(format["schema"])) return [{ type: "text", text }];
  const { schema } = format;
  const [value] = buildArguments({ schema, root: schema }, facts, facts.places.map(({ name }) => name).slice(0, 1));
  return [
    { type: "thinking", thinking: text },
    { type: "text", text: JSON.stringify(value) },
  ];
}

function use({ name, input }: Due): Piece {
  return { type: "tool_use", name, input };
}

function batchOf(due: readonly Due[]): Piece {
  return {
    type: "batch",
    invocations: due.map(({ name, input }) => ({ name, arguments: input })),
  };
}

function pieces(due: readonly Due[], manner: Manner, { batch }: Offers): Piece[] {
  if (manner === "sequential") return due.slice(0, 1).map((one) => (one.offer.direct ? use(one) : batchOf([one])));
  const inBatch = due.filter(({ offer }) => offer.batchable);
  const rest = due.filter(({ offer }) => offer.direct);
  const only = inBatch.filter(({ offer }) => !offer.direct);
  if (manner === "parallel" || !batch || inBatch.length < 2) {
    return [...(only.length > 0 ? [batchOf(only.slice(0, batch?.max ?? 1))] : []), ...rest.map(use)];
  }
  return [batchOf(inBatch.slice(0, batch.max)), ...rest.filter(({ offer }) => !offer.batchable).map(use)];
}

/** What the code does next: it calls, or, with nothing left for it to call, it ends and has printed what it got. */
function fromCode(due: readonly Due[], done: readonly DoneCall[], running: string | undefined): Piece[] {
  const byCode = due.filter(({ offer }) => offer.code);
  if (byCode.length > 0) return running === undefined ? beginCode(byCode) : nextCalls(byCode);
  if (running === undefined) return [];
  const printed = done.filter(({ code }) => code === running).map((call) => `${line(call)}\n`);
  return [{ type: "code_result", stdout: printed.join("") }];
}

function forced(choice: JsonObject, { tools, batch }: Offers, question: string): Offer[] {
  if (choice["type"] !== "tool") return chooseTools(tools, question).concat(tools).slice(0, 1);
  const name = stringOf(choice["name"]);
  if (batch && name === batch.name) return tools.filter(({ batchable }) => batchable).slice(0, 1);
  return tools.filter((offer) => offer.name === name);
}

/**
 * Answers a request as a model of the given manner would that goes by words alone: calls the tools whose words occur in
 * the last question, then reports what they gave. Nothing is remembered between requests: all of it is in the messages.
 */
export function planTurn(body: JsonObject, manner: Manner): FullTurn {
  const offers = offersOf(body, manner === "code");
  const { question, done } = readConversation(body);
  const choice = isObject(body["tool_choice"]) ? body["tool_choice"] : { type: "auto" };
  const facts = factsOf(question);
  const mustCall = choice["type"] === "tool" || choice["type"] === "any";
  const chosen = chooseTools(offers.tools, question);
  const wanted =
    choice["type"] === "tool" || (mustCall && chosen.length === 0) ? forced(choice, offers, question) : chosen;
  const places = assignPlaces(question, wanted, facts.places);
  const due = (choice["type"] === "none" ? [] : wanted)
    .flatMap((offer) =>
      buildArguments(offer, facts, places.get(offer) ?? []).map((input) => ({ offer, name: offer.name, input })),
    )
    .filter((call) => mustCall || !done.some((one) => sameCall(one, call)));
  // Code that waits is gone on with first, whatever the manner.
  const code = mustCall ? [] : fromCode(due, done, runningCode(body));
  if (code.some(({ type }) => type === "code_use")) return { content: code };
  if (due.length === 0) return { content: [...code, ...answer(body, facts, answerText(done, offers))] };
  const byBatchTool = choice["type"] === "tool" && choice["name"] === offers.batch?.name;
  const uses = byBatchTool ? [batchOf(due)] : pieces(due, manner, offers);
  const calls = choice["disable_parallel_tool_use"] === true ? uses.slice(0, 1) : uses;
  return { content: [...code, ...calls] };
}
