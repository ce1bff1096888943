import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { inProcess } from "../support/in-process.js";
import { cli, exampleTools, type Files, makeProject, snapshot, tool, write } from "../support/project.js";

/** What somebody does who is new to batchgen, and the words of the answer that name the next step. */
type Mistake = {
  files: Files;
  args?: string[];
  /** Where the command is run, below the project. */
  folder?: string;
  /** What is done after a first run that went well: files written; those that are null are deleted. */
  after?: Files;
  env?: NodeJS.ProcessEnv;
  exit: 0 | 1 | 2;
  next: (string | RegExp)[];
};
type Row = [mistake: string, how: Mistake];

const clock: Files = { "tools/get_time.json": tool("get_time") };
const ASK = ["try", "What time is it?"];
const NO_KEY = { ANTHROPIC_API_KEY: "", ANTHROPIC_MODEL: "" };

/** A project whose one definition is that text or value. */
function definition(content: unknown): Files {
  return { "tools/a.json": content };
}

/** A handler of get_time that somebody has written. */
function handler(body: string, above = ""): string {
  const head = `${above}import type { Handler } from "../generated/index.js";\n`;
  return `${head}export const handler: Handler<"get_time"> = () => ${body};\n`;
}

const FOLDERS: Row[] = [
  ["there is no tools folder, and nothing like it", { files: {}, exit: 2, next: ["`batchgen init` makes one"] }],
  [
    "the folder is misspelt",
    { files: exampleTools, args: ["./tool"], exit: 2, next: ["Did you mean tools? Name the"] },
  ],
  [
    "the command is run in a folder of the project",
    {
      files: { ...exampleTools, "src/deep/main.ts": "" },
      folder: "src/deep",
      exit: 2,
      next: ["There is ../../tools, so run batchgen there: cd ../.., or --cwd ../.. on the command line."],
    },
  ],
  [
    "the command is run below the configuration",
    {
      files: { "defs/a.json": tool("a"), "batchgen.config.json": { tools: "defs" }, "src/main.ts": "" },
      folder: "src",
      exit: 2,
      next: ["There is ../batchgen.config.json, so run batchgen there: cd .., or --cwd .."],
    },
  ],
  [
    "the command is run below a package.json that holds the configuration",
    {
      files: { "defs/a.json": tool("a"), "package.json": { batchgen: { tools: "defs" } }, "src/main.ts": "" },
      folder: "src",
      exit: 2,
      next: ["There is ../package.json, so run batchgen there"],
    },
  ],
  [
    "the command is run in the tools folder itself",
    { files: exampleTools, folder: "tools", exit: 2, next: ["This is that folder, so run batchgen above it: cd .."] },
  ],
  [
    "a definition is named, and not its folder",
    { files: exampleTools, args: ["tools/get_time.json"], exit: 2, next: ["Name the folder that the file is in."] },
  ],
  [
    "the tools folder is empty",
    { files: { "tools/.gitkeep": "" }, exit: 2, next: ["Add a definition, or name", "`batchgen init` makes a sample"] },
  ],
  [
    "the tools folder holds settings and no definition",
    { files: { "tools/package.json": {}, "tools/tsconfig.json": {} }, exit: 2, next: ["Add a definition, or name"] },
  ],
  [
    "the tools folder is one of an installed package, and handlers would lie in it",
    {
      files: { "node_modules/tools/a.json": tool("a") },
      args: ["node_modules/tools"],
      exit: 2,
      next: ["which every install replaces", "Name a folder of your own, such as --handlers ./src/handlers."],
    },
  ],
  [
    "a folder has a name that no import can say",
    { files: { "c#/a.json": tool("a") }, args: ["c#"], exit: 2, next: ["Rename the folder; letters, digits, - and _"] },
  ],
  [
    "the output is the tools folder",
    { files: exampleTools, args: ["--out", "./tools"], exit: 2, next: ["such as --out ./generated"] },
  ],
  [
    "the output is the project",
    { files: exampleTools, args: ["--out", "."], exit: 2, next: ["such as --out ./generated"] },
  ],
  [
    "the output is the root of the disk",
    { files: exampleTools, args: ["--out", "/"], exit: 2, next: ["it is the root", "such as --out ./generated"] },
  ],
  [
    "the output is a file",
    {
      files: exampleTools,
      args: ["--out", "package.json"],
      exit: 2,
      next: ["package.json is no folder", "Move it away, or choose another folder with --out"],
    },
  ],
  [
    "the output is the folder of the program",
    {
      files: { ...exampleTools, "src/main.ts": "mine" },
      args: ["--out", "src"],
      exit: 2,
      next: ["src/main.ts is where", "choose another output folder with --out"],
    },
  ],
];

