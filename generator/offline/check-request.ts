import { type CheckedRequest, fillIn } from "../api/rule.js";
import { rulesFor } from "../api/rules.js";
import type { WireError } from "./wire/types.js";

/** The first rule that a request breaks, as the API's error; undefined where it keeps them all. */
export function checkRequest(request: CheckedRequest): WireError | undefined {
  for (const { id, status, type, wording, find } of rulesFor(request)) {
    const fill = find(request);
    if (fill) return { status, type, message: fillIn(wording, fill), rule: id };
  }
  return undefined;
}
