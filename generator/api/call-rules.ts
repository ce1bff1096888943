import { arrayOf, isObject, type JsonObject, objectOf, stringOf } from "../json/values.js";
import { type CheckedRequest, type Rule, rule } from "./rule.js";
import { blocksOf, first, type MergedTurn, turnsOf } from "./walk.js";

const ID = /^[a-zA-Z0-9_-]+$/;

function typed(blocks: readonly JsonObject[], type: string): JsonObject[] {
  return blocks.filter((one) => one["type"] === type);
}

/** Each turn of the assistant that calls tools, with the user's turn after it. */
function turnsWithCalls(
  request: CheckedRequest,
): { turn: MergedTurn; uses: JsonObject[]; next: MergedTurn | undefined }[] {
  const turns = turnsOf(request);
  return turns.flatMap((turn, place) => {
    const uses = turn.role === "assistant" ? typed(turn.blocks, "tool_use") : [];
    return uses.length > 0 ? [{ turn, uses, next: turns[place + 1] }] : [];
  });
}

/** The results that open a user's turn; what comes after other content does not count. */
function leadingResults(next: MergedTurn | undefined): JsonObject[] {
  const blocks = next?.blocks ?? [];
  const end = blocks.findIndex((block) => block["type"] !== "tool_result");
  return end < 0 ? blocks : blocks.slice(0, end);
}

function textTypes(content: unknown): boolean {
  return typeof content === "string" || arrayOf(content).every((block) => objectOf(block)["type"] === "text");
}

function isEmpty(content: unknown): boolean {
  return (
    content === undefined ||
    content === null ||
    content === "" ||
    (Array.isArray(content) && content.every((block) => objectOf(block)["text"] === ""))
  );
}

function isByCode(use: JsonObject): boolean {
  return isObject(use["caller"]) && use["caller"]["type"] !== "direct";
}

