// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { BetaRunnableTool } from "@anthropic-ai/sdk/lib/tools/BetaRunnableTool";
import { createDispatcher, type OptionalWithoutContext } from "./dispatcher.js";
import { joinTurn } from "./join-turn.js";
import type { Exposure } from "./limits.js";
import { toolsFor } from "./tools-for.js";
import type { DispatcherOptions, Handlers } from "./types.js";

/** The settings of runnable tools: a dispatcher's, and how the tools are shown to Claude. */
export type RunnableToolsOptions = DispatcherOptions & { exposure?: Exposure | undefined };

/**
 * The same tools, the batch tool among them, for the SDK's own `client.beta.messages.toolRunner`, with all that the
 * dispatcher does: decoding, checking, batching, approval, time limits. Pass `thread: false` to the runner for anything
 * but Anthropic's own API: it keeps the conversation on the server otherwise. The tool uses that the runner starts together
 * count as one turn: all approvals are asked for before any of its calls runs. Make a list for each conversation, so that no two
 * count as one.
 *
 * @throws TypeError as `createDispatcher` and `toolsFor` do.
 */
export function runnableTools(
  handlers: Handlers,
  ...[given]: OptionalWithoutContext<RunnableToolsOptions>
): BetaRunnableTool<unknown>[] {
  const options = given ?? ({} as RunnableToolsOptions);
  const run = joinTurn(createDispatcher(handlers, options));
  return toolsFor(options.exposure, options.tools).map((tool) => ({
    ...tool,
    parse: (input) => input,
    run: async (input, call) => {
      const caller = call?.toolUse !== undefined && "caller" in call.toolUse ? call.toolUse.caller : undefined;
      const result = await run(
        { id: call?.toolUse.id ?? "", name: tool.name, input, caller },
        call?.signal ?? undefined,
      );
      const content = (result.content ?? "") as string | Exclude<typeof result.content, string | undefined>;
      if (result.is_error === true) throw await asRunnerError(String(content));
      return content as Awaited<ReturnType<BetaRunnableTool["run"]>>;
    },
  }));
}

/** The runner tells Claude an error's words as they are only where it is of the SDK's own class. */
async function asRunnerError(content: string): Promise<Error> {
  const { ToolError } = await import("@anthropic-ai/sdk/lib/tools/ToolError");
  return new ToolError(content);
}
