import { containerId } from "../../generator/api/container-id.js";
import { accepted } from "./accepted.js";
import { breaches, image, PNG, sound } from "./breaches.js";
import { misfits } from "./misfits.js";
import { time, weather } from "./with-offline.js";

/** A request, with the rule that refuses it; `accepted` where the API takes it. */
export type RequestCase = {
  readonly what: string;
  readonly verdict: string;
  readonly body: object;
  readonly headers?: { readonly [name: string]: string | null };
};

type Pair = readonly [what: string, valid: object, invalid: object, rule: string, beta?: string];

const HELLO = [{ role: "user", content: "hello" }];
const BASE = { model: "claude-opus-5-5", max_tokens: 1024, messages: HELLO };

function says(...content: object[]): object {
  return { ...BASE, messages: [...HELLO, { role: "assistant", content }, ...HELLO] };
}

function asks(...content: object[]): object {
  return { ...BASE, messages: [{ role: "user", content }] };
}

function uses(...tools: object[]): object {
  return { ...BASE, tools };
}

function by(beta: string | undefined): { headers?: { [name: string]: string } } {
  return beta === undefined ? {} : { headers: { "anthropic-beta": beta } };
}

/** The models that SDK 1.12 names. */
const MODELS = [
  ...["claude-fable-5-2", "claude-mythos-5-2", "claude-haiku-5-5", "claude-sonnet-5-5", "claude-fable-5-1"],
  ...["claude-opus-5-5", "claude-mythos-5-1", "claude-sonnet-5", "claude-fable-5", "claude-mythos-5"],
  ...["claude-opus-5", "claude-opus-4-8", "claude-opus-4-7", "claude-mythos-preview", "claude-opus-4-6"],
  ...["claude-sonnet-4-6", "claude-haiku-4-5-20251001", "claude-opus-4-5-20251101", "claude-sonnet-4-5-20250929"],
];

/** Anthropic's tools, each as its page shows it; toolsets have no name. */
const OWN_TOOLS: readonly (readonly [tool: { type: string; name?: string }, beta?: string])[] = [
  [{ type: "bash_20250124", name: "bash" }],
  [{ type: "bash_20241022", name: "bash" }, "computer-use-2024-10-22"],
  [{ type: "code_execution_20250522", name: "code_execution" }],
  [{ type: "code_execution_20250825", name: "code_execution" }],
  [{ type: "code_execution_20260120", name: "code_execution" }],
  [{ type: "code_execution_20260521", name: "code_execution" }],
  [{ type: "memory_20250818", name: "memory" }],
  [{ type: "text_editor_20250124", name: "str_replace_editor" }],
  [{ type: "text_editor_20250429", name: "str_replace_based_edit_tool" }],
  [{ type: "text_editor_20250728", name: "str_replace_based_edit_tool" }],
  [{ type: "web_search_20250305", name: "web_search" }],
  [{ type: "web_search_20260209", name: "web_search" }],
  [{ type: "web_search_20260318", name: "web_search" }],
  [{ type: "web_fetch_20250910", name: "web_fetch" }],
  [{ type: "web_fetch_20260209", name: "web_fetch" }],
  [{ type: "web_fetch_20260309", name: "web_fetch" }],
  [{ type: "web_fetch_20260318", name: "web_fetch" }],
  [{ type: "tool_search_tool_bm25_20251119", name: "tool_search_tool_bm25" }],
  [{ type: "tool_search_tool_regex_20251119", name: "tool_search_tool_regex" }],
  [{ type: "browser_toolset_20260801" }],
  [{ type: "computer_toolset_20260801" }],
];

