import type { Handler } from "../generated/index.js";

export const handler: Handler<"no_batch"> = () => null;
