import { packageVersion } from "../package-root.js";
import type { EmitContext } from "./context.js";
import { isBatchable } from "./emit-definitions.js";
import { outputModule, runtimeModule } from "./modules.js";
import { quote } from "./text.js";

/** `batch-tool.ts`: the one tool that carries many calls, and the project as the runtime is handed it. */
export function emitBatchTool(context: EmitContext): string {
  const { tools, batchName, maxInvocations } = context;
  const isThere = tools.some(isBatchable);
  const batchTool = isThere
    ? `/** The batch tool as it stands beside the tools themselves; \`toolsFor\` gives it in every other exposure. */
export const batchTool: Anthropic.Tool = /* @__PURE__ */ runtime.lazyBatchTool(project);`
    : `/** There is no tool that can be called in a batch. */
export const batchTool: undefined = undefined;`;
  return `import type Anthropic from "@anthropic-ai/sdk";
import { definitions } from ${outputModule("definitions.ts", context)};
import * as runtime from ${runtimeModule("conversation", context)};

/** The name by which Claude calls the batch tool. */
export const BATCH_NAME: string = ${quote(batchName)};

/** How many invocations run in one batch. What comes after them is answered with LIMIT_EXCEEDED. */
export const MAX_INVOCATIONS: number = ${maxInvocations};

${projectType(context)} = { definitions, batchName: BATCH_NAME, maxInvocations: MAX_INVOCATIONS };

${batchTool}

/** All definitions as the API gets them, in the order of their files. */
export const tools: Anthropic.Tool[] = /* @__PURE__ */ runtime.listTools(project);
`;
}

/**
 * An imported runtime can come to be of another version line than the code: the type of the project tells the compiler.
 */
function projectType({ runtime }: EmitContext): string {
  if (runtime === "copy")
    return "/** What the runtime is handed of this project. */\nexport const project: runtime.Project";
  return `/**
 * What the runtime is handed of this project. Where this does not compile, another version of batchgen is installed:
 * generate again.
 */
export const project: runtime.ProjectOf<${quote(`batchgen ${versionLine(packageVersion())}`)}>`;
}

/** The part of a version within which nothing breaks: `1` of 1.2.3, `0.2` of 0.2.3. */
export function versionLine(version: string): string {
  return /^(?:0\.\d+|[1-9]\d*)/.exec(version)?.[0] ?? version;
}
