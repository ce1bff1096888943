import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { batch as offlineBatch, use as offlineUse } from "../../generator/offline/index.js";
import { FRAME_BYTES, MAX_MEDIA_BYTES, MAX_TOTAL_BYTES } from "../../templates/runtime/contract/limits.js";
import { play, resultsIn } from "../conversation/scene.js";
import type { Loose } from "../support/loose.js";
import { batch, envelopeOf, errorOf, invoke, paris, taking, world } from "./support.js";

setFlagsFromString("--expose-gc");
globalThis.gc = runInNewContext("gc");

/** 10,000 random batches in the long version. */
const numRuns = process.env["BATCHGEN_LONG"] === "1" ? 10_000 : 100;

const properties = {
  kind: { type: "string" },
  size: { type: "integer" },
  list: { type: "array", items: { type: "integer" } },
};
const tools = [taking("do", properties, ["kind", "size"]), taking("a".repeat(64), properties)];
const { createDispatcher, ToolError } = world(tools, { maxInvocations: 40 });

const png = "iVBORw0KGgo=";
const PNG_START = "iVBORw0KGgoA";
const image = (size: number) => ({
  type: "image",
  source: { type: "base64", media_type: "image/png", data: `${PNG_START}${"A".repeat(Math.floor(size / 4) * 4)}` },
});
const found = (size: number) => ({
  type: "search_result",
  source: "s",
  title: "t".repeat(size % 500),
  content: [{ type: "text", text: "f".repeat(size) }],
});

/** What handlers give, by its kind and size. */
const KINDS: { readonly [kind: string]: (size: number) => unknown } = {
  text: (size) => "x".repeat(size),
  escapes: (size) => '"\n\u0001é😀'.repeat(size / 8),
  json: (size) => ({ list: Array.from({ length: size / 8 }, (_, at) => `"${at}`) }),
  error: (size) => {
    throw new ToolError('e"'.repeat(size / 2));
  },
  images: (size) => [image(size), image(size / 2)],
  many: (size) => Array.from({ length: size / 10 + 1 }, () => image(4)),
  found: (size) => [found(size), { type: "text", text: "beside" }, found(size / 2)],
  document: (size) => [
    { type: "document", source: { type: "text", media_type: "text/plain", data: "d".repeat(size) } },
  ],
};

const handlers = {
  do: ({ kind, size }: Loose) => KINDS[kind]?.(size),
  ["a".repeat(64)]: () => "short",
};

const bytes = (value: string): number => new TextEncoder().encode(value).length;

/** The bytes of a tool result's content: its texts as they are, and what stands around them as JSON. */
function sizeOf({ content }: Loose): number {
  if (typeof content === "string") return bytes(content);
  const escapes = bytes(JSON.stringify(content[0].text)) - bytes(content[0].text);
  return bytes(JSON.stringify(content)) - escapes;
}

const anySize = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 30_000 }));
const anyCall = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({ kind: fc.constantFrom(...Object.keys(KINDS)), size: anySize })
      .map((input) => invoke("do", input)),
  },
  { weight: 1, arbitrary: fc.constant(invoke("a".repeat(64), {})) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(invoke("nobody".repeat(20)), invoke("do", { list: Array(60).fill("x") }), "odd", null),
  },
);
const anyLimit = fc.constantFrom(1, 100, 3000, 20_000, MAX_TOTAL_BYTES, 1_000_000);

