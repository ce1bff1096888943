import type { Handler, ToolInput, ToolOutput } from "../generated/index.js";

export const handler: Handler<"measure"> = (input) => toMetres(input);

function toMetres({ length, unit }: ToolInput<"measure">): ToolOutput<"measure"> {
  return { metres: unit === "ft" ? length * 0.3048 : length };
}
