import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../generator/json/values.js";
import { generated } from "../support/generated.js";
import type { Loose } from "../support/loose.js";
import { hasCorpora, parallelCases, toolCorpora, whenAbsent } from "./corpora.js";
import { breakages, sample } from "./sample.js";

/**
 * Tools for whose schemas json-schema-faker makes no value that ajv accepts. More than these, and something got worse.
 */
const NOT_FAKED: { readonly [file: string]: string[] } = {};

type Checked = { name: string; check: ValidateFunction; input: JsonObject };

/** ajv's own verdict on the schema's normal form. */
function checker(schema: object): ValidateFunction {
  return new Ajv2020({
    strict: false,
    allErrors: true,
    logger: false,
    ownProperties: true,
    formats: fullFormats,
  }).compile(schema);
}

function schemaOf({ definitions }: Loose, name: string): JsonObject {
  const { inputSchema, tool } = definitions[name];
  return inputSchema ?? tool.input_schema;
}

describe.each(toolCorpora())(`$file${whenAbsent}`, ({ file, tools }) => {
  it("takes valid input to its handler unchanged, refuses what is broken, and batches exactly what is valid", async () => {
    const code = await generated(tools);
    const names: string[] = code.tools.map(({ name }: { name: string }) => name);
    expect(names).toHaveLength(tools.length);
    const reached: [string, unknown][] = [];
    const handlers = Object.fromEntries(
      names.map((name) => [
        name,
        async (input: unknown) => {
          reached.push([name, input]);
          throw new code.ToolError("reached");
        },
      ]),
    );
    const dispatcher = code.createDispatcher(handlers, { decode: "strict", approve: () => true });

    const inputs: Checked[] = [];
    const notFaked: string[] = [];
    for (const [index, name] of names.entries()) {
      const check = checker(schemaOf(code, name));
      const input = sample(schemaOf(code, name), check, index);
      if (input === undefined) notFaked.push(name);
      else inputs.push({ name, check, input });
    }
    expect(notFaked).toEqual(NOT_FAKED[file] ?? []);

    // Alone.
    for (const { name, input } of inputs) {
      const outcome = await dispatcher.call(name, input);
      expect(outcome.error?.message, name).toBe("reached");
      expect(reached.pop()).toEqual([name, input]);
    }
    // In a batch.
    const batchable = inputs.filter(({ name }) => code.definitions[name].batchable !== false);
    const outcomes = await dispatcher.batch(batchable.map(({ name, input }) => ({ name, arguments: input })));
    expect(outcomes.map(({ error }: Loose) => error?.message)).toEqual(batchable.map(() => "reached"));
    expect(new Map(reached.splice(0))).toEqual(new Map(batchable.map(({ name, input }) => [name, input])));

    // The batch tool's schema says the same of each call as that tool's own.
    const batchSchema = code.toolsFor("alongside")[0].input_schema;
    const ajv = new Ajv2020({ strict: false, logger: false, ownProperties: true, formats: fullFormats });
    expect(ajv.validateSchema(batchSchema), JSON.stringify(ajv.errors)).toBe(true);
    const accepts = ajv.compile(batchSchema);
    const isAccepted = (name: string, input: unknown): boolean =>
      accepts({ invocations: [{ name, arguments: input }] });
    let refused = 0;
    for (const { name, check, input } of batchable) {
      expect(isAccepted(name, input), `${name} ${JSON.stringify(accepts.errors)}`).toBe(true);
      for (const { value, path } of breakages(input).slice(0, 40)) {
        const isValid = check(value);
        expect(isAccepted(name, value), `${name} ${JSON.stringify(value)}`).toBe(isValid);
        const issues: { path: string; message: string }[] = await dispatcher.validate(name, value);
        expect(issues.length === 0, `${name} ${JSON.stringify({ value, issues })}`).toBe(isValid);
        if (isValid) continue;
        refused += 1;
        const astray = issues.filter((issue) => !isRelated(issue.path, path));
        expect(astray, `${name} broken at ${JSON.stringify(path)}`).toEqual([]);
      }
    }
    expect(refused).toBeGreaterThan(batchable.length / 2);

    // Whole batches: accepted exactly when every call is valid for its own tool, and then every call is run.
    const pool = batchable.flatMap(({ name, check, input }) =>
      [
        input,
        ...breakages(input)
          .slice(0, 3)
          .map(({ value }) => value),
      ].map((value) => ({
        call: { name, arguments: value },
        isValid: check(value),
      })),
    );
    const batches = fc.sample(fc.array(fc.constantFrom(...pool), { minLength: 1, maxLength: 5 }), {
      numRuns: 40,
      seed: 7,
    });
    for (const batch of batches) {
      const invocations = batch.map(({ call }) => call);
      expect(accepts({ invocations }), JSON.stringify(invocations)).toBe(batch.every(({ isValid }) => isValid));
      const { content } = await dispatcher.run({ id: "toolu_1", name: "batch_tool", input: { invocations } });
      const codes = JSON.parse(content).results.map(({ error }: Loose) => error.code);
      expect(codes).toEqual(batch.map(({ isValid }) => (isValid ? "HANDLER_ERROR" : "INVALID_ARGUMENTS")));
    }
  });
});

/** Whether an issue's path is the place that was broken, one of its ancestors, or in it. */
function isRelated(issue: string, path: readonly (string | number)[]): boolean {
  const place = path.reduce<string>((sofar, key) => {
    if (typeof key === "number" || /^(0|[1-9]\d*)$/.test(key)) return `${sofar}[${key}]`;
    if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${sofar}[${JSON.stringify(key)}]`;
    return sofar === "" ? key : `${sofar}.${key}`;
  }, "");
  return issue === "input" || place.startsWith(issue) || issue.startsWith(place);
}

describe.skipIf(!hasCorpora)(`the parallel cases of the Berkeley Function Calling Leaderboard${whenAbsent}`, () => {
  it.each([0, 1, 2, 3])("reach the right handlers in order, with the arguments given: quarter %i", async (quarter) => {
    const cases = parallelCases().filter((_, index) => index % 4 === quarter);
    for (const { id, tools, calls } of cases) {
      const code = await generated(tools);
      const reached: unknown[] = [];
      const handlers = Object.fromEntries(
        tools.map(({ name }) => [
          name,
          async (input: unknown) => {
            reached.push({ name, arguments: input });
            return "done";
          },
        ]),
      );
      const dispatcher = code.createDispatcher(handlers, { decode: "strict", mode: "sequential" });
      const result = await dispatcher.run({ id: "toolu_1", name: "batch_tool", input: { invocations: calls } });
      expect(JSON.parse(result.content), id).toMatchObject({ ok: calls.length, failed: 0 });
      expect(reached, id).toEqual(calls);
    }
  });
});