const FILES: Row[] = [
  [
    "the definition is YAML",
    {
      files: { "tools/a.yaml": "name: a\ninput_schema: {}\n" },
      exit: 2,
      next: ["(YAML)", "Write the definition as JSON"],
    },
  ],
  [
    "a definition is JSON with comments, beside others",
    {
      files: { ...clock, "tools/a.jsonc": '{ "name": "a", // a\n "input_schema": {} }' },
      exit: 0,
      next: ["tools/a.jsonc:1:1 warning", "in a file that ends in .json"],
    },
  ],
  [
    "a definition is JSON5, beside others",
    {
      files: { ...clock, "tools/a.json5": "{ name: 'a', parameters: {} }" },
      exit: 0,
      next: ["tools/a.json5:1:1 warning", "in a file that ends in .json"],
    },
  ],
  [
    "a definition is TypeScript, beside others",
    {
      files: { ...clock, "tools/a.ts": 'export const tool = { name: "a", input_schema: { type: "object" } };' },
      exit: 0,
      next: ["tools/a.ts:1:1 warning", "in a file that ends in .json"],
    },
  ],
  [
    "the file's name ends in capital letters",
    { files: { "tools/a.JSON": tool("a") }, exit: 2, next: ["Rename it: its name must end in .json, in small"] },
  ],
  ["the file is empty", { files: definition(""), exit: 2, next: ["Write a definition into it, or delete it"] }],
  [
    "the file is not JSON",
    { files: definition("name = a"), exit: 2, next: ["not JSON; it must be { or [", "Write the definition as JSON"] },
  ],
  [
    "a comment in JSON",
    { files: definition('{\n  // a\n  "name": "a"\n}'), exit: 2, next: ["a.json:2:3", "Remove it."] },
  ],
  ["single quotes", { files: definition("{ 'name': 'a' }"), exit: 2, next: ["Write \"text\" instead of 'text'."] }],
  ["a comma too many", { files: definition('{ "name": "a", }'), exit: 2, next: ["a.json:1:14", "Remove the comma."] }],
  [
    "an unfinished merge",
    { files: definition("<<<<<<< HEAD\n{}\n=======\n[]\n>>>>>>> b\n"), exit: 2, next: ["Keep one side and remove"] },
  ],
  [
    "the file begins with a byte-order mark",
    {
      files: definition(`\ufeff${JSON.stringify(tool("a"))}`),
      exit: 0,
      next: ["byte-order mark", "Save it as UTF-8 without"],
    },
  ],
  [
    "an empty list",
    { files: definition([]), exit: 2, next: [/^tools\/a\.json:1:1 /m, "Add a definition to the list, or"] },
  ],
  [
    "empty lists in two files",
    {
      files: { "tools/a.json": { tools: [] }, "tools/b.json": [] },
      exit: 2,
      next: [
        /^tools\/a\.json:2:12 error NO_DEFINITIONS at \/tools\n {2}Each of the 2 /m,
        "Add a definition to the list, or",
      ],
    },
  ],
];

