/** Why `batchgen try` cannot run, in words for the person who called it; `cause` is what failed below. */
export class TryError extends Error {
  override readonly name = "TryError";
}
