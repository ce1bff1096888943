import type { Handler } from "../generated/index.js";

/** Look a word up */
export const handler: Handler<"look_up"> = async ({ word }) => {
  return `${word}: a word.`;
};