const DEFINITIONS: Row[] = [
  [
    "a schema alone",
    { files: definition({ type: "object", properties: {} }), exit: 2, next: ['write { "name": …, "description"'] },
  ],
  ["no name", { files: definition(tool("a", { name: undefined })), exit: 2, next: ['Add "name": what Claude calls'] }],
  ["a name with a blank", { files: definition(tool("get weather")), exit: 2, next: ['for example "get_weather"'] }],
  [
    "two files, one name",
    {
      files: { "tools/a.json": tool("same"), "tools/b.json": tool("same") },
      exit: 2,
      next: ["tools/b.json:2:11", "here and at tools/a.json:2:11", "Rename one of the two, or delete it."],
    },
  ],
  [
    "the batch tool's name",
    { files: definition(tool("batch_tool")), exit: 2, next: ["Rename the tool, or name the batch tool something"] },
  ],
  [
    "no description",
    { files: definition(tool("a", { description: undefined })), exit: 0, next: ["Say what it does, when to use it"] },
  ],
  [
    "a key misspelt",
    {
      files: definition({ name: "a", descripton: "d", parameters: {} }),
      exit: 0,
      next: ['Did you mean "description"?'],
    },
  ],
  [
    "the schema's key misspelt",
    {
      files: definition({ name: "a", description: "d", input_scheme: { type: "object" } }),
      exit: 2,
      next: ['Did you mean "input_schema" by "input_scheme"?'],
    },
  ],
  [
    "the properties without a schema around them",
    {
      files: definition(tool("a", { input_schema: { city: { type: "string" } } })),
      exit: 2,
      next: ['Write "type": "object", "properties": { "city":'],
    },
  ],
  [
    "no type at the root",
    {
      files: definition(tool("a", { input_schema: { properties: {} } })),
      exit: 0,
      next: ['Write "type": "object" at the root of the schema.'],
    },
  ],
  [
    "a string for all arguments",
    {
      files: definition(tool("a", { input_schema: { type: "string" } })),
      exit: 2,
      next: ["Describe an object, with what there is now as one of its properties."],
    },
  ],
  [
    "a type of another language",
    {
      files: definition(tool("a", { input_schema: { type: "object", properties: { n: { type: "int" } } } })),
      exit: 2,
      next: ['Did you mean "integer"?'],
    },
  ],
  [
    "a property that is required by itself",
    {
      files: definition(
        tool("a", { input_schema: { type: "object", properties: { n: { type: "string", required: true } } } }),
      ),
      exit: 2,
      next: ['Put the property\'s name into the array "required"'],
    },
  ],
  [
    "a property that is required and not described",
    {
      files: definition(tool("a", { input_schema: { type: "object", properties: {}, required: ["town"] } })),
      exit: 0,
      next: ['Describe it under "properties", or take it out of "required".'],
    },
  ],
  [
    "a policy misspelt",
    { files: definition(tool("a", { "x-batchgen": { aproval: true } })), exit: 2, next: ['Did you mean "approval"?'] },
  ],
  [
    "a tool that Anthropic runs",
    {
      files: definition({ type: "web_search_20250305", name: "web_search" }),
      exit: 2,
      next: ["is passed to the conversation, in extraTools"],
    },
  ],
  [
    "a declaration for Gemini",
    {
      files: definition({ functionDeclarations: [{ name: "a", parameters: { type: "OBJECT" } }] }),
      exit: 2,
      next: ['write it with "name", "description" and "input_schema"'],
    },
  ],
];

