import {
  ANYTHING,
  choice,
  DICTIONARY,
  type Fields,
  FLAG,
  list,
  NUMBER,
  nullable,
  open,
  type RecordShape,
  record,
  type Shape,
  TEXT,
  tagged,
  textOr,
  WHOLE,
} from "./shape.js";

// Fields and types as SDK 1.12 declares them (`resources/messages/messages.d.ts`), in the order in which they are checked.

const CACHE_CONTROL = nullable(tagged({ ephemeral: record({ type: TEXT, "ttl?": choice("5m", "1h") }) }));
const CACHED = { "cache_control?": CACHE_CONTROL };
const CALLER = open();
const CITATIONS = record({ "enabled?": FLAG });

const TEXT_BLOCK = record({ type: choice("text"), text: TEXT, ...CACHED, "citations?": nullable(list(DICTIONARY)) });
function base64(...media: string[]): Shape {
  return record({ type: TEXT, media_type: choice(...media), data: TEXT });
}
const URL = record({ type: TEXT, url: TEXT });
const FILE = record({ type: TEXT, file_id: TEXT });
const IMAGE = record({
  type: TEXT,
  source: tagged({ base64: base64("image/jpeg", "image/png", "image/gif", "image/webp"), url: URL, file: FILE }),
  ...CACHED,
  "transformations?": nullable(DICTIONARY),
});
const DOCUMENT = record({
  type: TEXT,
  source: tagged({
    base64: base64("application/pdf"),
    text: base64("text/plain"),
    content: record({ type: TEXT, content: textOr(list(tagged({ text: TEXT_BLOCK, image: IMAGE }))) }),
    url: URL,
    file: FILE,
  }),
  ...CACHED,
  "citations?": nullable(CITATIONS),
  "context?": nullable(TEXT),
  "title?": nullable(TEXT),
});
const SEARCH_RESULT = record({
  type: TEXT,
  source: TEXT,
  title: TEXT,
  content: list(TEXT_BLOCK),
  ...CACHED,
  "citations?": CITATIONS,
});
const TOOL_REFERENCE = record({ type: TEXT, tool_name: TEXT, ...CACHED });
const RESULT_BLOCK = tagged({
  document: DOCUMENT,
  image: IMAGE,
  search_result: SEARCH_RESULT,
  text: TEXT_BLOCK,
  tool_reference: TOOL_REFERENCE,
  browser_state: open({ tabs: list(DICTIONARY) }),
});
const TOOLSET = { "toolset_name?": nullable(TEXT) };
const SERVER_RESULT = open({ tool_use_id: TEXT, content: ANYTHING });

const BLOCKS: Fields = {
  text: TEXT_BLOCK,
  image: IMAGE,
  document: DOCUMENT,
  search_result: SEARCH_RESULT,
  thinking: record({ type: TEXT, signature: TEXT, thinking: TEXT }),
  redacted_thinking: record({ type: TEXT, data: TEXT }),
  tool_use: record({ type: TEXT, id: TEXT, name: TEXT, input: DICTIONARY, "caller?": CALLER, ...CACHED, ...TOOLSET }),
  tool_result: record({
    type: TEXT,
    tool_use_id: TEXT,
    "content?": nullable(textOr(list(RESULT_BLOCK))),
    "is_error?": nullable(FLAG),
    ...CACHED,
    ...TOOLSET,
  }),
  server_tool_use: open({ id: TEXT, name: TEXT, input: DICTIONARY, "caller?": CALLER, ...CACHED }),
  web_search_tool_result: SERVER_RESULT,
  web_fetch_tool_result: SERVER_RESULT,
  code_execution_tool_result: SERVER_RESULT,
  bash_code_execution_tool_result: SERVER_RESULT,
  text_editor_code_execution_tool_result: SERVER_RESULT,
  tool_search_tool_result: SERVER_RESULT,
  container_upload: open({ file_id: TEXT }),
};
const BETA_BLOCKS: Fields = {
  ...BLOCKS,
  advisor_tool_result: SERVER_RESULT,
  compaction: open(),
  fallback: open(),
  mcp_tool_listing: open(),
  mcp_tool_use: open({ id: TEXT, name: TEXT, input: DICTIONARY, server_name: TEXT }),
  mcp_tool_result: open({ tool_use_id: TEXT }),
  tool_addition: open(),
  tool_removal: open(),
};

const EFFORT = nullable(choice("low", "medium", "high", "xhigh", "max"));

