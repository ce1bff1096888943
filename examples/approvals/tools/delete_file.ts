import type { Handler } from "../generated/index.js";

/** Delete a file */
export const handler: Handler<"delete_file"> = ({ path }) => `Deleted ${path}.`;
