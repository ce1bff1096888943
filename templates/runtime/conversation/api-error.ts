// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.

// Errors are told apart by their shape: the runtime imports the SDK's types alone, so that a client of any copy of
// the SDK, or of a platform's own, fits.

/** The kinds of fault that the API reports in the middle of a stream and that may be over with the next attempt. */
const TRANSIENT: ReadonlySet<unknown> = new Set(["overloaded_error", "api_error", "rate_limit_error", "timeout_error"]);

/** The HTTP status of an error, where an answer of the API lies behind it. */
export function statusOf(error: unknown): number | undefined {
  const status = fieldOf(error, "status");
  return typeof status === "number" ? status : undefined;
}

/** Whether sending the request again may help after its answer broke off with this error. */
export function isTransient(error: unknown): boolean {
  const type = fieldOf(error, "type");
  // Without a type it is no word of the API's, but a connection cut or a piece of the stream that is not JSON.
  return typeof type !== "string" || TRANSIENT.has(type);
}

/** Anything thrown, as an Error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
}

/** A field of anything; undefined where it has none. */
export function fieldOf(error: unknown, field: string): unknown {
  return typeof error === "object" && error !== null ? Reflect.get(error, field) : undefined;
}