describe("a tool result", () => {
  it("is never larger than maxTotalBytes and its frame, whatever its calls come to", {
    timeout: Math.max(600_000, numRuns * 300),
  }, async () => {
    const calls = fc.oneof(
      fc.array(anyCall, { minLength: 1, maxLength: 40 }),
      fc.array(anyCall, { minLength: 40, maxLength: 400 }),
    );
    await fc.assert(
      fc.asyncProperty(calls, anyLimit, async (invocations, maxTotalBytes) => {
        const { run } = createDispatcher(handlers, { maxTotalBytes });
        const result = await run(batch(...invocations));
        expect(sizeOf(result)).toBeLessThanOrEqual(maxTotalBytes + FRAME_BYTES);
        const { results, ok, failed, failedIndexes } = envelopeOf(result);
        expect(results.map(({ index }) => index)).toEqual(results.map((_, at) => at));
        expect(ok + failed).toBe(invocations.length);
        expect(failedIndexes).toEqual(results.filter(({ status }) => status !== "ok").map(({ index }) => index));
        expect(result.is_error === true).toBe(ok === 0);
        const [first] = invocations;
        if (typeof first !== "object" || first === null) return;
        const alone = await run({ id: "toolu_1", name: first.name, input: first.arguments });
        expect(sizeOf(alone)).toBeLessThanOrEqual(maxTotalBytes + FRAME_BYTES);
      }),
      { numRuns, seed: 7 },
    );
  });

  it("names each of 40 calls that run, also where hardly anything of what they give has room", async () => {
    const calls = Array.from({ length: 40 }, () => invoke("do", { kind: "text", size: 9000 }));
    const { results } = envelopeOf(await createDispatcher(handlers, { maxTotalBytes: 4000 }).run(batch(...calls)));
    expect(results).toHaveLength(40);
    for (const one of results) expect(one).toMatchObject({ status: "ok", truncated: { of: 9000 } });
  });

  it("of 10,000 invocations over the cap names them in one entry", async () => {
    const calls = Array.from({ length: 10_040 }, () => invoke("do", { kind: "text", size: 10 }));
    const ran: unknown[] = [];
    const dispatcher = createDispatcher({ ...handlers, do: () => ran.push("x") });
    const result = await dispatcher.run(batch(...calls));
    const { results, ok, failed, failedIndexes } = envelopeOf(result);
    expect(sizeOf(result)).toBeLessThan(8000);
    expect(ran).toHaveLength(40);
    expect([results.length, ok, failed, failedIndexes]).toEqual([41, 40, 10_000, [40]]);
    const message =
      "Not executed: a batch runs at most 40 invocations. Send this one and the 9999 after it in other batches.";
    expect(results[40]).toEqual({
      index: 40,
      name: "",
      status: "skipped",
      error: { code: "LIMIT_EXCEEDED", message },
    });
  });

  it("names those over the cap one by one as long as they have room", async () => {
    const calls = Array.from({ length: 45 }, () => invoke("do", { kind: "text", size: 10 }));
    const { results } = envelopeOf(await createDispatcher(handlers).run(batch(...calls)));
    expect(results.slice(40).map(({ name, status }) => [name, status])).toEqual(Array(5).fill(["do", "skipped"]));
  });

  it.each([
    [9000, (at: number) => at % 10 === 9],
    [1000, (at: number) => at % 10 !== 9],
  ])(
    "of thousands that ran, %i of them ok, says of those without room how many were done, and that is no error",
    async (done, fails) => {
      const many = world(tools, { maxInvocations: 10_000 });
      const calls = Array.from({ length: 10_000 }, (_, at) =>
        invoke(fails(at) ? "nobody" : "do", { kind: "text", size: 10_000 - done }),
      );
      const result = await many.createDispatcher(handlers).run(batch(...calls));
      const { results, ok, failed } = envelopeOf(result);
      expect(sizeOf(result)).toBeLessThanOrEqual(MAX_TOTAL_BYTES + FRAME_BYTES);
      expect([ok, failed]).toEqual([done, 10_000 - done]);
      expect(results.length).toBeGreaterThan(500);
      const rest = 10_000 - results.length;
      expect(results.at(-1)).toMatchObject({ name: "", status: "ok" });
      expect(results.at(-1)?.result).toMatch(
        new RegExp(`^\\[no room for this and the ${rest} results after it: \\d+ ok, \\d+ failed\\]$`),
      );
    },
  );

  it("of a call on its own whose issues have long paths is cut to its limit as well", async () => {
    const numbers = { type: "object", additionalProperties: { type: "integer" } };
    const deep = world([taking("deep", { map: { type: "object", additionalProperties: numbers } })]);
    const { run } = deep.createDispatcher({ deep: () => "done" }, { maxTotalBytes: 100 });
    const entries = Array.from({ length: 25 }, (_, at) => [`${"k".repeat(100)}${at}`, { ["j".repeat(100)]: "x" }]);
    const result = await run({ id: "t", name: "deep", input: { map: Object.fromEntries(entries) } });
    const { code, issues = [] } = errorOf(result);
    expect(code).toBe("INVALID_ARGUMENTS");
    expect(issues.length).toBeGreaterThan(5);
    expect(issues.length).toBeLessThan(25);
    expect(sizeOf(result)).toBeLessThanOrEqual(100 + FRAME_BYTES);
  });

  it("keeps the failures that have room, and of the others code, message and the first issues", async () => {
    const wrong = invoke("do", { kind: "text", size: 1, list: Array(60).fill("x") });
    const [whole] = envelopeOf(await createDispatcher(handlers).run(batch(wrong))).results;
    const large = invoke("do", { kind: "text", size: 60_000 });
    const { run } = createDispatcher(handlers, { maxTotalBytes: 10_000 });
    const { results } = envelopeOf(await run(batch(...Array(20).fill(wrong), large)));
    for (const one of results.slice(0, 20)) {
      expect(one.error?.code).toBe("INVALID_ARGUMENTS");
      expect(one.error?.message).toMatch(/^The arguments do not fit "do" at/);
      expect(whole?.error?.issues?.length).toBeGreaterThan(one.error?.issues?.length ?? 0);
    }
    const alone = await createDispatcher(handlers, { maxTotalBytes: 50 }).run({
      id: "t",
      name: "do",
      input: wrong.arguments,
    });
    expect(errorOf(alone).code).toBe("INVALID_ARGUMENTS");
  });
});

