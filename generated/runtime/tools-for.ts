// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import { BATCH_NAME, MAX_INVOCATIONS } from "../batch-tool.js";
import { definitions } from "../definitions.js";
import type { ToolName } from "../tools.js";
import { defineBatchTool } from "./batch-definition.js";
import { EXPOSURES, type Exposure } from "./limits.js";
import type { Definition } from "./types.js";

/** All definitions as the API gets them, in the order of their files. */
export const tools: Anthropic.Tool[] = Object.values<Definition>(definitions).map(({ tool }) => tool);

const built = new Map<string, Anthropic.Tool[]>();

/**
 * Exactly the tools to send with a request, the batch tool first. The same arguments always give the same objects, so that
 * the list stays byte-stable over a conversation and prompt caching holds.
 *
 * @param exposure `alongside` (the default): the batch tool, then every tool; `batch-only`: the batch tool and those tools
 *   that cannot be batched; `by-name`: a small batch tool without the tools' schemas, then every tool; `native`: every tool.
 * @param names Only these tools, in the order of the definitions; all by default.
 * @throws TypeError for an exposure or a name that there is not.
 */
export function toolsFor(exposure: Exposure = EXPOSURES[0], names?: readonly ToolName[]): Anthropic.Tool[] {
  if (!EXPOSURES.includes(exposure)) {
    throw new TypeError(`There is no exposure ${JSON.stringify(exposure)}. It is one of ${EXPOSURES.join(", ")}.`);
  }
  const key = JSON.stringify([exposure, names]);
  const known = built.get(key);
  if (known !== undefined) return [...known];
  const list = build(exposure, select(names));
  built.set(key, list);
  return [...list];
}

/** The definitions of some tools, in the order of all. */
function select(names: readonly ToolName[] | undefined): Definition[] {
  const unknown = names?.find((name) => !Object.hasOwn(definitions, name));
  if (unknown !== undefined) throw new TypeError(`There is no tool ${JSON.stringify(unknown)} to select.`);
  const entries = Object.entries<Definition>(definitions);
  return entries.filter(([name]) => names?.includes(name as ToolName) ?? true).map(([, definition]) => definition);
}

function build(exposure: Exposure, selected: readonly Definition[]): Anthropic.Tool[] {
  const batchable = selected.filter((definition) => definition.batchable !== false);
  const all = selected.map(({ tool }) => tool);
  if (exposure === "native" || batchable.length === 0) return all;
  const batchTool = defineBatchTool({
    name: BATCH_NAME,
    maxInvocations: MAX_INVOCATIONS,
    definitions: batchable,
    exposure,
  });
  if (exposure !== "batch-only") return [batchTool, ...all];
  return [batchTool, ...selected.filter((definition) => definition.batchable === false).map(({ tool }) => tool)];
}
