import type { CheckedRequest } from "./rule.js";

/** What opens a field, a type or a value that SDK's beta types have and its plain ones do not: any of these betas. */
export const OPENED_BY: { readonly [name: string]: readonly string[] } = {
  ...opens(["thread"], "message-threads-2026-08-12"),
  ...opens(["context_management"], "context-management-2025-06-27", "compact-2026-01-12"),
  ...opens(["compact_20260112"], "compact-2026-01-12"),
  ...opens(["clear_tool_uses_20250919", "clear_thinking_20251015"], "context-management-2025-06-27"),
  // A block of either compaction goes back as it came, whatever else manages the context by then.
  ...opens(["compaction"], "compact-2026-09-04", "compact-2026-01-12", "context-management-2025-06-27"),
  ...opens(
    ["mcp_servers", "mcp_tool_use", "mcp_tool_result"],
    ...["mcp-client-2025-04-04", "mcp-client-2025-11-20", "mcp-client-2026-09-15"],
  ),
  ...opens(["mcp_toolset"], "mcp-client-2025-11-20", "mcp-client-2026-09-15"),
  ...opens(["mcp_tool_listing", "mcp_toolset_reference"], "mcp-client-2026-09-15"),
  ...opens(["fallbacks", "fallback"], "server-side-fallback-2026-06-01", "server-side-fallback-2026-07-01"),
  ...opens(["fallback_credit_token"], "fallback-credit-2026-06-01", "fallback-credit-2026-07-01"),
  ...opens(["output_format"], "structured-outputs-2025-11-13"),
  ...opens(["billing_policy"], "user-profiles-billing-2026-10-01"),
  ...opens(["task_budget"], "task-budgets-2026-03-13"),
  ...opens(["clear_at"], "mid-conversation-system-clear-at-2026-08-21"),
  ...opens(["output_config"], "mid-conversation-output-config-2026-07-01"),
  ...opens(["tool_addition", "tool_removal"], "mid-conversation-tool-changes-2026-07-01", "inline-tools-2026-09-15"),
  ...opens(["tool_definition"], "inline-tools-2026-09-15"),
  ...opens(["block_binding"], "thinking-binding-controls-2026-08-01"),
  ...opens(["updates"], "thinking-display-updates-2026-08-18"),
  ...opens(["advisor", "advisor_20260301", "advisor_tool_result"], "advisor-tool-2026-03-01"),
  ...opens(["bash_20241022", "computer_20241022", "text_editor_20241022"], "computer-use-2024-10-22"),
  ...opens(["computer_20250124"], "computer-use-2025-01-24"),
  ...opens(["computer_20251124"], "computer-use-2025-11-24"),
};

/**
 * Betas that the SDK no longer lists, since what they opened is there for everybody; the API still takes their names.
 */
export const FORMER_BETAS: readonly string[] = [
  "advanced-tool-use-2025-11-20",
  "claude-code-20250219",
  "effort-2025-11-24",
  "fine-grained-tool-streaming-2025-05-14",
  "max-tokens-3-5-sonnet-2024-07-15",
  "oauth-2025-04-20",
  "search-results-2025-06-09",
  "tool-examples-2025-10-29",
  "tools-2024-04-04",
  "web-fetch-2025-09-10",
  "web-search-2025-03-05",
];

/** The betas that a request's header names. */
export function betasOf({ headers }: Pick<CheckedRequest, "headers">): string[] {
  return [headers["anthropic-beta"] ?? []]
    .flat()
    .join(",")
    .split(",")
    .map((beta) => beta.trim())
    .filter((beta) => beta !== "");
}

/** Whether one of a request's betas opens something. What the table does not know, any beta opens. */
export function isOpenedBy(name: string, betas: readonly string[]): boolean {
  const openers = Object.hasOwn(OPENED_BY, name) ? OPENED_BY[name] : undefined;
  return openers === undefined ? betas.length > 0 : openers.some((opener) => betas.includes(opener));
}

function opens(names: readonly string[], ...betas: readonly string[]): { [name: string]: readonly string[] } {
  return Object.fromEntries(names.map((name) => [name, betas]));
}
