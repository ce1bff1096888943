import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_ERROR_BYTES, MAX_EXAMPLE_BYTES, MAX_ISSUES, STATUS_OF } from "../../templates/runtime/contract/limits.js";
import type { Loose } from "../support/loose.js";
import { tool } from "../support/project.js";
import { batch, type Entry, envelopeOf, errorOf, invoke, paris, taking, world } from "./support.js";

/** A cap that is soon reached. */
const CAP = 4;
const people = {
  type: "array",
  items: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
};
const wide = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`field_${at}`, { type: "integer" }]));
const { createDispatcher, ToolError } = world(
  [
    tool("get_weather"),
    taking(
      "book",
      {
        city: { type: "string", minLength: 2 },
        nights: { type: "integer", minimum: 1, maximum: 30 },
        level: { enum: ["low", "middle", "high"] },
        people,
        day: { type: "string", format: "date" },
        code: { type: "string", pattern: "^[A-Z]{3}$" },
        payment: {
          anyOf: [
            {
              type: "object",
              properties: { by: { const: "card" }, number: { type: "string" } },
              required: ["by", "number"],
            },
            { type: "object", properties: { by: { const: "cash" } }, required: ["by"] },
          ],
        },
        price: { type: "number", multipleOf: 0.01 },
        room: { anyOf: [{ const: "single" }, { enum: ["double", "suite"] }, { type: "null" }] },
        extra: {
          anyOf: [
            {
              type: "object",
              properties: {
                is: { const: "meal" },
                of: {
                  oneOf: [{ properties: { way: { const: "raw" } } }, { properties: { way: { const: "cooked" } } }],
                },
              },
              required: ["is", "of"],
            },
            { type: "object", properties: { is: { const: "car" } }, required: ["is"] },
          ],
        },
      },
      ["city", "nights"],
    ),
    tool("closed", {
      input_schema: { type: "object", properties: { location: { type: "string" } }, additionalProperties: false },
    }),
    tool("delete_file", { "x-batchgen": { approval: true } }),
    tool("alone", { "x-batchgen": { batchable: false } }),
    {
      name: "measure",
      description: "Measures",
      inputSchema: { type: "object" },
      outputSchema: { type: "object", properties: { value: { type: "number" } }, required: ["value"] },
    },
    taking("wide", wide, Object.keys(wide)),
    taking("sample", { query: { type: "string", pattern: "^(?:SELECT) " } }, ["query"], {
      input_examples: [{ query: "SELECT 1" }],
    }),
    taking("unguessable", { query: { type: "string", pattern: "^(?:SELECT) " } }, ["query"]),
    tool("slow", { "x-batchgen": { timeoutMs: 5 } }),
  ],
  { maxInvocations: CAP },
);

const fail = async (): Promise<never> => {
  throw new Error("password=hunter2 at /home/someone/secret.ts");
};
const handlers = {
  get_weather: async () => "sunny",
  book: async () => "booked",
  closed: async () => "closed",
  delete_file: async () => "deleted",
  alone: async () => "alone",
  measure: async () => ({ value: "high" }) as Loose,
  wide: async () => "wide",
  sample: async () => "sample",
  unguessable: async () => "unguessable",
  slow: () => new Promise(() => {}),
};

/** The error of one call on its own. */
async function alone(name: string, input: unknown, options: object = {}, others: object = {}): Promise<Loose> {
  const result = await createDispatcher({ ...handlers, ...others }, options).run({ id: "toolu_1", name, input });
  expect(result.is_error).toBe(true);
  return errorOf(result);
}

/** The errors of a batch's calls. */
async function batched(calls: unknown[], options: object = {}, others: object = {}): Promise<Entry[]> {
  return envelopeOf(await createDispatcher({ ...handlers, ...others }, options).run(batch(...calls))).results;
}

const stay = { city: "Paris", nights: 2 };

/** An error as Claude gets it, without the example, in bytes of UTF-8. */
function size(error: Loose): number {
  const message = error.message.replace(/ A valid example: .*/s, "");
  return new TextEncoder().encode(JSON.stringify({ ...error, message })).length;
}

