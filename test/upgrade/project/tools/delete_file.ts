import type { Handler } from "../generated/index.js";

export const handler: Handler<"delete_file"> = ({ path }) => `Deleted ${path}.`;
