import type { Handler } from "../generated/index.js";

/** Write a file into a folder that exists */
export const handler: Handler<"write_file"> = async ({ path, text }) => {
  return `Wrote ${text.length} characters to ${path}.`;
};
