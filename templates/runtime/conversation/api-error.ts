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

/**
 * Whether an error says that the container which a request named is not there any longer. How the API words that is not
 * documented.
 */
export function isContainerLost(error: Error): boolean {
  const status = statusOf(error);
  if (status === 404) return /\bcontainer\b/i.test(error.message);
  const isRefused = status === 400 || status === 422;
  return isRefused && /\bcontainer\b.*\b(?:not found|expired|exist|available|invalid)/i.test(error.message);
}

/**
 * Whether an error may mean that: a container that has expired is also answered by an internal error which says not to
 * try again (pydantic-ai#7833).
 */
export function mayBeContainerLost(error: Error): boolean {
  if (isContainerLost(error)) return true;
  const headers = fieldOf(error, "headers");
  return statusOf(error) === 500 && headers instanceof Headers && headers.get("x-should-retry") === "false";
}

/** Anything thrown, as an Error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
}

/** A field of anything; undefined where it has none. */
function fieldOf(error: unknown, field: string): unknown {
  return typeof error === "object" && error !== null ? Reflect.get(error, field) : undefined;
}
