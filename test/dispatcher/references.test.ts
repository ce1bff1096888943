import { describe, expect, it } from "vitest";
import { batch as batched } from "../../generator/offline/index.js";
import { EXPOSURES } from "../../templates/runtime/contract/limits.js";
import { hasCorpora, toolCorpora, whenAbsent } from "../corpora/corpora.js";
import type { Loose } from "../support/loose.js";
import {
  chain,
  find,
  integer,
  list,
  orders,
  play,
  readOnly,
  ref,
  refund,
  shop,
  shopWorld,
  stage,
  text,
} from "./shop.js";
import { batch, envelopeOf, gate, settle, taking, withClaude, world } from "./support.js";

const { createDispatcher, toolsFor, runConversation } = shopWorld;

describe("references", () => {
  it("carry values from one call of a batch to the next: a chain of four in one turn", async () => {
    const { ok, ran } = await play(chain);
    expect(ok).toBe(4);
    expect(ran).toEqual([
      ["find_customer", { email: "ada@x.org" }],
      ["list_orders", { customer_id: 42 }],
      ["refund_order", { order_id: "o3", amount: 7 }],
      ["send_email", { to: "ada@x.org", body: "r-o3" }],
    ]);
  });

  it("take two requests of a conversation, where a turn for each step takes five", async () => {
    const { handlers, ran } = stage();
    await withClaude({ script: [[batched(chain as Loose)], "Done."] }, async (client, claude) => {
      const messages = [{ role: "user", content: "Refund Ada's last order" }];
      const options = { client, model: "claude-sonnet-5-5", messages, handlers, references: "on", approve: () => true };
      expect(await runConversation(options)).toMatchObject({ outcome: "completed", steps: 2 });
      expect(JSON.stringify(claude.requests[0]?.body["tools"])).toContain("$result");
    });
    expect(ran).toHaveLength(4);
  });

  it("give a list for *, and a value in a list or deep in an object", async () => {
    const { ran } = await play([find, list, { name: "refund_all", arguments: { order_ids: ref("o#/orders/*/id") } }]);
    expect(ran[2]).toEqual(["refund_all", { order_ids: ["o1", "o2", "o3"] }]);
    const inList = await play([
      find,
      list,
      { name: "refund_all", arguments: { order_ids: [ref("o#/orders/0/id"), "o9"] } },
    ]);
    expect(inList.ran[2]).toEqual(["refund_all", { order_ids: ["o1", "o9"] }]);
  });

  it("are objects with the one key alone: any other is a value", async () => {
    const { createDispatcher: create } = world([
      shop("note", { data: { type: "object" } }, { properties: { id: text } }, readOnly),
    ]);
    const taken: unknown[] = [];
    const { run } = create({ note: ({ data }: Loose) => taken.push(data) > 0 && { id: "n" } }, { references: "on" });
    const values = [{ $result: "n#/id", more: 1 }, { $result: 5 }, { deep: [{ $result: ["n#/id"] }] }];
    const notes = values.map((data) => ({ name: "note", arguments: { data } }));
    expect(envelopeOf(await run(batch({ id: "n", name: "note", arguments: { data: {} } }, ...notes))).ok).toBe(4);
    expect(taken).toEqual([{}, ...values]);
  });

  it("may stand in an argument that is not declared and not forbidden", async () => {
    const open = taking("log", {}, [], readOnly);
    const { createDispatcher: create } = world([open, shop("find", {}, { properties: { id: integer } }, readOnly)]);
    const taken: unknown[] = [];
    const handlers = { find: () => ({ id: 42 }), log: (input: unknown) => taken.push(input) };
    const log = { name: "log", arguments: { more: { about: ref("f#/id") } } };
    await create(handlers, { references: "on" }).run(batch({ id: "f", name: "find", arguments: {} }, log));
    expect(taken).toEqual([{ more: { about: 42 } }]);
  });

  it(
    "are looked for in whatever stands in a plan: what cannot be read or is nested too deep is its call's fault " +
      "alone",
    async () => {
      const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`);
      const thrown = Object.defineProperty({ email: "x" }, "more", {
        enumerable: true,
        get: () => {
          throw new Error("read");
        },
      });
      const odd = [deep, thrown].map((given) => ({ name: "find_customer", arguments: given }));
      const { results } = await play([find, ...odd, list]);
      expect(results.map(({ status }) => status)).toEqual(["ok", "error", "error", "ok"]);
    },
  );

  it("let a call start the moment what it needs is there, whatever else is under way", async () => {
    const held = gate<string>();
    const { handlers, ran } = stage({ send_email: () => held.promise });
    const slow = { name: "send_email", arguments: { to: "x", body: "y" } };
    const running = createDispatcher(handlers, { references: "on" }).run(batch(slow, find, list));
    await settle();
    await settle();
    expect(ran.map(([name]) => name)).toEqual(["send_email", "find_customer", "list_orders"]);
    held.open("sent");
    expect(envelopeOf(await running).ok).toBe(3);
  });

  it("work in sequential mode, and with stopOnError", async () => {
    expect((await play(chain, { mode: "sequential" })).names).toEqual(chain.map(({ name }) => name));
    const fails = { list_orders: () => Promise.reject(new Error("down")) };
    const { results } = await play(chain, { mode: "sequential", stopOnError: true }, fails);
    expect(results.map(({ status }) => status)).toEqual(["ok", "error", "skipped", "skipped"]);
  });

  it("are off by default: nothing sent and nothing accepted is different", async () => {
    const { results, ran } = await play([find], { references: undefined });
    expect(results[0]?.error?.message).toContain('invocations[0] has "id" beside name and arguments');
    expect(ran).toEqual([]);
    for (const exposure of EXPOSURES) {
      expect(JSON.stringify(toolsFor(exposure))).not.toContain("$result");
      if (exposure !== "programmatic") expect(JSON.stringify(toolsFor(exposure))).not.toContain("Returns {");
      expect(toolsFor(exposure, undefined, { references: "off" })).toEqual(toolsFor(exposure));
    }
    expect(toolsFor("native", undefined, { references: "on" })).toEqual(toolsFor("native"));
    expect(() => toolsFor("alongside", undefined, { references: "yes" })).toThrow(
      'references must be off, on or each, not "yes".',
    );
    expect(() => createDispatcher(stage().handlers, { references: true })).toThrow(
      "references must be off, on or each, not true.",
    );
  });

  it.each(["alongside", "batch-only", "by-name"])(
    "are told of in %s: the rules, an id, and what each tool returns",
    (exposure) => {
      const sent = JSON.stringify(toolsFor(exposure, undefined, { references: "on" }));
      expect(sent).toContain("<id>#<JSON pointer>");
      expect(sent).toContain("Returns {id:integer,name?:string}");
      expect(sent).toContain("Returns {orders?:{id:string,total:number,note?:string}[]}");
      const [batchTool] = toolsFor(exposure, undefined, { references: "on" });
      const { items } = batchTool.input_schema.properties.invocations;
      for (const arm of items.anyOf ?? [items]) expect(arm.properties.id).toEqual({ type: "string" });
      // Not twice: the same list is the same objects.
      expect(toolsFor(exposure, undefined, { references: "on" })[0]).toBe(batchTool);
    },
  );
});

describe("what fails", () => {
  it.each([
    ["failed", { list_orders: () => Promise.reject(new Error("down")) }, {}, "failed"],
    ["denied", {}, { approve: ({ name }: Loose) => name !== "refund_order" }, "was not approved"],
  ])("reaches exactly its dependents, which name the cause: %s", async (_, others, options, why) => {
    const other = { name: "find_customer", arguments: { email: "b@x.org" } };
    const { results } = await play([...chain, other], options, others);
    const first = results.findIndex(({ status }) => status !== "ok");
    expect(results[first + 1]?.error).toEqual({
      code: "SKIPPED",
      message: `Not executed: it needs the result of invocations[${first}] (${chain[first]?.name}), which ${why}.`,
    });
    expect(results.at(-1)?.status).toBe("ok");
  });

  it("is checked once more with the real values: what breaks the schema only then does not run", async () => {
    const zero = { name: "refund_order", arguments: { order_id: "o2", amount: ref("o#/orders/1/total") } };
    const { results, names } = await play([find, list, zero]);
    expect(results[2]?.error).toMatchObject({
      code: "INVALID_ARGUMENTS",
      issues: [{ path: "invocations[2].arguments.amount" }],
    });
    expect(names).not.toContain("refund_order");
  });

  it("is a value of more than 256 KiB", async () => {
    const big = { find_customer: () => ({ id: 1, name: "x".repeat(256 * 1024) }) };
    const { results } = await play(
      [find, { name: "send_email", arguments: { to: "a", body: ref("c#/name") } }],
      {},
      big,
    );
    expect(results[1]?.error?.issues?.[0]?.message).toBe("the value is larger than 262144 bytes");
  });
});

describe("approval of calls with references", () => {
  it("is asked with the real values and where they come from, for every tool that is not read-only", async () => {
    const asked: Loose[] = [];
    await play(chain, { approve: ({ signal: _, toolUseId: __, ...call }: Loose) => asked.push(call) > 0 });
    expect(asked).toEqual([
      {
        name: "refund_order",
        input: { order_id: "o3", amount: 7 },
        index: 2,
        invocationCount: 4,
        from: [
          { path: "invocations[2].arguments.order_id", id: "o", pointer: "/orders/-1/id" },
          { path: "invocations[2].arguments.amount", id: "o", pointer: "/orders/-1/total" },
        ],
      },
      {
        name: "send_email",
        input: { to: "ada@x.org", body: "r-o3" },
        index: 3,
        invocationCount: 4,
        from: [{ path: "invocations[3].arguments.body", id: "r", pointer: "/refund_id" }],
      },
    ]);
  });

  it("is denied where there is nobody to ask, and left out where the host says so, who is told of the references", async () => {
    const nobody = await play(chain, { approve: undefined });
    expect(nobody.names).toEqual(["find_customer", "list_orders"]);
    expect(nobody.at(2).error?.code).toBe("DENIED");
    const told: Loose[] = [];
    const spared = await play(chain, {
      approve: undefined,
      needsApproval: ({ name }: Loose, { references }: Loose) => {
        if (name === "refund_order") told.push(references);
        return false;
      },
    });
    expect(spared.ok).toBe(4);
    expect(told[0]).toContainEqual({ path: "invocations[2].arguments.amount", id: "o", pointer: "/orders/-1/total" });
  });

  it("is one question after the other", async () => {
    let asking = 0;
    const approve = async () => {
      asking += 1;
      expect(asking).toBe(1);
      await settle();
      asking -= 1;
      return true;
    };
    const refunds = orders.slice(0, 1).flatMap(({ id }) => [refund, { ...refund, id }, { ...refund, id: `${id}b` }]);
    const { ok } = await play([find, list, ...refunds], { approve });
    expect(ok).toBe(5);
  });
});

describe.skipIf(!hasCorpora)(`the bytes that references add to the tools of real servers${whenAbsent}`, () => {
  const bytesOf = (tools: unknown): number => Buffer.byteLength(JSON.stringify(tools));
  const worlds = toolCorpora().map(({ tools }) => world(tools));

  it.each([
    ["alongside", "on", 4],
    ["batch-only", "on", 4.5],
    ["by-name", "on", 2],
    ["alongside", "each", 7],
    ["batch-only", "each", 10.5],
    ["by-name", "each", 3],
  ])("%s, %s: at most %d percent in the median, and none where they are off", (exposure, references, most) => {
    const grown = worlds.map(({ toolsFor: list }) => {
      const off = bytesOf(list(exposure));
      expect(bytesOf(list(exposure, undefined, { references: "off" }))).toBe(off);
      return (bytesOf(list(exposure, undefined, { references })) / off - 1) * 100;
    });
    const median = grown.sort((a, b) => a - b)[grown.length >> 1];
    expect(median).toBeGreaterThan(0);
    expect(median).toBeLessThanOrEqual(most);
  });
});
