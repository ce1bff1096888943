import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ToolDefinition } from "../../generator/define/tool-definition.js";
import type { JsonObject } from "../../generator/json/values.js";

const corpora = fileURLToPath(new URL("../../../shared/corpora/", import.meta.url));

/** Whether the real definitions are on this machine; tests that need them say in their names that they are absent. */
export const haveCorpora = existsSync(corpora);

/** A tool for a test, from as much of it as matters. */
export function toolOf(name: string, inputSchema: JsonObject, outputSchema?: JsonObject): ToolDefinition {
  return {
    name,
    typeName: name.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, first: string) => first.toUpperCase()),
    stem: name,
    file: `${name}.json`,
    description: undefined,
    sent: { name, input_schema: inputSchema },
    inputSchema,
    outputSchema,
    slowPatterns: {},
    indent: "  ",
    policy: {},
  };
}

type Definition = { name: string; inputSchema?: JsonObject; input_schema?: JsonObject; outputSchema?: JsonObject };

/** Every tool of the corpora, by `<corpus>/<number>-<name>`; those of a name met before in the same corpus too. */
export function corpusTools(): { [id: string]: ToolDefinition } {
  const tools: { [id: string]: ToolDefinition } = {};
  for (const file of readdirSync(corpora).sort()) {
    const corpus = file.replace(/\.(?:mcp\.json|jsonl?)$/, "").replace(/^mcp-/, "");
    if (corpus === file || corpus === "README") continue;
    for (const [index, definition] of definitionsIn(file).entries()) {
      const schema = definition.inputSchema ?? definition.input_schema ?? { type: "object" };
      const tool = toolOf(definition.name, normal(schema), definition.outputSchema && normal(definition.outputSchema));
      tools[`${corpus}/${index}-${definition.name}`] = tool;
    }
  }
  return tools;
}

function definitionsIn(file: string): Definition[] {
  const text = readFileSync(`${corpora}${file}`, "utf8");
  if (!file.endsWith(".jsonl")) return JSON.parse(text);
  return text
    .trim()
    .split("\n")
    .flatMap((line) => JSON.parse(line).tools);
}

/** The corpora are in normal form already, but for this. */
function normal({ $schema: _, ...schema }: JsonObject): JsonObject {
  return schema;
}