/** What a server tool leaves in a history: its use, then its result. */
const SERVER_TOOLS: readonly (readonly [use: object, result: { type: string }, beta?: string])[] = [
  server("web_search", "web_search_tool_result", []),
  server("web_fetch", "web_fetch_tool_result", { type: "web_fetch_tool_result_error", error_code: "unavailable" }),
  server("code_execution", "code_execution_tool_result", {
    type: "code_execution_result",
    content: [],
    return_code: 0,
    stderr: "",
    stdout: "1",
  }),
  server("bash_code_execution", "bash_code_execution_tool_result", {
    type: "bash_code_execution_result",
    content: [],
    return_code: 0,
    stderr: "",
    stdout: "1",
  }),
  server("text_editor_code_execution", "text_editor_code_execution_tool_result", {
    type: "text_editor_code_execution_create_result",
    is_file_update: false,
  }),
  server("tool_search_tool_regex", "tool_search_tool_result", {
    type: "tool_search_tool_search_result",
    tool_references: [],
  }),
  [
    { type: "mcp_tool_use", id: "mcptoolu_1", name: "x", server_name: "s", input: {} },
    { type: "mcp_tool_result", ...{ tool_use_id: "mcptoolu_1", content: "done" } },
    "mcp-client-2025-11-20",
  ],
];

function server(name: string, type: string, content: unknown): readonly [object, { type: string }] {
  const result = { type, tool_use_id: "srvtoolu_1", content };
  return [{ type: "server_tool_use", id: "srvtoolu_1", name, input: {} }, result];
}

/** Fields and types of betas: taken with one of them, refused without. */
const OF_BETAS: readonly (readonly [what: string, body: object, beta: string, rule: string])[] = [
  ["a thread", { ...BASE, thread: { type: "create" } }, "message-threads-2026-08-12", "field-unknown"],
  [
    "tool uses that are cleared",
    { ...BASE, context_management: { edits: [{ type: "clear_tool_uses_20250919" }] } },
    "context-management-2025-06-27",
    "field-unknown",
  ],
  [
    "compaction on the way",
    { ...BASE, context_management: { edits: [{ type: "compact_20260112" }] } },
    "compact-2026-01-12",
    "field-unknown",
  ],
  ["a compaction", { ...BASE, compaction: { type: "summarize" } }, "compact-2026-09-04", "field-unknown"],
  [
    "an MCP server",
    { ...BASE, mcp_servers: [{ type: "url", url: "https://example.com", name: "s" }] },
    "mcp-client-2025-04-04",
    "field-unknown",
  ],
  [
    "a fallback",
    { ...BASE, fallbacks: [{ model: "claude-opus-4-8" }] },
    "server-side-fallback-2026-07-01",
    "field-unknown",
  ],
  ["a fallback's credit", { ...BASE, fallback_credit_token: "t" }, "fallback-credit-2026-07-01", "field-unknown"],
  [
    "an output format of old",
    { ...BASE, output_format: { type: "json_schema", schema: { type: "object", additionalProperties: false } } },
    "structured-outputs-2025-11-13",
    "field-unknown",
  ],
  [
    "who pays",
    { ...BASE, billing_policy: { type: "billing_policy", bill_to: "self" } },
    "user-profiles-billing-2026-10-01",
    "field-unknown",
  ],
  [
    "a task's budget",
    { ...BASE, output_config: { task_budget: { type: "tokens", total: 50_000 } } },
    "task-budgets-2026-03-13",
    "field-unknown",
  ],
  [
    "a message that is cleared",
    { ...BASE, messages: [...HELLO, { role: "system", content: "Be brief.", clear_at: "next_user_message" }] },
    "mid-conversation-system-clear-at-2026-08-21",
    "field-unknown",
  ],
  [
    "effort in the middle",
    { ...BASE, messages: [...HELLO, { role: "system", content: "Go.", output_config: { effort: "low" } }] },
    "mid-conversation-output-config-2026-07-01",
    "field-unknown",
  ],
  [
    "a tool that is removed",
    {
      ...BASE,
      tools: [weather],
      messages: [
        ...HELLO,
        { role: "system", content: [{ type: "tool_removal", tool: { type: "tool_reference", name: "get_weather" } }] },
      ],
    },
    "mid-conversation-tool-changes-2026-07-01",
    "field-tag",
  ],
  [
    "thinking that is bound",
    { ...BASE, thinking: { type: "adaptive", block_binding: { prefix_mismatch_behavior: "error" } } },
    "thinking-binding-controls-2026-08-01",
    "field-unknown",
  ],
  [
    "thinking that tells how it goes",
    { ...BASE, thinking: { type: "adaptive", display: "updates" } },
    "thinking-display-updates-2026-08-18",
    "field-choice",
  ],
  [
    "an advisor",
    uses({ type: "advisor_20260301", name: "advisor", model: "claude-opus-5-5" }),
    "advisor-tool-2026-03-01",
    "field-tag",
  ],
  [
    "a computer of 2025",
    uses({ type: "computer_20250124", name: "computer", display_width_px: 800, display_height_px: 600 }),
    "computer-use-2025-01-24",
    "field-tag",
  ],
  [
    "a history that begins with what was compacted",
    { ...BASE, messages: [{ role: "assistant", content: [{ type: "compaction", content: "So far." }] }, ...HELLO] },
    "compact-2026-01-12",
    "field-tag",
  ],
];

