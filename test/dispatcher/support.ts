import Anthropic from "@anthropic-ai/sdk";
import { type OfflineClaude, type OfflineOptions, startOfflineClaude } from "../../generator/offline/index.js";
import { bind, type ProjectSettings, projectOf } from "../support/bound.js";
import type { Loose } from "../support/loose.js";
import { tool } from "../support/project.js";

/** The runtime, bound to these definitions. */
export function world(tools: readonly object[], settings: ProjectSettings = {}): Loose {
  return bind(projectOf(tools, settings));
}

/** A tool whose input is these properties, those named required. */
export function taking(
  name: string,
  properties: object,
  required: readonly string[] = [],
  over: { [key: string]: unknown } = {},
): { [key: string]: unknown } {
  return tool(name, { input_schema: { type: "object", properties, required }, ...over });
}

export const paris = { location: "Paris" };

/** A batch as Claude sends it. */
export function batch(...invocations: unknown[]): { id: string; name: string; input: unknown } {
  return { id: "toolu_1", name: "batch_tool", input: { invocations } };
}

/** One invocation. */
export function invoke(name: string, input: unknown = paris): { name: string; arguments: unknown } {
  return { name, arguments: input };
}

export type Entry = {
  index: number;
  name: string;
  status: string;
  result?: unknown;
  truncated?: { bytes: number; of: number };
  error?: { code: string; message: string; issues?: { path: string; message: string }[] };
};
export type Envelope = {
  results: Entry[];
  ok: number;
  failed: number;
  failedIndexes: number[];
  error?: Entry["error"];
};

/** The envelope of a batch's tool result. */
export function envelopeOf(result: { content?: unknown }): Envelope {
  const { content } = result;
  return JSON.parse(String(Array.isArray(content) ? content[0].text : content));
}

/** The error of a single call's tool result. */
export function errorOf(result: { content?: unknown }): NonNullable<Entry["error"]> {
  return JSON.parse(String(result.content)).error;
}

/** A promise that a test settles when it wants to. */
export function gate<T = void>(): { promise: Promise<T>; open: (value: T) => void } {
  let open = (_: T): void => {};
  const promise = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Lets everything that is due happen. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Runs a test against an offline Claude of its own. */
export async function withClaude<T>(
  options: OfflineOptions,
  run: (client: Anthropic, claude: OfflineClaude) => Promise<T>,
): Promise<T> {
  const claude = await startOfflineClaude(options);
  try {
    const client = new Anthropic({ apiKey: "offline", baseURL: claude.baseURL, maxRetries: 0, openTelemetry: false });
    return await run(client, claude);
  } finally {
    await claude.close();
  }
}
