import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Json, SyntheticTool } from "./corpus.js";
import type { Goals } from "./row.js";

/** Every version that is measured against: the newest of each that runs on Node 20. */
const VERSIONS: { readonly [name: string]: string } = {
  "json-schema-to-typescript": "16.0.0",
  quicktype: "26.0.0",
  "@hey-api/openapi-ts": "0.95.0",
  "openapi-typescript": "7.13.0",
  typescript: "5.9.3",
  "@anthropic-ai/sdk": "1.14.0",
  zod: "4.6.7",
};

/** A generator that makes types from the same schemas, and types alone. */
export type Peer = {
  name: string;
  /** What a cold run of batchgen may take of what it takes, with 100 and with 1000 tools. */
  goals: readonly [Goals, Goals];
  /** The arguments of node, run in the scratch folder. */
  command: (input: Input, output: string) => string[];
};

/** The tools as the peers take them: a folder of schemas, one file each, and an OpenAPI document. */
type Input = { folder: string; files: string[]; openapi: string };

export const PEERS: readonly Peer[] = [
  {
    name: "json2ts",
    goals: [[0.35], [0.3]],
    command: ({ folder }, output) => [
      "node_modules/json-schema-to-typescript/dist/src/cli.js",
      ...["-i", `${folder}/*.json`, "-o", output],
    ],
  },
  {
    // By default, prettier takes most of its time.
    name: "json2ts --no-format",
    goals: [
      [0.9, 0.125],
      [0.9, 0.2],
    ],
    command: ({ folder }, output) => [
      "node_modules/json-schema-to-typescript/dist/src/cli.js",
      ...["-i", `${folder}/*.json`, "-o", output, "--no-format"],
    ],
  },
  {
    name: "quicktype",
    goals: [
      [0.3, 0.125],
      [0.35, 0.083],
    ],
    command: ({ files }, output) => [
      "node_modules/quicktype/dist/index.js",
      ...["--src-lang", "schema", "--lang", "ts", "--just-types", "-o", `${output}.ts`, ...files],
    ],
  },
  {
    name: "hey-api",
    goals: [
      [0.3, 0.125],
      [0.55, 0.1],
    ],
    command: ({ openapi }, output) => [
      "node_modules/@hey-api/openapi-ts/bin/run.js",
      ...["-i", `./${openapi}`, "-o", `./${output}`, "-p", "@hey-api/typescript"],
    ],
  },
  {
    name: "openapi-typescript",
    goals: [
      [0.35, 0.125],
      [0.8, 0.2],
    ],
    command: ({ openapi }, output) => ["node_modules/openapi-typescript/bin/cli.js", openapi, "-o", `${output}.ts`],
  },
];

/** Installs the peers into a folder, unless they are there. Gives what is in the way, or undefined. */
export function installPeers(scratch: string): string | undefined {
  const file = join(scratch, "package.json");
  const wanted = `${JSON.stringify({ private: true, type: "module", dependencies: VERSIONS }, undefined, 2)}\n`;
  const isThere = existsSync(join(scratch, "node_modules/.package-lock.json"));
  if (isThere && readFileSync(file, "utf8") === wanted) return undefined;
  writeFileSync(file, wanted);
  try {
    const args = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
    execFileSync("npm", args, { cwd: scratch, stdio: "pipe", timeout: 300_000, shell: process.platform === "win32" });
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.message.trim().split("\n").at(-1) ?? "") : String(error);
  }
}

/** Writes the tools as the peers take them. */
export function writePeerInput(scratch: string, tools: readonly SyntheticTool[]): Input {
  const folder = `schemas-${tools.length}`;
  const openapi = `openapi-${tools.length}.json`;
  mkdirSync(join(scratch, folder), { recursive: true });
  const schemas: Json = {};
  const files = tools.map(({ name, input_schema }) => {
    const title = name.replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase());
    const file = `${folder}/${name}.json`;
    writeFileSync(join(scratch, file), pretty({ title, ...input_schema }));
    // In an OpenAPI document, what a tool keeps in its $defs is a schema beside it.
    const { $defs = {}, ...schema } = JSON.parse(
      JSON.stringify(input_schema).replaceAll("#/$defs/", `#/components/schemas/${title}_`),
    ) as Json;
    schemas[title] = schema;
    for (const [key, part] of Object.entries($defs as Json)) schemas[`${title}_${key}`] = part;
    return file;
  });
  const info = { title: "tools", version: "1" };
  writeFileSync(join(scratch, openapi), pretty({ openapi: "3.1.0", info, paths: {}, components: { schemas } }));
  return { folder, files, openapi };
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
