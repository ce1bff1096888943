import type { ConversationEvent, ConversationResult } from "../../templates/runtime/contract/conversation-types.js";
import { traceLines } from "../../templates/runtime/trace/lines.js";
import { print } from "../report/sink.js";
import { drawTimelines } from "../trace/draw-timeline.js";
import { layOut } from "../trace/lay-out.js";
import { readTrace } from "../trace/read-trace.js";
import { styleOf } from "../trace/style-of.js";
import type { Timeline } from "../trace/types.js";
import { holdConversation, MODEL_TIME_MS, type Run, type Setting } from "./hold-conversation.js";
import { showCause } from "./show-conversation.js";

/** What the conversations without a batch tool are called. */
const PARALLEL = "native parallel calls";
const SINGLE = "one call per turn";

/**
 * Holds the conversation once more with Claude's native parallel calls and with one call per turn, and shows all three:
 * their timelines to the same scale, the answer, and a table of what each took. Gives the results.
 */
export async function compare(setting: Omit<Setting, "onEvent">): Promise<ConversationResult[]> {
  const { options, exposure, references } = setting;
  const { stdout } = options;
  const native = { ...setting, exposure: "native" } as const;
  const runs: Traced[] = [];
  // One after the other: they would slow each other down.
  const title = references === "off" ? exposure : `${exposure}, references ${references}`;
  if (exposure !== "native") runs.push(await traced(setting, title));
  runs.push(await traced({ ...native, manner: "parallel" }, PARALLEL));
  runs.push(await traced({ ...native, manner: "sequential", oneCallPerTurn: true }, SINGLE));
  const timelines = runs.flatMap((run) => run.timelines);
  print(stdout, `${drawTimelines(timelines, styleOf(stdout, options.env ?? process.env), { sameScale: true })}\n`);
  const texts = new Set(runs.map(({ result }) => result.text).filter((text) => text !== ""));
  for (const text of texts) print(stdout, `${text}\n\n`);
  print(stdout, showTable([["", "requests", "time", "sent", "received"], ...runs.map(row)]));
  if (!options.live) {
    print(stdout, `(The offline Claude took ${MODEL_TIME_MS} ms for each answer; a model takes longer.)\n`);
  }
  return runs.map(({ result }) => result);
}

type Traced = Run & { readonly title: string; readonly timelines: readonly (Timeline & { title: string })[] };

/** Holds a conversation and lays out its trace. */
async function traced(setting: Omit<Setting, "onEvent">, title: string): Promise<Traced> {
  const { options } = setting;
  const lines: string[] = [];
  const trace = traceLines((line) => lines.push(line));
  const run = await holdConversation({
    ...setting,
    onEvent: (event: ConversationEvent) => {
      trace(event);
      showCause(event, options.stderr);
    },
  });
  const timelines = layOut(readTrace(lines.join(""), "the trace").lines);
  return {
    ...run,
    title,
    timelines: timelines.map((timeline) => ({ ...timeline, title, ...(!options.live && { model: "" }) })),
  };
}

function row({ title, traffic, durationMs }: Traced): string[] {
  return [
    title,
    String(traffic.requests),
    `${count(Math.round(durationMs))} ms`,
    `${count(traffic.sent)} B`,
    `${count(traffic.received)} B`,
  ];
}

function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Lines up rows of cells: the first column on the left, the others, which are numbers, on the right. */
function showTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))),
  );
  return `${lines.map((cells) => cells.join("   ")).join("\n")}\n`;
}
