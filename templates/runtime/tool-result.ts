// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import type { Done } from "./done.js";
import { type DispatcherLimits, resultTexts, type TextOfResult } from "./result-text.js";
import { sendableContent, textOnly } from "./sendable-content.js";
import { byteLength, wellFormed, wellFormedJson } from "./text.js";
import type { CallError, ContentBlock, ToolUse } from "./types.js";

type Result = Anthropic.ToolResultBlockParam;

/** The tool result of a call on its own: the text itself, its JSON, or its blocks; a failure is its error as JSON. */
export function singleResult(use: ToolUse, done: Done, limits: DispatcherLimits): Result {
  const [text = { text: "" }] = resultTexts([done], limits, false);
  const { outcome } = done;
  if (outcome.status !== "ok") return errorResult(use.id, errorOf(outcome.error, text));
  if (outcome.content !== undefined) {
    const most = Math.min(limits.maxResultBytes, limits.maxTotalBytes);
    return toolResult(use.id, sendableContent(isByCode(use) ? textOnly(outcome.content) : outcome.content, most));
  }
  if (text.truncated !== undefined) return toolResult(use.id, wellFormed(`${text.text}\n${noteOf(text.truncated)}`));
  return toolResult(use.id, done.isJson ? wellFormedJson(text.text) : wellFormed(text.text));
}

/**
 * The tool result of a batch: one envelope with every call in the order of the request. It counts as an error only where
 * no call succeeded, since Claude tends to throw away the good results of a failed one.
 */
export function batchResult(use: ToolUse, all: readonly Done[], limits: DispatcherLimits): Result {
  const texts = resultTexts(all, limits, true);
  const failedIndexes = all.filter(({ outcome }) => outcome.status !== "ok").map(({ outcome }) => outcome.index);
  const ok = all.length - failedIndexes.length;
  const results = all.map((done, at) => entryOf(done, texts[at] ?? { text: "" })).join(",");
  const counts = stringify({ ok, failed: failedIndexes.length, failedIndexes }).slice(1);
  const envelope = `{"results":[${results}],${counts}`;
  if (ok === 0) return { ...toolResult(use.id, envelope), is_error: true };
  const spent = texts.reduce((sum, { text }) => sum + byteLength(text), 0);
  const attached = attachments(use, all, { ...limits, maxTotalBytes: limits.maxTotalBytes - spent });
  return toolResult(use.id, attached.length === 0 ? envelope : [{ type: "text", text: envelope }, ...attached]);
}

/** The tool result of a batch in which no call could be found. */
export function brokenBatchResult(use: ToolUse, error: CallError): Result {
  const envelope = stringify({ results: [], ok: 0, failed: 0, failedIndexes: [], error });
  return { ...toolResult(use.id, envelope), is_error: true };
}

/** A tool result that is an error. The API takes nothing but text in one, and not an empty one. */
export function errorResult(id: string, error: CallError): Result {
  return { ...toolResult(id, stringify({ error })), is_error: true };
}

function toolResult(id: string, content: string | ContentBlock[]): Result {
  return { type: "tool_result", tool_use_id: id, content: content.length === 0 ? "" : content };
}

/** A call's entry in the envelope, as JSON. A result that is JSON already is not parsed again. */
function entryOf({ outcome, isJson }: Done, { text, truncated }: TextOfResult): string {
  const { index, name, status } = outcome;
  if (outcome.status !== "ok") {
    return stringify({ index, name, status, error: errorOf(outcome.error, { text, ...(truncated && { truncated }) }) });
  }
  if (truncated !== undefined) return stringify({ index, name, status, result: text, truncated });
  const result = isJson ? wellFormedJson(text) : stringify(text);
  return `${stringify({ index, name, status }).slice(0, -1)},"result":${result}}`;
}

/** An error, its message cut where a ToolError's is past the limits. */
function errorOf(error: CallError, { text, truncated }: TextOfResult): CallError {
  return truncated === undefined ? error : { ...error, message: `${text}\n${noteOf(truncated)}` };
}

function noteOf({ bytes, of }: { bytes: number; of: number }): string {
  return `[truncated: the first ${bytes} of ${of} bytes]`;
}

/** The blocks of each call that are no text, behind a text that says whose they are. */
function attachments(use: ToolUse, all: readonly Done[], limits: DispatcherLimits): ContentBlock[] {
  let left = limits.maxTotalBytes;
  return all.flatMap(({ outcome }) => {
    const content = outcome.status === "ok" ? (outcome.content ?? []) : [];
    const others = content.filter(({ type }) => type !== "text");
    if (others.length === 0) return [];
    const blocks = sendableContent(
      isByCode(use) ? textOnly(others) : others,
      Math.max(0, Math.min(left, limits.maxResultBytes)),
    );
    left -= byteLength(JSON.stringify(blocks.filter(holdsText)));
    return [{ type: "text" as const, text: `results[${outcome.index}], ${outcome.name}:` }, ...blocks];
  });
}

function holdsText(block: ContentBlock): boolean {
  if (block.type === "document") return block.source.type === "text" || block.source.type === "content";
  return block.type !== "image";
}

/** Whether code asked for it, in a container of the API's; its result is text (platform documentation, programmatic tool calling). */
function isByCode({ caller }: ToolUse): boolean {
  return caller != null && caller.type !== "direct";
}

/** JSON in which no half of a surrogate pair is left, not even an escaped one. */
function stringify(value: unknown): string {
  return wellFormedJson(JSON.stringify(value));
}
