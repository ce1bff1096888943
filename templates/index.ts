// Stands in for the emitted index.ts, so that main.ts compiles where it is. It is not copied.

export { handlers } from "./handlers.js";
export * from "./runtime/index.js";
