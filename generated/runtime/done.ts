// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { Outcome } from "./types.js";

/**
 * A call that is done: its outcome, and beside it its result as Claude gets it, taken when the handler ended. What the
 * handler's code does to the value later, or a value that is another one each time it is read, changes nothing any more.
 */
export type Done = {
  outcome: Outcome;
  /** The text of a string or of text blocks, or the JSON of any other value; empty for a failure. */
  text: string;
  /** Whether `text` is JSON. */
  isJson: boolean;
};