describe("images and documents in base64", () => {
  it("count where maxTotalBytes is set, and have a limit of their own where it is not", async () => {
    const call = { id: "t", name: "do", input: { kind: "images", size: 400_000 } };
    const whole = await createDispatcher(handlers).run(call);
    expect(whole.content.map(({ type }: Loose) => type)).toEqual(["image", "image"]);
    const cut = await createDispatcher(handlers, { maxTotalBytes: 300_000 }).run(call);
    expect(cut.content[0].text).toBe("[image left out: 400012 bytes of base64, and there is room for 300000]");
    expect(cut.content[1].type).toBe("image");
    const many = Array.from({ length: 6 }, () => invoke("do", { kind: "images", size: 4_000_000 }));
    const result = await createDispatcher(handlers).run(batch(...many));
    const images = result.content.filter(({ type }: Loose) => type === "image");
    const data = images.reduce((sum: number, { source }: Loose) => sum + source.data.length, 0);
    expect(data).toBeLessThanOrEqual(MAX_MEDIA_BYTES);
    expect(images.length).toBeGreaterThan(4);
  });

  it.each([
    ["is empty", { media_type: "image/png", data: "" }, "its data is empty"],
    ["is no base64", { media_type: "image/png", data: "iVBO*w0KGgo=" }, "its data is not base64"],
    ["is a data URL", { media_type: "image/png", data: `data:image/png;base64,${png}` }, "its data is not base64"],
    [
      "is a JPEG",
      { media_type: "image/png", data: "/9j/4AAQSkZJRg==" },
      "it is declared as image/png, and its data is image/jpeg",
    ],
    [
      "is HTML",
      { media_type: "image/png", data: btoa("<html></html>") },
      "its data does not begin as image/jpeg, image/png, image/gif, image/webp does",
    ],
    [
      "is too large",
      { media_type: "image/png", data: `${PNG_START}${"A".repeat(6_000_000)}` },
      "6000012 bytes of base64, and the API takes 5242880",
    ],
    [
      "is no type that the API takes",
      { media_type: "image/bmp", data: png },
      "image/bmp is none of image/jpeg, image/png, image/gif, image/webp",
    ],
  ])(
    "an image that %s is a text that says so, over HTTP too, and the conversation goes on",
    async (_what, source, why) => {
      const bad = [
        { type: "image", source: { type: "base64", ...source } },
        { type: "text", text: "beside" },
      ];
      const { result, claude } = await play(
        { script: [[offlineUse("get_time", paris), offlineBatch([invoke("get_time")])], "Done."] },
        { others: { get_time: () => bad } },
      );
      expect(result.outcome).toBe("completed");
      const [alone, batched] = resultsIn(claude, 1);
      expect(alone?.content).toEqual([
        { type: "text", text: `[image left out: ${why}]` },
        { type: "text", text: "beside" },
      ]);
      expect(JSON.stringify(batched)).toContain(`[image left out: ${why}]`);
    },
  );

  it("a PDF whose data is something else is a text that says so", async () => {
    const bad = [{ type: "document", source: { type: "base64", media_type: "application/pdf", data: png } }];
    const { result, claude } = await play(
      { script: [[offlineUse("get_time", paris)], "Done."] },
      { others: { get_time: () => bad } },
    );
    expect(result.outcome).toBe("completed");
    expect(resultsIn(claude, 1)[0]?.content).toEqual([
      { type: "text", text: "[document left out: it is declared as application/pdf, and its data is image/png]" },
    ]);
  });
});

describe("results of 100 MB", () => {
  it("are cut, and no copy of them is held while the others of the turn run", { timeout: 120_000 }, async () => {
    const size = 100 * 1024 * 1024;
    let last = (): void => {};
    const isLast = new Promise<void>((resolve) => {
      last = resolve;
    });
    let held = 0;
    const collect = async (): Promise<number> => {
      for (let at = 0; at < 3; at += 1) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        globalThis.gc?.();
      }
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    const before = await collect();
    // Flat strings: `repeat` gives a rope, which would take its memory only when it is read.
    const flat = (letter: string, length: number) => Buffer.alloc(length, letter).toString("latin1");
    const given: { [at: number]: unknown } = { 0: flat("x", size + 1), 1: { text: flat("y", size) } };
    const kept = await collect();
    let ended = 0;
    const dispatcher = createDispatcher(
      {
        ...handlers,
        do: async (_input: unknown, { index }: Loose) => {
          if (index < 2) return given[index];
          await isLast;
          held = await collect();
          return "small";
        },
      },
      {
        onEvent: ({ type }: Loose) => {
          if (type === "call_end" && ++ended === 2) last();
        },
      },
    );
    const calls = [0, 1, 2].map(() => invoke("do", { kind: "", size: 0 }));
    const { results } = envelopeOf(await dispatcher.run(batch(...calls)));
    expect(results.map(({ truncated }) => truncated?.of)).toEqual([size + 1, size + '{"text":""}'.length, undefined]);
    expect(kept - before).toBeLessThan(3 * size);
    expect(held - kept).toBeLessThan(size / 4);
  });
});
