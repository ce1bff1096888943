// batchgen: generated from ../tools/. Do not edit: the next run overwrites it.
import type { HandlerResult } from "./runtime/types.js";
import type { GetTimeInput } from "./types/get_time.js";
import type { GetWeatherInput } from "./types/get_weather.js";

/** What every tool takes and what its handler gives. */
export interface Tools {
  /** Get the current time in a given location */
  get_time: { input: GetTimeInput; output: HandlerResult };
  /** Get the current weather in a given location */
  get_weather: { input: GetWeatherInput; output: HandlerResult };
}

/** The names of all tools. */
export type ToolName = keyof Tools;

/** What handlers get as `call.context`: nothing, as there is no handlers.context.ts beside them. */
export type Context = undefined;

export type { Handler, Handlers, Invocation, Outcome, ToolInput, ToolOutput } from "./runtime/types.js";