const COMMANDS: Row[] = [
  ["a command misspelt", { files: exampleTools, args: ["innit"], exit: 2, next: [/^Did you mean batchgen init\?$/m] }],
  ["two letters swapped", { files: exampleTools, args: ["iint"], exit: 2, next: [/^Did you mean batchgen init\?$/m] }],
  ["help, misspelt", { files: exampleTools, args: ["hlep"], exit: 2, next: [/^Did you mean batchgen help\?$/m] }],
  [
    "a command misspelt, with words behind it",
    { files: exampleTools, args: ["tri", "What time is it?"], exit: 2, next: [/^Did you mean batchgen try\?$/m] },
  ],
  [
    "the command of other generators",
    {
      files: exampleTools,
      args: ["generate"],
      exit: 2,
      next: ["To generate, write no command: batchgen, or batchgen"],
    },
  ],
  [
    "the same with a folder",
    { files: exampleTools, args: ["build", "./tools"], exit: 2, next: ["To generate, write no command: batchgen, or"] },
  ],
  [
    "an option without dashes",
    { files: exampleTools, args: ["watch"], exit: 2, next: ["Did you mean batchgen --watch?"] },
  ],
  [
    "a letter for an option",
    { files: exampleTools, args: ["-v"], exit: 2, next: ["Did you mean --version or --verb"] },
  ],
  [
    "an option misspelt",
    { files: exampleTools, args: ["--ouput", "x"], exit: 2, next: ["Did you mean --out?", "--help"] },
  ],
  ["no value", { files: exampleTools, args: ["--out"], exit: 2, next: ["--out <dir>", "Run batchgen --help to see"] }],
  [
    "two folders",
    { files: exampleTools, args: ["a", "b"], exit: 2, next: ["too many arguments", "Run batchgen --help"] },
  ],
  [
    "an option in front of a command",
    { files: exampleTools, args: ["--out", "x", ...ASK], exit: 2, next: ["write it behind: batchgen try -o"] },
  ],
  [
    "an option that the command does not have",
    {
      files: exampleTools,
      args: ["--dry-run", "init"],
      exit: 2,
      next: ["'--dry-run' stands before init", "no such option"],
    },
  ],
  [
    "a number that is none",
    {
      files: exampleTools,
      args: ["--max-invocations", "many"],
      exit: 2,
      next: ["It must be an integer of at least 1."],
    },
  ],
  [
    "a cap of none",
    { files: exampleTools, args: ["--max-invocations", "0"], exit: 2, next: ["Give an integer of at least 1."] },
  ],
  [
    "an extension that is none",
    { files: exampleTools, args: ["--import-extension", "mjs"], exit: 2, next: ["Give js, ts or none."] },
  ],
  [
    "a batch tool's name with a blank",
    { files: exampleTools, args: ["--batch-name", "a b"], exit: 2, next: ["Give 1 to 128 of the characters a-z"] },
  ],
  [
    "watching and checking at once",
    { files: exampleTools, args: ["--watch", "--check"], exit: 2, next: ["Leave one of them out."] },
  ],
  [
    "a folder for init",
    { files: exampleTools, args: ["init", "tools"], exit: 2, next: ["Run batchgen init --help to see"] },
  ],
  [
    "help about nothing",
    { files: exampleTools, args: ["help", "bogus"], exit: 2, next: ["Run batchgen --help to see"] },
  ],
  [
    "an unknown code",
    { files: {}, args: ["explain", "TOOL_NAME_INVALD"], exit: 2, next: [/^ {2}TOOL_NAME_INVALID: /m] },
  ],
  [
    "no trace",
    { files: {}, args: ["trace", "chat.jsonl"], exit: 2, next: ["Make one with `generated/main.ts --trace"] },
  ],
  [
    "a file that is no trace",
    { files: {}, args: ["trace", "package.json"], exit: 2, next: ["Make one with `generated"] },
  ],
];

