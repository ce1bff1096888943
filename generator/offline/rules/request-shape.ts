import type { Fields, Shape } from "./find-misfit.js";

// Fields and types as SDK 1.12 declares them (`resources/messages/messages.d.ts`), in the order in which they are checked.

const anything: Shape = { is: "anything" };
const text: Shape = { is: "text" };
const flag: Shape = { is: "flag" };
const whole: Shape = { is: "whole" };
const number: Shape = { is: "number" };
const dictionary: Shape = { is: "dictionary" };
const choice = (...of: string[]): Shape => ({ is: "choice", of });
const list = (of: Shape): Shape => ({ is: "list", of });
const nullable = (of: Shape): Shape => ({ is: "nullable", of });
const textOr = (of: Shape): Shape => ({ is: "text-or", of });
const tagged = (of: Fields): Shape => ({ is: "tagged", of });

/** A record; a field whose name ends in `?` may be left out. */
const record = (fields: Fields, open = false): Shape => {
  const all = Object.entries(fields);
  return {
    is: "record",
    of: Object.fromEntries(all.map(([name, shape]) => [name.replace(/\?$/, ""), shape])),
    needs: all.flatMap(([name]) => (name.endsWith("?") ? [] : [name])),
    open,
  };
};

/** What a newer API may extend, and this code neither writes nor reads: only what it needs is held against the type. */
const open = (fields: Fields = {}): Shape => record({ type: text, ...fields }, true);

const cacheControl = nullable(tagged({ ephemeral: record({ type: text, "ttl?": choice("5m", "1h") }) }));
const cached = { "cache_control?": cacheControl };
const caller = open();
const citations = record({ "enabled?": flag });

const textBlock = record({ type: choice("text"), text, ...cached, "citations?": nullable(list(dictionary)) });
const base64 = (...media: string[]): Shape => record({ type: text, media_type: choice(...media), data: text });
const url = record({ type: text, url: text });
const file = record({ type: text, file_id: text });
const image = record({
  type: text,
  source: tagged({ base64: base64("image/jpeg", "image/png", "image/gif", "image/webp"), url, file }),
  ...cached,
  "transformations?": nullable(dictionary),
});
const document = record({
  type: text,
  source: tagged({
    base64: base64("application/pdf"),
    text: base64("text/plain"),
    content: record({ type: text, content: textOr(list(tagged({ text: textBlock, image }))) }),
    url,
    file,
  }),
  ...cached,
  "citations?": nullable(citations),
  "context?": nullable(text),
  "title?": nullable(text),
});
const searchResult = record({
  type: text,
  source: text,
  title: text,
  content: list(textBlock),
  ...cached,
  "citations?": citations,
});
const toolReference = record({ type: text, tool_name: text, ...cached });
const resultBlock = tagged({
  document,
  image,
  search_result: searchResult,
  text: textBlock,
  tool_reference: toolReference,
  browser_state: open({ tabs: list(dictionary) }),
});
const toolset = { "toolset_name?": nullable(text) };
const serverResult = open({ tool_use_id: text, content: anything });

const blocks: Fields = {
  text: textBlock,
  image,
  document,
  search_result: searchResult,
  thinking: record({ type: text, signature: text, thinking: text }),
  redacted_thinking: record({ type: text, data: text }),
  tool_use: record({ type: text, id: text, name: text, input: dictionary, "caller?": caller, ...cached, ...toolset }),
  tool_result: record({
    type: text,
    tool_use_id: text,
    "content?": nullable(textOr(list(resultBlock))),
    "is_error?": nullable(flag),
    ...cached,
    ...toolset,
  }),
  server_tool_use: open({ id: text, name: text, input: dictionary, "caller?": caller, ...cached }),
  web_search_tool_result: serverResult,
  web_fetch_tool_result: serverResult,
  code_execution_tool_result: serverResult,
  bash_code_execution_tool_result: serverResult,
  text_editor_code_execution_tool_result: serverResult,
  tool_search_tool_result: serverResult,
  container_upload: open({ file_id: text }),
};
const betaBlocks: Fields = {
  ...blocks,
  advisor_tool_result: serverResult,
  compaction: open(),
  fallback: open(),
  mcp_tool_listing: open(),
  mcp_tool_use: open({ id: text, name: text, input: dictionary, server_name: text }),
  mcp_tool_result: open({ tool_use_id: text }),
  tool_addition: open(),
  tool_removal: open(),
};

