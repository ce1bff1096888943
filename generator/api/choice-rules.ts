import { arrayOf, isObject, objectOf, stringOf } from "../json/values.js";
import { isInterleaved } from "./model-rules.js";
import { factsOf } from "./models.js";
import { type Rule, rule } from "./rule.js";

const MIN_BUDGET = 1024;
/**
 * Blocks of which a turn that the API has paused, compacted or handed to another model consists. A prefill has none.
 */
const CONTINUED = /^(?:server_tool_use|mcp_tool_use|compaction|fallback|\w+_tool_result)$/;

/**
 * The rules on tool choice, thinking and prefill, which depend on the model, in the order in which they are checked.
 */
export const CHOICE_RULES: readonly Rule[] = [
  rule({
    id: "tool-choice-needs-tools",
    checks: "no tool_choice without tools",
    wording: "tool_choice: `tool_choice` may only be specified while providing `tools`.",
    find: ({ body }) => {
      const type = objectOf(body["tool_choice"])["type"];
      return isObject(body["tool_choice"]) && type !== "none" && arrayOf(body["tools"]).length === 0 ? {} : undefined;
    },
  }),
  rule({
    id: "forced-choice-unsupported",
    checks: "tool_choice any or tool on a model that takes neither, token counting included",
    wording: 'tool_choice: type "tool" and "any" are not supported for this model.',
    find: ({ body }) => {
      const type = objectOf(body["tool_choice"])["type"];
      return (type === "tool" || type === "any") && factsOf(body["model"]).forcedChoice === false ? {} : undefined;
    },
  }),
  rule({
    id: "forced-choice-while-thinking",
    checks: "no forced tool_choice with thinking enabled by a budget",
    wording: "Thinking may not be enabled when tool_choice forces tool use.",
    find: ({ body }) => {
      const type = objectOf(body["tool_choice"])["type"];
      return (type === "tool" || type === "any") && objectOf(body["thinking"])["type"] === "enabled" ? {} : undefined;
    },
  }),
  rule({
    id: "parallel-with-code",
    checks: "no disable_parallel_tool_use with tools that code may call",
    wording: "tool_choice: `disable_parallel_tool_use` is not supported with programmatic tool calling.",
    words: "assumed",
    find: ({ body }) => {
      const off = objectOf(body["tool_choice"])["disable_parallel_tool_use"] === true;
      const byCode = arrayOf(body["tools"]).some((tool) =>
        arrayOf(objectOf(tool)["allowed_callers"]).some((caller) => caller !== "direct"),
      );
      return off && byCode ? {} : undefined;
    },
  }),
  rule({
    id: "tool-choice-known",
    checks: "tool_choice names a tool that is sent",
    wording: "Tool '{name}' not found in provided tools",
    find: ({ body }) => {
      const choice = objectOf(body["tool_choice"]);
      if (choice["type"] !== "tool") return undefined;
      const name = String(choice["name"]);
      return arrayOf(body["tools"]).some((tool) => objectOf(tool)["name"] === name) ? undefined : { name };
    },
  }),
  rule({
    id: "tool-choice-direct",
    checks: "tool_choice names a tool that Claude may call directly",
    wording: "tool_choice: Tool '{name}' cannot be forced because its `allowed_callers` does not include 'direct'",
    words: "assumed",
    find: ({ body }) => {
      const choice = objectOf(body["tool_choice"]);
      const tool = objectOf(arrayOf(body["tools"]).find((one) => objectOf(one)["name"] === choice["name"]));
      const callers = tool["allowed_callers"];
      return choice["type"] === "tool" && Array.isArray(callers) && !callers.includes("direct")
        ? { name: String(choice["name"]) }
        : undefined;
    },
  }),
  rule({
    id: "thinking-budget-least",
    checks: `a thinking budget is at least ${MIN_BUDGET}`,
    wording: `thinking.enabled.budget_tokens: Input should be greater than or equal to ${MIN_BUDGET}`,
    find: ({ body }) => {
      const thinking = objectOf(body["thinking"]);
      return thinking["type"] === "enabled" && Number(thinking["budget_tokens"]) < MIN_BUDGET ? {} : undefined;
    },
  }),
  rule({
    id: "thinking-budget",
    checks:
      "max_tokens is more than the thinking budget, which it need not be while thinking is interleaved with tools",
    wording: "`max_tokens` must be greater than `thinking.budget_tokens`.",
    find: (request) => {
      const { body } = request;
      const thinking = objectOf(body["thinking"]);
      if (isInterleaved(request, body)) return undefined;
      const over = Number(thinking["budget_tokens"]) >= Number(body["max_tokens"]);
      return thinking["type"] === "enabled" && over ? {} : undefined;
    },
  }),
  rule({
    id: "prefill",
    checks:
      "the last message is not text of the assistant, which models from 4.6 on refuse; a turn that was paused is none",
    wording: "This model does not support assistant message prefill. The conversation must end with a user message.",
    find: ({ body }) => {
      const last = objectOf(arrayOf(body["messages"]).at(-1));
      if (last["role"] !== "assistant" || factsOf(body["model"]).prefill !== false) return undefined;
      // With the credit of a refused answer, its text may be sent on.
      if (body["fallback_credit_token"] != null) return undefined;
      const blocks = arrayOf(last["content"]).map(objectOf);
      if (blocks.some(({ type }) => CONTINUED.test(String(type)))) return undefined;
      const end = typeof last["content"] === "string" ? "text" : blocks.at(-1)?.["type"];
      return end === "text" ? {} : undefined;
    },
  }),
  rule({
    id: "prefill-white-space",
    checks: "where a model takes a prefill, it does not end with white space",
    wording: "messages: final assistant content cannot end with trailing whitespace",
    find: ({ body }) => {
      const last = objectOf(arrayOf(body["messages"]).at(-1));
      const { content } = last;
      const end = typeof content === "string" ? content : stringOf(objectOf(arrayOf(content).at(-1))["text"]);
      return last["role"] === "assistant" && /\s$/.test(end ?? "") ? {} : undefined;
    },
  }),
];