const SEARCH = { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: { query: "x" } };
const FOUND = { type: "web_search_tool_result", tool_use_id: "srvtoolu_1", content: [] };
const CODE = { type: "server_tool_use", id: "srvtoolu_1", name: "code_execution", input: { code: "x()" } };
const BY_CODE = {
  type: "tool_use",
  id: "toolu_1",
  name: "get_weather",
  input: {},
  caller: { type: "code_execution_20260120", tool_id: "srvtoolu_1" },
};
const MCP_CALL = { type: "mcp_tool_use", id: "mcptoolu_1", name: "x", server_name: "s", input: {} };
const ANSWER = { type: "tool_result", tool_use_id: "toolu_1", content: "rain" };
const RUN_BY_CODE = [...HELLO, { role: "assistant", content: [CODE, BY_CODE] }, { role: "user", content: [ANSWER] }];
const RAN = {
  type: "code_execution_tool_result",
  tool_use_id: "srvtoolu_1",
  content: { type: "code_execution_result", content: [], return_code: 0, stderr: "", stdout: "rain" },
};
const BUDGET = { model: "claude-haiku-4-5", thinking: { type: "enabled", budget_tokens: 8000 } };

const CODE_TOOL = { type: "code_execution_20260521", name: "code_execution" };
const forCode = (caller: string): object => ({ ...weather, allowed_callers: ["direct", caller] });

