import fc from "fast-check";
import { generate as fake } from "json-schema-faker";
import { describe, expect, it } from "vitest";
import { decodeArguments } from "../../templates/runtime/validate/decode.js";
import type { Loose } from "../support/loose.js";
import { batch, envelopeOf, errorOf, invoke, taking, world } from "./support.js";

const shape = {
  anyOf: [
    { type: "object", properties: { kind: { const: "circle" }, size: { type: "number" } }, required: ["kind", "size"] },
    { type: "object", properties: { kind: { const: "label" }, size: { type: "string" } }, required: ["kind", "size"] },
  ],
};
const fields = {
  count: { type: "integer" },
  ratio: { type: "number" },
  flag: { type: "boolean" },
  nothing: { type: "null" },
  text: { type: "string" },
  anything: {},
  textOrNumber: { type: ["string", "number"] },
  numberOrNull: { type: ["number", "null"] },
  level: { enum: [1, 2, 3] },
  word: { enum: ["1", "2"] },
  mixed: { enum: ["1", 2] },
  list: { type: "array", items: { type: "integer" } },
  words: { type: "array", items: { type: "string" } },
  pair: { type: "array", prefixItems: [{ type: "integer" }, { type: "string" }], items: { type: "boolean" } },
  point: { type: "object", properties: { x: { type: "number" }, name: { type: "string" } } },
  map: { type: "object", additionalProperties: { type: "integer" } },
  keyed: { type: "object", patternProperties: { "^n_": { type: "integer" }, "^s_": { type: "string" } } },
  shape,
  tree: { $ref: "#/$defs/tree" },
  both: {
    allOf: [{ type: "object", properties: { a: { type: "integer" } } }, { properties: { b: { type: "boolean" } } }],
  },
  objectOrText: { anyOf: [{ type: "object", properties: { x: { type: "integer" } } }, { type: "string" }] },
};
const $defs = {
  tree: {
    type: "object",
    properties: { value: { type: "integer" }, children: { type: "array", items: { $ref: "#/$defs/tree" } } },
  },
};
const input_schema = { type: "object", properties: fields, $defs };

const { createDispatcher } = world([
  { name: "echo", description: "Gives back its input", input_schema },
  taking("closed", { a: { type: "integer" } }, ["a"]),
]);
const handlers = { echo: async (input: unknown) => ({ input }), closed: async (input: unknown) => ({ input }) };

/** What the handler saw of an input, and what was repaired on the way. */
async function seen(
  input: unknown,
  options: object = {},
): Promise<{ input: unknown; repairs: string[]; error: unknown }> {
  const repairs: string[] = [];
  const onEvent = (event: Loose): void => {
    if (event.type === "repair") repairs.push(`${event.path}: ${event.from} to ${event.to}`);
  };
  const result = await createDispatcher(handlers, { ...options, onEvent }).run({ id: "toolu_1", name: "echo", input });
  const content = JSON.parse(result.content);
  return { input: content.input, repairs, error: content.error };
}

