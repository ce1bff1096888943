import { defineTools } from "../../generator/define/define-tools.js";
import { definitionOf } from "../../generator/emit/emit-definitions.js";
import * as runtime from "../../templates/runtime/index.js";
import * as unbound from "../../templates/runtime/unbound.js";
import type { Loose } from "./loose.js";

/** The settings of a project that are not its tools. */
export type ProjectSettings = { batchName?: string; maxInvocations?: number };

/** Brings definitions to what the runtime is handed of a project, as the generator does. */
export function projectOf(definitions: readonly object[], settings: ProjectSettings = {}): unbound.Project {
  const { batchName = "batch_tool", maxInvocations = 25 } = settings;
  const sources = definitions.map((definition, index) => {
    const file = `${String(index).padStart(4, "0")}.json`;
    return { path: `tools/${file}`, file, bytes: new TextEncoder().encode(JSON.stringify(definition)), hash: "" };
  });
  const { tools, diagnostics } = defineTools(sources, { batchName });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  const entries = tools.map((tool) => [tool.name, definitionOf(tool)]);
  return { definitions: Object.fromEntries(entries), batchName, maxInvocations };
}

/** The runtime with the names that a generated index.ts exports, bound to a project by the same functions. */
export function bind(project: unbound.Project): Loose {
  const functions = Object.entries(unbound).map(([name, run]) => [name, (run as Loose).bind(undefined, project)]);
  return {
    ...runtime,
    ...Object.fromEntries(functions),
    definitions: project.definitions,
    BATCH_NAME: project.batchName,
    MAX_INVOCATIONS: project.maxInvocations,
    batchTool: unbound.lazyBatchTool(project),
    tools: unbound.listTools(project),
  };
}