describe("what Claude reads of", () => {
  const golden: [string, () => Promise<Loose>, object][] = [
    [
      "INVALID_INVOCATION, one invocation",
      async () => (await batched([{ tool: "book" }]))[0]?.error,
      {
        code: "INVALID_INVOCATION",
        message: `invocations[0] must be {"name": a tool's name, "arguments": its arguments}; it has no name.`,
      },
    ],
    [
      "INVALID_INVOCATION, an argument beside the arguments",
      async () => (await batched([{ name: "get_weather", location: "Paris" }]))[0]?.error,
      {
        code: "INVALID_INVOCATION",
        message: `invocations[0] has "location" beside name and arguments. The tool's input belongs in arguments.`,
      },
    ],
    [
      "INVALID_INVOCATION, the whole batch",
      async () =>
        envelopeOf(
          await createDispatcher(handlers).run({ id: "toolu_1", name: "batch_tool", input: { invocations: 5 } }),
        ).error,
      {
        code: "INVALID_INVOCATION",
        message:
          "invocations must be a list of calls, not number. A valid example: " +
          '{"invocations":[{"name":"get_weather","arguments":{"location":"text"}}]}',
      },
    ],
    [
      "UNKNOWN_TOOL",
      () => alone("get_wether", paris),
      {
        code: "UNKNOWN_TOOL",
        message:
          'There is no tool "get_wether". Did you mean get_weather? The tools are get_weather, book, closed, ' +
          "delete_file, alone, measure, wide, sample, unguessable, slow.",
      },
    ],
    [
      "INVALID_ARGUMENTS, one wrong field",
      () => alone("book", { ...stay, nights: "two" }),
      {
        code: "INVALID_ARGUMENTS",
        message: 'The arguments do not fit "book". A valid example: {"city":"text","nights":1}',
        issues: [{ path: "nights", message: "must be integer, not string" }],
      },
    ],
    [
      "INVALID_ARGUMENTS, a nearly right key",
      () => alone("closed", { locaton: "Paris" }),
      {
        code: "INVALID_ARGUMENTS",
        message: 'The arguments do not fit "closed". A valid example: {}',
        issues: [{ path: "locaton", message: 'is not a property here; did you mean "location"?' }],
      },
    ],
    [
      "INVALID_ARGUMENTS, no object",
      () => alone("book", "Paris"),
      {
        code: "INVALID_ARGUMENTS",
        message: 'The arguments do not fit "book". A valid example: {"city":"text","nights":1}',
        issues: [{ path: "input", message: "must be object, not string" }],
      },
    ],
    [
      "NESTED_BATCH",
      async () => (await batched([invoke("batch_tool", { invocations: [invoke("get_weather")] })]))[0]?.error,
      { code: "NESTED_BATCH", message: "A batch cannot hold a batch. Put its calls directly into this one." },
    ],
    [
      "NOT_BATCHABLE",
      async () => (await batched([invoke("alone")]))[0]?.error,
      { code: "NOT_BATCHABLE", message: "alone cannot be called in a batch. Call it on its own." },
    ],
    [
      "HANDLER_ERROR",
      () => alone("get_weather", paris, {}, { get_weather: fail }),
      { code: "HANDLER_ERROR", message: "get_weather failed with an internal error." },
    ],
    [
      "INVALID_RESULT",
      () => alone("measure", {}),
      {
        code: "INVALID_RESULT",
        message: "measure ran, but its result does not fit its output schema.",
        issues: [{ path: "result.value", message: "must be number, not string" }],
      },
    ],
    [
      "RESULT_UNSERIALIZABLE",
      () => alone("get_weather", paris, {}, { get_weather: async () => 1n }),
      {
        code: "RESULT_UNSERIALIZABLE",
        message:
          "get_weather ran, but its result cannot be written as JSON: result is a BigInt. Do not repeat the call " +
          "for that.",
      },
    ],
    [
      "DENIED, with a reason",
      () =>
        alone("delete_file", paris, { approve: async () => ({ approved: false, reason: "Ask for a backup first." }) }),
      { code: "DENIED", message: "Not approved, so not executed: Ask for a backup first." },
    ],
    [
      "DENIED, nobody to ask",
      () => alone("delete_file", paris),
      { code: "DENIED", message: "delete_file needs approval, and there is nobody to ask. It was not executed." },
    ],
    [
      "TIMEOUT",
      () => alone("slow", paris),
      { code: "TIMEOUT", message: "slow did not answer within 5 ms. It may still have taken effect." },
    ],
    [
      "TIMEOUT of the whole batch",
      async () =>
        (await batched([invoke("get_weather")], { batchTimeoutMs: 5 }, { get_weather: () => new Promise(() => {}) }))[0]
          ?.error,
      {
        code: "TIMEOUT",
        message: "Stopped while it ran: the time for all calls together was over. It may still have taken effect.",
      },
    ],
    [
      "CANCELLED",
      async () => {
        const result = await createDispatcher(handlers).run(
          { id: "toolu_1", name: "get_weather", input: paris },
          { signal: AbortSignal.abort() },
        );
        return errorOf(result);
      },
      { code: "CANCELLED", message: "Not executed: the conversation was ended." },
    ],
    [
      "SKIPPED",
      async () =>
        (
          await batched(
            [invoke("get_weather"), invoke("book", stay)],
            { mode: "sequential", stopOnError: true },
            { get_weather: fail },
          )
        )[1]?.error,
      { code: "SKIPPED", message: "Not executed: the preceding get_weather call failed." },
    ],
    [
      "LIMIT_EXCEEDED",
      async () => (await batched(Array.from({ length: 5 }, () => invoke("get_weather"))))[4]?.error,
      {
        code: "LIMIT_EXCEEDED",
        message: `Not executed: a batch runs at most ${CAP} invocations. Send this one in another batch.`,
      },
    ],
  ];
  it.each(golden)("%s", async (_, get, wanted) => {
    const error = await get();
    expect(error).toEqual(wanted);
    expect(size(error)).toBeLessThanOrEqual(MAX_ERROR_BYTES);
  });

  it("every code there is", () => {
    const seen = new Set(golden.map(([, , { code }]: Loose) => code));
    // Those of references are in references.test.ts.
    seen.add("INVALID_REFERENCE");
    expect([...seen].sort()).toEqual(Object.keys(STATUS_OF).sort());
  });
});