describe("a string that stands for a value", () => {
  it.each([
    ["an integer", { count: "5" }, { count: 5 }, "count: string to number"],
    ["a negative number in white space", { ratio: " -1.5e2 " }, { ratio: -150 }, "ratio: string to number"],
    ["a boolean", { flag: "false" }, { flag: false }, "flag: string to boolean"],
    ["null", { nothing: "null" }, { nothing: null }, "nothing: string to null"],
    [
      "null where a number may be null",
      { numberOrNull: "null" },
      { numberOrNull: null },
      "numberOrNull: string to null",
    ],
    ["a number of an enumeration", { level: "2" }, { level: 2 }, "level: string to number"],
    ["an array", { list: "[1,2]" }, { list: [1, 2] }, "list: string to array"],
    ["an entry of an array", { list: [1, "2"] }, { list: [1, 2] }, "list[1]: string to number"],
    [
      "an entry of a tuple",
      { pair: ["1", "1", "true"] },
      { pair: [1, "1", true] },
      ["pair[0]: string to number", "pair[2]: string to boolean"],
    ],
    ["an object", { point: '{"x":1}' }, { point: { x: 1 } }, "point: string to object"],
    [
      "a field inside a string",
      { point: '{"x":"1","name":"1"}' },
      { point: { x: 1, name: "1" } },
      ["point: string to object", "point.x: string to number"],
    ],
    ["a further property", { map: { "odd key": "7" } }, { map: { "odd key": 7 } }, 'map["odd key"]: string to number'],
    [
      "a property by its pattern",
      { keyed: { n_a: "1", s_a: "1" } },
      { keyed: { n_a: 1, s_a: "1" } },
      "keyed.n_a: string to number",
    ],
    [
      "a member of the branch that its constant names",
      { shape: { kind: "circle", size: "2" } },
      { shape: { kind: "circle", size: 2 } },
      "shape.size: string to number",
    ],
    [
      "a whole union",
      { shape: '{"kind":"circle","size":"2"}' },
      { shape: { kind: "circle", size: 2 } },
      ["shape: string to object", "shape.size: string to number"],
    ],
    [
      "what is behind a reference",
      { tree: { children: ['{"value":"1"}'] } },
      { tree: { children: [{ value: 1 }] } },
      ["tree.children[0]: string to object", "tree.children[0].value: string to number"],
    ],
    [
      "a part of an intersection",
      { both: { a: "1", b: "true" } },
      { both: { a: 1, b: true } },
      ["both.a: string to number", "both.b: string to boolean"],
    ],
    [
      "a member of an object that may be a text",
      { objectOrText: { x: "1" } },
      { objectOrText: { x: 1 } },
      "objectOrText.x: string to number",
    ],
    ["a number, written as text twice", { count: '"5"' }, { count: 5 }, "count: string to number"],
    [
      "an object, written as text three times",
      { point: JSON.stringify(JSON.stringify('{"x":1}')) },
      { point: { x: 1 } },
      "point: string to object",
    ],
    ["the whole input", '{"count":"5"}', { count: 5 }, ["input: string to object", "count: string to number"]],
  ])("is repaired: %s", async (_, given, wanted, repairs) => {
    expect(await seen(given)).toEqual({ input: wanted, repairs: [repairs].flat(), error: undefined });
  });

  it.each([
    ["a text is declared", { text: '{"a":1}' }],
    ["anything is allowed", { anything: "5" }],
    ["a text is one of the types", { textOrNumber: "5" }],
    ["texts are enumerated", { word: "1" }],
    ["a text is among the enumerated values", { mixed: "2" }],
    ["the entries are texts", { words: ["1", "true", "null", "[]"] }],
    ["the branch that the constant names has a text", { shape: { kind: "label", size: "2" } }],
    ["a union has a text", { objectOrText: '{"x":1}' }],
    ["the schema does not know the property", { unknown: "5", point: { unknown: "5" } }],
  ])("is left alone where %s", async (_, given) => {
    const { input, repairs } = await seen(given);
    if (JSON.stringify(given).includes('"mixed"')) return expect(repairs).toEqual([]);
    expect({ input, repairs }).toEqual({ input: given, repairs: [] });
  });

  it.each([
    ["no JSON", { count: "five" }],
    ["JSON of another type", { count: '{"a":1}' }],
    ["a number that would lose digits", { count: "12345678901234567890" }],
    ["a number beyond all bounds", { ratio: "1e999" }],
    ["digits beyond all bounds", { count: "9".repeat(400) }],
    ["an empty text", { count: "" }],
    ["text around the JSON", { list: "here: [1]" }],
    ["a text that is written as text", { count: '"five"' }],
  ])("is refused, and not repaired, where it is %s", async (_, given) => {
    const { repairs, error } = await seen(given);
    expect(repairs).toEqual([]);
    expect(error).toMatchObject({ code: "INVALID_ARGUMENTS" });
  });

  it('is refused everywhere with `decode: "strict"`', async () => {
    for (const given of ['{"count":5}', { count: "5" }, { point: '{"x":1}' }]) {
      const { repairs, error } = await seen(given, { decode: "strict" });
      expect(repairs).toEqual([]);
      expect(error).toMatchObject({ code: "INVALID_ARGUMENTS" });
    }
    const strict = createDispatcher(handlers, { decode: "strict" });
    const one = invoke("closed", { a: 1 });
    for (const input of [
      JSON.stringify({ invocations: [one] }),
      { invocations: JSON.stringify([one]) },
      { invocations: one },
    ]) {
      const result = await strict.run({ id: "toolu_1", name: "batch_tool", input });
      expect(envelopeOf(result).error?.code).toBe("INVALID_INVOCATION");
    }
    const { results } = envelopeOf(await strict.run(batch(JSON.stringify(one), invoke("closed", '{"a":1}'), one)));
    expect(results.map(({ error }) => error?.code)).toEqual(["INVALID_INVOCATION", "INVALID_ARGUMENTS", undefined]);
  });
});

