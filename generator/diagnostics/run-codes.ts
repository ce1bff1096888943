import type { Explanation } from "./diagnostic.js";

/** What is wrong with the command line, the configuration, the folders and the files on disk. */
export const RUN_CODES = {
  FOLDER_MISSING: {
    severity: "error",
    title: "the tools folder does not exist",
    why:
      "batchgen compiles a folder of tool definitions, `./tools` unless another one is named. Without it there is " +
      "nothing to generate.",
    fix: "Name the folder that holds your definitions, or let `batchgen init` make one with a sample.",
    example: "batchgen ./my-tools",
  },
  FOLDER_NOT_A_FOLDER: {
    severity: "error",
    title: "the tools folder is a file",
    why: "batchgen takes a folder: handlers are written beside the definitions, and every definition below it counts.",
    fix: "Name the folder that the file is in.",
    example: "batchgen ./tools        not: batchgen ./tools/get_weather.json",
  },
  FOLDER_UNREADABLE: {
    severity: "error",
    title: "a folder cannot be read",
    why: "Leaving out a folder that cannot be read would quietly drop its tools from the output.",
    fix: "Give yourself the right to read and enter it, or move it out of the tools folder.",
    example: "chmod u+rx tools/private",
  },
  NO_DEFINITIONS: {
    severity: "error",
    title: "the tools folder holds no definition",
    why:
      "Every regular `.json` file in the folder and below is a definition file, hidden files, node_modules and the " +
      "output folder aside. None was found, or those that were hold empty lists; without a tool there is nothing " +
      "to generate.",
    fix: "Add a definition, name another folder, or let `batchgen init` make a sample.",
    example: "batchgen init",
  },
  FILE_UNREADABLE: {
    severity: "error",
    title: "a definition file cannot be read",
    why: "Leaving out a file that cannot be read would quietly drop its tools from the output.",
    fix: "Give yourself the right to read it, or move it out of the tools folder.",
    example: "chmod u+r tools/get_weather.json",
  },
  FILE_NOT_READ: {
    severity: "warning",
    title: "a file looks like a tool definition and is not read",
    why:
      "Only files that end in `.json` are definitions. A tool in YAML, JSON with comments, JSON5 or TypeScript is " +
      "missing from everything that is generated.",
    fix:
      "Write the definition as JSON, in a file that ends in `.json`; otherwise move the file out of the tools " +
      "folder.",
    example: "tools/get_weather.json        not: tools/get_weather.yaml",
  },
  LINK_SKIPPED: {
    severity: "warning",
    title: "a symbolic link is not followed",
    why:
      "batchgen reads nothing outside the tools folder, and a link can lead anywhere, or in a circle. Only regular " +
      "files are definitions.",
    fix:
      "Put the file itself there. To share definitions between projects, copy them or name their folder on the " +
      "command line.",
    example: "cp ../shared/get_weather.json tools/get_weather.json",
  },
  OPTION_UNKNOWN: {
    severity: "error",
    title: "an option or command does not exist",
    why: "An option that is misspelt and ignored would quietly do something else than was asked for.",
    fix: "See `batchgen --help` for what there is.",
    example: "batchgen --out src/generated        not: batchgen --output src/generated",
  },
  OPTION_INVALID: {
    severity: "error",
    title: "an option's value is not one it can have",
    why: "Each option takes certain values only; guessing another would generate something else than was asked for.",
    fix: "Give one of the values that the message names.",
    example: "batchgen --import-extension js --max-invocations 25",
  },
  CONFIG_UNREADABLE: {
    severity: "error",
    title: "the configuration cannot be read",
    why:
      "`batchgen` in package.json and `batchgen.config.{json,mjs,ts}` are read before anything is generated; " +
      "running without what they say would generate something else.",
    fix: "Fix the file, or remove it: batchgen needs no configuration.",
    example: 'export default defineConfig({ out: "src/generated" });',
  },
  CONFIG_KEY_UNKNOWN: {
    severity: "error",
    title: "the configuration has a key that does not exist",
    why: "A key that is misspelt and ignored would quietly generate something else than was asked for.",
    fix: "Use the nearest key that the message names, or remove it.",
    example: '{ "maxInvocations": 10 }        not: { "maxInvocation": 10 }',
  },
  CONFIG_INVALID: {
    severity: "error",
    title: "a value in the configuration is not one it can have",
    why: "Each key takes certain values only; guessing another would generate something else than was asked for.",
    fix: "Give one of the values that the message names.",
    example: '{ "importExtension": "js" }',
  },
  CONFIG_SEVERAL: {
    severity: "error",
    title: "there are several configurations",
    why: "With two of them nobody can tell which one holds, and the other looks as if it did.",
    fix: "Keep one: `batchgen` in package.json, batchgen.config.json, .mjs or .ts.",
    example: "rm batchgen.config.json",
  },
  OUT_REFUSED: {
    severity: "error",
    title: "the output folder cannot be that folder",
    why:
      "The output folder is wholly machine-owned: batchgen deletes from it what it wrote before. It must not be " +
      "the project's root, the tools folder, a folder that holds them, or a place outside any project such as / or " +
      "the home folder.",
    fix: "Name a folder of its own.",
    example: "batchgen --out ./generated",
  },
  HANDLERS_REFUSED: {
    severity: "error",
    title: "the handlers folder cannot be that folder",
    why:
      "Handlers are yours and the output folder is the machine's: a handler inside the output folder would be lost " +
      "when that is deleted. So would one in node_modules, beside definitions that a package brings, with the next " +
      "install.",
    fix:
      "Name a folder outside the output folder and node_modules. Without `--handlers`, handlers live beside their " +
      "definitions.",
    example: "batchgen --handlers ./src/handlers",
  },
  FOLDER_NAME_REFUSED: {
    severity: "error",
    title: "a folder's name cannot be written in an import",
    why:
      "The output imports the handlers, and they import the output, by relative paths. TypeScript reads such a " +
      "path as it stands; Node.js and bundlers read a URL, in which `?` and `#` end the path and `%` escapes a " +
      "character. So the program would load another file than the compiler checked, or none. Nothing was written.",
    fix: "Rename the folder, or put it above both the output and the handlers, where no import names it.",
    example: "mv tools/c# tools/c-sharp",
  },
  OUT_CONFLICT: {
    severity: "error",
    title: "a file of yours is where batchgen wants to write",
    why:
      "batchgen overwrites only what it wrote itself. This file is neither in its manifest nor does it carry its " +
      "banner, so it may be the work of a person. Nothing at all was written.",
    fix: "Move the file away, or choose another output folder.",
    example: "batchgen --out src/generated",
  },
  OUT_NEWER: {
    severity: "error",
    title: "a newer batchgen wrote the output",
    why:
      "An older batchgen would replace the output with an older form of it, and delete files that it does not " +
      "know. The manifest in the output folder says which batchgen wrote it.",
    fix: "Install that batchgen or a later one, or replace the output with `--force`.",
    example: "npm install --save-dev batchgen@latest",
  },
  OUT_OF_OTHER_TOOLS: {
    severity: "error",
    title: "the output belongs to another tools folder",
    why:
      "Two tools folders with one output folder would replace each other's output in turn. The manifest in the " +
      "output folder says which folder it was generated from, and that folder still holds definitions.",
    fix: "Give each tools folder an output folder of its own, or replace the output with `--force`.",
    example: "batchgen ./tools-b --out ./generated-b",
  },
  HANDLERS_UNFILLED: {
    severity: "error",
    title: "handlers are not filled in",
    why:
      "`--fail-on-warnings` was given. A stub compiles, and answers every call with an error that says it is not " +
      "implemented.",
    fix: "Fill in the handlers that the message names, or leave `--fail-on-warnings` out.",
    example: "batchgen --check --fail-on-warnings",
  },
  OUT_STRANGER: {
    severity: "warning",
    title: "a file in the output folder is not batchgen's",
    why:
      "The output folder is wholly machine-owned; anybody may delete it at any time. What batchgen did not write " +
      "there it keeps, but does not look after.",
    fix: "Move the file out of the output folder.",
    example: "mv generated/helpers.ts src/helpers.ts",
  },
  OUT_EDITED: {
    severity: "warning",
    title: "a generated file was edited",
    why:
      "The file was generated for a tool that is gone. Somebody has edited it, so batchgen keeps it; nothing needs " +
      "it.",
    fix: "Take the edit to a definition or a handler, and delete the file.",
    example: "rm generated/types/old_tool.ts",
  },
  OUT_REPLACED: {
    severity: "warning",
    title: "an edited generated file is written anew",
    why:
      "Generated files are made from the definitions, each time anew. This one is not as batchgen wrote it, so " +
      "somebody has edited it, or a merge has changed it; the run replaces it.",
    fix: "Make the change in a definition or a handler. After a merge there is nothing to do.",
    example: "git diff generated/        shows the edit while it is there",
  },
  HANDLER_ORPHANED: {
    severity: "warning",
    title: "a handler has no definition any more",
    why: "The tool that it handled was renamed or removed. It has been edited, so batchgen keeps it; nothing calls it.",
    fix: "Rename it to the tool's new name, or delete it.",
    example: "git mv tools/get_weather.ts tools/get_forecast.ts",
  },
  OUT_FORMATTED: {
    severity: "warning",
    title: "a formatter changed generated files",
    why:
      "Generated files are written in one layout, which is not that of your formatter. Each run of either undoes " +
      "the work of the other, and `--check` finds drift in what the formatter changed.",
    fix:
      "Add the output folder to the files that the formatter ignores; `batchgen init` does it for prettier. Then " +
      "run batchgen once.",
    example: "echo generated/ >> .prettierignore",
  },
  HANDLER_LEFT_BEHIND: {
    severity: "error",
    title: "a tool was moved, and its handler was not",
    why:
      "A handler lies in the folder of its definition. The definition is in another folder now, where a new stub " +
      "tells Claude that the tool is not implemented; the code that somebody wrote is called by nobody. A run " +
      "warns about it, `--check` fails.",
    fix: "Move the handler over the stub.",
    example: "git mv -f tools/get_time.ts tools/clock/get_time.ts",
  },
  OUT_LINK: {
    severity: "error",
    title: "a link leads out of the output folder",
    why:
      "batchgen writes and deletes in the output folder and in the handlers' folder, and nowhere else. A folder in " +
      "there that is a link leads to files that are none of its business. Nothing at all was written.",
    fix: "Remove the link; batchgen makes the folder itself.",
    example: "rm generated/types && batchgen",
  },
  HANDLER_SYNTAX: {
    severity: "error",
    title: "a handler is no valid TypeScript",
    why:
      "`--check` looks at every handler that was edited, by its syntax alone. A file that cannot be parsed cannot " +
      "be built, either.",
    fix: "Fix what the message says; your editor and `tsc` show the same place.",
    example: "npx tsc --noEmit",
  },
  HANDLER_EXPORT_MISSING: {
    severity: "error",
    title: "a handler's file does not export `handler`",
    why:
      "The registry, `handlers.ts`, imports `handler` from each handler's file. Without that export the project " +
      "does not compile.",
    fix: "Export the handler under that name.",
    example: 'export const handler: Handler<"get_weather"> = async (input) => …',
  },
  HANDLER_TOOL_WRONG: {
    severity: "error",
    title: "a handler is typed as that of another tool",
    why:
      "A handler that was copied or renamed with its file gets another tool's input under its own tool's name: it " +
      "reads fields that are not there.",
    fix: "Name the handler's own tool in its type.",
    example: 'export const handler: Handler<"get_time"> = …        in tools/get_time.ts',
  },
  HANDLER_IMPORT_OLD: {
    severity: "warning",
    title: "a handler imports from an earlier output folder",
    why:
      "The output folder was changed, and a handler that somebody has filled in is a person's: batchgen does not " +
      "change its import. It compiles against the types of the old folder, which are not updated any more, or not " +
      "at all where that folder is gone.",
    fix: "Import from the new folder, then delete the old one.",
    example: 'import type { Handler } from "../src/agent/index.js";        not: "../generated/index.js"',
  },
  MANIFEST_UNREADABLE: {
    severity: "warning",
    title: "the manifest cannot be read",
    why:
      "`.batchgen.json` in the output folder says what batchgen wrote. Without it, files are known as batchgen's " +
      "by their banner, and old ones are not deleted.",
    fix: "Nothing to do: it is written anew. Files of tools that are gone may have to be deleted by hand.",
    example: "rm -r generated && batchgen",
  },
  WRITE_FAILED: {
    severity: "error",
    title: "a file cannot be written",
    why:
      "The file system refused: no right to write, no space left, a folder where a file belongs, or a read-only " +
      "disk. What was there before is intact.",
    fix: "Fix what the message names and run batchgen again: the next run completes what this one left.",
    example: "chmod u+w generated",
  },
  PACKAGE_MISSING: {
    severity: "error",
    title: "a package that batchgen needs is not installed",
    why:
      "batchgen and the code that it generates share @anthropic-ai/sdk, typescript and @types/node. They are peer " +
      "dependencies: npm installs them with batchgen, other package managers leave them to you.",
    fix: "Install what the message names.",
    example: "npm install @anthropic-ai/sdk && npm install --save-dev typescript @types/node",
  },
  FLAG_IGNORED: {
    severity: "warning",
    title: "an option has no effect here",
    why: "It belongs to another command or needs another option beside it.",
    fix: "Leave it out, or add what the message names.",
    example: "batchgen --dry-run --diff        `--diff` alone shows nothing",
  },
} as const satisfies Record<string, Explanation>;
