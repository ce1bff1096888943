// batchgen: generated from ../tools/. Do not edit: the next run overwrites it.
import { handler as handleGetTime } from "../tools/get_time.js";
import { handler as handleGetWeather } from "../tools/get_weather.js";
import type { Handlers } from "./runtime/types.js";

/** Every tool's handler. */
export const handlers: Handlers = {
  get get_time() {
    return handleGetTime;
  },
  get get_weather() {
    return handleGetWeather;
  },
};
