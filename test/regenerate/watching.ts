import { type ChildProcess, spawn } from "node:child_process";
import { expect, onTestFinished } from "vitest";
import { batchgen, cli, exampleTools, type Files, makeProject } from "../support/project.js";

export type Watch = {
  folder: string;
  /** What it has said since the last call. */
  said: () => string;
  /** Waits until it has said something, and then until it has been silent for a while. */
  settle: (text: RegExp) => Promise<string>;
  /** Waits, and gives what was said meanwhile. */
  idle: (milliseconds?: number) => Promise<string>;
  end: (signal?: NodeJS.Signals) => Promise<number | null>;
  /** Sends a signal, and gives the one that the process died of. */
  endedBy: (signal: NodeJS.Signals) => Promise<NodeJS.Signals | null>;
  /** What it had said by the time that it watched. */
  start: string;
  exit: Promise<number | null>;
  /** Reads no more. */
  hangUp: () => void;
  /** Does something while the watch is held: it sees all of it at once, however slow the machine is. */
  held: (act: () => void) => void;
};

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** How often it has run and had something to say. */
export function runs(said: string): number {
  return said.match(/ · \d+ ms|, waiting for a change/g)?.length ?? 0;
}

export function watching(files: Files = exampleTools, ...args: string[]): Promise<Watch> {
  return watchIn(makeProject(files), process.execPath, [cli, "--watch", ...args]);
}

/** Starts a command that watches in a folder, and waits until it does. */
export async function watchIn(folder: string, command: string, args: readonly string[]): Promise<Watch> {
  const child: ChildProcess = spawn(command, args, {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1", GITHUB_ACTIONS: "" },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let [text, from] = ["", 0];
  child.stderr?.on("data", (chunk) => {
    text += chunk;
  });
  const exit = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
  const endedBy = async (signal: NodeJS.Signals): Promise<NodeJS.Signals | null> => {
    child.kill(signal);
    await exit;
    return child.signalCode;
  };
  const said = (): string => {
    const news = text.slice(from);
    from = text.length;
    return news;
  };
  const settle = async (wanted: RegExp): Promise<string> => {
    const start = Date.now();
    while (!wanted.test(text.slice(from))) {
      if (Date.now() - start > 60_000) throw new Error(`waited for ${wanted}; it said: ${text.slice(from)}`);
      await pause(20);
    }
    let before = -1;
    while (before !== text.length) {
      before = text.length;
      await pause(350);
    }
    return said();
  };
  const idle = async (milliseconds = 700): Promise<string> => {
    await pause(milliseconds);
    return said();
  };
  const end = async (signal: NodeJS.Signals = "SIGINT"): Promise<number | null> => {
    child.kill(signal);
    return exit;
  };
  const held = (act: () => void): void => {
    child.kill("SIGSTOP");
    act();
    child.kill("SIGCONT");
  };
  const start = await settle(/Watching /);
  const hangUp = (): void => void child.stderr?.destroy();
  return { folder, said, settle, idle, end, endedBy, held, exit, start, hangUp };
}

/** Holds the output to what a run would make of it. */
export async function expectRight({ folder }: Watch, ...args: string[]): Promise<void> {
  expect(await batchgen(folder, "--check", ...args)).toMatchObject({ code: 0, stdout: "" });
}
