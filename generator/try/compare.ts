import { drawTimelines } from "../trace/draw-timeline.js";
import { layOut } from "../trace/lay-out.js";
import { readTrace } from "../trace/read-trace.js";
import { splitConversations } from "../trace/split-conversations.js";
import { styleOf } from "../trace/style-of.js";
import type { Timeline } from "../trace/types.js";
import { holdConversation, MODEL_TIME_MS, type Run, type Setting } from "./hold-conversation.js";
import { showCause } from "./show-cause.js";
import { showTable } from "./show-table.js";
import type { TryEvent, TryResult } from "./types.js";

/** What the second conversation is called. */
const SINGLE = "one call per turn";

/**
 * Holds the conversation twice, the second time with one call per turn, and shows both: their timelines to the same scale, the
 * answer, and a table of what each took. Gives both results.
 */
export const compare = async (setting: Omit<Setting, "onEvent">): Promise<TryResult[]> => {
  const { options, exposure } = setting;
  const { stdout } = options;
  const first = await traced(setting, exposure);
  const second = await traced({ ...setting, exposure: "native", manner: "sequential", oneCallPerTurn: true }, SINGLE);
  const timelines = [...first.timelines, ...second.timelines];
  if (timelines.length > 0) {
    stdout.write(`${drawTimelines(timelines, styleOf(stdout, options.env ?? process.env), { sameScale: true })}\n`);
  }
  const texts = new Set([first.result.text, second.result.text].filter((text) => text !== ""));
  for (const text of texts) stdout.write(`${text}\n\n`);
  const head = ["", "requests", "time", "sent", "received"];
  stdout.write(showTable([head, row(exposure, first), row(SINGLE, second)]));
  if (!options.live) {
    stdout.write(`(The offline Claude took ${MODEL_TIME_MS} ms for each answer; a model takes longer.)\n`);
  }
  return [first.result, second.result];
};

type Traced = Run & { readonly timelines: readonly (Timeline & { title: string })[] };

/** Holds a conversation and lays out its trace. Code generated before there were traces gives none. */
const traced = async (setting: Omit<Setting, "onEvent">, title: string): Promise<Traced> => {
  const { generated, options } = setting;
  const lines: string[] = [];
  const trace: (event: TryEvent) => void = generated.traceLines?.((line) => lines.push(line)) ?? (() => {});
  const cause = showCause(options.stderr);
  const run = await holdConversation({
    ...setting,
    onEvent: (event) => {
      trace(event);
      cause(event);
    },
  });
  const timelines =
    lines.length === 0 ? [] : splitConversations(readTrace(lines.join(""), "the trace").lines).map(layOut);
  return {
    ...run,
    timelines: timelines.map((timeline) => ({ ...timeline, title, ...(!options.live && { model: "" }) })),
  };
};

const row = (label: string, { traffic, durationMs }: Run): string[] => [
  label,
  String(traffic.requests),
  `${count(Math.round(durationMs))} ms`,
  `${count(traffic.sent)} B`,
  `${count(traffic.received)} B`,
];

const count = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ",");
