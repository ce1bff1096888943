// Stands in for the emitted handlers.ts, so that the templates compile where they are. It is not copied.
import type { Handlers } from "./runtime/types.js";

export const handlers: Handlers = {};
