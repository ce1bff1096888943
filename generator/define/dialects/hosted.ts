import type { Report } from "../../diagnostics/reporter.js";
import { showText } from "../../diagnostics/show-value.js";
import { toSegment } from "../../json/pointer.js";
import { isObject, type JsonObject } from "../../json/values.js";
import type { FoundDefinition } from "./dialect.js";

/** Anthropic's own tools have the date of their version in their type. */
const ANTHROPICS = /^(?:[a-z0-9_]+_\d{8}|mcp_toolset)$/;

/** The types of tools that other providers run themselves. */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ...of("OpenAI", ["web_search", "web_search_preview", "file_search", "code_interpreter", "image_generation", "mcp"]),
  ...of("OpenAI", ["computer_use_preview", "computer", "local_shell", "shell", "apply_patch", "retrieval"]),
  ...of("Mistral", ["web_search_premium", "document_library"]),
  ...of("xAI", ["x_search", "live_search", "collections_search"]),
]);

/** Gemini names its own tools by a key without a type. */
const GEMINIS: ReadonlySet<string> = new Set([
  ...["googleSearch", "google_search", "googleSearchRetrieval", "google_search_retrieval", "googleMaps", "google_maps"],
  ...["codeExecution", "code_execution", "urlContext", "url_context", "computerUse", "computer_use"],
]);

function of(provider: string, types: readonly string[]): [string, string][] {
  return types.map((type) => [type, provider]);
}

/**
 * Whose tool it is by its `type`: OpenAI's dated previews count as well. Undefined where nobody is known to have one of
 * that type.
 */
export function providerOf(type: string): string | undefined {
  const plain = type.replace(/_\d{4}_\d{2}_\d{2}$/, "");
  return OTHERS.get(plain) ?? (ANTHROPICS.test(type) ? "Anthropic" : undefined);
}

/** Whether a definition is a tool that Gemini runs itself; that is reported. */
export function isGeminis({ value, pointer }: FoundDefinition, report: Report): boolean {
  const key = Object.keys(value).find((one) => GEMINIS.has(one) && isObject(value[one]));
  if (key === undefined || isNamed(value)) return false;
  const message = `${showText(key)} is a tool that Google runs for Gemini; Claude cannot call it.`;
  report("TOOL_SERVER_SIDE", `${pointer}/${toSegment(key)}`, message, "Remove it from the tools folder.", "key");
  return true;
}

function isNamed(value: JsonObject): boolean {
  return typeof value["name"] === "string";
}
