import type { ExitCode } from "./commands/command-line.js";
import { isStderrWritten, print, stderr, watchStderr } from "./report/sink.js";

async function main(args: readonly string[]): Promise<ExitCode> {
  if (isPlainRun(args)) return runPlainly(args[0]);
  const { runCommandLine } = await import("./commands/command-line.js");
  return runCommandLine(args);
}

/**
 * Whether a command line holds nothing to parse: no word, or a folder that no subcommand is called like. Most runs have
 * nothing to do, and loading the parser would be a third of their work.
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

let failure: 2 | undefined;

// Who reads through `| head` has read enough; what there is to do is done all the same, and ends with its own exit
// code.
function onError(error: NodeJS.ErrnoException): void {
  // A disk that is full, say: nobody reads a stack trace there, and 1 would mean drift.
  if (error.code !== "EPIPE") process.exitCode = failure = 2;
}

const args = process.argv.slice(2);
const isPlain = isPlainRun(args);
watchStderr(onError);
if (!isPlain) process.stdout.on("error", onError);

main(args).then(
  (exitCode) => {
    process.exitCode = failure ?? exitCode;
    // What there is to write is written: taking all that was made apart would take Node another 10 ms.
    if (isPlain && isStderrWritten()) setImmediate(() => process.exit());
  },
  (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    print(stderr, `This is a defect in batchgen, not in your input. Please report it with what follows.\n${text}\n`);
    process.exitCode = 3;
  },
);
