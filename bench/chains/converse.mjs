// Holds one conversation in one of the ways in which dependent calls can be made, and counts what it took.

/** The ways: how the tools are shown to Claude, and the manner in which the offline Claude then makes its calls. */
export const WAYS = {
  "one call per turn": { exposure: "native", manner: "sequential", oneCall: true },
  native: { exposure: "native", manner: "parallel" },
  batch: { exposure: "alongside", manner: "batch" },
  references: { exposure: "alongside", references: "each", manner: "references" },
  programmatic: { exposure: "programmatic", manner: "code" },
};

/** A conversation's requests, calls, milliseconds, tokens, bytes sent, and what went wrong in it. */
export async function converse({ client, model, shop, orders = 3, way, question }) {
  const { exposure, references, oneCall } = WAYS[way];
  const found = { requests: 0, calls: 0, failed: 0, ms: 0, input: 0, output: 0, errors: [] };
  const onEvent = (event) => {
    if (event.type === "retry") found.errors.push(`sent again: ${event.reason}`);
    if (event.type === "fallback") found.errors.push(`${event.field} was refused: ${event.reason}`);
    if (event.type !== "call_end") return;
    found.calls++;
    if (event.outcome.status !== "ok") found.failed++;
  };
  const startedAt = performance.now();
  const result = await shop.runConversation({
    client,
    model,
    messages: [{ role: "user", content: question }],
    handlers: shop.shopHandlers(orders),
    exposure,
    ...(references && { references }),
    ...(oneCall && { request: { tool_choice: { type: "auto", disable_parallel_tool_use: true } } }),
    maxSteps: 60,
    approve: () => true,
    onEvent,
  });
  const { usage } = result;
  found.ms = performance.now() - startedAt;
  found.requests = result.steps;
  found.input = usage.input_tokens + usage.cache_creation_input_tokens + usage.cache_read_input_tokens;
  found.output = usage.output_tokens;
  if (result.outcome !== "completed") found.errors.push(`ended as ${result.outcome}: ${result.error?.message ?? ""}`);
  return found;
}

/** The same with an offline Claude that carries out a plan; also the bytes of all requests. */
export async function converseOffline({ plan, way, latencyMs = 0, ...rest }) {
  const { default: Anthropic } = await import("@anthropic-ai/sdk");
  const { followPlan, startOfflineClaude } = await import("batchgen/offline");
  const claude = await startOfflineClaude({ script: followPlan(plan, WAYS[way].manner), latencyMs });
  try {
    const client = new Anthropic({ apiKey: "offline", baseURL: claude.baseURL, maxRetries: 0, openTelemetry: false });
    const found = await converse({ client, model: "claude-sonnet-5-5", way, ...rest });
    return { ...found, bytes: claude.requests.reduce((sum, { bytes }) => sum + bytes, 0) };
  } finally {
    await claude.close();
  }
}

/** A Markdown table, which is read in a terminal as well; the first column is text. */
export function tableOf(head, rows) {
  const lines = [head, ...rows].map((cells) => cells.map(String));
  const widths = head.map((_, column) => Math.max(3, ...lines.map((cells) => cells[column].length)));
  const pad = (cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]));
  const rule = widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  const show = (cells) => `| ${cells.join(" | ")} |\n`;
  return lines.map((cells, at) => show(cells.map(pad)) + (at === 0 ? show(rule) : "")).join("");
}
