import { existsSync } from "node:fs";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { type Config, SETTINGS } from "../config/settings.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { packageVersion } from "../package-root.js";
import { print, stderr } from "../report/sink.js";
import type { GenerateFlags } from "./generate.js";
import type { TryFlags } from "./try.js";

/** How a command ends: 0 done, 1 drift, 2 refused, 3 a defect. */
export type ExitCode = 0 | 1 | 2 | 3;

const HELP = `
Examples:
  $ batchgen init                     a sample to start from
  $ batchgen ./tools                  generate ./generated, and a stub for each new handler
  $ batchgen ./tools --check          fail where the output is not up to date, in CI say
  $ batchgen try "What's the weather and time in San Francisco?"
                                      run the conversation without a key, with the offline Claude

Exit codes: 0 done, 1 --check found drift, 2 refused (input, configuration, command line, file system),
3 a defect in batchgen.`;

/** Parses a command line and does what it says. */
export async function runCommandLine(args: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const end = (code: number): void => {
    exitCode = code as ExitCode;
  };
  const program = new Command("batchgen")
    .description(
      "From a folder of JSON tool definitions to typed handlers, a batch tool, a dispatcher and a conversation " +
        "loop for Claude.",
    )
    .version(packageVersion(), "--version", "print the version")
    .helpOption("-h, --help", "print this help")
    // An option behind a command is the command's.
    .enablePositionalOptions()
    .helpCommand("help [command]", "print this help, or a command's")
    .argument("[tools-dir]", describe("tools"))
    .option("-o, --out <dir>", describe("out"))
    .option("--handlers <dir>", describe("handlers"))
    .option("--import-extension <js|ts|none>", describe("importExtension"))
    .option("--batch-name <name>", describe("batchName"))
    .option("--max-invocations <n>", describe("maxInvocations"), wholeNumber)
    .option("--runtime <copy|import>", describe("runtime"))
    .option("--no-main", "write no main.ts")
    .option("--check", "write nothing; exit 1 if a run would create, change or delete a file")
    .option("--dry-run", "write nothing; print what would be done")
    .option("--diff", "with --check or --dry-run: print it as a unified diff")
    .option("--allow-empty", SETTINGS.allowEmpty.says)
    .option("--fail-on-warnings", "exit 2 if there is a warning, or a handler that is not filled in")
    .option("--force", "replace output of a newer batchgen, or of another tools folder")
    .option("--cwd <dir>", "run in that folder")
    .option("--watch", "generate again after every change")
    .option("--json", "print one report as JSON on stdout")
    .option("--quiet", "print errors only")
    .option("--verbose", "print every file, and which tools were read from another dialect than Anthropic's")
    .addHelpText("after", HELP)
    .hook("preSubcommand", refuseBefore)
    .action(async (toolsDir: string | undefined, flags: GenerateFlags) => {
      const { runGenerate } = await import("./generate.js");
      end(await runGenerate(toolsDir, flags, process.cwd()));
    });

  program
    .command("init")
    .description("make a sample, a tsconfig.json where there is none, and scripts; overwrite nothing")
    .action(async () => {
      const { runInit } = await import("./init/init.js");
      end(await runInit(process.cwd()));
    });

  program
    .command("try")
    .description("bring the output up to date and run its conversation with the offline Claude, or with Claude")
    .argument("<question...>", "what to ask, in quotes or not")
    .option("-o, --out <dir>", "the generated folder (default: ./generated)")
    .option("--live", "talk to Claude; needs ANTHROPIC_API_KEY, in the environment or in .env")
    .option("--model <id>", "the model, with --live (default: ANTHROPIC_MODEL, or a current one)")
    .option("--exposure <name>", "alongside, batch-only, by-name, native or programmatic")
    .option("--references <word>", "off, on or each: whether a call of a batch may use the result of an earlier one")
    .option("--yes", "approve every call that needs approval (default: ask at a terminal, deny elsewhere)")
    .option("--compare", "ask again with native parallel calls and with one call per turn, and show all")
    .action(async (words: string[], flags: TryFlags) => {
      const { runTryCommand } = await import("./try.js");
      end(await runTryCommand(words.join(" "), flags, process.cwd()));
    });

  program
    .command("trace")
    .description("draw the timeline of a conversation: requests, calls, waiting, tokens, errors")
    .argument("<file>", "a trace, as generated/main.ts --trace <file> writes it")
    .option("--ascii", "draw with ASCII characters alone (default: where the locale is not UTF-8)")
    .action(async (file: string, { ascii }: { ascii?: boolean }) => {
      const { runTrace } = await import("./trace.js");
      end(runTrace(file, ascii === true));
    });

  program
    .command("report")
    .description("show what each tool costs in every exposure, and of strict mode's budgets")
    .argument("[tools-dir]", describe("tools"))
    .option("--batch-name <name>", describe("batchName"))
    .option("--max-invocations <n>", describe("maxInvocations"), wholeNumber)
    .option("--json", "print it as JSON")
    .action(async (toolsDir: string | undefined, flags: GenerateFlags) => {
      const { runReport } = await import("./report/report.js");
      const { json, ...settings } = flags;
      end(
        await runReport(
          toolsDir === undefined ? settings : { ...settings, tools: toolsDir },
          json === true,
          process.cwd(),
        ),
      );
    });

  program
    .command("explain")
    .description("explain the code of an error or warning; without a code, list them all")
    .argument("[code]", "such as TOOL_NAME_INVALID")
    .action(async (code: string | undefined) => {
      const { runExplain } = await import("./explain.js");
      end(runExplain(code));
    });

  let refusing = program;
  for (const command of [program, ...program.commands]) {
    command.configureOutput({ writeErr: () => {} }).exitOverride((error) => {
      refusing = command;
      throw error;
    });
  }
  const isJson = args.includes("--json");
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) await reportRefusal(error, isJson);
    else if (error.exitCode === 0) return 0;
    else await reportUsage(error, refusing, isJson);
    exitCode = 2;
  }
  if (exitCode === 2 && !isJson) await suggest(args[0], program);
  return exitCode;
}

