import type { IncomingHttpHeaders } from "node:http";
import type { JsonObject } from "../json.js";

/** A request on its way through the rules. */
export type CheckedRequest = {
  readonly endpoint: "messages" | "count_tokens" | "models";
  readonly headers: IncomingHttpHeaders;
  readonly body: JsonObject;
};

/** What the places in a rule's wording are filled with: `{ index: 0, key: "foo" }`. */
export type Fill = { readonly [place: string]: string | number };

/** One thing that the API enforces. */
export type Rule = {
  /** Stable, kebab-case; `requests[n].rule` names it. */
  readonly id: string;
  /** What is checked, in plain words. */
  readonly checks: string;
  readonly status: number;
  readonly type: string;
  /** The API's message, with `{places}`. */
  readonly wording: string;
  /** `quoted`: the API's own words, as people who were refused quoted them. `assumed`: that it refuses is documented, the words are not. */
  readonly words: "quoted" | "assumed";
  /** The first breach, as the places' contents; undefined where the request keeps the rule. */
  readonly find: (request: CheckedRequest) => Fill | undefined;
};

type Short = Omit<Rule, "status" | "type" | "words"> & Partial<Pick<Rule, "status" | "type" | "words">>;

/** A rule with what most have in common: 400 `invalid_request_error`, in words that were quoted. */
export function rule(one: Short): Rule {
  return { status: 400, type: "invalid_request_error", words: "quoted", ...one };
}