function message(of: Fields, beta: boolean): Shape {
  const content = textOr(list(tagged(of)));
  const others = record({ role: choice("user", "assistant", "system"), content });
  if (!beta) return others;
  // With a beta, a message of the system can change settings, and then needs no text.
  const system = record({
    role: TEXT,
    "content?": content,
    "clear_at?": nullable(choice("next_user_message", "never")),
    "output_config?": nullable(record({ "effort?": EFFORT }, true)),
  });
  return { is: "by-role", system, others };
}

const PARALLEL = { "disable_parallel_tool_use?": FLAG };
function thinking(beta: boolean): Shape {
  const shown: Fields = beta
    ? { "display?": nullable(choice("summarized", "omitted", "updates")), "block_binding?": nullable(DICTIONARY) }
    : { "display?": nullable(choice("summarized", "omitted")) };
  return tagged({
    adaptive: record({ type: TEXT, ...shown }),
    between_tools: record({ type: TEXT }),
    disabled: record({ type: TEXT }),
    enabled: record({ type: TEXT, budget_tokens: WHOLE, ...shown }),
  });
}

function counted(of: Fields, beta: boolean): Fields {
  return {
    model: TEXT,
    messages: list(message(of, beta)),
    "cache_control?": CACHE_CONTROL,
    "output_config?": record(
      {
        "effort?": EFFORT,
        "format?": nullable(record({ type: choice("json_schema"), schema: DICTIONARY })),
      },
      beta,
    ),
    "speed?": nullable(choice("standard", "fast")),
    "system?": textOr(list(TEXT_BLOCK)),
    "thinking?": thinking(beta),
    "tool_choice?": tagged({
      auto: record({ type: TEXT, ...PARALLEL }),
      any: record({ type: TEXT, ...PARALLEL }),
      tool: record({ type: TEXT, name: TEXT, ...PARALLEL }),
      none: record({ type: TEXT }),
    }),
    "tools?": list(record({}, true)),
    "user_profile_id?": TEXT,
    "workspace_id?": TEXT,
  };
}

function asked(beta: boolean): Fields {
  return {
    max_tokens: WHOLE,
    "container?": nullable(textOr(record({ "id?": nullable(TEXT), "skills?": nullable(list(DICTIONARY)) }, beta))),
    "diagnostics?": nullable(record({ "previous_message_id?": nullable(TEXT) })),
    "inference_geo?": nullable(TEXT),
    "metadata?": record({ "user_id?": nullable(TEXT) }),
    "service_tier?": choice("auto", "standard_only"),
    "stop_sequences?": list(TEXT),
    "stream?": FLAG,
  };
}

const BETA_FIELDS: Fields = {
  "billing_policy?": ANYTHING,
  "compaction?": ANYTHING,
  "context_management?": nullable(DICTIONARY),
  "fallback_credit_token?": ANYTHING,
  "fallbacks?": ANYTHING,
  "mcp_servers?": list(DICTIONARY),
  "output_format?": nullable(DICTIONARY),
  "thread?": nullable(
    tagged({ create: record({ type: TEXT }), continue: record({ type: TEXT, previous_message_id: TEXT }) }),
  ),
};
const SAMPLING: Fields = { "temperature?": NUMBER, "top_k?": WHOLE, "top_p?": NUMBER };

/** Who may call a tool: the SDK's `allowed_callers`. */
export const CALLERS = [
  "direct",
  "code_execution_20250825",
  "code_execution_20260120",
  "code_execution_20260521",
] as const;

/** A tool that the user defines. */
export const CUSTOM_TOOL: RecordShape = record({
  name: TEXT,
  input_schema: DICTIONARY,
  "description?": TEXT,
  "type?": nullable(choice("custom")),
  "strict?": nullable(FLAG),
  ...CACHED,
  "defer_loading?": nullable(FLAG),
  "allowed_callers?": nullable(list(choice(...CALLERS))),
  "input_examples?": nullable(list(DICTIONARY)),
  "eager_input_streaming?": nullable(FLAG),
});

/** What a request's body may hold: betas add fields and blocks, and versions before 2026-10-21 took sampling parameters. */
export function requestShape(of: {
  endpoint: "messages" | "count_tokens" | "models";
  beta: boolean;
  version: string;
}): Shape {
  return record({
    ...counted(of.beta ? BETA_BLOCKS : BLOCKS, of.beta),
    ...(of.endpoint === "messages" ? asked(of.beta) : {}),
    ...(of.beta ? BETA_FIELDS : {}),
    ...(of.version === "2026-10-21" ? {} : SAMPLING),
  });
}
