import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { batch, say, think, use } from "../../generator/offline/index.js";
import type { Turn } from "../../generator/offline/types.js";
import { runConversation, toolsFor } from "../../templates/runtime/unbound.js";
import { clientFor, project, stage, startClaude } from "./scene.js";

const isLong = process.env["BATCHGEN_LONG"] === "1";
const bergen = { location: "Bergen 🌧️" };
const hi = [{ role: "user" as const, content: "Hi" }];

const SMALL: Turn = [use("get_time", bergen)];
const LARGE: Turn = [
  think("Both, then."),
  say("Let me see. 🌍"),
  batch([
    { name: "get_weather", arguments: bergen },
    { name: "get_time", arguments: bergen },
  ]),
  use("get_time", bergen),
];

/** What the offline Claude sends for a turn, as bytes. */
async function capture(turn: Turn, stream: boolean): Promise<Buffer> {
  const claude = await startClaude({ script: [turn] });
  const body = { model: "claude-sonnet-5-5", max_tokens: 1000, messages: hi, tools: toolsFor(project), stream };
  const headers = { "content-type": "application/json", "x-api-key": "offline", "anthropic-version": "2023-06-01" };
  const response = await fetch(`${claude.baseURL}/v1/messages`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  await claude.close();
  return bytes;
}

type Cut = { at: number; how: "ended" | "destroyed" };

/** A server that cuts the first answer of each conversation where its path says, and gives the second one whole. */
async function serveCuts(first: Buffer, second: Buffer, stream: boolean) {
  const asked = new Set<string>();
  const server = createServer((request, response) => {
    const [, how = "", at = ""] = (request.url ?? "").split("/");
    const key = `${how} ${at}`;
    request.resume();
    request.on("end", () => {
      response.writeHead(200, { "content-type": stream ? "text/event-stream" : "application/json" });
      if (asked.has(key)) {
        response.end(second);
        return;
      }
      asked.add(key);
      if (how === "ended") response.end(first.subarray(0, Number(at)));
      else response.write(first.subarray(0, Number(at)), () => setImmediate(() => response.destroy()));
      if (how === "destroyed" && at === "0") response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

/** How far a stream must have come for its message to be whole: to the end of this event. */
function endOf(event: string, stream: Buffer): number {
  return stream.indexOf("\n\n", stream.indexOf(`event: ${event}`)) + 2;
}

/** Every byte where the connection ends in order; where it breaks, every byte in the long version. */
function cutsOf(length: number, everyBreak: number): Cut[] {
  const all = Array.from({ length: length + 1 }, (_, at) => at);
  return [
    ...all.map((at): Cut => ({ at, how: "ended" })),
    ...all.filter((at) => at % everyBreak === 0).map((at): Cut => ({ at, how: "destroyed" })),
  ];
}

test.each<[string, Turn, number, boolean]>([
  ["a small answer", SMALL, 1, true],
  ["a small answer in one piece", SMALL, 1, false],
  ...(isLong
    ? ([["a large answer", LARGE, 3, true]] as const).map((one): [string, Turn, number, boolean] => [...one])
    : []),
])(
  "%s that is cut at any byte: a typed outcome, and no call before its turn is whole",
  { timeout: 600_000 },
  async (_what, turn, calls, stream) => {
    const [first, second] = [await capture(turn, stream), await capture("Done.", stream)];
    const server = await serveCuts(first, second, stream);
    const cuts = cutsOf(first.length, isLong ? 1 : 23);
    const [ended, destroyed] = ["message_delta", "message_stop"].map((event) =>
      stream ? endOf(event, first) : first.length,
    );
    const hold = async ({ at, how }: Cut): Promise<void> => {
      const { handlers, ran } = stage();
      const { outcome, messages, error } = await runConversation(project, {
        client: clientFor(
          { baseURL: `${server.url}/${how}/${at}`, requests: [], close: server.close },
          { maxRetries: 0 },
        ),
        model: "claude-sonnet-5-5",
        messages: hi,
        handlers,
        stream,
        maxResends: 0,
      });
      const isWhole = at >= ((how === "ended" ? ended : destroyed) ?? 0);
      const place = `${how} at ${at}: ${error?.message}`;
      // With its last event a message is whole, though whether a broken connection has delivered that event is not
      // sure.
      if (how === "destroyed" && isWhole && outcome === "error") expect(ran.length, place).toBe(0);
      else expect([outcome, ran.length], place).toEqual(isWhole ? ["completed", calls] : ["error", 0]);
      expect(messages.length, place).toBe(outcome === "completed" ? 4 : 1);
    };
    const hold16 = async (): Promise<void> => {
      for (let cut = cuts.shift(); cut !== undefined; cut = cuts.shift()) await hold(cut);
    };
    await Promise.all(Array.from({ length: 16 }, hold16));
    await server.close();
  },
);
