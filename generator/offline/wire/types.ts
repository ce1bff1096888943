import type { JsonObject } from "../../json/values.js";

/** One block of an answer, ready for the wire: `json` is a tool input's text as it is streamed. */
export type WireBlock = { readonly block: JsonObject; readonly json?: string };

/** An answer, ready to be sent as JSON or as a stream. */
export type WireMessage = { readonly envelope: JsonObject; readonly blocks: readonly WireBlock[] };

/** An error, as the API sends it. */
export type WireError = {
  readonly status: number;
  readonly type: string;
  readonly message: string;
  readonly details?: JsonObject;
  readonly headers?: { readonly [name: string]: string };
  readonly rule?: string;
};