/** Requests that are taken, each beside a similar one that is not. */
const PAIRS: readonly Pair[] = [
  ["a JPEG", asks(image("/9j/4AAQ", "image/jpeg")), asks(image("/9j/4AAQ", "image/png")), "media-type"],
  ["a PNG", asks(image(PNG)), asks(image(PNG, "image/gif")), "media-type"],
  ["a GIF", asks(image("R0lGODlh", "image/gif")), asks(image("R0lGODlh", "image/webp")), "media-type"],
  [
    "a WebP",
    asks(image("UklGRgAAAABXRUJQ", "image/webp")),
    asks(image("UklGRgAAAABBVkkg", "image/webp")),
    "media-readable",
  ],
  ["a PDF", asks(pdf("JVBERi0xLjc=")), asks(pdf("aGVsbG8=")), "media-readable"],
  ["600 images", asks(...Array(600).fill(image(PNG))), asks(...Array(601).fill(image(PNG))), "images-count"],
  [
    "100 images of a small window",
    { ...asks(...Array(100).fill(image(PNG))), model: "claude-haiku-4-5" },
    { ...asks(...Array(101).fill(image(PNG))), model: "claude-haiku-4-5" },
    "images-count",
  ],
  ["an image of the user", asks(image(PNG)), says(image(PNG)), "block-role"],
  [
    "thinking of the assistant",
    says({ type: "thinking", thinking: "Hm.", signature: "abc" }, { type: "text", text: "Hi." }),
    asks({ type: "thinking", thinking: "Hm.", signature: "abc" }, { type: "text", text: "Hi." }),
    "block-role",
  ],
  [
    "redacted thinking",
    says({ type: "redacted_thinking", data: "abc" }, { type: "text", text: "Hi." }),
    says({ type: "redacted_thinking", data: "abc" }),
    "thinking-last",
  ],
  [
    "thinking with its signature",
    says({ type: "thinking", thinking: "", signature: "abc" }, { type: "text", text: "Hi." }),
    says(
      { type: "thinking", thinking: "Hm.", signature: "sig_000000000000000000000000" },
      { type: "text", text: "Hi." },
    ),
    "thinking-signature",
  ],
  [
    "a paused turn that ends in text",
    {
      ...BASE,
      messages: [...HELLO, { role: "assistant", content: [SEARCH, FOUND, { type: "text", text: "So far" }] }],
    },
    { ...BASE, messages: [...HELLO, { role: "assistant", content: [{ type: "text", text: "So far" }] }] },
    "prefill",
  ],
  [
    "a server tool that goes on",
    { ...BASE, messages: [...HELLO, { role: "assistant", content: [SEARCH] }] },
    { ...BASE, messages: [...HELLO, { role: "assistant", content: [SEARCH] }, ...HELLO] },
    "only-results-while-server-tool-runs",
  ],
  [
    "a call by code, with the container",
    byCode({ container: "container_1" }),
    byCode({ container: { skills: [] } }),
    "container-required",
  ],
  [
    "a budget above max_tokens while thinking is interleaved",
    { ...BASE, ...BUDGET, max_tokens: 4000, tools: [weather] },
    { ...BASE, ...BUDGET, max_tokens: 4000 },
    "thinking-budget",
    "interleaved-thinking-2025-05-14",
  ],
  [
    "a thinking budget",
    { ...BASE, ...BUDGET, max_tokens: 9000 },
    { ...BASE, ...BUDGET, model: "claude-opus-4-8" },
    "thinking-of-model",
  ],
  [
    "adaptive thinking",
    { ...BASE, thinking: { type: "adaptive", display: "omitted" } },
    { ...BASE, model: "claude-sonnet-4-5", thinking: { type: "adaptive" } },
    "thinking-of-model",
  ],
  [
    "thinking between tools",
    { ...BASE, model: "claude-sonnet-5-5", thinking: { type: "between_tools" } },
    { ...BASE, model: "claude-opus-4-6", thinking: { type: "between_tools" } },
    "thinking-of-model",
  ],
  [
    "all of a model's tokens",
    { ...BASE, max_tokens: 128_000 },
    { ...BASE, max_tokens: 128_001 },
    "max-tokens-of-model",
  ],
  [
    "all tokens of a small model",
    { ...BASE, model: "claude-haiku-4-5", max_tokens: 64_000 },
    { ...BASE, model: "claude-haiku-4-5", max_tokens: 64_001 },
    "max-tokens-of-model",
  ],
  [
    "any number of tokens of an unknown model",
    { ...BASE, model: "my-model", max_tokens: 10_000_000 },
    { ...BASE, model: "" },
    "model-not-empty",
  ],
  ["no tokens, to fill the cache", { ...BASE, max_tokens: 0 }, { ...BASE, max_tokens: -5 }, "max-tokens-least"],
  [
    "effort",
    { ...BASE, output_config: { effort: "max" } },
    { ...BASE, model: "claude-sonnet-4-5", output_config: { effort: "low" } },
    "effort-of-model",
  ],
  [
    "a search that is used once",
    uses({ type: "web_search_20260318", name: "web_search", max_uses: 1 }),
    uses({ type: "web_search_20260318", name: "web_search", max_uses: 0 }),
    "number-least",
  ],
  [
    "a search in some domains",
    uses({ type: "web_search_20260318", name: "web_search", allowed_domains: ["a.org"], blocked_domains: null }),
    uses({ type: "web_search_20260318", name: "web_search", allowed_domains: ["a.org"], blocked_domains: ["b.org"] }),
    "search-domains",
  ],
  [
    "half a use",
    uses({ type: "web_fetch_20260318", name: "web_fetch", max_uses: 2 }),
    uses({ type: "web_fetch_20260318", name: "web_fetch", max_uses: 2.5 }),
    "field-type",
  ],
  ["two tools", uses(weather, time), uses(weather, { ...time, name: "get_weather" }), "tool-names-unique"],
  [
    "a toolset of a server that is sent",
    {
      ...uses({ type: "mcp_toolset", mcp_server_name: "s" }),
      mcp_servers: [{ type: "url", url: "https://example.com", name: "s" }],
    },
    uses({ type: "mcp_toolset", mcp_server_name: "s" }),
    "mcp-server-known",
    "mcp-client-2025-11-20",
  ],
  [
    "a file of the Files API",
    asks({ type: "document", source: { type: "file", file_id: "file_1" } }),
    asks({ type: "document", source: { type: "file", id: "file_1" } }),
    "field-required",
  ],
  [
    "a document of text",
    asks({ type: "document", source: { type: "text", media_type: "text/plain", data: "words" }, title: "t" }),
    asks({ type: "document", source: { type: "text", media_type: "text/plain", data: "" }, title: "t" }),
    "document-text-not-empty",
  ],
  [
    "300,000 tokens, with the beta for them",
    { ...BASE, max_tokens: 300_000 },
    { ...BASE, max_tokens: 300_001 },
    "max-tokens-of-model",
    "output-300k-2026-03-24",
  ],
  [
    "the text of a refused answer with its credit",
    { ...BASE, fallback_credit_token: "t", messages: [...HELLO, { role: "assistant", content: "So far" }] },
    { ...BASE, fallback_credit_token: null, messages: [...HELLO, { role: "assistant", content: "So far" }] },
    "prefill",
    "fallback-credit-2026-07-01",
  ],
  [
    "a beta that everybody has by now",
    BASE,
    { ...BASE, thread: { type: "create" } },
    "field-unknown",
    "fine-grained-tool-streaming-2025-05-14",
  ],
  [
    "an MCP call that goes on",
    { ...BASE, messages: [...HELLO, { role: "assistant", content: [MCP_CALL] }] },
    { ...BASE, messages: [...HELLO, { role: "assistant", content: [MCP_CALL] }, ...HELLO] },
    "only-results-while-server-tool-runs",
    "mcp-client-2025-11-20",
  ],
  [
    "a call by code, with the container in an object",
    byCode({ container: { id: "container_1" } }),
    byCode({ container: null }),
    "container-required",
  ],
  [
    "a call by code that has ended, without the container",
    { ...BASE, tools: [weather], messages: [...RUN_BY_CODE, { role: "assistant", content: [RAN] }, ...HELLO] },
    { ...BASE, tools: [weather], messages: RUN_BY_CODE },
    "container-required",
  ],
  [
    "the code execution tool while its code waits",
    byCode({ container: "container_1", tools: [CODE_TOOL, weather] }),
    byCode({ container: "container_1", tools: [weather] }),
    "code-tool-while-pending",
  ],
  [
    "a tool for code, with either version of the code execution tool",
    { ...BASE, tools: [{ ...CODE_TOOL, type: "code_execution_20260120" }, forCode("code_execution_20260521")] },
    { ...BASE, tools: [forCode("code_execution_20260521")] },
    "callers-need-code-tool",
  ],
  [
    "a tool for older code",
    { ...BASE, tools: [{ ...CODE_TOOL, type: "code_execution_20250825" }, forCode("code_execution_20250825")] },
    { ...BASE, tools: [CODE_TOOL, forCode("code_execution_20250825")] },
    "callers-need-code-tool",
  ],
  [
    "a container that an offline Claude made",
    { ...BASE, container: containerId("any") },
    { ...BASE, container: containerId("any").replace(/.$/, (last) => (last === "0" ? "1" : "0")) },
    "container-known",
  ],
  [
    "two betas",
    { ...BASE, thread: { type: "create" }, fallbacks: [{ model: "claude-opus-4-8" }] },
    { ...BASE, thread: { type: "create" }, compaction: { type: "summarize" } },
    "field-unknown",
    "message-threads-2026-08-12, server-side-fallback-2026-07-01",
  ],
];

