import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { drawTimelines, formatTime } from "../../generator/trace/draw-timeline.js";
import { layOut } from "../../generator/trace/lay-out.js";
import { readTrace } from "../../generator/trace/read-trace.js";
import { styleOf } from "../../generator/trace/style-of.js";
import type { Style } from "../../generator/trace/types.js";
import type { TraceLine } from "../../templates/runtime/trace/lines.js";
import { cli, makeProject } from "../support/project.js";

const PLAIN: Style = { width: 100, color: false, ascii: true };
const usage = { input_tokens: 1000, output_tokens: 50, cache_creation_input_tokens: 200, cache_read_input_tokens: 34 };

const lines = (...entries: TraceLine[]): TraceLine[] => entries;
const request = (t: number, step: number): TraceLine => ({
  t,
  type: "request",
  step,
  model: "m",
  messages: 1,
  tools: 2,
});
const response = (t: number, step: number, stopReason: string | null, toolUses = 0): TraceLine => ({
  t,
  type: "response",
  step,
  durationMs: 0,
  stopReason,
  toolUses,
  usage,
});
const end = (t: number, outcome: "completed" | "error" | "max_steps" = "completed"): TraceLine => ({
  t,
  type: "end",
  outcome,
  steps: 1,
  usage,
  durationMs: t,
});
const call = (t: number, type: "call_start" | "call_end", name: string, index = 0, of = 1, code?: string): TraceLine =>
  type === "call_start"
    ? { t, type, id: "toolu_1", index, of, name }
    : { t, type, id: "toolu_1", index, of, name, status: code ? "error" : "ok", durationMs: 0, ...(code && { code }) };

function draw(trace: readonly TraceLine[], style: Partial<Style> = {}): string {
  return drawTimelines(layOut(trace), { ...PLAIN, ...style });
}

