import { fstatSync, writeSync } from "node:fs";
import { escapeUnit } from "../diagnostics/show-value.js";
import { useColor } from "./use-color.js";

/** Something to write text to: `process.stdout`, or a test's buffer. */
export type Writer = { write(text: string): unknown; isTTY?: boolean };

const STDERR = 2;
/** A terminal of Windows takes no UTF-8 but from Node's own stream. */
const IS_WINDOWS = process.platform === "win32";

/**
 * Standard error, without the stream that Node makes of it: that takes half as long as all else that a run with nothing
 * to do has to do. Node's stream is there where it is needed: on a terminal, and to say why a text cannot be written.
 */
export const stderr: Writer = {
  get isTTY(): boolean {
    return mayBeTerminal() && process.stderr.isTTY === true;
  },
  write(text: string): void {
    let left = Buffer.from(text);
    try {
      while (left.length > 0 && !IS_WINDOWS) left = left.subarray(writeSync(STDERR, left));
    } catch {
      // Nobody reads, the disk is full, or a pipe is full that does not wait: the stream knows what to do.
    }
    if (left.length > 0) errorStream().write(left);
  },
};

function mayBeTerminal(): boolean {
  try {
    return IS_WINDOWS || fstatSync(STDERR).isCharacterDevice();
  } catch {
    return false;
  }
}

let onError: (error: NodeJS.ErrnoException) => void = () => {};
let usesStream = false;

/** Sets what is done where standard error cannot be written to. */
export function watchStderr(act: (error: NodeJS.ErrnoException) => void): void {
  onError = act;
}

/** Whether all that was printed on standard error is written: what Node's stream has taken may be on its way. */
export function isStderrWritten(): boolean {
  return !usesStream;
}

function errorStream(): NodeJS.WriteStream {
  if (!usesStream) process.stderr.on("error", (error) => onError(error));
  usesStream = true;
  return process.stderr;
}

/**
 * Control characters but tab and line feed, ends of lines that are not line feeds, and marks that turn the direction of
 * reading.
 */
const UNSAFE = /(?![\t\n])\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
/** The colours that batchgen writes, behind the escape character. */
const COLOR = /^\[(?:0|1|2|3[1-6]|90)m/;
/** What starts a command of GitHub Actions: two colons at the start of a line, blanks before them or not. */
const COMMAND = /^([^\S\n]*):(?=:)/gm;
/** What starts a command of Azure Pipelines, TeamCity and the older GitHub Actions, anywhere in a line. */
const OLD_COMMAND = /##(?=\w*\[)/g;

/**
 * Everything that a command prints passes here. Whatever paths, definitions and handlers have put into a text, it
 * steers neither a terminal nor a CI server: such characters are written as `\uXXXX`, which JSON reads as the same
 * characters. Where the stream has colours, those pass.
 */
export function print(stream: Writer, text: string): void {
  stream.write(escapeText(stream, text.replace(COMMAND, "$1\\u003a")));
}

/** Prints lines that are commands of GitHub Actions. */
export function printCommands(stream: Writer, lines: string): void {
  stream.write(escapeText(stream, lines));
}

function escapeText(stream: Writer, text: string): string {
  const hasColors = useColor(stream, process.env);
  return text.replace(OLD_COMMAND, "#\\u0023").replace(UNSAFE, (char, at: number, all: string) => {
    const isColor = hasColors && char === "\u001b" && COLOR.test(all.slice(at + 1, at + 5));
    return isColor ? char : escapeUnit(char);
  });
}
