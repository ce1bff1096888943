import { time, weather } from "./with-offline.js";

type Body = Record<string, unknown> & { tools: Record<string, unknown>[]; messages: Record<string, unknown>[] };
type Change = (body: Body) => object;

/** A turn in which code has called the tool get_weather. */
const CALLED_BY_CODE = {
  role: "assistant",
  content: [
    { type: "server_tool_use", id: "srvtoolu_1", name: "code_execution", input: { code: "get_weather()" } },
    {
      type: "tool_use",
      id: "toolu_1",
      name: "get_weather",
      input: {},
      caller: { type: "code_execution_20260120", tool_id: "srvtoolu_1" },
    },
  ],
};

/** A request that every rule lets pass: a question, a call, its result. */
export const sound = (): Body => ({
  model: "claude-opus-5-5",
  max_tokens: 1024,
  tools: [{ ...weather }, { ...time }],
  messages: [
    { role: "user", content: "What's the weather in Oslo?" },
    {
      role: "assistant",
      content: [{ type: "tool_use", id: "toolu_1", name: "get_weather", input: { location: "Oslo" } }],
    },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_1", content: "rain" }] },
  ],
});

const tool =
  (change: object): Change =>
  (body) => ({ ...body, tools: [{ ...weather, ...change }, time] });

const schema = (change: object): Change => tool({ input_schema: { ...weather.input_schema, ...change } });

const strict = (properties: object, more: object = {}): Change =>
  tool({
    strict: true,
    input_schema: {
      type: "object",
      properties,
      required: Object.keys(properties),
      additionalProperties: false,
      ...more,
    },
  });

const without =
  (...fields: string[]): Change =>
  (body) =>
    Object.fromEntries(Object.entries(body).filter(([key]) => !fields.includes(key)));

const withFields =
  (fields: object): Change =>
  (body) => ({ ...body, ...fields });

const asks = (content: unknown): Change => withFields({ messages: [{ role: "user", content }] });

/** The sound request with other results, or more beside them. */
const results =
  (...content: unknown[]): Change =>
  (body) => ({ ...body, messages: [...body.messages.slice(0, 2), { role: "user", content }] });

const result = (change: object): Change =>
  results({ type: "tool_result", tool_use_id: "toolu_1", content: "rain", ...change });

const calls =
  (...content: unknown[]): Change =>
  (body) => ({ ...body, messages: [body.messages[0], { role: "assistant", content }, body.messages[2]] });

const call = (change: object): Change =>
  calls({ type: "tool_use", id: "toolu_1", name: "get_weather", input: {}, ...change });

const many = (count: number, make: (index: number) => object): object[] =>
  Array.from({ length: count }, (_, index) => make(index));

const named = (change: object) => (index: number) => ({ ...weather, name: `tool_${index}`, ...change });

const optional = (count: number, of: object): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`field_${index}`, of]));

/** The first bytes of a PNG. */
export const PNG = "iVBORw0KGgoAAAAN";

export const image = (data: string, media_type = "image/png"): object => ({
  type: "image",
  source: { type: "base64", media_type, data },
});

const marked = { cache_control: { type: "ephemeral" } };
const search = { type: "tool_search_tool_regex_20251119", name: "tool_search_tool_regex" };
const byCode = { allowed_callers: ["code_execution_20260120"] };
const codeTool = { type: "code_execution_20260521", name: "code_execution" };

/** The sound request with its call made by code, which waits for its result in that container. */
const answeringCode =
  (fields: object): Change =>
  (body) => ({
    ...body,
    tools: [...body.tools, codeTool],
    messages: [body.messages[0], CALLED_BY_CODE, body.messages[2]],
    ...fields,
  });