function pdf(data: string): object {
  return { type: "document", source: { type: "base64", media_type: "application/pdf", data } };
}

function byCode(more: object): object {
  const messages = [...HELLO, { role: "assistant", content: [CODE, BY_CODE] }, { role: "user", content: [ANSWER] }];
  return { ...BASE, tools: [CODE_TOOL, weather], ...more, messages };
}

function pairs(): RequestCase[] {
  return PAIRS.flatMap(([what, valid, invalid, rule, beta]) => [
    { what, verdict: "accepted", body: valid, ...by(beta) },
    { what: `not ${what}`, verdict: rule, body: invalid, ...by(beta) },
  ]);
}

function ofBetas(): RequestCase[] {
  return OF_BETAS.flatMap(([what, body, beta, rule]) => [
    { what: `${what}, with its beta`, verdict: "accepted", body, ...by(beta) },
    { what: `${what}, without a beta`, verdict: rule, body },
    { what: `${what}, with another beta`, verdict: rule, body, ...by("files-api-2025-04-14") },
  ]);
}

function ofOwnTools(): RequestCase[] {
  return OWN_TOOLS.flatMap(([tool, beta]) => {
    // A tool search has nothing to find where nothing else is sent, and is taken all the same.
    const { type, name } = tool;
    return [
      { what: `the tool ${type}`, verdict: "accepted", body: uses(tool), ...by(beta) },
      {
        what: `${type} with a description`,
        verdict: "field-unknown",
        body: uses({ ...tool, description: "d" }),
        ...by(beta),
      },
      name === undefined
        ? { what: `${type} with a name`, verdict: "field-unknown", body: uses({ ...tool, name: "x" }), ...by(beta) }
        : {
            what: `${type} by another name`,
            verdict: "field-choice",
            body: uses({ ...tool, name: `my_${name}` }),
            ...by(beta),
          },
    ];
  });
}

