import { readFileSync } from "node:fs";
import { escapeInvisible } from "../diagnostics/show-value.js";
import { print, stderr } from "../report/sink.js";
import { drawTimelines } from "../trace/draw-timeline.js";
import { layOut } from "../trace/lay-out.js";
import { HOW_TO_MAKE_ONE, readTrace, TraceError } from "../trace/read-trace.js";
import { styleOf } from "../trace/style-of.js";

/** `batchgen trace <file>`: draws the timeline of each conversation in a trace file. Gives the exit code. */
export function runTrace(file: string, ascii: boolean): number {
  const shown = escapeInvisible(file);
  try {
    const { lines, cut } = readTrace(readText(file), shown);
    const timelines = layOut(lines);
    if (timelines.length === 0) throw new TraceError(`${shown} is a trace in which nothing has happened yet.`);
    const style = styleOf(process.stdout, process.env);
    print(process.stdout, drawTimelines(timelines, { ...style, ascii: ascii || style.ascii }));
    if (cut) print(stderr, `${shown}: the last line is not whole, and was left out.\n`);
    return 0;
  } catch (thrown) {
    if (!(thrown instanceof TraceError)) throw thrown;
    print(stderr, `${escapeInvisible(thrown.message)}\n`);
    return 2;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8").replace(/^\ufeff/, "");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new TraceError(`There is no file ${file}. ${HOW_TO_MAKE_ONE}`);
    if (code === "EISDIR") throw new TraceError(`${file} is a folder; a trace is one file.`);
    throw new TraceError(`${file} cannot be read: ${message}`);
  }
}
