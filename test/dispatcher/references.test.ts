import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { batch as batched } from "../../generator/offline/index.js";
import { EXPOSURES } from "../../templates/runtime/contract/limits.js";
import { hasCorpora, toolCorpora, whenAbsent } from "../corpora/corpora.js";
import type { Loose } from "../support/loose.js";
import { tool } from "../support/project.js";
import { batch, type Entry, envelopeOf, gate, settle, withClaude, world } from "./support.js";

const long = process.env["BATCHGEN_LONG"] === "1";

/** A tool with an input of these properties, all required, and a result of that shape. */
function shop(name: string, properties: object, output: object | undefined, more: object = {}): object {
  const required = Object.keys(properties);
  const input_schema = { type: "object", properties, required, additionalProperties: false };
  const { input_schema: inputSchema, ...rest } = tool(name, { input_schema });
  return output === undefined
    ? { ...rest, input_schema: inputSchema, ...more }
    : { ...rest, inputSchema, outputSchema: { type: "object", ...output }, ...more };
}

const text = { type: "string" };
const integer = { type: "integer" };
const order = {
  type: "object",
  properties: { id: text, total: { type: "number" }, note: text },
  required: ["id", "total"],
};
const readOnly = { annotations: { readOnlyHint: true } };
const module = world(
  [
    shop("find_customer", { email: text }, { properties: { id: integer, name: text }, required: ["id"] }, readOnly),
    shop(
      "list_orders",
      { customer_id: integer },
      { properties: { orders: { type: "array", items: order } } },
      readOnly,
    ),
    shop(
      "refund_order",
      { order_id: text, amount: { type: "number", exclusiveMinimum: 0 } },
      {
        properties: { refund_id: text },
        required: ["refund_id"],
      },
    ),
    shop("refund_all", { order_ids: { type: "array", items: text } }, { properties: { refunds: integer } }, readOnly),
    shop("send_email", { to: text, body: text }, undefined),
  ],
  { maxInvocations: 8 },
);
const { createDispatcher, toolsFor, runConversation } = module;

const orders = [
  { id: "o1", total: 5, note: "gift" },
  { id: "o2", total: 0 },
  { id: "o3", total: 7 },
];

function stage(others: object = {}) {
  const ran: [name: string, input: unknown][] = [];
  const handlers: { [name: string]: (input: Loose) => unknown } = {
    find_customer: () => ({ id: 42, name: "Ada" }),
    list_orders: () => ({ orders }),
    refund_order: ({ order_id }) => ({ refund_id: `r-${order_id}` }),
    refund_all: ({ order_ids }) => ({ refunds: order_ids.length }),
    send_email: () => "sent",
    ...others,
  };
  const noted = Object.entries(handlers).map(([name, handler]) => [
    name,
    (input: unknown) => {
      ran.push([name, input]);
      return handler(input);
    },
  ]);
  return { handlers: Object.fromEntries(noted), ran };
}

const ref = ($result: string): object => ({ $result });
const find = { id: "c", name: "find_customer", arguments: { email: "ada@x.org" } };
const list = { id: "o", name: "list_orders", arguments: { customer_id: ref("c#/id") } };
const refund = {
  id: "r",
  name: "refund_order",
  arguments: { order_id: ref("o#/orders/-1/id"), amount: ref("o#/orders/-1/total") },
};
const mail = { name: "send_email", arguments: { to: "ada@x.org", body: ref("r#/refund_id") } };
const chain = [find, list, refund, mail];

async function play(invocations: readonly unknown[], options: object = {}, others: object = {}) {
  const { handlers, ran } = stage(others);
  const dispatcher = createDispatcher(handlers, { references: "on", approve: () => true, ...options });
  const envelope = envelopeOf(await dispatcher.run(batch(...invocations)));
  return {
    ...envelope,
    ran,
    names: ran.map(([name]) => name),
    at: (index: number) => envelope.results[index] as Entry,
  };
}

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
      'references must be off or on, not "yes".',
    );
    expect(() => createDispatcher(stage().handlers, { references: true })).toThrow("references must be off or on");
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

