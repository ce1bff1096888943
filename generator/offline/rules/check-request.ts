import type { WireError } from "../wire/types.js";
import { cacheRules } from "./cache-rules.js";
import { callRules } from "./call-rules.js";
import { choiceRules } from "./choice-rules.js";
import { headerRules } from "./header-rules.js";
import { messageRules } from "./message-rules.js";
import { requestRules } from "./request-rules.js";
import { shapeRules } from "./shape-rules.js";
import { strictRules } from "./strict-rules.js";
import { toolRules } from "./tool-rules.js";
import type { CheckedRequest, Rule } from "./types.js";

/** All that is enforced, in the order in which it is checked. */
export const rules: readonly Rule[] = [
  ...headerRules,
  ...shapeRules,
  ...requestRules,
  ...choiceRules,
  ...toolRules,
  ...strictRules,
  ...messageRules,
  ...callRules,
  ...cacheRules,
];

// A request for a model's facts has no body.
const rulesFor = ({ endpoint }: CheckedRequest): readonly Rule[] => (endpoint === "models" ? headerRules : rules);

/** The first rule that a request breaks, as the API's error; undefined where it keeps them all. */
export const checkRequest = (request: CheckedRequest): WireError | undefined => {
  for (const { id, status, type, wording, find } of rulesFor(request)) {
    const fill = find(request);
    if (!fill) continue;
    const message = wording.replace(/\{(\w+)\}/g, (place, name: string) => String(fill[name] ?? place));
    return { status, type, message, rule: id };
  }
  return undefined;
};
