import type { WireError } from "../wire/types.js";
import { blockRules } from "./block-rules.js";
import { cacheRules } from "./cache-rules.js";
import { callRules } from "./call-rules.js";
import { choiceRules } from "./choice-rules.js";
import { messageRules } from "./message-rules.js";
import { requestRules } from "./request-rules.js";
import { strictRules } from "./strict-rules.js";
import { toolRules } from "./tool-rules.js";
import type { CheckedRequest, Rule } from "./types.js";

/** All that is enforced, in the order in which it is checked. */
export const rules: readonly Rule[] = [
  ...requestRules,
  ...choiceRules,
  ...toolRules,
  ...strictRules,
  ...blockRules,
  ...messageRules,
  ...callRules,
  ...cacheRules,
];

/** The first rule that a request breaks, as the API's error; undefined where it keeps them all. */
export const checkRequest = (request: CheckedRequest): WireError | undefined => {
  for (const { id, status, type, wording, find } of rules) {
    const fill = find(request);
    if (!fill) continue;
    const message = wording.replace(/\{(\w+)\}/g, (place, name: string) => String(fill[name] ?? place));
    return { status, type, message, rule: id };
  }
  return undefined;
};
