import { arrayOf, isObject, type JsonObject, objectOf, sameJson, stringOf } from "../../json/values.js";

/** A call that was made since the question, and what it gave. */
export type DoneCall = {
  readonly name: string;
  readonly input: unknown;
  /** The result's text; for a failure, what went wrong. */
  readonly text: string;
  readonly ok: boolean;
  /** The block with the code that made it; undefined where Claude did. */
  readonly code?: unknown;
};

/** Where a conversation stands. */
export type Standing = {
  readonly question: string;
  readonly done: readonly DoneCall[];
};

function blocksOf(message: unknown): readonly JsonObject[] {
  const content = objectOf(message)["content"];
  return typeof content === "string" ? [{ type: "text", text: content }] : arrayOf(content).filter(isObject);
}

function textsOf(blocks: readonly JsonObject[]): string {
  return blocks
    .filter((block) => block["type"] === "text")
    .map((block) => stringOf(block["text"]) ?? "")
    .join("\n");
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "null");
}

function resultText(result: JsonObject): string {
  const { content } = result;
  if (typeof content === "string") return content;
  return arrayOf(content)
    .filter(isObject)
    .map((block) => (block["type"] === "text" ? String(block["text"]) : `[${String(block["type"])}]`))
    .join("\n");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function messageOf(error: unknown, otherwise: string): string {
  return stringOf(objectOf(error)["message"]) ?? otherwise;
}

function single(use: JsonObject, result: JsonObject): DoneCall {
  const text = resultText(result);
  const ok = result["is_error"] !== true;
  const failure = ok ? text : messageOf(objectOf(parsed(text))["error"], text);
  const code = objectOf(use["caller"])["tool_id"];
  return { name: String(use["name"]), input: use["input"], text: failure, ok, ...(code !== undefined && { code }) };
}

/** The envelope's results in the order of the request; a call that it leaves out counts as failed. */
function batched(invocations: readonly JsonObject[], result: JsonObject): DoneCall[] {
  const content = result["content"];
  const first = typeof content === "string" ? content : textsOf(arrayOf(content).filter(isObject).slice(0, 1));
  const envelope = objectOf(parsed(first));
  const results = arrayOf(envelope["results"]).map(objectOf);
  return invocations.map((invocation, index) => {
    const call = { name: String(invocation["name"]), input: invocation["arguments"] };
    const entry = results.find((one) => one["index"] === index);
    if (!entry) return { ...call, ok: false, text: messageOf(envelope["error"], "no result came for it") };
    if (entry["status"] === "ok") return { ...call, ok: true, text: shown(entry["result"]) };
    return { ...call, ok: false, text: messageOf(entry["error"], shown(entry["error"])) };
  });
}

/** Reads what the last question is and which calls have been answered since. */
export function readConversation(body: JsonObject): Standing {
  const messages = arrayOf(body["messages"]).map(objectOf);
  const asked = messages.findLastIndex(
    (message) => message["role"] === "user" && textsOf(blocksOf(message)).trim() !== "",
  );
  const since = messages.slice(asked + 1).flatMap(blocksOf);
  const results = new Map(
    since.filter((block) => block["type"] === "tool_result").map((block) => [block["tool_use_id"], block] as const),
  );
  const done = since
    .filter((block) => block["type"] === "tool_use")
    .flatMap((use) => {
      const result = results.get(use["id"]);
      if (!result) return [];
      const invocations = objectOf(use["input"])["invocations"];
      return Array.isArray(invocations) ? batched(invocations.map(objectOf), result) : [single(use, result)];
    });
  return { question: textsOf(blocksOf(messages[asked])), done };
}

/** Whether two calls are the same one. */
export function sameCall(a: { name: string; input: unknown }, b: { name: string; input: unknown }): boolean {
  return a.name === b.name && sameJson(a.input, b.input);
}
