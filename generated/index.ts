// batchgen: generated from ../tools/. Do not edit: the next run overwrites it.
export * from "./runtime/index.js";
export { BATCH_NAME, batchTool, MAX_INVOCATIONS } from "./batch-tool.js";
export { definitions } from "./definitions.js";
export { handlers } from "./handlers.js";
export type { Context, ToolName, Tools } from "./tools.js";
export type { GetTimeInput } from "./types/get_time.js";
export type { GetWeatherInput } from "./types/get_weather.js";