const SETTINGS: Row[] = [
  [
    "a setting misspelt",
    {
      files: { ...clock, "batchgen.config.json": { outt: "x" } },
      exit: 2,
      next: ['Did you mean "out"?', "The settings"],
    },
  ],
  [
    "a configuration under another name",
    { files: { ...clock, "batchgen.config.js": "" }, exit: 2, next: ["Call it batchgen.config.mjs, or"] },
  ],
  [
    "two configurations",
    {
      files: { ...clock, "batchgen.config.json": {}, "batchgen.config.mjs": "export default {};" },
      exit: 2,
      next: ["Keep one"],
    },
  ],
  [
    "a configuration without a default export",
    {
      files: { ...clock, "batchgen.config.mjs": "export const out = 'x';" },
      exit: 2,
      next: ["Export the settings as"],
    },
  ],
  [
    "a CommonJS package",
    {
      files: { "package.json": {}, "tsconfig.json": { compilerOptions: { module: "NodeNext" } } },
      args: ["init"],
      exit: 0,
      next: ["The package is CommonJS", "npm pkg set type=module"],
    },
  ],
  [
    "a CommonJS package whose files are to stay ES modules",
    {
      files: {
        "package.json": {},
        "tsconfig.json": { compilerOptions: { module: "NodeNext", verbatimModuleSyntax: true } },
      },
      args: ["init"],
      exit: 0,
      next: ["Make it an ES-module package (npm pkg set type=module), or remove the option"],
    },
  ],
  [
    "an old target",
    {
      files: { "tsconfig.json": { compilerOptions: { target: "ES2019" } } },
      args: ["init"],
      exit: 0,
      next: ['"target": "ES2022"'],
    },
  ],
  [
    "an old lib",
    {
      files: { "tsconfig.json": { compilerOptions: { lib: ["ES2020"] } } },
      args: ["init"],
      exit: 0,
      next: ['"lib": ["ES2022"]'],
    },
  ],
  [
    "a compiler that does not look at the tools",
    { files: { "tsconfig.json": { include: ["src"] } }, args: ["init"], exit: 0, next: ['Add both to its "include"'] },
  ],
  [
    "batchgen as a dependency of the program",
    {
      files: { "package.json": { type: "module", dependencies: { batchgen: "*" } } },
      args: ["init"],
      exit: 0,
      next: [/Make it a development one:\n {2}npm install --save-dev batchgen/],
    },
  ],
  [
    "a TypeScript that is too old",
    {
      files: { "node_modules/typescript/package.json": { version: "5.8.3" } },
      args: ["init"],
      exit: 0,
      next: [/must be 5\.9 or later:\n {2}npm install --save-dev typescript@latest/],
    },
  ],
];

const OUTPUT: Row[] = [
  [
    "a definition changed, and batchgen not run",
    {
      files: clock,
      after: { "tools/get_time.json": tool("get_time", { strict: false }) },
      args: ["--check"],
      exit: 1,
      next: ["Run batchgen without --check, and commit what it changes."],
    },
  ],
  [
    "a generated file edited",
    {
      files: clock,
      after: { "generated/tools.ts": "// batchgen: mine\n" },
      exit: 0,
      next: ["generated/tools.ts was edited", "Make the change in a definition or a handler"],
    },
  ],
  [
    "a generated file written anew",
    { files: clock, after: { "generated/tools.ts": "mine\n" }, exit: 2, next: ["Delete it and run batchgen again"] },
  ],
  [
    "a file of one's own in the output",
    { files: clock, after: { "generated/helper.ts": "mine\n" }, exit: 0, next: ["Move it out of the output folder"] },
  ],
  [
    "a file of one's own where the output is to be",
    {
      files: { ...clock, "generated/index.ts": "mine" },
      exit: 2,
      next: ["Move the file away, or choose another output"],
    },
  ],
  [
    "another output folder, and a handler that imports the old one",
    {
      files: clock,
      after: { "tools/get_time.ts": handler("1") },
      args: ["--out", "src/agent"],
      exit: 0,
      next: ['Import it from "../src/agent/index.js".'],
    },
  ],
];

