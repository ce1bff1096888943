import { vi } from "vitest";
import { runCommandLine } from "../../generator/commands/command-line.js";
import { captureOutput } from "./capture.js";
import type { Ran } from "./project.js";

/**
 * Runs batchgen's command line in this process, which takes a tenth of what starting the command takes. One at a time:
 * the working directory and the streams are the process's.
 * @param env What the environment holds besides.
 */
export async function inProcess(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const before = process.cwd();
  const { said, restore } = captureOutput();
  for (const [name, value] of Object.entries({ NO_COLOR: "1", GITHUB_ACTIONS: "", ...env })) vi.stubEnv(name, value);
  process.chdir(folder);
  try {
    const code = await runCommandLine(args);
    return { code, stdout: said.stdout, stderr: said.stderr };
  } finally {
    process.chdir(before);
    restore();
    vi.unstubAllEnvs();
  }
}
