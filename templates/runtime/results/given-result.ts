import { textOfBlocks } from "../calls/call.js";
import type { ContentBlock, ToolResult } from "../contract/outcomes.js";
import { wellFormedJson } from "../json/text.js";
import { isObject } from "../json/values.js";
import { asContentBlocks } from "./content.js";
import { readMcpResult } from "./mcp-result.js";

/** Known by its name, so that the `toolResult` of one generated folder is understood by the runtime of another. */
const MARK = Symbol.for("batchgen.toolResult");

/**
 * What a handler gives that has more to say than a value: a value, which an output schema is about, and content blocks
 * beside it, or a failure in the handler's own words.
 *
 * @param result `value`: null where it is left out. `content`: blocks behind it. `isError`: the call failed; Claude is
 * told the texts.
 * @throws TypeError where `content` is no list of content blocks.
 */
export function toolResult<const Value = null>(result: {
  value?: Value;
  content?: readonly ContentBlock[];
  isError?: boolean;
}): ToolResult<Value> {
  const { value = null, content = [], isError = false } = result;
  if (content.length > 0 && asContentBlocks(content) === undefined) {
    throw new TypeError(
      "content must be a list of content blocks: text, image, document, search_result or tool_reference.",
    );
  }
  return Object.assign({ value: value as Value, content, isError }, { [MARK]: true });
}

/** A handler's result, as it is to be told. */
export type Given = {
  value: unknown;
  /** Blocks; `beside` the value, or in its place. */
  content: ContentBlock[] | undefined;
  isBeside: boolean;
  isError: boolean;
};

/** Reads a handler's result: a `toolResult`, a result of MCP's, content blocks, or a value. */
export function readGiven(result: unknown, hasOutputSchema: boolean): Given {
  if (isObject(result) && Reflect.get(result, MARK) === true) {
    const { value, content, isError } = result as unknown as ToolResult<unknown>;
    const blocks = content.length === 0 ? undefined : asContentBlocks(snapshot(content));
    return { value, content: blocks, isBeside: true, isError };
  }
  if (hasOutputSchema) return { value: result, content: undefined, isBeside: false, isError: false };
  const mcp = isObject(result) && Array.isArray(result["content"]) ? readMcpResult(result) : undefined;
  if (mcp === undefined) return { value: result, content: undefined, isBeside: false, isError: false };
  // By its specification the texts say what is structured as well.
  return { value: result, content: mcp.content, isBeside: false, isError: mcp.isError };
}

/** Taken now: what the handler's code does to its blocks later changes nothing any more. */
function snapshot(content: readonly ContentBlock[]): unknown {
  return JSON.parse(wellFormedJson(JSON.stringify(content)));
}

/** What a result that is an error says. */
export function textOfFailure({ value, content }: Given): string {
  const said = content === undefined ? "" : textOfBlocks(content);
  if (said.trim() !== "" || value === null) return said;
  return typeof value === "string" ? value : JSON.stringify(value);
}
