import { describe, expect, it } from "vitest";
import { batch as batched, useRaw } from "../../generator/offline/index.js";
import type { Loose } from "../support/loose.js";
import { tool } from "../support/project.js";
import { envelopeOf, invoke, paris, settle, taking, withClaude, world } from "./support.js";

const { createDispatcher, runConversation, runnableTools, toolsFor } = world([
  tool("get_weather"),
  tool("get_time"),
  taking("count", { to: { type: "integer" } }, ["to"]),
  tool("delete_file", { "x-batchgen": { approval: true } }),
]);

const handlers = {
  get_weather: async ({ location }: Loose) => `sunny in ${location}`,
  get_time: async () => {
    throw new Error("hunter2");
  },
  count: async (input: unknown) => input,
  delete_file: async () => [
    { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" } },
  ],
};

const script = [
  [
    batched([invoke("get_weather"), invoke("get_time"), invoke("nobody"), invoke("count", { to: "3" })] as Loose),
    useRaw("count", { to: "many" }),
    useRaw("batch_tool", { invocations: '[{"name":"get_weather","arguments":"{\\"location\\":\\"Rome\\"}"}]' }),
  ],
  [useRaw("delete_file", paris)],
  "All done.",
];

/** The messages of each request, without the fields that differ by how they were sent. */
function histories(claude: Loose): unknown[] {
  return claude.requests.map(({ body }: Loose) =>
    body.messages.map(({ role, content }: Loose) => ({ role, content: clean(content) })),
  );
}

/** A text alone is one block, and a cache breakpoint says nothing. */
function clean(content: Loose): Loose {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return content.map(({ cache_control: _, ...block }: Loose) => block);
}

describe("runnableTools", () => {
  for (const stream of [false, true]) {
    it(
      `holds the same conversation with the SDK's own tool runner${stream ? ", streaming" : ""} as runConversation ` +
        "does",
      async () => {
        const messages = [{ role: "user" as const, content: "Do it all" }];
        const model = "claude-sonnet-5-5";
        const approve = () => true;
        const bySdk = await withClaude({ script: script as Loose }, async (client, claude) => {
          const runner = client.beta.messages.toolRunner({
            model,
            max_tokens: 1000,
            messages,
            tools: runnableTools(handlers, { approve }),
            thread: false,
            stream,
          } as Loose);
          const last: Loose = await runner.runUntilDone();
          expect(last.content[0].text).toBe("All done.");
          expect(claude.requests.every(({ body }) => !("thread" in body))).toBe(true);
          return { histories: histories(claude), tools: claude.requests[0]?.body["tools"] };
        });
        const byUs = await withClaude({ script: script as Loose }, async (client, claude) => {
          const result = await runConversation({ client, model, messages, handlers, approve });
          expect([result.outcome, result.text]).toEqual(["completed", "All done."]);
          return histories(claude);
        });
        const sort = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_, one) => one ?? undefined));
        expect(stripIds(sort(bySdk.histories))).toEqual(stripIds(sort(byUs)));
        expect(bySdk.tools).toEqual(JSON.parse(JSON.stringify(toolsFor())));
        const [results] = bySdk.histories.slice(1) as Loose[];
        const { results: entries } = envelopeOf(results.at(-1).content[0]);
        expect(entries.map(({ status, error }) => [status, error?.code])).toEqual([
          ["ok", undefined],
          ["error", "HANDLER_ERROR"],
          ["error", "UNKNOWN_TOOL"],
          ["ok", undefined],
        ]);
        expect(results.at(-1).content[1]).toMatchObject({
          is_error: true,
          content: expect.stringContaining("INVALID_ARGUMENTS"),
        });
        expect(JSON.stringify(results)).not.toContain("hunter2");
      },
    );
  }

  it("asks for all approvals of a turn before any of its calls runs, though the runner starts each by itself", async () => {
    const log: string[] = [];
    const noting = Object.fromEntries(Object.keys(handlers).map((name) => [name, async () => log.push(`run ${name}`)]));
    const approve = async ({ name, toolUseId }: Loose): Promise<boolean> => {
      log.push(`ask ${name}`);
      expect(toolUseId).toMatch(/^toolu_/);
      await settle();
      return true;
    };
    const turns = [
      [useRaw("get_weather", paris), useRaw("delete_file", paris), useRaw("delete_file", { location: "b" })],
      "Done.",
    ];
    await withClaude({ script: turns as Loose }, (client) =>
      client.beta.messages
        .toolRunner({
          model: "claude-sonnet-5-5",
          max_tokens: 1000,
          messages: [{ role: "user", content: "Go" }],
          tools: runnableTools(noting, { approve }),
          thread: false,
        })
        .runUntilDone(),
    );
    expect(log).toEqual([
      "ask delete_file",
      "ask delete_file",
      "run get_weather",
      "run delete_file",
      "run delete_file",
    ]);
  });

  it("has the tools of every exposure and subset", () => {
    for (const exposure of ["alongside", "batch-only", "by-name", "native"]) {
      for (const tools of [undefined, ["get_time", "count"]]) {
        const names = runnableTools(handlers, { exposure, tools }).map(({ name }: Loose) => name);
        expect(names).toEqual(toolsFor(exposure, tools).map(({ name }: Loose) => name));
      }
    }
  });

  it("passes the runner's signal on, and gives what the dispatcher gives", async () => {
    const [batchTool] = runnableTools(handlers);
    const context = { toolUse: { id: "toolu_1", name: "batch_tool", input: {} }, signal: AbortSignal.abort() };
    await expect(batchTool.run({ invocations: [invoke("get_weather")] }, context)).rejects.toMatchObject({
      content: expect.stringContaining("CANCELLED"),
    });
    const input = { invocations: [invoke("get_weather")] };
    const wanted = await createDispatcher(handlers).run({ id: "toolu_1", name: "batch_tool", input });
    expect(await batchTool.run(input)).toBe(wanted.content);
  });
});

/** Ids are made up anew in each conversation. */
function stripIds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replace(/"(id|tool_use_id)":"[^"]*"/g, '"$1":"id"'));
}