/** The rules on tool uses and their results, in the order in which they are checked. */
export const CALL_RULES: readonly Rule[] = [
  rule({
    id: "tool-use-id",
    checks: "ids of tool uses, in results too, are of ASCII letters, digits, _ and -",
    wording: "messages.{m}.content.{b}.{field}: String should match pattern '^[a-zA-Z0-9_-]+$'",
    find: (request) =>
      first(blocksOf(request), ({ m, b, block }) => {
        const [field, id] =
          block["type"] === "tool_use"
            ? ["tool_use.id", block["id"]]
            : block["type"] === "tool_result"
              ? ["tool_result.tool_use_id", block["tool_use_id"]]
              : [];
        return field !== undefined && !ID.test(String(id)) && { m, b, field };
      }),
  }),
  rule({
    id: "tool-use-name",
    checks: "a tool use has a name that a tool could have",
    wording: "messages.{m}.content.{b}.tool_use.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'",
    find: (request) =>
      first(blocksOf(request), ({ m, b, block }) => {
        const bad = block["type"] === "tool_use" && !/^[a-zA-Z0-9_-]{1,128}$/.test(stringOf(block["name"]) ?? "");
        return bad && { m, b };
      }),
  }),
  rule({
    id: "tool-use-ids-unique",
    checks: "no two tool uses have the same id",
    wording: "messages.{m}.content.{b}: `tool_use` ids must be unique",
    find: (request) => {
      const seen = new Set<unknown>();
      return first(blocksOf(request), ({ m, b, block }) => {
        if (block["type"] !== "tool_use") return undefined;
        if (seen.has(block["id"])) return { m, b };
        seen.add(block["id"]);
        return undefined;
      });
    },
  }),
  rule({
    id: "error-result-empty",
    checks: "a tool result with is_error says something",
    wording: "messages.{m}.content.{b}.tool_result: content cannot be empty if `is_error` is true",
    find: (request) =>
      first(blocksOf(request), ({ m, b, block }) => {
        const failed = block["type"] === "tool_result" && block["is_error"] === true;
        return failed && isEmpty(block["content"]) && { m, b };
      }),
  }),
  rule({
    id: "error-result-text",
    checks: "a tool result with is_error holds text only",
    wording: 'messages.{m}.content.{b}.tool_result: all content must be type "text" if `is_error` is true',
    find: (request) =>
      first(blocksOf(request), ({ m, b, block }) => {
        const failed = block["type"] === "tool_result" && block["is_error"] === true;
        return failed && !textTypes(block["content"]) && { m, b };
      }),
  }),
  rule({
    id: "tool-result-text-not-empty",
    checks: "no empty text block in a tool result",
    wording: "messages: text content blocks must be non-empty",
    find: (request) =>
      first(blocksOf(request), ({ block }) => {
        const parts = block["type"] === "tool_result" ? arrayOf(block["content"]).map(objectOf) : [];
        return parts.some((part) => part["type"] === "text" && part["text"] === "") && {};
      }),
  }),
  rule({
    id: "tool-use-unanswered",
    checks: "each tool use has its result in the next message, before any other content",
    wording:
      "messages.{m}: `tool_use` ids were found without `tool_result` blocks immediately after: {ids}. Each " +
      "`tool_use` block must have a corresponding `tool_result` block in the next message.",
    find: (request) =>
      first(turnsWithCalls(request), ({ turn, uses, next }) => {
        const answered = new Set(leadingResults(next).map((result) => result["tool_use_id"]));
        const missing = uses.map((one) => one["id"]).filter((id) => !answered.has(id));
        return missing.length > 0 && { m: turn.index, ids: missing.join(", ") };
      }),
  }),
  rule({
    id: "tool-result-unknown-id",
    checks: "each tool result answers a tool use of the message before",
    wording:
      "messages.{place}: unexpected `tool_use_id` found in `tool_result` blocks: {id}. Each `tool_result` block " +
      "must have a corresponding `tool_use` block in the previous message.",
    find: (request) => {
      const turns = turnsOf(request);
      return first([...turns.entries()], ([place, turn]) => {
        const asked = new Set(typed(turns[place - 1]?.blocks ?? [], "tool_use").map((one) => one["id"]));
        return first([...turn.blocks.entries()], ([b, block]) => {
          const unknown = block["type"] === "tool_result" && !asked.has(block["tool_use_id"]);
          return unknown && { place: turn.places[b] ?? "", id: String(block["tool_use_id"]) };
        });
      });
    },
  }),
  rule({
    id: "tool-result-doubled",
    checks: "no tool use is answered twice",
    wording:
      "messages.{place}: each tool_use must have a single result. Found multiple `tool_result` blocks with id: {id}",
    find: (request) =>
      first(turnsOf(request), (turn) => {
        const seen = new Set<unknown>();
        return first([...turn.blocks.entries()], ([b, block]) => {
          if (block["type"] !== "tool_result") return undefined;
          const id = block["tool_use_id"];
          if (seen.has(id)) return { place: turn.places[b] ?? "", id: String(id) };
          seen.add(id);
          return undefined;
        });
      }),
  }),
  rule({
    id: "only-results-while-server-tool-runs",
    checks: "nothing but tool results while a server tool is unfinished or code made the call",
    wording:
      "messages.{m}: while a server tool use is unresolved or a call was made programmatically, the message may " +
      "contain only `tool_result` blocks",
    words: "assumed",
    find: (request) => {
      const turns = turnsOf(request);
      const finished = new Set(turns.flatMap(({ blocks }) => blocks.map((block) => block["tool_use_id"])));
      return first([...turns.entries()], ([place, turn]) => {
        const next = turns[place + 1];
        if (turn.role !== "assistant" || !next) return undefined;
        const open = [...typed(turn.blocks, "server_tool_use"), ...typed(turn.blocks, "mcp_tool_use")].some(
          (block) => !finished.has(block["id"]),
        );
        const byCode = typed(turn.blocks, "tool_use").some(isByCode);
        return (open || byCode) && next.blocks.some((block) => block["type"] !== "tool_result") && { m: next.index };
      });
    },
  }),
  rule({
    id: "programmatic-result-text",
    checks: "the result of a call that code made is text",
    wording: "messages.{m}.content.{b}.tool_result.content: results of programmatic tool calls must be text",
    words: "assumed",
    find: (request) => {
      const blocks = blocksOf(request);
      const byCode = new Set(
        blocks.filter(({ block }) => block["type"] === "tool_use" && isByCode(block)).map(({ block }) => block["id"]),
      );
      return first(blocks, ({ m, b, block }) => {
        const answers = block["type"] === "tool_result" && byCode.has(block["tool_use_id"]);
        return answers && !textTypes(block["content"] ?? "") && { m, b };
      });
    },
  }),
  rule({
    id: "tool-reference-known",
    checks: "a tool_reference in a result names a tool that is sent",
    wording: "Tool reference '{name}' not found in available tools",
    words: "assumed",
    find: (request) => {
      const known = new Set(arrayOf(request.body["tools"]).map((tool) => objectOf(tool)["name"]));
      return first(blocksOf(request), ({ block }) => {
        const inside = block["type"] === "tool_result" ? arrayOf(block["content"]).map(objectOf) : [];
        return first(typed(inside, "tool_reference"), (part) => {
          return !known.has(part["tool_name"]) && { name: String(part["tool_name"]) };
        });
      });
    },
  }),
];
