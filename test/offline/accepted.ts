import { time, weather } from "./with-offline.js";

const base = { model: "claude-opus-5-5", max_tokens: 1024 };
const hello = [{ role: "user", content: "Hello, Claude" }];
const png = { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" } };
const ephemeral = { cache_control: { type: "ephemeral" } };
const search = { type: "tool_search_tool_bm25_20251119", name: "tool_search_tool_bm25" };

const turn = (use: object, ...results: object[]) => [
  { role: "user", content: "What's the weather in San Francisco?" },
  {
    role: "assistant",
    content: [
      { type: "thinking", thinking: "", signature: "c2ln" },
      { type: "text", text: "I'll look.", citations: null },
      { type: "tool_use", id: "toolu_01", name: "get_weather", input: { location: "San Francisco, CA" }, ...use },
    ],
  },
  { role: "user", content: results },
];

const result = { type: "tool_result", tool_use_id: "toolu_01", content: "15 degrees" };

/** Sound request bodies, one per feature; `beta` is the header that a feature needs. */
export const accepted: Record<string, { body: object; beta?: string }> = {
  "a single message": { body: { ...base, messages: hello } },
  "a conversation of several turns, with the same role twice": {
    body: {
      ...base,
      messages: [
        ...hello,
        { role: "assistant", content: "Hi!" },
        { role: "user", content: "One" },
        { role: "user", content: "Two" },
      ],
    },
  },
  "a system prompt in blocks, cached for an hour": {
    body: {
      ...base,
      system: [
        { type: "text", text: "Be kind." },
        { type: "text", text: "The whole book …", cache_control: { type: "ephemeral", ttl: "1h" } },
      ],
      cache_control: { type: "ephemeral" },
      messages: hello,
    },
  },
  "an image and a document": {
    body: {
      ...base,
      messages: [
        {
          role: "user",
          content: [
            png,
            { type: "image", source: { type: "url", url: "https://example.com/ant.jpg" } },
            {
              type: "document",
              source: { type: "url", url: "https://example.com/a.pdf" },
              title: "A",
              citations: { enabled: true },
            },
            { type: "text", text: "What is in them?" },
          ],
        },
      ],
    },
  },
  "a tool result with text after it": {
    body: { ...base, tools: [weather], messages: turn({}, result, { type: "text", text: "And?" }) },
  },
  "a tool result with an image": {
    body: {
      ...base,
      tools: [weather],
      messages: turn({}, { ...result, content: [{ type: "text", text: "see" }, png] }),
    },
  },
  "a tool result without content": {
    body: { ...base, tools: [weather], messages: turn({}, { type: "tool_result", tool_use_id: "toolu_01" }) },
  },
  "a failed tool result": { body: { ...base, tools: [weather], messages: turn({}, { ...result, is_error: true }) } },
  "results in two messages of the user": {
    body: {
      ...base,
      tools: [weather, time],
      messages: [
        { role: "user", content: "Weather and time?" },
        {
          role: "assistant",
          content: [
            { type: "tool_use", id: "toolu_01", name: "get_weather", input: {} },
            { type: "tool_use", id: "toolu_02", name: "get_time", input: {} },
          ],
        },
        { role: "user", content: [result] },
        { role: "user", content: [{ ...result, tool_use_id: "toolu_02" }] },
      ],
    },
  },
  "a call as the API answered it, caller and all": {
    body: { ...base, tools: [weather], messages: turn({ caller: { type: "direct" } }, result) },
  },
  "a call by code, answered by results alone": {
    body: {
      ...base,
      container: "container_01",
      tools: [
        { type: "code_execution_20260521", name: "code_execution" },
        { ...weather, allowed_callers: ["direct", "code_execution_20260521"] },
      ],
      messages: [
        { role: "user", content: "Compare the weather." },
        {
          role: "assistant",
          content: [
            { type: "server_tool_use", id: "srvtoolu_01", name: "code_execution", input: { code: "…" } },
            {
              type: "tool_use",
              id: "toolu_01",
              name: "get_weather",
              input: {},
              caller: { type: "code_execution_20260521", tool_id: "srvtoolu_01" },
            },
          ],
        },
        { role: "user", content: [result] },
      ],
    },
  },
  "a paused turn, sent again": {
    body: {
      ...base,
      tools: [{ type: "web_search_20260318", name: "web_search", max_uses: 5 }],
      messages: [
        ...hello,
        {
          role: "assistant",
          content: [{ type: "server_tool_use", id: "srvtoolu_01", name: "web_search", input: { query: "x" } }],
        },
      ],
    },
  },
  "every field of a tool": {
    body: {
      ...base,
      tools: [
        search,
        {
          ...weather,
          type: "custom",
          strict: false,
          allowed_callers: ["direct"],
          input_examples: [{ location: "Oslo" }],
          eager_input_streaming: true,
          ...ephemeral,
        },
        { ...time, defer_loading: true },
      ],
      tool_choice: { type: "auto", disable_parallel_tool_use: true },
      messages: hello,
    },
  },
  "examples of a recursive schema, and of a price in cents": {
    body: {
      ...base,
      tools: [
        {
          name: "knot",
          input_schema: {
            type: "object",
            properties: {
              price: { type: "number", multipleOf: 0.01 },
              q: { patternProperties: { "^a": {} }, anyOf: [{ oneOf: [{}, { $ref: "#/$defs/y" }] }] },
            },
            $defs: { y: { properties: { a: { $ref: "#/$defs/y" } }, required: ["b"] } },
          },
          input_examples: [{ q: { a: {} } }, { price: 19.99 }],
        },
      ],
      messages: hello,
    },
  },
  "a forced choice where the model takes one": {
    body: {
      ...base,
      model: "claude-haiku-4-5",
      tools: [weather],
      tool_choice: { type: "tool", name: "get_weather" },
      messages: hello,
    },
  },
  "a strict tool within the subset": {
    body: {
      ...base,
      tools: [
        {
          name: "book",
          strict: true,
          input_schema: {
            type: "object",
            properties: {
              when: { type: "string", format: "date" },
              kind: { enum: ["a", "b", null] },
              code: { type: "string", pattern: "^[A-Z]{2}$" },
              who: { type: "array", items: { $ref: "#/$defs/person" }, minItems: 1 },
            },
            required: ["when"],
            additionalProperties: false,
            $defs: {
              person: {
                type: "object",
                properties: { name: { type: "string" } },
                required: ["name"],
                additionalProperties: false,
              },
            },
          },
        },
      ],
      messages: hello,
    },
  },
  "an output format, effort and adaptive thinking": {
    body: {
      ...base,
      thinking: { type: "adaptive" },
      output_config: {
        effort: "low",
        format: {
          type: "json_schema",
          schema: {
            type: "object",
            properties: { a: { type: "string" } },
            required: ["a"],
            additionalProperties: false,
          },
        },
      },
      messages: hello,
    },
  },
  "a message of the system in the middle": {
    body: {
      ...base,
      messages: [...hello, { role: "assistant", content: "Hi!" }, { role: "system", content: "Be brief." }, ...hello],
    },
  },
  "metadata, stop sequences, a tier": {
    body: { ...base, metadata: { user_id: "u" }, stop_sequences: ["END"], service_tier: "auto", messages: hello },
  },
  "a beta's field with its header": {
    body: { ...base, mcp_servers: [{ type: "url", url: "https://example.com/mcp", name: "x" }], messages: hello },
    beta: "mcp-client-2025-11-20",
  },
  "a schema with combinators, references and odd keywords below the root": {
    body: {
      ...base,
      tools: [
        {
          name: "odd",
          input_schema: {
            $schema: "http://json-schema.org/draft-07/schema#",
            type: "object",
            properties: { a: { oneOf: [{ $ref: "#/$defs/x" }, { type: "null" }] }, "b.c-d_e": { foo: 1 } },
            $defs: { x: { allOf: [{ type: "string" }], pattern: "(?i)x" } },
            "x-internal": true,
          },
        },
      ],
      messages: hello,
    },
  },
  "thinking that is shown, with effort": {
    body: {
      ...base,
      model: "claude-sonnet-5",
      thinking: { type: "adaptive", display: "summarized" },
      output_config: { effort: "high" },
      messages: hello,
    },
  },
  "thinking between tools, where it takes the place of none": {
    body: { ...base, model: "claude-sonnet-5-5", thinking: { type: "between_tools" }, messages: hello },
  },
  "thinking by a budget, and its blocks sent back": {
    body: {
      ...base,
      model: "claude-haiku-4-5",
      max_tokens: 4096,
      thinking: { type: "enabled", budget_tokens: 2048 },
      messages: [
        ...hello,
        {
          role: "assistant",
          content: [
            { type: "redacted_thinking", data: "b3BhcXVl" },
            { type: "thinking", thinking: "", signature: "c2ln" },
            { type: "text", text: "Hi!" },
          ],
        },
        ...hello,
      ],
    },
  },
  "web search, called and answered by the API, with its citations sent back": {
    body: {
      ...base,
      tools: [{ name: "web_search", type: "web_search_20250305", strict: true }],
      messages: [
        ...hello,
        {
          role: "assistant",
          content: [
            {
              type: "server_tool_use",
              id: "srvtoolu_01",
              name: "web_search",
              input: { query: "x" },
              caller: { type: "direct" },
            },
            {
              type: "web_search_tool_result",
              tool_use_id: "srvtoolu_01",
              caller: { type: "direct" },
              content: [{ type: "web_search_result", url: "https://example.com", title: "x", encrypted_content: "e" }],
            },
            {
              type: "text",
              text: "So it is.",
              citations: [
                {
                  type: "web_search_result_location",
                  url: "https://example.com",
                  title: "x",
                  encrypted_index: "i",
                  cited_text: "so",
                },
              ],
            },
          ],
        },
        ...hello,
      ],
    },
  },
  "toolsets of two MCP servers, which have no name": {
    body: {
      ...base,
      mcp_servers: [
        { type: "url", url: "https://example.com/a", name: "a", authorization_token: "t" },
        { type: "url", url: "https://example.com/b", name: "b", tool_configuration: { enabled: true } },
      ],
      tools: [
        { type: "mcp_toolset", mcp_server_name: "a" },
        { type: "mcp_toolset", mcp_server_name: "b", default_config: { defer_loading: false } },
      ],
      messages: hello,
    },
    beta: "mcp-client-2025-11-20",
  },
  "tools of the API that the caller runs": {
    body: {
      ...base,
      tools: [
        { type: "bash_20250124", name: "bash", input_examples: [{ command: "ls" }] },
        { type: "text_editor_20250728", name: "str_replace_based_edit_tool", max_characters: 100 },
        { type: "memory_20250818", name: "memory" },
        { type: "computer_toolset_20260801", configs: { zoom: { enabled: true } } },
      ],
      messages: hello,
    },
  },
  "search results and documents as a tool's result": {
    body: {
      ...base,
      tools: [weather],
      messages: turn(
        {},
        {
          ...result,
          content: [
            {
              type: "search_result",
              source: "https://example.com",
              title: "x",
              content: [{ type: "text", text: "x" }],
              citations: { enabled: true },
            },
            { type: "document", source: { type: "text", media_type: "text/plain", data: "x" }, context: "x" },
            { type: "document", source: { type: "content", content: [{ type: "text", text: "x" }] } },
          ],
          ...ephemeral,
        },
      ),
    },
  },
  "a container with skills, a tier, a place and a speed": {
    body: {
      ...base,
      container: { id: null, skills: [{ type: "anthropic", skill_id: "pdf", version: "latest" }] },
      service_tier: "standard_only",
      inference_geo: "us",
      speed: "standard",
      diagnostics: { previous_message_id: null },
      messages: hello,
    },
  },
  "context management, fallbacks and compaction": {
    body: {
      ...base,
      context_management: { edits: [{ type: "clear_tool_uses_20250919" }] },
      fallbacks: [{ model: "claude-opus-4-8" }],
      messages: [
        ...hello,
        {
          role: "assistant",
          content: [
            { type: "compaction", content: "so far" },
            { type: "text", text: "Hi!" },
          ],
        },
        { role: "system", content: [{ type: "tool_removal", tool: { type: "tool_reference", name: "x" } }] },
        ...hello,
      ],
    },
    beta: "context-management-2025-06-27, server-side-fallback-2026-06-01, inline-tools-2026-09-15, compact-2026-01-12",
  },
  "thinking as a beta shows and binds it, and settings in messages of the system": {
    body: {
      ...base,
      thinking: { type: "adaptive", display: "updates", block_binding: { prefix_mismatch_behavior: "drop_block" } },
      messages: [
        ...hello,
        { role: "system", output_config: { effort: "high" } },
        { role: "system", content: "For this turn alone.", clear_at: "next_user_message" },
      ],
    },
    beta: "thinking-display-updates-2026-08-18,thinking-binding-controls-2026-08-01,mid-conversation-output-config-2026-07-01,mid-conversation-system-clear-at-2026-08-21",
  },
  "fields that may be null": {
    body: {
      ...base,
      cache_control: null,
      container: null,
      tools: [
        {
          ...weather,
          type: null,
          cache_control: null,
          input_schema: { type: "object", properties: null, required: null },
        },
      ],
      messages: [{ role: "user", content: [{ type: "text", text: "x", citations: null, cache_control: null }] }],
    },
  },
};
