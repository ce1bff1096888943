import { type Handler, ToolError } from "../generated/index.js";

export const handler: Handler<"get_weather"> = async ({ location, unit = "celsius" }, { context, signal }) => {
  if (signal.aborted) throw new Error("nobody should see this");
  if (location === "Nowhere") throw new ToolError("There is no weather in Nowhere.");
  if (location === "Secret") throw new Error("a text that Claude must not see");
  return `${location}: 22 ${unit}, for ${context.user}`;
};
