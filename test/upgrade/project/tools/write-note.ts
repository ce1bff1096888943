import type { Handler, HandlerCall } from "../generated/index.js";

export const handler: Handler<"write-note"> = async ({ line, page = 1 }, call: HandlerCall) => {
  const { context, index, invocationCount, toolUseId } = call;
  await new Promise((resolve) => setTimeout(resolve, 10 - index));
  context.written.push(`${page}:${line}`);
  return { page, index, invocationCount, toolUseId: toolUseId ?? null };
};