const HANDLERS: Row[] = [
  [
    "a handler deleted",
    { files: clock, after: { "tools/get_time.ts": null }, exit: 0, next: ["1 handler to fill in: tools/get_time.ts"] },
  ],
  [
    "a tool renamed, and not its handler",
    {
      files: clock,
      after: { "tools/get_time.ts": handler("1"), "tools/get_time.json": tool("tell_time") },
      exit: 0,
      next: ["tools/tell_time.ts waits to be filled in", "If the tool was renamed, move it there"],
    },
  ],
  [
    "a tool moved, and not its handler",
    {
      files: clock,
      after: {
        "tools/get_time.ts": handler("1"),
        "tools/get_time.json": null,
        "tools/sub/get_time.json": tool("get_time"),
      },
      args: ["--check"],
      exit: 2,
      next: ["Move it: mv tools/get_time.ts tools/sub/get_time.ts"],
    },
  ],
  [
    "a handler as the default export",
    {
      files: clock,
      after: { "tools/get_time.ts": "export default () => 1;\n" },
      args: ["--check"],
      exit: 2,
      next: ['`export const handler: Handler<"get_time"> = '],
    },
  ],
  [
    "a handler copied from another tool",
    {
      files: exampleTools,
      after: { "tools/get_weather.ts": handler("1") },
      args: ["--check"],
      exit: 2,
      next: ['Write `Handler<"get_weather">` there.'],
    },
  ],
  [
    "a handler that is no TypeScript",
    {
      files: clock,
      after: { "tools/get_time.ts": handler("{") },
      args: ["--check"],
      exit: 2,
      next: ["your editor and tsc show the same place"],
    },
  ],
  [
    "a handler not filled in",
    { files: clock, args: ASK, exit: 0, next: ["get_time is not implemented yet", /at .*tools.get_time\.ts:\d+/] },
  ],
  [
    "a handler that throws",
    {
      files: clock,
      after: { "tools/get_time.ts": handler('{ throw new Error("no clock"); }') },
      args: ASK,
      exit: 0,
      next: ["get_time: Error: no clock", /at .*tools.get_time\.ts:2/],
    },
  ],
  [
    "a handler whose database is away",
    {
      files: clock,
      after: {
        "tools/get_time.ts": handler('{ throw new Error("failed", { cause: new Error("connection refused") }); }'),
      },
      args: ASK,
      exit: 0,
      next: [/^get_time: Error: failed\n +at .*get_time\.ts:2:\d+\)?\n {2}caused by: connection refused$/m],
    },
  ],
  [
    "a handler that forgets to await",
    {
      files: clock,
      after: { "tools/get_time.ts": handler("({ time: Promise.resolve(1) })") },
      args: ASK,
      exit: 0,
      next: ["result.time is a promise", "await every promise"],
    },
  ],
  [
    "a handler that returns what JSON cannot hold",
    {
      files: clock,
      after: { "tools/get_time.ts": handler("new Map()") },
      args: ASK,
      exit: 0,
      next: ["result is a Map", "take plain values out of other objects"],
    },
  ],
  [
    "a handler that imports a file that is not there",
    {
      files: clock,
      after: { "tools/get_time.ts": handler("1", 'import "./clock.js";\n') },
      args: ASK,
      exit: 2,
      next: [
        /^tools\/get_time\.ts cannot be loaded: Cannot find module '\.\/clock\.js'$/m,
        "Fix it and try again; `npx tsc --noEmit` shows",
      ],
    },
  ],
  [
    "a handler that imports a package that is not installed",
    {
      files: clock,
      after: { "tools/get_time.ts": handler("1", 'import "@acme/clock";\n') },
      args: ASK,
      exit: 2,
      next: ["Install it: npm install @acme/clock"],
    },
  ],
  [
    "a context that nobody makes",
    {
      files: { ...clock, "tools/handlers.context.ts": "export type Context = string;\n" },
      args: ASK,
      exit: 0,
      next: ["exports no function createContext to make one"],
    },
  ],
];