/** A breach of each rule, made out of the sound request. */
export const breaches: Record<string, Change | { body: Change; headers: Record<string, string | null> }> = {
  authentication: { body: (body) => body, headers: { authorization: null, "x-api-key": null } },
  "version-header": { body: (body) => body, headers: { "anthropic-version": null } },
  "version-known": { body: (body) => body, headers: { "anthropic-version": "2099-01-01" } },
  "field-required": without("max_tokens"),
  "field-type": withFields({ max_tokens: "many" }),
  "field-choice": withFields({ service_tier: "priority" }),
  "field-tag": asks([{ type: "txt", text: "hello" }]),
  "field-unknown": withFields({ max_token: 5 }),
  "model-not-empty": withFields({ model: "" }),
  "max-tokens-least": withFields({ max_tokens: -1 }),
  "beta-known": { body: (body) => body, headers: { "anthropic-beta": "time-travel-2030-01-01" } },
  "sampling-range": {
    body: withFields({ temperature: 2 }),
    headers: { "anthropic-version": "2023-06-01" },
  },
  "number-least": withFields({ tools: [{ type: "web_search_20260318", name: "web_search", max_uses: 0 }] }),
  "max-tokens-of-model": withFields({ max_tokens: 128_001 }),
  "effort-of-model": withFields({ model: "claude-haiku-4-5", output_config: { effort: "low" } }),
  "thinking-of-model": withFields({ thinking: { type: "disabled" } }),
  "prompt-too-long": withFields({
    model: "claude-haiku-4-5",
    messages: [{ role: "user", content: "word ".repeat(170_000) }],
  }),
  "sampling-removed": withFields({ temperature: 0.5 }),
  "system-not-empty": withFields({ system: [{ type: "text", text: "" }] }),
  "stop-sequences": withFields({ stop_sequences: [" "] }),
  "messages-not-empty": withFields({ messages: [] }),
  "messages-count": withFields({ messages: many(100_001, () => ({ role: "user", content: "x" })) }),
  "tool-choice-needs-tools": withFields({ tools: [], tool_choice: { type: "auto" } }),
  "forced-choice-unsupported": withFields({ tool_choice: { type: "any" } }),
  "forced-choice-while-thinking": withFields({
    model: "claude-haiku-4-5",
    tool_choice: { type: "any" },
    thinking: { type: "enabled", budget_tokens: 1000 },
  }),
  "tool-choice-known": withFields({ model: "claude-haiku-4-5", tool_choice: { type: "tool", name: "nope" } }),
  "tool-choice-direct": (body) => ({
    ...tool(byCode)(body),
    model: "claude-haiku-4-5",
    tool_choice: { type: "tool", name: "get_weather" },
  }),
  "thinking-budget-least": withFields({
    model: "claude-haiku-4-5",
    max_tokens: 4096,
    thinking: { type: "enabled", budget_tokens: 1000 },
  }),
  "thinking-budget": withFields({ model: "claude-haiku-4-5", thinking: { type: "enabled", budget_tokens: 1024 } }),
  prefill: withFields({
    messages: [
      { role: "user", content: "hello" },
      { role: "assistant", content: "I" },
    ],
  }),
  "prefill-white-space": withFields({
    model: "claude-haiku-4-5",
    messages: [
      { role: "user", content: "hello" },
      { role: "assistant", content: "I " },
    ],
  }),
  "parallel-with-code": (body) => ({
    ...tool(byCode)(body),
    tool_choice: { type: "auto", disable_parallel_tool_use: true },
  }),
  "tool-name-pattern": tool({ name: "get.weather" }),
  "tool-schema-type-required": tool({ input_schema: { anyOf: [{ type: "object" }] } }),
  "tool-schema-type-object": tool({ input_schema: { type: "string" } }),
  "tool-schema-root-combinator": schema({ oneOf: [{ required: ["location"] }] }),
  "tool-property-key": schema({ properties: { étage: {} }, required: [] }),
  "tool-schema-valid": schema({ properties: { location: { type: "number", minimum: 1, exclusiveMinimum: true } } }),
  "tool-names-unique": withFields({ tools: [weather, weather] }),
  "tool-circular-schema": tool({
    ...byCode,
    input_schema: { type: "object", properties: { child: { $ref: "#" } } },
  }),
  "tool-strict-by-code": tool({
    ...byCode,
    strict: true,
    input_schema: { type: "object", properties: {}, additionalProperties: false },
  }),
  "tool-example-invalid": tool({ input_examples: [{ location: 5 }] }),
  "deferred-with-cache-control": (body) => ({
    ...body,
    tools: [search, { ...weather, defer_loading: true, ...marked }],
  }),
  "all-tools-deferred": withFields({ tools: [{ ...weather, defer_loading: true }] }),
  "deferred-needs-search": withFields({ tools: [time, { ...weather, defer_loading: true }] }),
  "too-many-deferred": withFields({ tools: [search, ...many(10_001, named({ defer_loading: true }))] }),
  "strict-additional-properties": strict({ place: { type: "object", properties: {} } }),
  "strict-keyword": strict({ age: { type: "integer", minimum: 0 } }),
  "strict-min-items": strict({ list: { type: "array", items: { type: "string" }, minItems: 2 } }),
  "strict-combinator": strict({ either: { oneOf: [{ type: "string" }, { type: "number" }] } }),
  "strict-all-of-ref": strict({ all: { allOf: [{ $ref: "#/$defs/a" }] } }, { $defs: { a: { type: "string" } } }),
  "strict-enum": strict({ one: { enum: [{ a: 1 }] } }),
  "strict-format": strict({ one: { type: "string", format: "iri" } }),
  "strict-pattern": strict({ one: { type: "string", pattern: "^(?=a)" } }),
  "strict-external-ref": strict({ one: { $ref: "https://example.com/schema" } }),
  "strict-recursion": strict(
    { child: { $ref: "#/$defs/node" } },
    {
      $defs: {
        node: {
          type: "object",
          properties: { child: { $ref: "#/$defs/node" } },
          required: ["child"],
          additionalProperties: false,
        },
      },
    },
  ),
  "strict-tools-count": withFields({
    tools: many(
      21,
      named({ strict: true, input_schema: { type: "object", properties: {}, additionalProperties: false } }),
    ),
  }),
  "strict-optional-count": strict({}, { properties: optional(25, { type: "string" }), required: [] }),
  "strict-union-count": strict(optional(17, { type: ["string", "null"] })),
  "first-message-user": withFields({
    messages: [
      { role: "assistant", content: "hello" },
      { role: "user", content: "hello" },
    ],
  }),
  "message-not-empty": asks(""),
  "text-not-empty": asks([{ type: "text", text: "" }]),
  "text-not-blank": asks([{ type: "text", text: " \n" }]),
  "tool-use-role": asks([{ type: "tool_use", id: "toolu_1", name: "get_weather", input: {} }]),
  "tool-result-role": calls({ type: "tool_result", tool_use_id: "toolu_1", content: "rain" }),
  "block-role": calls({ type: "document", source: { type: "text", media_type: "text/plain", data: "x" } }),
  "citations-in-user-text": asks([{ type: "text", text: "hello", citations: [] }]),
  "tool-use-id": call({ id: "toolu 1" }),
  "tool-use-name": call({ name: "get weather" }),
  "tool-use-ids-unique": calls(
    { type: "tool_use", id: "toolu_1", name: "get_weather", input: {} },
    { type: "tool_use", id: "toolu_1", name: "get_time", input: {} },
  ),
  "error-result-empty": result({ is_error: true, content: "" }),
  "error-result-text": result({
    is_error: true,
    content: [{ type: "image", source: { type: "url", url: "https://example.com/a.png" } }],
  }),
  "tool-result-text-not-empty": result({ content: [{ type: "text", text: "" }] }),
  "tool-use-unanswered": results({ type: "text", text: "never mind" }),
  "tool-result-unknown-id": results(
    { type: "tool_result", tool_use_id: "toolu_1", content: "rain" },
    { type: "tool_result", tool_use_id: "toolu_2", content: "sun" },
  ),
  "tool-result-doubled": results(
    { type: "tool_result", tool_use_id: "toolu_1", content: "rain" },
    { type: "tool_result", tool_use_id: "toolu_1", content: "sun" },
  ),
  "only-results-while-server-tool-runs": (body) => ({
    ...body,
    messages: [
      body.messages[0],
      {
        role: "assistant",
        content: [
          { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: { query: "Oslo" } },
          { type: "tool_use", id: "toolu_1", name: "get_weather", input: {} },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "toolu_1", content: "rain" },
          { type: "text", text: "and now?" },
        ],
      },
    ],
  }),
  "programmatic-result-text": (body) => ({
    ...body,
    messages: [
      body.messages[0],
      CALLED_BY_CODE,
      {
        role: "user",
        content: [
          {
            type: "tool_result",
            tool_use_id: "toolu_1",
            content: [{ type: "image", source: { type: "url", url: "https://example.com/a.png" } }],
          },
        ],
      },
    ],
  }),
  "tool-reference-known": result({ content: [{ type: "tool_reference", tool_name: "get_news" }] }),
  "server-result-unknown-id": calls(
    { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: { query: "Oslo" } },
    { type: "web_search_tool_result", tool_use_id: "srvtoolu_2", content: [] },
    { type: "tool_use", id: "toolu_1", name: "get_weather", input: {} },
  ),
  "callers-need-code-tool": (body) => ({
    ...body,
    tools: [{ ...weather, allowed_callers: ["code_execution_20250825"] }, codeTool],
  }),
  "code-tool-while-pending": (body) => ({ ...answeringCode({ container: "container_1" })(body), tools: body.tools }),
  "container-required": answeringCode({}),
  "container-known": answeringCode({ container: `container_${"0".repeat(24)}` }),
  "thinking-signature": calls(
    { type: "thinking", thinking: "Rain?", signature: "" },
    { type: "tool_use", id: "toolu_1", name: "get_weather", input: {} },
  ),
  "redacted-thinking-data": calls(
    { type: "redacted_thinking", data: "" },
    { type: "tool_use", id: "toolu_1", name: "get_weather", input: {} },
  ),
  "thinking-last": (body) => ({
    ...body,
    messages: [
      body.messages[0],
      { role: "assistant", content: [{ type: "thinking", thinking: "Rain?", signature: "theirs" }] },
      { role: "user", content: "Well?" },
    ],
  }),
  "mcp-server-known": {
    body: withFields({ tools: [{ type: "mcp_toolset", mcp_server_name: "x" }] }),
    headers: { "anthropic-beta": "mcp-client-2025-11-20" },
  },
  "search-domains": withFields({
    tools: [
      { type: "web_search_20260318", name: "web_search", allowed_domains: ["a.org"], blocked_domains: ["b.org"] },
    ],
  }),
  "media-not-empty": asks([image("")]),
  "media-base64": asks([image("not base64!")]),
  "image-size": asks([image(`${PNG}${"A".repeat(5 * 1024 * 1024)}`)]),
  "media-readable": asks([image("aGVsbG8=")]),
  "media-type": asks([image("/9j/4AAQ")]),
  "document-text-not-empty": asks([{ type: "document", source: { type: "text", media_type: "text/plain", data: "" } }]),
  "images-count": asks(many(601, () => image(PNG))),
  "cache-control-order": withFields({
    messages: [{ role: "user", content: [{ type: "text", text: "a", ...marked }] }],
    cache_control: { type: "ephemeral", ttl: "1h" },
  }),
  "cache-control-count": withFields({
    messages: [{ role: "user", content: many(5, (index) => ({ type: "text", text: `${index}`, ...marked })) }],
  }),
};