function ofServerTools(): RequestCase[] {
  return SERVER_TOOLS.flatMap(([use, result, beta]) => {
    const { type } = result;
    return [
      { what: `a history with ${type}`, verdict: "accepted", body: says(use, result), ...by(beta) },
      { what: `${type} without its use`, verdict: "server-result-unknown-id", body: says(result), ...by(beta) },
      { what: `${type} before its use`, verdict: "server-result-unknown-id", body: says(result, use), ...by(beta) },
      { what: `${type} of the user`, verdict: "block-role", body: asks(result), ...by(beta) },
    ];
  });
}

function ofRules(): RequestCase[] {
  return Object.entries(breaches).map(([rule, breach]) =>
    typeof breach === "function"
      ? { what: `a breach of ${rule}`, verdict: rule, body: breach(sound()) }
      : { what: `a breach of ${rule}`, verdict: rule, body: breach.body(sound()), headers: breach.headers },
  );
}

/** Requests of every kind. */
export const REQUESTS: readonly RequestCase[] = [
  ...Object.entries(accepted).map(([what, { body, beta }]) => ({ what, verdict: "accepted", body, ...by(beta) })),
  ...MODELS.map((model) => ({ what: `a question to ${model}`, verdict: "accepted", body: { ...BASE, model } })),
  ...pairs(),
  ...ofBetas(),
  ...ofOwnTools(),
  ...ofServerTools(),
  ...misfits.map(([what, body]) => ({ what, verdict: "field-*", body })),
  ...ofRules(),
];