const effort = nullable(choice("low", "medium", "high", "xhigh", "max"));

const message = (of: Fields, beta: boolean): Shape => {
  const content = textOr(list(tagged(of)));
  const others = record({ role: choice("user", "assistant", "system"), content });
  if (!beta) return others;
  // With a beta, a message of the system can change settings, and then needs no text.
  const system = record({
    role: text,
    "content?": content,
    "clear_at?": nullable(choice("next_user_message", "never")),
    "output_config?": nullable(record({ "effort?": effort }, true)),
  });
  return { is: "by-role", system, others };
};

const parallel = { "disable_parallel_tool_use?": flag };
const thinking = (beta: boolean): Shape => {
  const shown: Fields = beta
    ? { "display?": nullable(choice("summarized", "omitted", "updates")), "block_binding?": nullable(dictionary) }
    : { "display?": nullable(choice("summarized", "omitted")) };
  return tagged({
    adaptive: record({ type: text, ...shown }),
    between_tools: record({ type: text }),
    disabled: record({ type: text }),
    enabled: record({ type: text, budget_tokens: whole, ...shown }),
  });
};

const counted = (of: Fields, beta: boolean): Fields => ({
  model: text,
  messages: list(message(of, beta)),
  "cache_control?": cacheControl,
  "output_config?": record(
    {
      "effort?": effort,
      "format?": nullable(record({ type: choice("json_schema"), schema: dictionary })),
    },
    beta,
  ),
  "speed?": nullable(choice("standard", "fast")),
  "system?": textOr(list(textBlock)),
  "thinking?": thinking(beta),
  "tool_choice?": tagged({
    auto: record({ type: text, ...parallel }),
    any: record({ type: text, ...parallel }),
    tool: record({ type: text, name: text, ...parallel }),
    none: record({ type: text }),
  }),
  "tools?": list(record({}, true)),
  "user_profile_id?": text,
  "workspace_id?": text,
});

const asked = (beta: boolean): Fields => ({
  max_tokens: whole,
  "container?": nullable(textOr(record({ "id?": nullable(text), "skills?": nullable(list(dictionary)) }, beta))),
  "diagnostics?": nullable(record({ "previous_message_id?": nullable(text) })),
  "inference_geo?": nullable(text),
  "metadata?": record({ "user_id?": nullable(text) }),
  "service_tier?": choice("auto", "standard_only"),
  "stop_sequences?": list(text),
  "stream?": flag,
});

const betaFields: Fields = {
  "billing_policy?": anything,
  "compaction?": anything,
  "context_management?": nullable(dictionary),
  "fallback_credit_token?": anything,
  "fallbacks?": anything,
  "mcp_servers?": list(dictionary),
  "output_format?": nullable(dictionary),
  "thread?": nullable(
    tagged({ create: record({ type: text }), continue: record({ type: text, previous_message_id: text }) }),
  ),
};
const sampling: Fields = { "temperature?": number, "top_k?": whole, "top_p?": number };

/** A tool that the user defines. */
export const customTool = record({
  name: text,
  input_schema: dictionary,
  "description?": text,
  "type?": nullable(choice("custom")),
  "strict?": nullable(flag),
  ...cached,
  "defer_loading?": nullable(flag),
  "allowed_callers?": nullable(
    list(choice("direct", "code_execution_20250825", "code_execution_20260120", "code_execution_20260521")),
  ),
  "input_examples?": nullable(list(dictionary)),
  "eager_input_streaming?": nullable(flag),
});

/** What a request's body may hold: betas add fields and blocks, and versions before 2026-10-21 took sampling parameters. */
export const requestShape = (of: {
  endpoint: "messages" | "count_tokens" | "models";
  beta: boolean;
  version: string;
}): Shape =>
  record({
    ...counted(of.beta ? betaBlocks : blocks, of.beta),
    ...(of.endpoint === "messages" ? asked(of.beta) : {}),
    ...(of.beta ? betaFields : {}),
    ...(of.version === "2026-10-21" ? {} : sampling),
  });
