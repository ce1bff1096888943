import { CACHE_RULES } from "./cache-rules.js";
import { CALL_RULES } from "./call-rules.js";
import { CHOICE_RULES } from "./choice-rules.js";
import { CODE_RULES } from "./code-rules.js";
import { HEADER_RULES } from "./header-rules.js";
import { HISTORY_RULES } from "./history-rules.js";
import { MEDIA_RULES } from "./media-rules.js";
import { MESSAGE_RULES } from "./message-rules.js";
import { MODEL_RULES } from "./model-rules.js";
import { REQUEST_RULES } from "./request-rules.js";
import type { CheckedRequest, Rule } from "./rule.js";
import { SHAPE_RULES } from "./shape-rules.js";
import { STRICT_BUDGET_RULES } from "./strict-budget.js";
import { STRICT_SCHEMA_RULES } from "./strict-rules.js";
import { TOOL_RULES } from "./tool-rules.js";

/** All that the API is known to enforce, and what is doubtful of it, in the order in which it is checked. */
export const RULES: readonly Rule[] = [
  ...HEADER_RULES,
  ...SHAPE_RULES,
  ...REQUEST_RULES,
  ...MODEL_RULES,
  ...CHOICE_RULES,
  ...TOOL_RULES,
  ...STRICT_SCHEMA_RULES,
  ...STRICT_BUDGET_RULES,
  ...MESSAGE_RULES,
  ...CALL_RULES,
  ...HISTORY_RULES,
  ...CODE_RULES,
  ...MEDIA_RULES,
  ...CACHE_RULES,
];

/** The rules that a request is held against: one for a model's facts has no body. */
export function rulesFor({ endpoint }: CheckedRequest): readonly Rule[] {
  return endpoint === "models" ? HEADER_RULES : RULES;
}
