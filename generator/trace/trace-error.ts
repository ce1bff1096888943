/** Why a trace cannot be drawn, in words for the person who asked for it. */
export class TraceError extends Error {
  override readonly name = "TraceError";
}
