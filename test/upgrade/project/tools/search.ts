import type { Handler } from "../generated/index.js";

export const handler: Handler<"search"> = ({ query }, { signal }) => {
  if (query === "quick") return ["one", "two"];
  return new Promise<string>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
};
