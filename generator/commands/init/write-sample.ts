import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Options } from "../../config/settings.js";
import { moduleBetween } from "../../emit/modules.js";
import { toPosix } from "../../read/files.js";
import { formatJson } from "./json-files.js";

const LOCATION = { type: "string", description: "The city and state, e.g. San Francisco, CA" };

/** The tools of the sample: what each gets, and what its handler answers. */
const TOOLS = [
  { name: "get_weather", what: "weather", result: "72 degrees and sunny" },
  { name: "get_time", what: "time", result: "12:32 PM" },
] as const;

/**
 * Writes two definitions and their handlers, filled in. A handler that is there stays as it is. Gives a line for each
 * file.
 */
export function writeSample(options: Options): string[] {
  return TOOLS.flatMap((tool) => [writeDefinition(options, tool), ...writeHandler(options, tool)]);
}

type Tool = (typeof TOOLS)[number];

function writeDefinition({ cwd, toolsDir }: Options, { name, what }: Tool): string {
  const definition = {
    // Editors complete and check by it, once batchgen is installed.
    $schema: toPosix(relative(toolsDir, join(cwd, "node_modules/batchgen/tool.schema.json"))),
    name,
    description: `Get the current ${what} in a given location`,
    input_schema: { type: "object", properties: { location: LOCATION }, required: ["location"] },
  };
  return write(join(toolsDir, `${name}.json`), formatJson(definition), cwd);
}

function writeHandler({ cwd, handlersDir, outDir, extension }: Options, { name, what, result }: Tool): string[] {
  const file = join(handlersDir, `${name}.ts`);
  if (existsSync(file)) return [];
  const text = `import type { Handler } from ${moduleBetween(handlersDir, join(outDir, "index.ts"), { extension })};

/** An example: put in its place what finds the ${what} out. */
export const handler: Handler<"${name}"> = ({ location }) =>
  \`The ${what} in \${location} is ${result}.\`;
`;
  return [write(file, text, cwd)];
}

function write(file: string, text: string, cwd: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { flag: "wx" });
  return `made     ${toPosix(relative(cwd, file))}`;
}