const ASKING: Row[] = [
  [
    "no question",
    { files: exampleTools, args: ["try"], exit: 2, next: ["Usage: batchgen try", "Run batchgen try --help to see"] },
  ],
  ["an empty question", { files: exampleTools, args: ["try", " "], exit: 2, next: ['Ask one: batchgen try "…"'] }],
  ["a question before there is a definition", { files: {}, args: ASK, exit: 2, next: ["`batchgen init` makes one"] }],
  [
    "a question about nothing on offer",
    { files: clock, args: ["try", "Tell me a joke"], exit: 0, next: ["On offer: get_time."] },
  ],
  [
    "an option of try misspelt",
    { files: exampleTools, args: [...ASK, "--modle", "x"], exit: 2, next: ["Did you mean --model?"] },
  ],
  [
    "a model and no --live",
    { files: exampleTools, args: [...ASK, "--model", "x"], exit: 2, next: ["Add --live, or leave"] },
  ],
  [
    "an exposure misspelt",
    {
      files: exampleTools,
      args: [...ASK, "--exposure", "natve"],
      exit: 2,
      next: ["--exposure must be one of alongside, batch-only, by-name, native, programmatic"],
    },
  ],
  [
    "a word that --references does not know",
    { files: exampleTools, args: [...ASK, "--references", "yes"], exit: 2, next: ["must be one of off, on, each"] },
  ],
  [
    "no key",
    {
      files: clock,
      args: [...ASK, "--live"],
      env: NO_KEY,
      exit: 2,
      next: ["set ANTHROPIC_API_KEY", "or leave --live out", "there is no .env"],
    },
  ],
  [
    "a key under another name",
    {
      files: { ...clock, ".env": "CLAUDE_API_KEY=sk\n" },
      args: [...ASK, "--live"],
      env: NO_KEY,
      exit: 2,
      next: [".env has no line ANTHROPIC_API_KEY=…, but one of CLAUDE_API_KEY."],
    },
  ],
  [
    "a key without a value",
    {
      files: { ...clock, ".env": "ANTHROPIC_API_KEY=\n" },
      args: [...ASK, "--live"],
      env: NO_KEY,
      exit: 2,
      next: ["; .env gives it no value."],
    },
  ],
  [
    "a call that needs approval, and nobody to ask",
    {
      files: { "tools/delete_file.json": { ...tool("delete_file"), "x-batchgen": { approval: true } } },
      args: ["try", "delete the file"],
      exit: 0,
      next: ["--yes approves every call"],
    },
  ],
];

const TABLES = { FOLDERS, FILES, DEFINITIONS, COMMANDS, SETTINGS, OUTPUT, HANDLERS, ASKING };

describe("what a beginner gets wrong ends in a message that names the next step", () => {
  describe.each(Object.entries(TABLES))("%s", (_, rows) => {
    it.each(rows)("%s", async (_, { files, args = [], folder = ".", after, env, exit, next }) => {
      const project = makeProject(files);
      if (after !== undefined) {
        expect((await inProcess(project, [])).code).toBe(0);
        for (const [path, content] of Object.entries(after)) {
          if (content === null) rmSync(join(project, path));
          else write(project, { [path]: content });
        }
      }
      const before = snapshot(project);
      const { code, stdout, stderr } = await inProcess(join(project, folder), args, env);
      for (const words of next) expect(stdout + stderr).toMatch(words);
      expect(code, stderr).toBe(exit);
      expect(stderr).not.toMatch(/defect in batchgen|node:internal|jiti/);
      if (exit === 2 && after === undefined) expect([stdout, snapshot(project)]).toEqual(["", before]);
    });
  });

  it("an old Node is told which one it must be, and how to get it", () => {
    let said = "";
    const process = { versions: { node: "18.20.8" }, stderr: { write: (text: string) => (said += text) } };
    runInNewContext(readFileSync(cli, "utf8").replace(/^#!.*\n/, ""), { process, require: () => expect.fail() });
    expect(said).toContain("batchgen needs Node 20.19 or later, and this is Node 18.20.8.\nInstall a newer one from");
  });
});