/** What a setting is and what its default is, for --help. */
function describe(name: keyof Config): string {
  const { says, byDefault } = SETTINGS[name];
  return `${says} (default: ${String(byDefault).replace(/^\((.*)\)$/, "$1")})`;
}

/**
 * No command sees what stands before it: `--dry-run init` would write, and `--out x try` hold another folder's
 * conversation.
 */
function refuseBefore(program: Command, command: Command): void {
  const given = program.options.find((option) => program.getOptionValueSource(option.attributeName()) === "cli");
  if (given === undefined) return;
  const name = command.name();
  const isKnown = command.options.some(({ long }) => long === given.long);
  const way = isKnown ? `write it behind: batchgen ${name} ${given.flags}` : `${name} has no such option`;
  const text = `error: option '${given.flags}' stands before ${name}, where it has no effect; ${way}`;
  command.error(text, { code: "commander.unknownOption" });
}

/** What the file system refuses, or is not installed, is the user's to fix; anything else is a defect. */
export async function reportRefusal(error: unknown, isJson: boolean): Promise<void> {
  const [{ fileSystemError }, { missingPackage }] = await Promise.all([
    import("../apply/file-system-error.js"),
    import("./missing-package.js"),
  ]);
  const refused = fileSystemError(error, workingDirectory()) ?? missingPackage(error);
  if (refused === undefined) throw error;
  await printFault(refused, isJson);
}

/** The working directory; empty where it was deleted. */
function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    return "";
  }
}

/** Whoever asked for JSON gets JSON, also of a command line that is wrong. */
async function reportUsage({ code, message: said }: CommanderError, command: Command, isJson: boolean): Promise<void> {
  const message = code === "commander.help" ? "error: there is no such command" : said;
  const path = command.parent === null ? command.name() : `${command.parent.name()} ${command.name()}`;
  const asked = /unknown option '-v'/i.test(said) ? "Did you mean --version or --verbose? " : "";
  const hint = `${asked}Run ${path} --help to see what there is.`;
  if (!isJson) {
    print(stderr, `${message}\nUsage: ${path} ${command.usage()}\n\n${hint}\n`);
    return;
  }
  const { diagnose, NOWHERE } = await import("../diagnostics/diagnostic.js");
  const isUnknown = code === "commander.unknownOption" || code === "commander.unknownCommand";
  await printFault(diagnose(isUnknown ? "OPTION_UNKNOWN" : "OPTION_INVALID", NOWHERE, message, hint), isJson);
}

async function printFault(fault: Diagnostic, isJson: boolean): Promise<void> {
  if (isJson) {
    const { printReport } = await import("./generate.js");
    printReport({ exitCode: 2, tools: [], diagnostics: [fault], plan: undefined });
  } else {
    const { printDiagnostics } = await import("./print-diagnostics.js");
    await printDiagnostics([fault], []);
  }
}

/** What other generators call it. */
const GENERATE = /^(?:gen|generate|build|compile|codegen|run|sync)$/i;

/** A misspelt command looks like a folder that is not there. */
async function suggest(word: string | undefined, program: Command): Promise<void> {
  if (word === undefined || !/^[a-z]+$/i.test(word) || existsSync(word)) return;
  const { nearest } = await import("../diagnostics/nearest.js");
  const options = program.options.flatMap(({ long }) => long ?? []);
  // commander keeps its own help apart.
  const names = [...program.commands.map((command) => command.name()), "help"];
  const meant = names.includes(word) ? undefined : nearest(word, [...names, ...options]);
  if (meant !== undefined) print(stderr, `Did you mean batchgen ${meant}?\n`);
  else if (GENERATE.test(word)) print(stderr, "To generate, write no command: batchgen, or batchgen <folder>.\n");
}

function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError("It must be an integer of at least 1.");
  return Number(value);
}