describe("a plan that is wrong", () => {
  const listBy = (customer_id: unknown, more: object = {}) => ({
    name: "list_orders",
    arguments: { customer_id },
    ...more,
  });
  const wrong: [what: string, invocations: unknown[], at: number, code: string, message: string][] = [
    ["an unknown id", [find, listBy(ref("x#/id"))], 1, "INVALID_REFERENCE", 'no invocation has the id "x"'],
    [
      "an id of Object's",
      [find, listBy(ref("constructor#/id"))],
      1,
      "INVALID_REFERENCE",
      'no invocation has the id "constructor"',
    ],
    ["a later id", [listBy(ref("c#/id")), find], 0, "INVALID_REFERENCE", "refers to invocations[1], which comes later"],
    ["itself", [listBy(ref("s#/id"), { id: "s" })], 0, "INVALID_REFERENCE", "refers to its own result"],
    [
      "a circle",
      [listBy(ref("b#/orders"), { id: "a" }), listBy(ref("a#/orders"), { id: "b" })],
      0,
      "INVALID_REFERENCE",
      "refers to invocations[1], which comes later",
    ],
    [
      "an undeclared place",
      [find, listBy(ref("c#/nope"))],
      1,
      "INVALID_REFERENCE",
      'the result of find_customer has no "/nope"',
    ],
    ["no pointer", [find, listBy(ref("c#id"))], 1, "INVALID_REFERENCE", '"id" is no JSON pointer: it begins with /'],
    [
      "a wrong type",
      [find, listBy(ref("c#/name"))],
      1,
      "INVALID_REFERENCE",
      "must be integer, and find_customer gives string there",
    ],
    [
      "the whole result",
      [find, listBy(ref("c"))],
      1,
      "INVALID_REFERENCE",
      "must be integer, and find_customer gives object there",
    ],
    [
      "a list for a value",
      [find, list, listBy(ref("o#/orders/*/id"))],
      2,
      "INVALID_REFERENCE",
      "must be integer, and list_orders gives array there",
    ],
    [
      "a tool without an output schema",
      [{ id: "m", name: "send_email", arguments: { to: "x", body: "y" } }, listBy(ref("m#/id"))],
      1,
      "INVALID_REFERENCE",
      "send_email declares no result, so nothing of it can be referred to",
    ],
    [
      "another argument that is wrong",
      [find, { name: "refund_order", arguments: { order_id: ref("c#/name"), amount: "much" } }],
      1,
      "INVALID_ARGUMENTS",
      "must be number",
    ],
    [
      "an argument too many",
      [find, { ...list, arguments: { ...list.arguments, page: 2 } }],
      1,
      "INVALID_ARGUMENTS",
      "page",
    ],
    [
      "an id twice",
      [find, find],
      1,
      "INVALID_INVOCATION",
      'invocations[1].id "c" is taken by invocations[0]. Give each id once.',
    ],
    [
      "the reserved id",
      [{ ...find, id: "item" }],
      0,
      "INVALID_INVOCATION",
      'invocations[0].id must be a string that is not empty, has no # and is not "item".',
    ],
    ["an id that is no string", [{ ...find, id: 1 }], 0, "INVALID_INVOCATION", "invocations[0].id must be a string"],
    [
      "an empty list at run time",
      [find, list, { name: "refund_order", arguments: { order_id: ref("o#/orders/-1/id"), amount: 1 } }],
      2,
      "INVALID_REFERENCE",
      'there is no "-1" in "/orders", which is a list of 0',
    ],
    [
      "a producer over the cap",
      [...Array(8).fill({ name: "find_customer", arguments: { email: "x" } }), find, list],
      9,
      "LIMIT_EXCEEDED",
      "at most 8 invocations",
    ],
    [
      "an unknown tool",
      [{ id: "c", name: "find_costumer", arguments: {} }, list],
      1,
      "SKIPPED",
      "Not executed: it needs the result of invocations[0] (find_costumer), which failed.",
    ],
  ];

  it.each(wrong)("says so: %s", async (what, invocations, at, code, message) => {
    const none = what.includes("run time") ? { list_orders: () => ({ orders: [] }) } : {};
    const { results } = await play(invocations, {}, none);
    const error = results[at]?.error ?? results.at(-1)?.error;
    expect(error?.code).toBe(code);
    expect(JSON.stringify(error)).toContain(JSON.stringify(message).slice(1, -1));
    const { message: said, ...rest } = error ?? { message: "" };
    expect(JSON.stringify({ ...rest, message: said.replace(/ A valid example: .*/, "") }).length).toBeLessThanOrEqual(
      300,
    );
  });

  it("each has an error of its own", () => {
    const messages = wrong.filter(([what]) => what !== "a circle").map(([, , , , message]) => message);
    expect(new Set(messages).size).toBe(messages.length);
  });

  it("lets nothing of its chain start but what is read-only, and everything else", async () => {
    const bad = { ...mail, arguments: { to: 5, body: ref("r#/refund_id") } };
    const alone = { name: "send_email", arguments: { to: "x", body: "y" } };
    const { names, results } = await play([...chain.slice(0, 3), bad, alone]);
    expect(names.sort()).toEqual(["find_customer", "list_orders", "send_email"]);
    expect(results[2]?.error).toEqual({
      code: "SKIPPED",
      message: "Not executed: invocations[3], which needs its result, cannot run.",
    });
    expect(results.map(({ status }) => status)).toEqual(["ok", "ok", "skipped", "error", "ok"]);
    // The host has the last word on what is harmless.
    const strict = await play([...chain.slice(0, 3), bad], {
      needsApproval: ({ name }: Loose) => name === "find_customer",
    });
    expect(strict.names).toEqual([]);
  });
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

describe(`random plans${long ? ", the long version" : " (the long version: BATCHGEN_LONG=1)"}`, () => {
  const node = shop(
    "node",
    { own: integer, parents: { type: "array", items: integer } },
    { properties: { value: integer }, required: ["value"] },
    readOnly,
  );
  const { createDispatcher: create } = world([node], { maxInvocations: 100 });

  it("run each call at most once, after what it needs and as early as can be; failures reach exactly their dependents", async () => {
    const plan = fc.array(
      fc.record({ parents: fc.array(fc.nat(11), { maxLength: 3 }), fails: fc.boolean(), takes: fc.nat(3) }),
      { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(plan, async (given) => {
        const nodes = given.map(({ parents, fails, takes }, at) => ({
          parents: at === 0 ? [] : [...new Set(parents.map((parent) => parent % at))],
          fails: fails && takes === 0,
          takes,
        }));
        const begun: number[] = [];
        const ended = new Set<number>();
        const dispatcher = create(
          {
            node: async ({ own, parents }: Loose) => {
              const one = nodes[own];
              begun.push(own);
              expect(one?.parents.every((parent) => ended.has(parent))).toBe(true);
              expect(parents).toEqual(one?.parents.map((parent) => parent * 10));
              for (let n = 0; n < (one?.takes ?? 0); n += 1) await settle();
              ended.add(own);
              if (one?.fails) throw new Error("no");
              return { value: own * 10 };
            },
          },
          { references: "on", concurrency: Number.POSITIVE_INFINITY },
        );
        const calls = nodes.map(({ parents }, at) => ({
          id: `n${at}`,
          name: "node",
          arguments: { own: at, parents: parents.map((parent) => ref(`n${parent}#/value`)) },
        }));
        const { results } = envelopeOf(await dispatcher.run(batch(...calls)));
        const wanted: string[] = [];
        for (const { parents, fails } of nodes) {
          wanted.push(parents.some((parent) => wanted[parent] !== "ok") ? "skipped" : fails ? "error" : "ok");
        }
        expect(results.map(({ status }) => status)).toEqual(wanted);
        expect([...begun].sort((a, b) => a - b)).toEqual(
          wanted.flatMap((status, at) => (status === "skipped" ? [] : [at])),
        );
      }),
      { numRuns: long ? 10_000 : 100 },
    );
  });
});

describe.skipIf(!hasCorpora)(`the bytes that references add to the tools of real servers${whenAbsent}`, () => {
  const bytesOf = (tools: unknown): number => Buffer.byteLength(JSON.stringify(tools));
  const worlds = toolCorpora().map(({ tools }) => world(tools));

  it.each([
    ["alongside", 4],
    ["batch-only", 4.5],
    ["by-name", 2],
  ])("%s: at most %d percent in the median, and none where they are off", (exposure, most) => {
    const grown = worlds.map(({ toolsFor: list }) => {
      const off = bytesOf(list(exposure));
      expect(bytesOf(list(exposure, undefined, { references: "off" }))).toBe(off);
      return (bytesOf(list(exposure, undefined, { references: "on" })) / off - 1) * 100;
    });
    const median = grown.sort((a, b) => a - b)[grown.length >> 1];
    expect(median).toBeGreaterThan(0);
    expect(median).toBeLessThanOrEqual(most);
  });
});
