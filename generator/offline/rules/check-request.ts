import type { WireError } from "../wire/types.js";
import { CACHE_RULES } from "./cache-rules.js";
import { CALL_RULES } from "./call-rules.js";
import { CHOICE_RULES } from "./choice-rules.js";
import { HEADER_RULES } from "./header-rules.js";
import { MESSAGE_RULES } from "./message-rules.js";
import { REQUEST_RULES } from "./request-rules.js";
import { SHAPE_RULES } from "./shape-rules.js";
import { STRICT_RULES } from "./strict-rules.js";
import { TOOL_RULES } from "./tool-rules.js";
import type { CheckedRequest, Rule } from "./types.js";

/** All that is enforced, in the order in which it is checked. */
export const RULES: readonly Rule[] = [
  ...HEADER_RULES,
  ...SHAPE_RULES,
  ...REQUEST_RULES,
  ...CHOICE_RULES,
  ...TOOL_RULES,
  ...STRICT_RULES,
  ...MESSAGE_RULES,
  ...CALL_RULES,
  ...CACHE_RULES,
];

// A request for a model's facts has no body.
function rulesFor({ endpoint }: CheckedRequest): readonly Rule[] {
  return endpoint === "models" ? HEADER_RULES : RULES;
}

/** The first rule that a request breaks, as the API's error; undefined where it keeps them all. */
export function checkRequest(request: CheckedRequest): WireError | undefined {
  for (const { id, status, type, wording, find } of rulesFor(request)) {
    const fill = find(request);
    if (!fill) continue;
    const message = wording.replace(/\{(\w+)\}/g, (place, name: string) => String(fill[name] ?? place));
    return { status, type, message, rule: id };
  }
  return undefined;
}