describe("decoding", () => {
  it("makes a list of one of a single invocation, and tells of it", async () => {
    const events: Loose[] = [];
    const { run } = createDispatcher(handlers, {
      onEvent: (event: Loose) => event.type === "repair" && events.push(event),
    });
    const one = invoke("closed", { a: 1 });
    for (const invocations of [one, JSON.stringify(one)]) {
      const { results } = envelopeOf(await run({ id: "toolu_1", name: "batch_tool", input: { invocations } }));
      expect(results.map(({ result }) => result)).toEqual([{ input: { a: 1 } }]);
    }
    expect(events.map(({ path, from, to }) => [path, from, to])).toEqual([
      ["invocations", "object", "array"],
      ["invocations", "string", "object"],
      ["invocations", "object", "array"],
    ]);
  });

  it.each([
    ["", "string"],
    [" ", "string"],
    ["null", "string"],
    [null, "null"],
    [undefined, "undefined"],
  ])(
    "takes %j for no arguments where the tool requires none, alone and in a batch, and tells of it",
    async (given, from) => {
      const repairs: Loose[] = [];
      const onEvent = (event: Loose): unknown => event.type === "repair" && repairs.push([event.path, event.from]);
      const { run } = createDispatcher(handlers, { onEvent });
      expect((await run({ id: "a", name: "echo", input: given })).content).toBe('{"input":{}}');
      expect(envelopeOf(await run(batch({ name: "echo", arguments: given }))).results[0]?.result).toEqual({
        input: {},
      });
      expect(repairs).toEqual([
        ["input", from],
        ["invocations[0].arguments", from],
      ]);
      expect((await run({ id: "b", name: "closed", input: given })).is_error).toBe(true);
      const strict = createDispatcher(handlers, { decode: "strict" });
      expect((await strict.run({ id: "c", name: "echo", input: given })).is_error).toBe(true);
    },
  );

  it("takes left-out arguments for none, where the tool requires none, and tells of it", async () => {
    const events: Loose[] = [];
    const onEvent = (event: Loose): unknown => event.type === "repair" && events.push(event);
    const calls = [{ name: "echo" }, { name: "closed" }, { name: "echo", arguments: null }, '{"name":"echo"}'];
    const { results } = envelopeOf(await createDispatcher(handlers, { onEvent }).run(batch(...calls)));
    expect(results.map(({ result, error }) => result ?? error?.issues)).toEqual([
      { input: {} },
      [{ path: "invocations[1].arguments", message: "is required" }],
      { input: {} },
      { input: {} },
    ]);
    expect(events.map(({ path, from, to }) => [path, from, to])).toEqual([
      ["invocations[0].arguments", "undefined", "object"],
      ["invocations[2].arguments", "null", "object"],
      ["invocations[3]", "string", "object"],
      ["invocations[3].arguments", "undefined", "object"],
    ]);
    const strict = await createDispatcher(handlers, { decode: "strict" }).run(batch({ name: "echo" }));
    expect(envelopeOf(strict).results[0]?.error?.code).toBe("INVALID_ARGUMENTS");
  });

  it("refuses what is nested too deep instead of exhausting the stack, and hides no other call", async () => {
    const deep = JSON.parse(`${'{"anything":['.repeat(50_000)}1${"]}".repeat(50_000)}`);
    const { run } = createDispatcher(handlers);
    const { results } = envelopeOf(await run(batch(invoke("echo", deep), invoke("closed", { a: 1 }))));
    expect(results[0]?.error).toMatchObject({
      code: "INVALID_ARGUMENTS",
      issues: [{ path: "invocations[0].arguments", message: "is nested deeper than 200 levels" }],
    });
    expect(results[1]?.status).toBe("ok");
    const text = "[".repeat(100_000) + "]".repeat(100_000);
    expect(errorOf(await run({ id: "toolu_1", name: "echo", input: { list: text } })).code).toBe("INVALID_ARGUMENTS");
  });

  it("gives the handler a copy: what it does to its input changes neither the message nor another call", async () => {
    const input = { point: { x: 1 } };
    const mean = {
      ...handlers,
      echo: async (given: Loose) => {
        given.point.x += 1;
        given.count = 7;
        return { input: given };
      },
    };
    const { results } = envelopeOf(
      await createDispatcher(mean).run(batch(invoke("echo", input), invoke("echo", input))),
    );
    expect(results.map(({ result }) => result)).toEqual([
      { input: { point: { x: 2 }, count: 7 } },
      { input: { point: { x: 2 }, count: 7 } },
    ]);
    expect(input).toEqual({ point: { x: 1 } });
  });

  it("looks once at each part of unions of references that double from one to the next", () => {
    const levels = Array.from({ length: 16 }, (_, level) => {
      const $ref = `#/$defs/level${level + 1}`;
      return [`level${level}`, { anyOf: [{ $ref }, { $ref, title: "The same" }] }] as const;
    });
    let looks = 0;
    const last = {
      get type() {
        looks += 1;
        return "object";
      },
    };
    const $defs = { ...Object.fromEntries(levels), level16: last };
    const schema = { type: "object", properties: { deep: { $ref: "#/$defs/level0" } }, $defs };
    expect(decodeArguments({ deep: '{"x":1}' }, schema, "", () => {})).toEqual({ deep: { x: 1 } });
    expect(looks).toBe(1);
  });

  it("takes no time over a union that refers to itself in two ways, and still repairs far down in it", () => {
    const schema = {
      $defs: {
        v: {
          anyOf: [
            { type: "array", items: { $ref: "#/$defs/v" } },
            { type: "array", items: { $ref: "#/$defs/v", title: "Another" } },
            { type: "integer" },
          ],
        },
      },
      type: "object",
      properties: { v: { $ref: "#/$defs/v" } },
    };
    const nested = (value: string): unknown => JSON.parse("[".repeat(150) + value + "]".repeat(150));
    const started = performance.now();
    expect(decodeArguments({ v: nested('"5"') }, schema, "", () => {})).toEqual({ v: nested("5") });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("gives the handlers the original of any valid batch, in whatever way it is encoded", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 ** 31 - 1 }),
        fc.infiniteStream(fc.boolean()),
        async (seed, coins) => {
          const required = Object.keys(fields).filter((name) => name !== "mixed");
          const inputs = await Promise.all(
            [0, 1].map((at) =>
              fake(
                { ...input_schema, required } as never,
                { seed: seed + at, alwaysFakeOptionals: true, maxItems: 3 } as never,
              ),
            ),
          );
          const flip = (): boolean => coins.next().value === true;
          const text = (value: unknown): unknown => {
            if (!flip()) return value;
            const once = JSON.stringify(value, undefined, flip() ? 1 : 0);
            return flip() ? JSON.stringify(once) : once;
          };
          const invocations = inputs.map((input) =>
            text({ name: "echo", arguments: encode(input, input_schema, flip) }),
          );
          const input = text({ invocations: text(invocations) });
          const result = await createDispatcher(handlers).run({ id: "toolu_1", name: "batch_tool", input });
          const { results } = envelopeOf(result);
          expect(results.map(({ result: given, error }) => given ?? error)).toEqual(
            inputs.map((one) => ({ input: one })),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it("repairs exactly what no text can be, for any schema", () => {
    fc.assert(
      fc.property(node(), fc.infiniteStream(fc.boolean()), ({ schema, value, encode: as }, coins) => {
        const flip = (): boolean => coins.next().value === true;
        const root = { type: "object", properties: { it: schema } };
        const repairs: string[] = [];
        const decoded = decodeArguments({ it: as(flip) }, root, "", (path) => repairs.push(path));
        expect(decoded).toEqual({ it: value });
        repairs.length = 0;
        expect(decodeArguments({ it: value }, root, "", (path) => repairs.push(path))).toEqual({ it: value });
        expect(repairs).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

/**
 * A value of `fields`, some of it written as text where the schema takes none. It is told from the schema's own words
 * alone.
 */
function encode(value: Loose, schema: Loose, flip: () => boolean): unknown {
  if (schema.$ref !== undefined) return encode(value, $defs.tree, flip);
  const branches: Loose[] | undefined = schema.anyOf;
  const branch = branches?.find(
    (one) => (one.properties?.kind?.const ?? value?.kind) === value?.kind && one.type === "object",
  );
  const own = schema.allOf
    ? { type: "object", properties: { a: { type: "integer" }, b: { type: "boolean" } } }
    : (branch ?? schema);
  const types: string[] = [own.type ?? "string"].flat();
  const numbers = Array.isArray(own.enum) && own.enum.every((entry: unknown) => typeof entry === "number");
  let inner = value;
  if (Array.isArray(value)) {
    inner = value.map((entry, at) => encode(entry, own.prefixItems?.[at] ?? own.items ?? {}, flip));
  } else if (typeof value === "object" && value !== null) {
    const of = (key: string): Loose => {
      const byPattern = Object.entries(own.patternProperties ?? {}).filter(([pattern]) =>
        new RegExp(pattern, "u").test(key),
      );
      return (
        own.properties?.[key] ??
        (byPattern.length === 1 ? byPattern[0]?.[1] : undefined) ??
        (byPattern.length > 1 ? {} : own.additionalProperties) ??
        {}
      );
    };
    inner = Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, encode(entry, of(key), flip)]));
  }
  const mayBeText = types.includes("string") && !numbers && own.type !== "null";
  const unionWithText = branches?.some((one) => one.type === "string") ?? false;
  return !mayBeText && !unionWithText && flip() ? JSON.stringify(inner) : inner;
}

type Node = { schema: object; value: unknown; encode: (flip: () => boolean) => unknown };

/** A schema, a value that fits it, and the value written with texts in it wherever the schema takes none. */
function node(): fc.Arbitrary<Node> {
  const text = fc.oneof(fc.string(), fc.constantFrom("1", "true", "null", '{"a":1}', "[1]", '"quoted"', " 5 "));
  const asText = (value: unknown) => (flip: () => boolean) => (flip() ? JSON.stringify(value) : value);
  const safe = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));
  const { it: any } = fc.letrec<{ it: Node; leaf: Node }>((tie) => ({
    it: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      tie("leaf"),
      fc.dictionary(fc.string({ maxLength: 6 }), tie("it"), { maxKeys: 4 }).map((members) => {
        const of = <T>(pick: (one: Node) => T): { [key: string]: T } =>
          Object.fromEntries(Object.entries(members).map(([key, one]) => [key, pick(one)]));
        return whole(
          { type: "object", properties: of(({ schema }) => schema) },
          of(({ value }) => value),
          (flip) => of((one) => one.encode(flip)),
        );
      }),
      fc.array(tie("it"), { maxLength: 3 }).map((entries) =>
        whole(
          { type: "array", prefixItems: entries.map(({ schema }) => schema) },
          entries.map(({ value }) => value),
          (flip) => entries.map((one) => one.encode(flip)),
        ),
      ),
      // An intersection, and a union whose other branches are of other types.
      tie("it").map((one) => ({ ...one, schema: { allOf: [{}, one.schema] } })),
      tie("it").map((one) => ({ ...one, schema: { description: "one way", anyOf: [one.schema, { type: "null" }] } })),
    ),
    leaf: fc.oneof(
      text.map((value) => ({ schema: { type: "string" }, value, encode: () => value })),
      text.map((value) => ({ schema: {}, value, encode: () => value })),
      text.map((value) => ({ schema: { type: ["number", "string"] }, value, encode: () => value })),
      text.map((value) => ({ schema: { oneOf: [{ type: "array" }, { type: "string" }] }, value, encode: () => value })),
      fc.maxSafeInteger().map((value) => ({ schema: { type: "integer" }, value, encode: asText(value) })),
      safe.map((value) => ({ schema: { type: "number" }, value, encode: asText(value) })),
      fc.boolean().map((value) => ({ schema: { type: "boolean" }, value, encode: asText(value) })),
      fc.boolean().map((value) => ({ schema: { const: value }, value, encode: asText(value) })),
      fc.constant({ schema: { type: ["null", "integer"] }, value: null, encode: asText(null) }),
    ),
  }));
  return any;
}

function whole(schema: object, value: unknown, inner: (flip: () => boolean) => unknown): Node {
  return { schema, value, encode: (flip) => (flip() ? JSON.stringify(inner(flip)) : inner(flip)) };
}