/** The bars of the rows with this label, without what is beside them. */
function barOf(drawing: string, label: string): string {
  const row = drawing.split("\n").find((line) => line.trimStart().startsWith(label)) ?? "";
  return (
    (row.slice(row.indexOf(label) + label.length).match(/ ([.=#x!][.=#x! ]*?)(?= {2}|$)/) ?? [])[1]?.trimEnd() ?? ""
  );
}

const batched = lines(
  { t: 0, type: "trace", version: 1 },
  request(0, 1),
  { t: 300, type: "first", step: 1 },
  response(400, 1, "tool_use", 1),
  call(400, "call_start", "get_weather", 0, 2),
  call(500, "call_start", "get_time", 1, 2),
  call(600, "call_end", "get_weather", 0, 2),
  call(600, "call_end", "get_time", 1, 2, "HANDLER_ERROR"),
  request(600, 2),
  { t: 900, type: "first", step: 2 },
  response(1000, 2, "end_turn"),
  end(1000),
);

describe("the timeline", () => {
  test("has a row per request, batch and call, with bars to scale, times, tokens and endings", () => {
    expect(draw(batched, { width: 92 })).toBe(
      [
        "m",
        "completed in 1 s, 2 requests, 2 calls, 1,234 tokens in and 50 out",
        "                 0                   500 ms           1 s    time     in  out",
        "request 1        ............====                          400 ms  1,234   50  tool_use",
        "  batch of 2                                                                   1 failed",
        "    get_weather                  ########                  200 ms              ok",
        "    get_time                     ....xxxx                  100 ms              HANDLER_ERROR",
        "request 2                                ............====  400 ms  1,234   50  end_turn",
        "",
        ". waiting   = answer arriving   # call running   x failed",
        "",
      ].join("\n"),
    );
  });

  test("shows how long a call waits for another's result, apart from any other wait, and whose", () => {
    const needing = (line: TraceLine, ...needs: number[]): TraceLine => ({ ...line, needs }) as TraceLine;
    const chain = lines(
      request(0, 1),
      response(200, 1, "tool_use", 1),
      call(200, "call_start", "find", 0, 4),
      call(400, "call_end", "find", 0, 4),
      needing(call(500, "call_start", "list", 1, 4), 0),
      needing(call(600, "call_end", "list", 1, 4), 0),
      { ...needing(call(600, "call_start", "get", 2, 4), 1), item: 0, items: 2 } as TraceLine,
      { ...needing(call(600, "call_start", "get", 2, 4), 1), item: 1, items: 2 } as TraceLine,
      { ...needing(call(700, "call_end", "get", 2, 4), 1), item: 0, items: 2 } as TraceLine,
      { ...needing(call(800, "call_end", "get", 2, 4, "TIMEOUT"), 1), item: 1, items: 2 } as TraceLine,
      needing(call(800, "call_end", "send", 3, 4, "SKIPPED"), 2, 0),
      end(1000),
    );
    expect(draw(chain, { width: 92 })).toBe(
      [
        "m",
        "completed in 1 s, 1 request, 5 calls, 1,234 tokens in and 50 out",
        "              0                500 ms       1 s    time     in  out",
        "request 1     .......                            200 ms  1,234   50  tool_use",
        "  batch of 4                                                         2 failed",
        "    find             ######                      200 ms              ok",
        "    list             ------....###               100 ms              ok, after find",
        "    get [0]          -------------###            100 ms              ok, after list",
        "    get [1]          -------------xxxxxx         200 ms              TIMEOUT, after list",
        "    send             -------------------x                            SKIPPED, after find, ..",
        "",
        "- waiting for a result   . waiting   # call running   x failed",
        "",
      ].join("\n"),
    );
  });

  test("takes a call for an element to have waited for its own element, and not for those that ended later", () => {
    const place = (index: number, item: number, needs: readonly number[]) => ({ index, of: 2, item, items: 2, needs });
    const text = draw(
      lines(
        request(0, 1),
        response(0, 1, "tool_use", 1),
        { ...call(0, "call_start", "get"), ...place(0, 0, []) } as TraceLine,
        { ...call(0, "call_start", "get"), ...place(0, 1, []) } as TraceLine,
        { ...call(200, "call_end", "get"), ...place(0, 0, []) } as TraceLine,
        { ...call(600, "call_start", "tell"), ...place(1, 0, [0]) } as TraceLine,
        { ...call(800, "call_end", "get"), ...place(0, 1, []) } as TraceLine,
        { ...call(1000, "call_end", "tell"), ...place(1, 0, [0]) } as TraceLine,
        end(1000),
      ),
    );
    expect(text).toMatch(/tell \[0\] +-{4,15}\.{8,30}#+ /);
  });

  test.each([60, 80, 100, 140])("is no wider than %i columns, and its bars begin where the times say", (width) => {
    const text = draw(batched, { width });
    for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(width);
    const rows = text.split("\n");
    const at = (label: string) => rows.find((row) => row.includes(label))?.search(/[.=#x]{2}/) ?? -1;
    expect(at("request 1")).toBeLessThan(at("get_weather"));
    expect(Math.abs(at("get_weather") - at("get_time"))).toBeLessThanOrEqual(1);
    expect(at("get_time")).toBeLessThan(at("request 2"));
  });

  test("in a narrow terminal the tokens make room, and the legend takes two lines", () => {
    expect(draw(batched, { width: 40 })).toBe(
      [
        "m",
        "completed in 1 s, 2 requests, 2 calls,..",
        "            0        1 s    time",
        "request 1   ....=         400 ms  tool..",
        "  batch ..                        1 fa..",
        "    get_..       ##       200 ms  ok",
        "    get_..       .x       100 ms  HAND..",
        "request 2          ....=  400 ms  end_..",
        "",
        ". waiting   = answer arriving",
        "# call running   x failed",
        "",
      ].join("\n"),
    );
  });

  test("has as many rows as the trace, however many, and no end before its beginning", () => {
    const many = Array.from({ length: 50_000 }, (_, step) => [request(step, step + 1), response(step, step + 1, "x")]);
    const rows = draw(many.flat() as TraceLine[]).split("\n");
    expect(rows.filter((row) => row.startsWith("request "))).toHaveLength(50_000);
    expect(draw(lines(request(9, 1), response(4, 1, "end_turn")))).toContain("no end after 0 ms");
  });

  test("shows what was sent again, left out and repaired, with the reason beside it", () => {
    const text = draw(
      lines(
        request(0, 1),
        { t: 100, type: "first", step: 1 },
        { t: 200, type: "retry", step: 1, attempt: 2, cause: "stream", reason: "the answer broke off", delayMs: 500 },
        { t: 800, type: "first", step: 1 },
        { t: 850, type: "fallback", step: 1, field: "tool_choice", reason: "not supported" },
        response(900, 1, "tool_use", 1),
        { t: 900, type: "repair", id: "toolu_1", path: "invocations", from: "string", to: "array" },
        call(900, "call_start", "count"),
        call(1000, "call_end", "count"),
        end(1000, "max_steps"),
      ),
    );
    expect(text).toMatch(/request 1 .*\.x+\.+=/);
    expect(text).toMatch(/sent again \(2\) .*! +the answer broke off/);
    expect(text).toMatch(/without tool_choi.* .*! +not supported/);
    expect(text).toMatch(/repaired .*! +invocations: string to array/);
    expect(text).toMatch(/^max_steps in 1 s, 1 request, 1 call,/m);
  });

  test("shows a call that was refused before it ran, and one that never ended", () => {
    const text = draw(
      lines(
        request(0, 1),
        response(500, 1, "tool_use", 2),
        call(600, "call_end", "delete_file", 0, 2, "DENIED"),
        call(600, "call_start", "slow", 1, 2),
      ),
    );
    expect(text).toMatch(/delete_file .*x +DENIED/);
    expect(text).toMatch(/slow .*x.* not ended/);
    expect(text).toContain("no end after 600 ms: it runs still, or was stopped");
  });

  test("an error is told in full, and its request is marked", () => {
    const reason = `429 ${"too many requests ".repeat(10)}`;
    const text = draw(lines(request(0, 1), { ...end(50, "error"), error: reason } as TraceLine));
    expect(text).toContain(reason.trimEnd());
    expect(text).toMatch(/request 1 +x+ +50 ms .*error/);
  });

  test("conversations of one file are drawn one by one, calls of a saved history before the first request", () => {
    const two = lines(
      ...(batched as TraceLine[]),
      call(5000, "call_start", "get_time"),
      call(5100, "call_end", "get_time"),
      request(5100, 1),
      response(5200, 1, "end_turn"),
      end(5200),
    );
    const text = draw(two);
    expect(text.match(/^completed/gm)).toHaveLength(2);
    expect(text.lastIndexOf("get_time")).toBeLessThan(text.lastIndexOf("request 1"));
    expect(text).toContain("completed in 200 ms");
    // Each fills the width; to the same scale the shorter one is a fifth of it.
    const shorter = (options: { sameScale?: boolean }) =>
      barOf(drawTimelines(layOut(two).slice(1), PLAIN, options), "request 1").length;
    const both = drawTimelines(layOut(two), PLAIN, { sameScale: true });
    expect(barOf(both.slice(both.lastIndexOf("completed")), "request 1").length).toBeLessThan(shorter({}) / 3);
  });

  test("what steers a terminal is not in the drawing, whatever the file says", () => {
    const name = "\u001b[2Jevil\u0007\u202e";
    const text = draw(lines(request(0, 1), response(1, 1, name), call(1, "call_end", name), end(2)), { color: false });
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });

  test("in colour it is the same text", () => {
    const colored = draw(batched, { color: true });
    expect(colored).toContain("\u001b[32m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    expect(colored.replace(/\u001b\[\d+m/g, "")).toBe(draw(batched));
  });
});

describe("the style", () => {
  test("colours and width are the terminal's, and none where there is no terminal or NO_COLOR is set", () => {
    expect(styleOf({ isTTY: true, columns: 90 }, {})).toEqual({ width: 90, color: true, ascii: false });
    expect(styleOf({ isTTY: true, columns: 90 }, { NO_COLOR: "1" }).color).toBe(false);
    expect(styleOf({}, {})).toEqual({ width: 100, color: false, ascii: false });
    expect(styleOf({}, { COLUMNS: "72" }).width).toBe(72);
    expect(styleOf({ isTTY: true, columns: 20 }, {}).width).toBe(40);
  });

  test("it is ASCII where the locale is not UTF-8 or the terminal can do nothing", () => {
    const ascii = (env: { [name: string]: string }) => styleOf({}, env).ascii;
    expect([ascii({ LANG: "C" }), ascii({ LC_ALL: "POSIX", LANG: "en_US.UTF-8" }), ascii({ TERM: "dumb" })]).toEqual([
      true,
      true,
      true,
    ]);
    expect([ascii({ LANG: "en_US.UTF-8" }), ascii({ LC_ALL: "C.utf8", LANG: "C" })]).toEqual([false, false]);
  });

  test("times are in the unit that reads best", () => {
    expect([0.01, 0.43, 9.96, 350.4, 999.9, 2345, 59_999, 61_000].map(formatTime)).toEqual([
      "<0.1 ms",
      "0.4 ms",
      "10 ms",
      "350 ms",
      "1 s",
      "2.35 s",
      "1 min 00 s",
      "1 min 01 s",
    ]);
  });
});

describe("a trace that cannot be drawn", () => {
  const head = '{"t":0,"type":"trace","version":1}';
  test.each([
    ["an empty file", "", /^x is empty\. Make one with/],
    ["another file", "hello\n", /^x is no trace: its first line should be/],
    ["another JSON file", '{"a":1}\n', /^x is no trace/],
    [
      "a newer version",
      '{"t":0,"type":"trace","version":2}\n',
      /version 2, and this batchgen reads version 1\. Update/,
    ],
    [
      "a damaged line",
      `${head}\n\n{"t":1,"type":"req\n${head}\n`,
      /^x, line 3: this is no JSON\. The trace is damaged/,
    ],
    [
      "a line of no kind",
      `${head}\n{"t":1,"type":"song"}\n`,
      /^x, line 2: there is no entry of type "song"; known are/,
    ],
    ["a line without a time", `${head}\n{"type":"first","step":1}\n`, /line 2: expected the time "t".*found nothing/],
    ["a time below zero", `${head}\n{"t":-1,"type":"first","step":1}\n`, /line 2: expected the time "t".*found -1/],
    ["a field that lacks", `${head}\n{"t":1,"type":"first"}\n`, /line 2: expected a number in "step", found nothing/],
    [
      "usage without numbers",
      `${head}\n{"t":1,"type":"end","outcome":"completed","steps":1,"usage":{},"durationMs":1}\n`,
      /line 2: expected a number in "usage\.input_tokens"/,
    ],
    ["a list", `${head}\n[]\n`, /line 2: expected an object/],
  ])("%s is refused, with the place and the way out", (_what, text, message) => {
    expect(() => readTrace(text, "x")).toThrow(message);
  });

  test("a last line that was not written to its end is left out, and said so", () => {
    expect(readTrace(`${head}\r\n{"t":1,"type":"first","step":1}\r\n{"t":2,"ty`, "x")).toMatchObject({
      cut: true,
      lines: [{ type: "trace" }, { type: "first" }],
    });
    expect(readTrace(`${head}\n{"t":1,"type":"first","step":1}`, "x").cut).toBe(false);
  });
});

test("who reads only the first lines, as head does, gets them and no stack trace", async () => {
  const many = Array.from({ length: 20_000 }, (_, step) => [request(step, step + 1), response(step, step + 1, "x")]);
  const text = [{ t: 0, type: "trace", version: 1 }, ...many.flat()].map((line) => `${JSON.stringify(line)}\n`);
  const folder = makeProject({ "trace.jsonl": text.join("") });
  const child = spawn(process.execPath, [cli, "trace", join(folder, "trace.jsonl")]);
  let stderr = "";
  child.stderr.on("data", (data) => {
    stderr += data;
  });
  child.stdout.once("data", () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

describe("calls by code", () => {
  const byCode = (t: number, type: "call_start" | "call_end", id: string, name: string, error?: string): TraceLine => {
    const line = call(t, type, name, 0, 1, error);
    return { ...line, id, byCode: "srvtoolu_1" } as TraceLine;
  };

  test("stand under their code, also where it goes on behind a later request", () => {
    const drawing = draw(
      lines(
        { t: 0, type: "trace", version: 1 },
        request(0, 1),
        response(100, 1, "tool_use", 2),
        byCode(100, "call_start", "toolu_1", "get_weather"),
        byCode(100, "call_start", "toolu_2", "get_time"),
        byCode(110, "call_end", "toolu_1", "get_weather"),
        byCode(110, "call_end", "toolu_2", "get_time", "HANDLER_ERROR"),
        request(120, 2),
        response(200, 2, "tool_use", 2),
        byCode(200, "call_start", "toolu_3", "get_time"),
        byCode(210, "call_end", "toolu_3", "get_time"),
        call(210, "call_start", "get_map"),
        call(220, "call_end", "get_map"),
        request(220, 3),
        response(300, 3, "end_turn"),
        end(300),
      ),
    );
    const labels = drawing
      .split("\n")
      .flatMap((line) => /^ *(?:request \d|code(?: goes on)?|get_\w+)(?= )/.exec(line)?.[0] ?? []);
    expect(labels.map((label) => label.replace(/^ +/, (space) => "-".repeat(space.length)))).toEqual([
      "request 1",
      "--code",
      "----get_weather",
      "----get_time",
      "request 2",
      "--code goes on",
      "----get_time",
      "--get_map",
      "request 3",
    ]);
    expect(drawing).toMatch(/^ {2}code .*1 failed/m);
    expect(drawing).toMatch(/^ {2}code goes on .*all ok/m);
  });
});
