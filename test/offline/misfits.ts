import { sound } from "./breaches.js";
import { time, weather } from "./with-offline.js";

/** Requests with one field that is missing, unknown or of the wrong type, each with the API's message. */
export const misfits: readonly (readonly [what: string, body: object, message: string])[] = (() => {
  const whole = sound();
  const body = (fields: object): object => ({ ...whole, ...fields });
  const asks = (...content: unknown[]): object => body({ messages: [{ role: "user", content }] });
  const tool = (fields: object): object => body({ tools: [time, { ...weather, ...fields }] });
  const answers = (fields: object): object => {
    const result = { type: "tool_result", tool_use_id: "toolu_1", content: "rain", ...fields };
    return body({ messages: [...whole.messages.slice(0, 2), { role: "user", content: [result] }] });
  };
  const says = (block: object): object =>
    body({ messages: [whole.messages[0], { role: "assistant", content: [block] }] });
  const image = (source: unknown): object => asks({ type: "image", source });
  return [
    ["no model", body({ model: undefined }), "model: Field required"],
    ["no messages", body({ messages: undefined }), "messages: Field required"],
    ["a model that is a number", body({ model: 5 }), "model: Input should be a valid string"],
    ["a model that is null", body({ model: null }), "model: Input should be a valid string"],
    ["half a token", body({ max_tokens: 1.5 }), "max_tokens: Input should be a valid integer"],
    ["tokens in a text", body({ max_tokens: "1024" }), "max_tokens: Input should be a valid integer"],
    ["messages in a text", body({ messages: "hello" }), "messages: Input should be a valid list"],
    [
      "a message that is a text",
      body({ messages: ["hello"] }),
      "messages.0: Input should be a valid dictionary or object to extract fields from",
    ],
    [
      "a role of another API",
      body({ messages: [{ role: "tool", content: "x" }] }),
      "messages.0.role: Input should be 'user', 'assistant' or 'system'",
    ],
    ["no role", body({ messages: [{ content: "x" }] }), "messages.0.role: Field required"],
    ["no content", body({ messages: [{ role: "user" }] }), "messages.0.content: Field required"],
    [
      "content that is a block",
      body({ messages: [{ role: "user", content: { type: "text", text: "x" } }] }),
      "messages.0.content: Input should be a valid list",
    ],
    [
      "a message's id",
      body({ messages: [{ role: "user", content: "x", id: "msg_1" }] }),
      "messages.0.id: Extra inputs are not permitted",
    ],
    ["stream in a text", body({ stream: "yes" }), "stream: Input should be a valid boolean"],
    ["a system prompt in an object", body({ system: { text: "x" } }), "system: Input should be a valid list"],
    [
      "an image in the system prompt",
      body({ system: [{ type: "image", source: {} }] }),
      "system.0.type: Input should be 'text'",
    ],
    ["one stop sequence in a text", body({ stop_sequences: "END" }), "stop_sequences: Input should be a valid list"],
    [
      "a stop sequence that is a number",
      body({ stop_sequences: [5] }),
      "stop_sequences.0: Input should be a valid string",
    ],
    ["more metadata", body({ metadata: { session: "1" } }), "metadata.session: Extra inputs are not permitted"],
    [
      "metadata in a text",
      body({ metadata: "me" }),
      "metadata: Input should be a valid dictionary or object to extract fields from",
    ],
    ["another tier", body({ service_tier: "fast" }), "service_tier: Input should be 'auto' or 'standard_only'"],
    [
      "another effort",
      body({ output_config: { effort: "huge" } }),
      "output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'",
    ],
    [
      "an output format without its schema",
      body({ output_config: { format: { type: "json_schema" } } }),
      "output_config.format.schema: Field required",
    ],
    [
      "a beta's field without its header",
      body({ thread: { type: "create" } }),
      "thread: Extra inputs are not permitted",
    ],
    [
      "a beta's field of a message without its header",
      body({ messages: [{ role: "user", content: "x", clear_at: "never" }] }),
      "messages.0.clear_at: Extra inputs are not permitted",
    ],
    [
      "a beta's field of thinking without its header",
      body({ thinking: { type: "adaptive", block_binding: {} } }),
      "thinking.adaptive.block_binding: Extra inputs are not permitted",
    ],
    [
      "a tool choice in a text",
      body({ tool_choice: "auto" }),
      "tool_choice: Input should be a valid dictionary or object to extract fields from",
    ],
    ["a tool choice without a type", body({ tool_choice: { name: "x" } }), "tool_choice.type: Field required"],
    [
      "a tool choice of another API",
      body({ tool_choice: { type: "required" } }),
      "tool_choice: Input tag 'required' found using 'type' does not match any of the expected tags: 'auto', " +
        "'any', 'tool', 'none'",
    ],
    [
      "a tool choice without the tool",
      body({ tool_choice: { type: "tool" } }),
      "tool_choice.tool.name: Field required",
    ],
    [
      "a field of tool_choice that is none",
      body({ tool_choice: { type: "none", disable_parallel_tool_use: true } }),
      "tool_choice.none.disable_parallel_tool_use: Extra inputs are not permitted",
    ],
    [
      "disable_parallel_tool_use at the top",
      body({ disable_parallel_tool_use: true }),
      "disable_parallel_tool_use: Extra inputs are not permitted",
    ],
    ["a budget left out", body({ thinking: { type: "enabled" } }), "thinking.enabled.budget_tokens: Field required"],
    [
      "a way of thinking that is none",
      body({ thinking: { type: "on" } }),
      "thinking: Input tag 'on' found using 'type' does not match any of the expected tags: 'enabled', " +
        "'disabled', 'between_tools', 'adaptive'",
    ],
    ["tools in an object", body({ tools: {} }), "tools: Input should be a valid list"],
    [
      "a tool that is a text",
      body({ tools: ["get_weather"] }),
      "tools.0: Input should be a valid dictionary or object to extract fields from",
    ],
    ["a tool without a name", tool({ name: undefined }), "tools.1.custom.name: Field required"],
    ["a tool whose name is a number", tool({ name: 5 }), "tools.1.custom.name: Input should be a valid string"],
    ["a tool without a schema", tool({ input_schema: undefined }), "tools.1.custom.input_schema: Field required"],
    [
      "a schema that is a list",
      tool({ input_schema: [] }),
      "tools.1.custom.input_schema: Input should be a valid dictionary",
    ],
    [
      "a description in a list",
      tool({ description: ["x"] }),
      "tools.1.custom.description: Input should be a valid string",
    ],
    ["strict in a text", tool({ strict: "yes" }), "tools.1.custom.strict: Input should be a valid boolean"],
    ["a field of MCP", tool({ annotations: {} }), "tools.1.custom.annotations: Extra inputs are not permitted"],
    [
      "examples in an object",
      tool({ input_examples: {} }),
      "tools.1.custom.input_examples: Input should be a valid list",
    ],
    [
      "a caller that is none",
      tool({ allowed_callers: ["me"] }),
      "tools.1.custom.allowed_callers.0: Input should be 'direct', 'code_execution_20250825', " +
        "'code_execution_20260120' or 'code_execution_20260521'",
    ],
    [
      "a marker of ten minutes",
      tool({ cache_control: { type: "ephemeral", ttl: "10m" } }),
      "tools.1.custom.cache_control.ephemeral.ttl: Input should be '5m' or '1h'",
    ],
    [
      "a marker in a text",
      body({ cache_control: "ephemeral" }),
      "cache_control: Input should be a valid dictionary or object to extract fields from",
    ],
    [
      "a marker that persists",
      body({ cache_control: { type: "persistent" } }),
      "cache_control: Input tag 'persistent' found using 'type' does not match any of the expected tags: 'ephemeral'",
    ],
    [
      "a block that is a text",
      asks("hello"),
      "messages.0.content.0: Input should be a valid dictionary or object to extract fields from",
    ],
    ["a block without a type", asks({ text: "hello" }), "messages.0.content.0.type: Field required"],
    ["a text without its text", asks({ type: "text" }), "messages.0.content.0.text.text: Field required"],
    [
      "a text that is a number",
      asks({ type: "text", text: 5 }),
      "messages.0.content.0.text.text: Input should be a valid string",
    ],
    [
      "a text with more",
      asks({ type: "text", text: "x", parsed: 1 }),
      "messages.0.content.0.text.parsed: Extra inputs are not permitted",
    ],
    ["an image without a source", asks({ type: "image" }), "messages.0.content.0.image.source: Field required"],
    [
      "an image that is a bitmap",
      image({ type: "base64", media_type: "image/bmp", data: "" }),
      "messages.0.content.0.image.source.base64.media_type: Input should be 'image/jpeg', 'image/png', " +
        "'image/gif' or 'image/webp'",
    ],
    [
      "an image without its data",
      image({ type: "base64", media_type: "image/png" }),
      "messages.0.content.0.image.source.base64.data: Field required",
    ],
    [
      "an image without its address",
      image({ type: "url" }),
      "messages.0.content.0.image.source.url.url: Field required",
    ],
    [
      "an image of another API",
      asks({ type: "image_url", image_url: { url: "x" } }),
      "messages.0.content.0: Input tag 'image_url' found using 'type' does not match any of the expected tags: " +
        `${"'text', 'image', 'document', 'search_result', 'thinking', 'redacted_thinking', 'tool_use', 'tool_result', 'server_tool_use', 'web_search_tool_result', 'web_fetch_tool_result', 'code_execution_tool_result', 'bash_code_execution_tool_result', 'text_editor_code_execution_tool_result', 'tool_search_tool_result', 'container_upload'"}`,
    ],
    [
      "a document with more",
      asks({ type: "document", source: { type: "url", url: "x" }, name: "a" }),
      "messages.0.content.0.document.name: Extra inputs are not permitted",
    ],
    [
      "a search result without a title",
      asks({ type: "search_result", source: "x", content: [] }),
      "messages.0.content.0.search_result.title: Field required",
    ],
    [
      "thinking without its signature",
      says({ type: "thinking", thinking: "hm" }),
      "messages.1.content.0.thinking.signature: Field required",
    ],
    [
      "a marker on thinking",
      says({ type: "thinking", thinking: "hm", signature: "s", cache_control: { type: "ephemeral" } }),
      "messages.1.content.0.thinking.cache_control: Extra inputs are not permitted",
    ],
    [
      "a call without its id",
      says({ type: "tool_use", name: "x", input: {} }),
      "messages.1.content.0.tool_use.id: Field required",
    ],
    [
      "a call whose input is JSON in a text",
      says({ type: "tool_use", id: "t", name: "x", input: "{}" }),
      "messages.1.content.0.tool_use.input: Input should be a valid dictionary",
    ],
    [
      "a call whose input is a list",
      says({ type: "tool_use", id: "t", name: "x", input: [] }),
      "messages.1.content.0.tool_use.input: Input should be a valid dictionary",
    ],
    [
      "a result of nothing",
      answers({ tool_use_id: undefined }),
      "messages.2.content.0.tool_result.tool_use_id: Field required",
    ],
    [
      "a result that is an object",
      answers({ content: { degrees: 7 } }),
      "messages.2.content.0.tool_result.content: Input should be a valid list",
    ],
    [
      "a result that is a number",
      answers({ content: 7 }),
      "messages.2.content.0.tool_result.content: Input should be a valid list",
    ],
    [
      "a result of plain objects",
      answers({ content: [{ degrees: 7 }] }),
      "messages.2.content.0.tool_result.content.0.type: Field required",
    ],
    [
      "a call in a result",
      answers({ content: [{ type: "tool_use", id: "x", name: "y", input: {} }] }),
      "messages.2.content.0.tool_result.content.0: Input tag 'tool_use' found using 'type' does not match any of " +
        "the expected tags: 'text', 'image', 'document', 'search_result', 'tool_reference', 'browser_state'",
    ],
    [
      "an unknown field in a result's text",
      answers({ content: [{ type: "text", text: "x", id: 1 }] }),
      "messages.2.content.0.tool_result.content.0.text.id: Extra inputs are not permitted",
    ],
    [
      "is_error in a text",
      answers({ is_error: "no" }),
      "messages.2.content.0.tool_result.is_error: Input should be a valid boolean",
    ],
    [
      "a result with its tool's name",
      answers({ name: "get_weather" }),
      "messages.2.content.0.tool_result.name: Extra inputs are not permitted",
    ],
  ];
})();
