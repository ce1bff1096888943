import { setFlagsFromString } from "node:v8";
import type { ExitCode } from "./commands/command-line.js";

async function main(args: readonly string[]): Promise<ExitCode> {
  if (isPlainRun(args)) return runPlainly(args[0]);
  const { runCommandLine } = await import("./commands/command-line.js");
  return runCommandLine(args);
}

/**
 * Whether a command line holds nothing to parse: no word, or a folder that no subcommand is called like. Most runs have nothing to do, and
 * loading the parser would be a third of their work.
 */
function isPlainRun(args: readonly string[]): boolean {
  const [folder] = args;
  return folder === undefined || (args.length === 1 && /^\.{0,2}[\\/]/.test(folder));
}

async function runPlainly(folder: string | undefined): Promise<ExitCode> {
  try {
    const { runGenerate } = await import("./commands/generate.js");
    return (await runGenerate(folder, {}, process.cwd())) as ExitCode;
  } catch (error) {
    const { reportRefusal } = await import("./commands/command-line.js");
    await reportRefusal(error, false);
    return 2;
  }
}

/** The newest major of V8 that is known to have the flag: one that does not would complain. */
const NEWEST_V8 = 14;

/**
 * Lets V8 optimize a function 15 times later than it would by itself. Most runs are over before that pays: a third of the processor time of a run over
 * 100 tools went into optimizing, and a fifth of one with nothing to do.
 */
function deferOptimizing(): void {
  if (Number.parseInt(process.versions.v8 ?? "", 10) <= NEWEST_V8) setFlagsFromString("--interrupt-budget=1000000");
}

deferOptimizing();

let failure: 2 | undefined;

// Who reads through `| head` has read enough; what there is to do is done all the same, and ends with its own exit code.
const streams = isPlainRun(process.argv.slice(2)) ? [process.stderr] : [process.stdout, process.stderr];
for (const stream of streams) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    // A disk that is full, say: nobody reads a stack trace there, and 1 would mean drift.
    if (error.code !== "EPIPE") process.exitCode = failure = 2;
  });
}

main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = failure ?? exitCode;
  },
  (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(
      `This is a defect in batchgen, not in your input. Please report it with what follows.\n${text}\n`,
    );
    process.exitCode = 3;
  },
);