describe("the status of an error", () => {
  it.each([
    ["DENIED", "denied"],
    ["TIMEOUT", "timeout"],
    ["CANCELLED", "cancelled"],
    ["SKIPPED", "skipped"],
    ["LIMIT_EXCEEDED", "skipped"],
    ...[
      "INVALID_INVOCATION",
      "UNKNOWN_TOOL",
      "INVALID_ARGUMENTS",
      "NESTED_BATCH",
      "NOT_BATCHABLE",
      "HANDLER_ERROR",
      "INVALID_RESULT",
      "RESULT_UNSERIALIZABLE",
    ].map((code) => [code, "error"]),
  ])("%s is %s", (code, status) => {
    expect(STATUS_OF[code as keyof typeof STATUS_OF]).toBe(status);
  });
});

describe("the faults of arguments", () => {
  it.each([
    ["a missing field", { city: "Paris" }, "nights", "is required"],
    ["a number out of range", { ...stay, nights: 99 }, "nights", "must be <= 30, not 99"],
    ["a text too short", { ...stay, city: "P" }, "city", "must NOT have fewer than 2 characters, not 1"],
    [
      "a value that is not listed",
      { ...stay, level: "top" },
      "level",
      'must be one of ["low","middle","high"], not "top"',
    ],
    ["a format", { ...stay, day: "tomorrow" }, "day", 'must match format "date", such as "2026-01-31", not "tomorrow"'],
    ["a pattern", { ...stay, code: "abc" }, "code", 'must match pattern "^[A-Z]{3}$", not "abc"'],
    ["a field deep inside", { ...stay, people: [{ name: "A" }, { nam: "B" }] }, "people[1].name", "is required"],
    [
      "the branch of a union that is meant",
      { ...stay, payment: { by: "card", number: 5 } },
      "payment.number",
      "must be string, not integer",
    ],
    ["a union of which nothing fits", { ...stay, payment: 5 }, "payment", "must be object, not integer"],
    [
      "a union of which it cannot be told which branch is meant",
      { ...stay, payment: { by: "cheque" } },
      "payment.by",
      'must be one of ["card","cash"], not "cheque"',
    ],
    [
      "a union of constants",
      { ...stay, room: "triple" },
      "room",
      'must be one of ["single","double","suite"], not "triple"',
    ],
    [
      "a union in the branch of a union that is meant",
      { ...stay, extra: { is: "meal", of: { way: "burnt" } } },
      "extra.of.way",
      'must be one of ["raw","cooked"], not "burnt"',
    ],
    ["a number that is no multiple", { ...stay, price: 0.005 }, "price", "must be multiple of 0.01, not 0.005"],
  ])("are told by where, what was expected and what was found: %s", async (_, input, path, message) => {
    expect((await alone("book", input)).issues).toEqual([{ path, message }]);
    const [entry] = await batched([invoke("book", input)]);
    expect(entry?.error?.issues).toEqual([{ path: `invocations[0].arguments.${path}`, message }]);
  });

  it.each([0.07, 1.1, 19.99, 4.35, 123_456.78, 9_999_999.99])("are none in %d as a multiple of 0.01", async (price) => {
    expect(await createDispatcher(handlers).validate("book", { ...stay, price })).toEqual([]);
  });

  it("are none in what fits a recursive schema, whose parts ajv has only begun to compile where they meet again", async () => {
    const knot = { patternProperties: { "^a": {} }, anyOf: [{ oneOf: [{}, { $ref: "#/$defs/y" }] }] };
    const y = { properties: { a: { $ref: "#/$defs/y" } }, required: ["b"] };
    const input_schema = { type: "object", properties: { q: knot }, $defs: { y } };
    const fresh = world([tool("knot", { input_schema })]);
    expect(await fresh.createDispatcher(handlers).validate("knot", { q: { a: {} } })).toEqual([]);
  });

  it("are all told at once, of all calls, and past so many only how many more", async () => {
    const calls = [
      invoke("book", { nights: 0, level: 1, people: [{}] }),
      invoke("wide", {}),
      invoke("get_weather", {}),
    ];
    const [book, everything, weather] = await batched(calls);
    expect(book?.error?.message).toContain("at 4 places");
    expect(book?.error?.issues?.map(({ path }) => path).sort()).toEqual(
      ["city", "level", "nights", "people[0].name"].map((path) => `invocations[0].arguments.${path}`),
    );
    expect(everything?.error?.issues).toHaveLength(MAX_ISSUES + 1);
    expect(everything?.error?.issues?.at(-1)).toEqual({
      path: "invocations[1].arguments",
      message: "has 5 more faults",
    });
    expect(weather?.error?.issues).toHaveLength(1);
  });

  it("stay within their bytes for one wrong field, whatever Claude or the author wrote", async () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.string({ unit: fc.constantFrom("é", "漢", "\u0000", '"', "\\", "😀", "\ud800"), maxLength: 400 }),
    );
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.constantFrom("locaton", "level", "code", "day", "name", "number"),
        async (value, field) => {
          const inputs: { [field: string]: [string, object] } = {
            locaton: ["closed", { [value === "location" ? "x" : value]: 1 }],
            number: ["book", { ...stay, payment: { by: value, number: "1" } }],
            name: ["book", { ...stay, people: [{ name: { [value]: 1 } }] }],
          };
          const [name, input] = inputs[field] ?? ["book", { ...stay, [field]: `${value}!` }];
          const error = (
            await batched([...Array.from({ length: 3 }, () => invoke("get_weather")), invoke(name, input)])
          )[3]?.error;
          expect(error?.code).toBe("INVALID_ARGUMENTS");
          expect(error?.issues).toHaveLength(1);
          expect(size(error)).toBeLessThanOrEqual(MAX_ERROR_BYTES);
          expect(JSON.stringify(error)).not.toMatch(/(?<!\\)\\ud[89a-f]/);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("name a wrong field once, within its bytes, however many of its keywords it breaks", async () => {
    const units = { type: "string", enum: ["celsius", "fahrenheit", "kelvin", "rankine", "delisle"] };
    const code = { type: "string", minLength: 60, pattern: `^${"[A-Z]{2}-[0-9]{4}".repeat(4)}$`, format: "email" };
    const oneOfThem = 'must be one of ["celsius","fahrenheit","kelvin","rankine","deli…, not ';
    for (const [schema, value, message, inside = ""] of [
      [units, 5, `${oneOfThem}5`],
      [units, null, `${oneOfThem}null`],
      [{ type: "integer", minimum: 10 }, 3.5, "must be integer, not number; must be >= 10, not 3.5"],
      [code, "some wrong value, long enough to be cut", /^must NOT have fewer than 60 characters, not 39; must match/],
      [
        { propertyNames: { enum: ["a", "b"] } },
        { c: 1 },
        'is no name for a property here: must be one of ["a","b"], not "c"',
        ".c",
      ],
      [
        { type: "array", contains: { const: "primary" } },
        Array.from({ length: 30 }, String),
        'must contain at least 1 valid item(s): {"const":"primary"}',
      ],
      [{ not: { const: "x" } }, "x", 'must not fit {"const":"x"}'],
    ] as const) {
      const field = "unit_of_the_measured_temperature";
      const one = world([taking("update_the_settings", { [field]: schema }, [field])]);
      const use = batch(
        ...Array.from({ length: 10 }, () => invoke("no")),
        invoke("update_the_settings", { [field]: value }),
      );
      const error = envelopeOf(await one.createDispatcher({}).run(use)).results[10]?.error;
      expect(error?.issues).toEqual([
        {
          path: `invocations[10].arguments.${field}${inside}`,
          message: typeof message === "string" ? message : expect.stringMatching(message),
        },
      ]);
      expect(size(error)).toBeLessThanOrEqual(MAX_ERROR_BYTES);
    }
  });

  it("hold under a name of full length, and for an unknown one of any length", async () => {
    const error = await alone("x".repeat(5000), paris);
    expect(size(error)).toBeLessThanOrEqual(MAX_ERROR_BYTES);
    const [entry] = await batched([invoke("y".repeat(5000))]);
    expect(entry?.name.length).toBeLessThanOrEqual(128);
  });
});

describe("an unknown name", () => {
  it("is answered with all names where they are few, and else with the nearest", async () => {
    const names = Array.from({ length: 40 }, (_, at) => `list_items_of_kind_${at}`);
    const many = world(names.map((name) => tool(name)));
    const dispatcher = many.createDispatcher(Object.fromEntries(names.map((name) => [name, async () => "listed"])));
    const error = errorOf(await dispatcher.run({ id: "toolu_1", name: "list_item_of_kind_7", input: paris }));
    expect(error.message).toBe(
      'There is no tool "list_item_of_kind_7". Did you mean list_items_of_kind_7, list_items_of_kind_17, ' +
        "list_items_of_kind_27?",
    );
    expect(size(error)).toBeLessThanOrEqual(MAX_ERROR_BYTES);
    expect((await alone("zzz", paris)).message).toContain("The tools are get_weather, book,");
    expect((await alone("book", stay, { tools: [] })).message).toBe('There is no tool "book".');
  });

  it("is answered with as many of the nearest as there is room for", async () => {
    const names = ["a", "b", "c"].map((end) => `mcp__the_server_of_the_production_database__read_the_table_${end}`);
    for (const [length, near] of [
      [0, 2],
      [128, 1],
    ] as const) {
      const long = world(names.map((name) => tool(name.padEnd(length, "x"))));
      const use = { id: "toolu_1", name: names[0]?.replace("table", "tabel").padEnd(length, "x"), input: paris };
      const error = errorOf(await long.createDispatcher({}).run(use));
      expect(error.message.match(/(?<=Did you mean.*)mcp__/g)).toHaveLength(near);
      expect(size(error)).toBeLessThanOrEqual(MAX_ERROR_BYTES);
    }
  });

  it("is not near to another because both are short", async () => {
    const short = world(["ls", "cd", "get", "grep"].map((name) => tool(name)));
    for (const [wrong, near] of [
      ["rm", undefined],
      ["sl", undefined],
      ["cp", "cd"],
      ["gerp", "grep, get"],
      ["Get", "get, grep"],
    ]) {
      const { message } = errorOf(await short.createDispatcher({}).run({ id: "toolu_1", name: wrong, input: paris }));
      expect([wrong, /Did you mean ([^?]*)/.exec(message)?.[1]]).toEqual([wrong, near]);
    }
  });
});

describe("the example in an error", () => {
  const exampleIn = (error: Loose): string | undefined => / A valid example: (.*)/s.exec(error.message)?.[1];

  it("fits the tool: it can be sent as it stands", async () => {
    const example = exampleIn(await alone("book", {}));
    expect(await createDispatcher(handlers).validate("book", JSON.parse(example ?? ""))).toEqual([]);
  });

  it("is the author's own where there is one", async () => {
    expect(exampleIn(await alone("sample", {}))).toBe('{"query":"SELECT 1"}');
  });

  it("is left out where none can be made, or only a long one", async () => {
    expect(exampleIn(await alone("unguessable", {}))).toBeUndefined();
    expect(exampleIn(await alone("wide", {}))).toBeUndefined();
    const made = Object.fromEntries(Object.keys(wide).map((key) => [key, 1]));
    expect(JSON.stringify(made).length).toBeGreaterThan(MAX_EXAMPLE_BYTES);
  });

  it("fits a pattern that one character again and again does, and a text's greatest length", async () => {
    const id = { type: "string", minLength: 24, maxLength: 24, pattern: "^[0-9a-f]+$" };
    const code = { type: "string", pattern: "^[A-Z]{3}$" };
    const { createDispatcher: create } = world([
      taking(
        "find",
        { id, code, year: { type: "string", pattern: "^\\d{4}$" }, of: { type: "string", maxLength: 2 } },
        ["id", "code", "year", "of"],
      ),
    ]);
    const error = errorOf(await create({}).run({ id: "toolu_1", name: "find", input: {} }));
    expect(exampleIn(error)).toBe('{"id":"000000000000000000000000","code":"AAA","year":"0000","of":"te"}');
  });

  it("is not looked for where a pattern could take forever", async () => {
    const { createDispatcher: create } = world([
      taking("find", { id: { type: "string", pattern: "^(a+)+b$" } }, ["id"]),
    ]);
    const error = errorOf(await create({}).run({ id: "toolu_1", name: "find", input: {} }));
    expect(error.message).toBe('The arguments do not fit "find".');
  });

  it("of a batch is left out where it is too long or nothing can be batched", async () => {
    for (const module of [
      world([taking("wide", wide, Object.keys(wide))]),
      world([taking("long", { text: { type: "string", minLength: 170 } }, ["text"])]),
      world([tool("alone", { "x-batchgen": { batchable: false } })]),
    ]) {
      const { error } = envelopeOf(await module.createDispatcher({}).run(batch()));
      expect(error?.message).toBe("invocations must be a list of calls, not an empty one.");
    }
  });

  it("is one of a batch, for a batch in which no call could be found, and that batch runs", async () => {
    const { run } = createDispatcher(handlers);
    for (const input of [{}, { invocations: [] }, { invocations: "none" }, "text", null, [], 5]) {
      const { error } = envelopeOf(await run({ id: "toolu_1", name: "batch_tool", input }));
      const again = await run({ id: "toolu_2", name: "batch_tool", input: JSON.parse(exampleIn(error) ?? "") });
      expect(envelopeOf(again)).toMatchObject({ ok: 1, failed: 0 });
    }
  });
});

describe("a handler's error", () => {
  class Leak extends Error {
    override toString(): string {
      return "hunter2";
    }
    toJSON(): string {
      return "hunter2";
    }
  }
  const throwing: [string, unknown][] = [
    ["an Error", new Error("hunter2")],
    ["an Error with a cause", new Error("x", { cause: "hunter2" })],
    ["an Error of a class of its own", new Leak("hunter2")],
    ["a text", "hunter2"],
    ["an object", { message: "hunter2", content: "hunter2", name: "ToolError" }],
    ["an object that looks like an error", Object.assign(Object.create(null), { message: "hunter2" })],
    ["an AggregateError", new AggregateError([new Error("hunter2")], "hunter2")],
    ["nothing", undefined],
    ["null", null],
    ["a symbol", Symbol("hunter2")],
    ["a function", () => "hunter2"],
    [
      "a proxy that throws at every touch",
      new Proxy(
        {},
        {
          get: () => {
            throw new Error("hunter2");
          },
          getPrototypeOf: () => {
            throw new Error("hunter2");
          },
        },
      ),
    ],
  ];
  it.each(throwing)("tells Claude nothing that was not written for it: %s", async (_, thrown) => {
    const causes: unknown[] = [];
    const dispatcher = createDispatcher(
      {
        ...handlers,
        get_weather: async () => {
          throw thrown;
        },
      },
      { onEvent: (event: Loose) => event.type === "call_end" && causes.push(event.cause) },
    );
    for (const use of [{ id: "toolu_1", name: "get_weather", input: paris }, batch(invoke("get_weather"))]) {
      const text = JSON.stringify(await dispatcher.run(use));
      expect(text).not.toMatch(/hunter2|\.ts|\bat \//);
      expect(text).toContain("get_weather failed with an internal error.");
    }
    // The owner is told all of it.
    expect(causes.every((cause) => cause === thrown)).toBe(true);
  });

  it("tells what a ToolError says, text or the texts of its blocks, and not what caused it", async () => {
    const saying = (content: unknown) => async (): Promise<never> => {
      throw new ToolError(content, { cause: new Error("hunter2") });
    };
    const image = { type: "image", source: { type: "url", url: "https://example.com/hunter2.png" } };
    const blocks = [{ type: "text", text: "The file is gone." }, image, { type: "text", text: "Look elsewhere." }];
    expect((await alone("get_weather", paris, {}, { get_weather: saying("There is no such place.") })).message).toBe(
      "There is no such place.",
    );
    expect((await alone("get_weather", paris, {}, { get_weather: saying(blocks) })).message).toBe(
      "The file is gone.\nLook elsewhere.",
    );
    for (const empty of ["", "  \n", [], [image]]) {
      expect((await alone("get_weather", paris, {}, { get_weather: saying(empty) })).message).toBe(
        "get_weather failed with an internal error.",
      );
    }
  });

  it("of a validator or an approval is told in the event, and to Claude only that it failed", async () => {
    const causes: Loose[] = [];
    const onEvent = (event: Loose): void => {
      if (event.type === "call_end") causes.push(event.cause?.message);
    };
    const broken = {
      onEvent,
      validate: () => {
        throw new Error("hunter2 of the validator");
      },
    };
    expect((await alone("get_weather", paris, broken)).issues).toEqual([
      { path: "input", message: "cannot be checked" },
    ]);
    const approve = async (): Promise<never> => {
      throw new Error("hunter2 of the approval");
    };
    expect(await alone("delete_file", paris, { onEvent, approve })).toEqual({
      code: "DENIED",
      message: "The question for approval failed, so it was not executed.",
    });
    expect(causes).toEqual(["hunter2 of the validator", "hunter2 of the approval"]);
    for (const faults of [null, "none", [null], [{ pointer: 5, message: "x" }]]) {
      expect((await alone("get_weather", paris, { validate: () => faults })).issues).toEqual([
        { path: "input", message: "cannot be checked" },
      ]);
    }
  });
});
