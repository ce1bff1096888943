import { type Done, type DoneEach, type DoneInvocation, isOk } from "../calls/call.js";
import { FRAME_BYTES } from "../contract/limits.js";
import type { CallError } from "../contract/outcomes.js";
import { byteLength, clip, headInJson, jsonLength, wellFormedJson } from "../json/text.js";
import { type Fits, mergeRest } from "./merge-rest.js";

/** The entries of an envelope, and what they took of the limits. */
export type Entries = {
  json: string[];
  /** The calls that have an entry of their own, which all have unless there are thousands. */
  own: readonly DoneInvocation[];
  failedIndexes: number[];
  /** What is left for attachments: of the limit, and of the frame beside it. */
  left: { text: number; frame: number };
};

/** A call's entry: a frame that is always there, and a body that can be cut. */
type Entry = {
  frame: number;
  size: number;
  /** Whether the body is a text of batchgen's own, short, and worth more than a piece of a result. */
  isNote: boolean;
  /** The entry with at most so many bytes of its body. */
  render(bytes: number): string;
};

/** What of the frame can be planned with: the rest is for the last note. */
export const INNER_FRAME_BYTES: number = FRAME_BYTES - 256;
/** The note of a cut is at most so long; a body that is no longer is never cut. */
const NOTE_BYTES = 60;
/** What stands around the entries and their failed indexes. */
const AROUND_BYTES = 80;

/**
 * The entries of an envelope, cut so that all together keep to the limit. The longest bodies are cut first, and the
 * short ones stay whole. Where there are so many calls that their frames alone outgrow the limit, one entry stands for
 * those at the end.
 */
export function fitEntries(all: readonly DoneInvocation[], maxTotalBytes: number): Entries {
  const known = new Map<Done, Entry>();
  const entryOnce = (done: Done, place: EntryPlace): Entry => {
    const entry = known.get(done) ?? entryOf(done, place);
    known.set(done, entry);
    return entry;
  };
  const entriesOf = (dones: readonly DoneInvocation[]): Entry[] =>
    dones.flatMap((done) => {
      if ("items" in done) return entriesOfEach(done, entryOnce);
      const { index, name, status } = done.outcome;
      return [entryOnce(done, { index, name, status })];
    });
  const own = mergeRest(all, (dones) => fits(dones, entriesOf(dones), maxTotalBytes));
  const entries = entriesOf(own);
  const failedIndexes = failedIn(own);
  const frame = envelopeBytes(entries, failedIndexes);
  const notes = entries.reduce((sum, { isNote, size }) => sum + (isNote ? size : 0), 0);
  // What batchgen itself says stands in the frame as long as there is room for all of it.
  const areNotesFree = frame + notes <= INNER_FRAME_BYTES;
  const isFree = ({ isNote }: Entry): boolean => isNote && areNotesFree;
  const room = Math.max(0, maxTotalBytes - Math.max(0, frame - INNER_FRAME_BYTES));
  const bodies = entries.filter((entry) => !isFree(entry)).map(({ size }) => size);
  const share = fairShare(bodies, room);
  const spent = bodies.reduce((sum, size) => sum + Math.min(size, share), 0);
  return {
    json: entries.map((entry) => entry.render(isFree(entry) ? entry.size : share)),
    own,
    failedIndexes,
    left: {
      text: Math.max(0, room - spent),
      frame: Math.max(0, INNER_FRAME_BYTES - frame - (areNotesFree ? notes : 0)),
    },
  };
}

/**
 * Whether the frames leave at least half of the limit to what the calls gave, and whether nothing needs to be cut at
 * all.
 */
function fits(all: readonly DoneInvocation[], entries: readonly Entry[], maxTotalBytes: number): ReturnType<Fits> {
  const frame = envelopeBytes(entries, failedIn(all));
  const bodies = entries.reduce((sum, { size }) => sum + size, 0);
  return {
    frame: frame - INNER_FRAME_BYTES <= maxTotalBytes / 2,
    whole: frame + bodies <= maxTotalBytes + INNER_FRAME_BYTES,
  };
}

function failedIn(all: readonly DoneInvocation[]): number[] {
  return all.filter((done) => !isOk(done)).map((done) => ("items" in done ? done : done.outcome).index);
}

