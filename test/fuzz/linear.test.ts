import { Session } from "node:inspector/promises";
import { describe, expect, it } from "vitest";
import { generate } from "../../generator/index.js";
import { batchgen, makeProject } from "../support/project.js";

const string = { type: "string" };

/** A list made of numbers. */
function list<T>(length: number, make: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => make(index));
}

/** An object whose keys are made of numbers. */
function keyed(length: number, value: (index: number) => unknown): object {
  return Object.fromEntries(list(length, (index) => [`p${index}`, value(index)]));
}

function taking(a: unknown, over: object = {}): object {
  return { name: "x", description: "d", input_schema: { type: "object", properties: { a } }, ...over };
}

/** Definitions that grow with a number, which is 200,000 at their full size. */
const KINDS: { readonly [what: string]: (size: number) => object } = {
  "a description": (size) => taking({ ...string, description: "word ".repeat(size / 5) }),
  "a description of blanks": (size) => taking(string, { description: `a${" ".repeat(size)}b` }),
  "an enum": (size) => taking({ enum: list(size, (index) => `v${index}`) }),
  "an enum whose values repeat": (size) => taking({ enum: list(size, (index) => `v${index % (size / 2)}`) }),
  "an enum of objects": (size) => taking({ enum: list(size / 10, (v) => ({ v })) }),
  properties: (size) => {
    const properties = keyed(size / 10, () => string);
    return { ...taking({}), input_schema: { type: "object", properties, required: Object.keys(properties) } };
  },
  examples: (size) => taking({ ...string, examples: list(size * 0.12, (index) => `e${index}`) }),
  "input examples": (size) => taking(string, { input_examples: list(size * 0.12, (index) => ({ a: `e${index}` })) }),
  "an exponential pattern with an example": (size) =>
    taking({ ...string, pattern: "^(a+)+$" }, { input_examples: [{ a: "a".repeat(Math.min(size, 2000)) }] }),
  "branches of the root": (size) => {
    const anyOf = list(size / 100, (index) => ({ properties: { [`p${index}`]: string }, required: [`p${index}`] }));
    return { ...taking({}), input_schema: { type: "object", anyOf } };
  },
  "parts of the root that say the same": (size) => {
    const allOf = list(size / 100, (minLength) => ({ properties: { a: { minLength } } }));
    return { ...taking({}), input_schema: { type: "object", allOf } };
  },
  "components that are referred to": (size) => {
    const properties = keyed(size / 100, (index) => ({ $ref: `#/components/p${index}` }));
    const components = keyed(size / 100, () => string);
    return { ...taking({}), input_schema: { type: "object", properties, components } };
  },
};

describe("generation is linear in", () => {
  it.each(Object.entries(KINDS))("%s: twice the size takes at most 2.2 times the work", async (_, make) => {
    // Once before, so that what is loaded and made ready once is not counted.
    await workOf(make(400));
    const small = await workOf(make(20_000));
    const large = await workOf(make(40_000));
    expect(large.steps / small.steps, JSON.stringify({ small, large })).toBeLessThan(2.2);
    expect(large.scanned / small.scanned, JSON.stringify({ small, large })).toBeLessThan(2.2);
  });

  it("all of them at their full size, in one run that a watchdog ends after 60 s", async () => {
    const files = Object.entries(KINDS).map(([, make], index) => [
      `tools/${index}.json`,
      { ...make(200_000), name: `tool_${index}` },
    ]);
    const ran = await Promise.race([
      batchgen(makeProject(Object.fromEntries(files)), "./tools", "--quiet"),
      new Promise<undefined>((resolve) => {
        setTimeout(resolve, 60_000, undefined).unref();
      }),
    ]);
    expect(ran?.code, ran?.stderr.slice(0, 2000) ?? "a hang").toBe(0);
  }, 70_000);
});

/**
 * How often the functions of generator/ were called, and how many characters and elements built-in functions looked at
 * meanwhile.
 */
async function workOf(definition: object): Promise<{ steps: number; scanned: number }> {
  const cwd = makeProject({ "tools/x.json": definition });
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  const scan = countScans();
  const { diagnostics } = await generate({ cwd });
  const scanned = scan.end();
  const { result } = await session.post("Profiler.takePreciseCoverage");
  session.disconnect();
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const scripts = result.filter(({ url }) => /\/(?:generator|templates)\/[^?]*\.ts/.test(url));
  const ranges = scripts.flatMap(({ functions }) => functions.flatMap((one) => one.ranges));
  return { steps: ranges.reduce((sum, { count }) => sum + count, 0), scanned };
}

/** Counts what built-in functions go through: they do it in one step, however much it is. */
function countScans(): { end: () => number } {
  let scanned = 0;
  const undo: (() => void)[] = [];
  const patch = (
    holder: object,
    name: string,
    cost: (self: never, result: unknown, before: number) => number,
  ): void => {
    const original = Reflect.get(holder, name) as (...args: unknown[]) => unknown;
    undo.push(() => Reflect.set(holder, name, original));
    Reflect.set(holder, name, function patched(this: never, ...args: unknown[]): unknown {
      const before = Number(Reflect.get(Object(this), "lastIndex") ?? 0);
      const result = Reflect.apply(original, this, args);
      scanned += cost(this, result, before);
      return result;
    });
  };
  for (const name of ["includes", "indexOf", "lastIndexOf"])
    patch(Array.prototype, name, (self: unknown[]) => self.length);
  for (const name of ["replace", "replaceAll", "split", "trim", "normalize"]) {
    patch(String.prototype, name, (self: string) => self.length);
  }
  for (const name of ["slice", "substring"]) patch(String.prototype, name, (_, result) => String(result).length);
  patch(RegExp.prototype, "exec", (self: RegExp, result, before) => {
    const found = result as RegExpExecArray | null;
    if (self.global || self.sticky) return found === null ? 1 : self.lastIndex - before + 1;
    return found === null ? 1 : found.index + found[0].length + 1;
  });
  return {
    end: () => {
      for (const restore of undo) restore();
      return scanned;
    },
  };
}
