// Stands in for the emitted tools.ts, so that the templates compile where they are. It is not copied.
import type { HandlerResult } from "./runtime/types.js";

export type Context = undefined;
export interface Tools {
  [name: string]: { input: { [key: string]: unknown }; output: HandlerResult };
}
export type ToolName = string;
