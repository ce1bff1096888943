/** The input of `headers_set`. */
export type HeadersSetInput = {
  "1"?: number;
  "content-type": string;
  "x.y"?: string;
  class?: string;
  constructor?: unknown;
  toString?: unknown;
  nested?: {
    ""?: string;
    "a b"?: string;
    "quote\"d"?: string;
    __proto__x?: string;
  };
};
