import type { EmitContext } from "./context.js";
import { isBatchable } from "./emit-definitions.js";
import { quote, withExtension } from "./text.js";

/** `batch-tool.ts`: the one tool that carries many calls, and the project as the runtime is handed it. */
export function emitBatchTool({ tools, extension, batchName, maxInvocations }: EmitContext): string {
  const at = (module: string): string => withExtension(module, extension);
  const isThere = tools.some(isBatchable);
  const batchTool = isThere
    ? `/** The batch tool as it stands beside the tools themselves; \`toolsFor\` gives it in every other exposure. */
export const batchTool: Anthropic.Tool = /* @__PURE__ */ runtime.lazyBatchTool(project);`
    : `/** There is no tool that can be called in a batch. */
export const batchTool: undefined = undefined;`;
  return `import type Anthropic from "@anthropic-ai/sdk";
import { definitions } from "${at("./definitions.js")}";
import * as runtime from "${at("./runtime/unbound.js")}";

/** The name by which Claude calls the batch tool. */
export const BATCH_NAME: string = ${quote(batchName)};

/** How many invocations run in one batch. What comes after them is answered with LIMIT_EXCEEDED. */
export const MAX_INVOCATIONS: number = ${maxInvocations};

/** What the runtime is handed of this project. */
export const project: runtime.Project = { definitions, batchName: BATCH_NAME, maxInvocations: MAX_INVOCATIONS };

${batchTool}

/** All definitions as the API gets them, in the order of their files. */
export const tools: Anthropic.Tool[] = /* @__PURE__ */ runtime.listTools(project);
`;
}