function envelopeBytes(entries: readonly Entry[], failedIndexes: readonly number[]): number {
  const indexes = failedIndexes.reduce((sum, index) => sum + String(index).length + 1, 0);
  return entries.reduce((sum, { frame }) => sum + frame + 1, indexes + AROUND_BYTES);
}

/**
 * The entries of an invocation with `each`, which joined by commas make one: its head stands in the first, its end in
 * the last.
 */
function entriesOfEach({ items, ...place }: DoneEach, entryOnce: (done: Done, place: EntryPlace) => Entry): Entry[] {
  const head = `${stringify(place).slice(0, -1)},"items":[`;
  if (items.length === 0) {
    const whole = `${head}]}`;
    return [{ frame: byteLength(whole), size: 0, isNote: false, render: () => whole }];
  }
  return items.map((item, at) => {
    const entry = entryOnce(item, { status: item.outcome.status });
    const [before, after] = [at === 0 ? head : "", at === items.length - 1 ? "]}" : ""];
    const frame = entry.frame + byteLength(before) + after.length;
    return { ...entry, frame, render: (bytes) => before + entry.render(bytes) + after };
  });
}

function entryOf(done: Done, place: EntryPlace): Entry {
  if (done.outcome.status !== "ok") return failedEntry(done, place, done.outcome.error);
  const { text, isJson, cutFrom } = done;
  const whole = isJson ? wellFormedJson(text) : stringify(text);
  const size = isJson ? byteLength(whole) : byteLength(whole) - 2;
  return {
    frame: byteLength(stringify({ ...place, result: "" })) + NOTE_BYTES,
    size,
    isNote: false,
    render: (bytes) => {
      if (cutFrom === undefined && (size <= bytes || size <= NOTE_BYTES)) {
        return `${stringify(place).slice(0, -1)},"result":${whole}}`;
      }
      const result = headInJson(text, bytes);
      return stringify({ ...place, result, truncated: { bytes: byteLength(result), of: cutFrom ?? byteLength(text) } });
    },
  };
}

/** What an entry begins with: a call of an `each` has its place in the list alone. */
type EntryPlace = { index?: number; name?: string; status: string };

function failedEntry(done: Done, place: EntryPlace, error: CallError): Entry {
  const frame = byteLength(stringify({ ...place, error: { code: error.code, message: "" } }));
  if (error.code !== "HANDLER_ERROR") {
    const size = byteLength(stringify({ ...place, error })) - frame;
    const render = (bytes: number): string =>
      stringify({ ...place, error: size <= bytes ? error : shorten(error, bytes) });
    return { frame, size, isNote: true, render };
  }
  const { text, cutFrom } = done;
  const size = jsonLength(text);
  const render = (bytes: number): string => {
    const isWhole = cutFrom === undefined && (size <= bytes || size <= NOTE_BYTES);
    const message = isWhole ? text : withNote(headInJson(text, bytes), cutFrom ?? byteLength(text));
    return stringify({ ...place, error: { code: error.code, message } });
  };
  return { frame: frame + NOTE_BYTES, size, isNote: false, render };
}

/** The head of a text, and behind it how much that is of how much. */
export function withNote(head: string, of: number): string {
  return `${head}\n[truncated: the first ${byteLength(head)} of ${of} bytes]`;
}

/**
 * An error with as many of its issues as there is room for, and where that is less, with the beginning of its message.
 */
export function shorten({ code, message, issues = [] }: CallError, bytes: number): CallError {
  let left = bytes - jsonLength(message) - '"issues":[],'.length;
  const kept = issues.filter((issue) => {
    left -= byteLength(JSON.stringify(issue)) + 1;
    return left >= 0;
  });
  const error = { code, message: clip(message, bytes) };
  return kept.length === 0 ? error : { ...error, issues: kept };
}

/** JSON in which no half of a surrogate pair is left, not even an escaped one. */
export function stringify(value: unknown): string {
  return wellFormedJson(JSON.stringify(value));
}

/** The size to which the longest must be cut so that all fit. */
function fairShare(sizes: readonly number[], total: number): number {
  let left = total;
  let count = sizes.length;
  for (const size of [...sizes].sort((a, b) => a - b)) {
    if (size * count > left) return Math.floor(left / count);
    left -= size;
    count -= 1;
  }
  return total;
}
