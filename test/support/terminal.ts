import { execFileSync, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";

/** A program in a terminal: what it has shown, keys to press, and its end. */
export type Terminal = {
  /** What is or was to be seen, without colours and cursor movements. */
  text(): string;
  /** What the program wrote, with all of that; the screen alone where tmux keeps it. */
  raw(): string;
  press(keys: string): void;
  /** Waits until what is to be seen, from the last wait's match on, matches. */
  sees(what: RegExp): Promise<void>;
  /** The exit code, when the program has ended. */
  ended: Promise<number>;
  kill(): void;
};

export const UP = "\u001b[A";
export const CTRL_C = "\u0003";
export const CTRL_D = "\u0004";

const COLUMNS = 96;
const PATIENCE_MS = 20_000;

/**
 * How a terminal can be had here without a native add-on: `script` of util-linux, or tmux; undefined where there is
 * neither.
 */
export const terminalBy: "script" | "tmux" | undefined = find();

function find(): "script" | "tmux" | undefined {
  const says = (command: string, ...args: string[]) => spawnSync(command, args, { encoding: "utf8" }).stdout ?? "";
  // The script of BSD and macOS wants a terminal to start with.
  if (says("script", "--version").includes("util-linux")) return "script";
  return says("tmux", "-V").startsWith("tmux") ? "tmux" : undefined;
}

/** Runs a command in a terminal that is 96 columns wide. */
export function openTerminal(command: readonly string[], env: NodeJS.ProcessEnv, cwd: string): Terminal {
  const line = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const settings = {
    cwd,
    env: { PATH: process.env["PATH"], HOME: cwd, TERM: "xterm-256color", LANG: "C.UTF-8", ...env },
  };
  return terminalBy === "tmux" ? byTmux(line, settings) : byScript(line, settings);
}

type Settings = { cwd: string; env: NodeJS.ProcessEnv };

function byScript(line: string, settings: Settings): Terminal {
  const command = `stty cols ${COLUMNS} rows 40; exec ${line}`;
  const child = spawn("script", ["-qefc", command, "/dev/null"], { ...settings, stdio: "pipe" });
  let raw = "";
  child.stdout.setEncoding("utf8").on("data", (data) => {
    raw += data;
  });
  const ended = new Promise<number>((resolve) => child.on("close", (code) => resolve(code ?? 1)));
  return terminal(
    () => raw,
    (keys) => child.stdin.write(keys),
    ended,
    () => child.kill("SIGKILL"),
  );
}

function byTmux(line: string, settings: Settings): Terminal {
  const socket = `batchgen-${randomBytes(4).toString("hex")}`;
  const tmux = (...args: string[]): string =>
    execFileSync("tmux", ["-L", socket, "-f", "/dev/null", ...args], { ...settings, encoding: "utf8", stdio: "pipe" });
  // The pane stays when the program has ended, so that its last words and its exit code can be read.
  const stay = [";", "set", "remain-on-exit", "on"];
  tmux("new-session", "-d", "-x", String(COLUMNS), "-y", "40", `sleep 0.3; exec ${line}`, ...stay);
  let screen = "";
  let over = false;
  const look = (): string => {
    if (!over) screen = tmux("capture-pane", "-p", "-e", "-J", "-S", "-");
    return screen;
  };
  const stop = () => {
    if (!over) tmux("kill-server");
    over = true;
  };
  const ended = new Promise<number>((resolve) => {
    const timer = setInterval(() => {
      const [dead, status] = over ? ["1"] : tmux("display", "-p", "#{pane_dead} #{pane_dead_status}").trim().split(" ");
      if (dead !== "1") return;
      clearInterval(timer);
      look();
      stop();
      resolve(Number(status ?? 1));
    }, 50);
  });
  const bytes = (keys: string): string[] => [...Buffer.from(keys)].map((byte) => byte.toString(16));
  return terminal(look, (keys) => void tmux("send-keys", "-H", ...bytes(keys)), ended, stop);
}

function terminal(
  raw: () => string,
  press: (keys: string) => void,
  ended: Promise<number>,
  kill: () => void,
): Terminal {
  let seen = 0;
  const text = () => plain(raw());
  return {
    text,
    raw,
    press,
    ended,
    kill,
    sees: async (what) => {
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        const match = what.exec(text().slice(seen));
        if (match) {
          seen += match.index + match[0].length;
          return;
        }
        if (Date.now() > deadline) throw new Error(`The terminal never showed ${what}. It shows:\n${text()}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}

/** Text without the terminal's control sequences. */
export function plain(raw: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to go
  return raw.replace(/\u001b\[[0-9;?]*[A-Za-z]|\u001b[=>]|\r/g, "");
}
