import { beforeAll, describe, expect, it } from "vitest";
import { byteLength } from "../../templates/runtime/json/text.js";
import { errorOf, taking, world } from "../dispatcher/support.js";
import type { Loose } from "../support/loose.js";

const SLOW = "^(a+)+$";
const LONG = `${"a".repeat(40)}!`;

/** What a tool gives, by its name. */
const RESULTS: { readonly [name: string]: unknown } = {
  slow: { code: LONG },
  keyed: { [LONG]: 1 },
  wrong: { code: 1 },
  dated: { when: "soon", count: 2 ** 40, code: "a" },
};

const OUTPUT = {
  type: "object",
  properties: {
    code: { type: "string", pattern: SLOW },
    when: { type: "string", format: "date" },
    count: { type: "integer", format: "int32" },
  },
  patternProperties: { [SLOW]: { type: "number" } },
};

/** What the schema makes impossible to tell, told by the dispatcher. */
describe("a dispatcher of tools with a slow pattern", () => {
  let dispatcher: Loose;
  let ran = 0;
  beforeAll(() => {
    const { createDispatcher } = world([
      taking("find", { code: { type: "string", pattern: SLOW } }),
      taking("keys", { map: { type: "object", patternProperties: { [SLOW]: { type: "number" } } } }),
      ...Object.keys(RESULTS).map((name) =>
        taking(name, {}, [], { input_schema: undefined, inputSchema: { type: "object" }, outputSchema: OUTPUT }),
      ),
    ]);
    const count = (): string => {
      ran += 1;
      return "done";
    };
    const others = Object.entries(RESULTS).map(([name, result]) => [name, () => result]);
    dispatcher = createDispatcher({ find: count, keys: count, ...Object.fromEntries(others) });
  });

  it.each([
    ["find", { code: LONG }],
    ["find", JSON.stringify({ code: LONG })],
    ["keys", { map: { [LONG]: "1" } }],
    ["keys", { map: JSON.stringify({ [LONG]: "1" }) }],
  ])("does not run %s of %j, and blames the schema", async (name, input) => {
    const before = ran;
    const error = errorOf(await dispatcher["run"]({ id: "toolu_1", name, input }));
    expect(error).toEqual({
      code: "INVALID_ARGUMENTS",
      message: `Not executed: the arguments of "${name}" cannot be checked. The reason is its schema, not the arguments.`,
      issues: [
        {
          path: "input",
          message: "cannot be checked: its schema has a pattern that is safe only up to 13 characters",
        },
      ],
    });
    expect(byteLength(JSON.stringify(error))).toBeLessThanOrEqual(300);
    expect(ran).toBe(before);
    expect(await dispatcher["validate"](name, input)).toEqual(error.issues);
  });

  it("runs what can be told", async () => {
    expect(await dispatcher["call"]("find", { code: "aaaa" })).toMatchObject({ status: "ok", result: "done" });
    expect(await dispatcher["call"]("keys", { map: { aaaa: "1" } })).toMatchObject({ status: "ok" });
  });

  it("leaves a result ok that cannot be checked, and one that is wrong for its formats alone", async () => {
    for (const name of ["slow", "keyed", "dated"]) {
      expect(await dispatcher["call"](name, {})).toMatchObject({ status: "ok", result: RESULTS[name] });
    }
    const wrong = await dispatcher["call"]("wrong", {});
    expect(wrong).toMatchObject({
      status: "error",
      error: { code: "INVALID_RESULT", issues: [{ path: "result.code", message: "must be string, not integer" }] },
    });
  });
});
