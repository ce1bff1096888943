import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Loose } from "../support/loose.js";
import { anyPlan, planOutput, planResult } from "./any-plan.js";
import { type CallKey, type Planned, stepInto } from "./plan-model.js";
import { readOnly, shop } from "./shop.js";
import { batch, envelopeOf, settle, world } from "./support.js";

const long = process.env["BATCHGEN_LONG"] === "1";
const runs = long ? Number(process.env["BATCHGEN_CAMPAIGN"] ?? 10_000) : 100;

/** What a tool's file says of it, with whether its calls need approval where nothing in them comes from a result. */
const FILES: { readonly [name: string]: { says: object; approval: boolean; readOnly: boolean } } = {
  look: { says: readOnly, approval: false, readOnly: true },
  guarded_look: { says: { ...readOnly, "x-batchgen": { approval: true } }, approval: true, readOnly: true },
  act: { says: {}, approval: false, readOnly: false },
  guarded: { says: { "x-batchgen": { approval: true } }, approval: true, readOnly: false },
  spared: { says: { "x-batchgen": { approval: false } }, approval: false, readOnly: false },
  destroy: { says: { annotations: { destructiveHint: true } }, approval: true, readOnly: false },
  queue: { says: { "x-batchgen": { serial: true } }, approval: false, readOnly: false },
};
const names = Object.keys(FILES);
const { createDispatcher } = world(
  names.map((name) => shop(name, { take: { type: "array" } }, planOutput, FILES[name]?.says)),
  { maxInvocations: 12 },
);

/** What a host can say of a tool's calls, with what that means; undefined leaves it to the file. */
const WORDS: readonly { says: () => unknown; need: boolean | undefined }[] = [
  { says: () => undefined, need: undefined },
  { says: () => true, need: true },
  { says: () => false, need: false },
  { says: () => Promise.resolve(false), need: true },
  {
    says: () => {
      throw new Error("the policy is broken");
    },
    need: true,
  },
];

/** What can be answered, with whether that is a yes. */
const ANSWERS: readonly { gives: () => unknown; yes: boolean }[] = [
  { gives: () => true, yes: true },
  { gives: async () => ({ approved: true }), yes: true },
  { gives: () => settle().then(() => true), yes: true },
  { gives: () => false, yes: false },
  { gives: () => ({ approved: "true" }), yes: false },
  { gives: () => Promise.reject(new Error("away")), yes: false },
];

type Case = {
  plan: Planned[];
  lengths: number[];
  failing: number[];
  /** What the host says, by the tool and by whether the call has references; none where there is no policy. */
  words: number[] | undefined;
  /** What is answered, one question after the other; nobody is there to ask without. */
  answers: number[] | undefined;
  concurrency: number;
  mode: string;
  /** Arguments as a text of an object. */
  asText: boolean;
};

const anyCase: fc.Arbitrary<Case> = fc.record({
  plan: anyPlan(names),
  lengths: fc.array(fc.nat(3), { minLength: 5, maxLength: 5 }),
  failing: fc.array(fc.nat(30), { maxLength: 2 }),
  words: fc.option(fc.array(fc.constantFrom(0, 0, 0, 1, 2, 2, 3, 4), { minLength: 5, maxLength: 5 }), {
    nil: undefined,
    freq: 2,
  }),
  answers: fc.option(fc.array(fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 4, 5), { minLength: 7, maxLength: 7 }), {
    nil: undefined,
    freq: 9,
  }),
  concurrency: fc.constantFrom(1, 3, 100),
  mode: fc.constantFrom("parallel", "parallel", "sequential"),
  asText: fc.boolean(),
});

type Question = { key: CallKey; name: string; input: unknown; from: Loose[] | undefined; yes: boolean; before: number };
type Run = { key: CallKey; name: string; input: unknown; at: number };

function keyOf({ index, item }: Loose): CallKey {
  return item === undefined ? `${index}` : `${index}.${item.index}`;
}

/**
 * Plays a case with handlers, listeners and people that change whatever they are given, and gives what was asked and
 * what ran.
 */
async function playCase({ plan, lengths, failing, words, answers, concurrency, mode, asText }: Case) {
  const questions: Question[] = [];
  const ran: Run[] = [];
  const results = new Map<CallKey, unknown>();
  let starting = "";
  let clock = 0;
  const handler = (name: string) => async (input: Loose) => {
    const key = starting;
    ran.push({ key, name, input: structuredClone(input), at: clock++ });
    spoil(input);
    const [at = 0, item = 0] = key.split(".").map(Number);
    await settle();
    if (failing.includes(at * 3 + item)) throw new Error("no");
    const result = planResult(at, item, lengths[(at + item) % lengths.length] as number);
    results.set(key, structuredClone(result));
    // What a handler does to its result later is not what was shown.
    setImmediate(() => spoil(result));
    return result;
  };
  const approve = async (question: Loose) => {
    const number = answers === undefined ? 0 : (answers[questions.length % answers.length] as number);
    const { gives, yes } = ANSWERS[number] as (typeof ANSWERS)[number];
    const { name, input, from } = structuredClone({ ...question, signal: undefined });
    questions.push({ key: keyOf(question), name, input, from, yes, before: clock++ });
    spoil(question["input"]);
    return gives();
  };
  const needsApproval = ({ name }: Loose, { references }: Loose) => wordFor(words, name, references.length > 0)?.says();
  const dispatcher = createDispatcher(Object.fromEntries(names.map((name) => [name, handler(name)])), {
    references: "each",
    concurrency,
    mode,
    ...(answers && { approve }),
    ...(words && { needsApproval }),
    onEvent: (event: Loose) => {
      if (event.type === "call_start") starting = keyOf(event);
      spoil(event.input);
    },
  });
  const written = plan.map((one) =>
    asText ? { ...one, arguments: JSON.stringify(one.arguments) } : structuredClone(one),
  );
  envelopeOf(await dispatcher.run(batch(...written)));
  return { questions, ran, results };
}

function wordFor(words: Case["words"], name: string, hasReferences: boolean): (typeof WORDS)[number] | undefined {
  return words && WORDS[words[(names.indexOf(name) + (hasReferences ? 1 : 0)) % words.length] as number];
}

/** Makes of a value another one, all the way down. */
function spoil(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const inner of Object.values(value)) spoil(inner);
  if (Array.isArray(value)) value.push("spoilt");
  else for (const key of Object.keys(value)) if (typeof (value as Loose)[key] === "number") (value as Loose)[key] = -1;
}

/** The references of an invocation by their paths, as Claude sees them. */
function referencesIn(value: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  if ("$result" in value) return [path];
  return Object.entries(value).flatMap(([key, one]) =>
    referencesIn(one, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`),
  );
}

describe(`the approval campaign with references${long ? ", the long version" : " (the long version: BATCHGEN_LONG=1)"}`, () => {
  it(
    "lets no call run that needs approval unless all its values were shown, nor one with a value from a result " +
      "unasked, unless its tool is read-only or the host said so",
    async () => {
      const seen = { shown: 0, unasked: 0, refused: 0, items: 0 };
      await fc.assert(
        fc.asyncProperty(anyCase, async (given) => {
          const { questions, ran, results } = await playCase(given);
          const plan = given.plan;
          /** What an id and a pointer lead to, read from what the handlers gave. */
          const valueAt = ({ id, pointer }: Loose): unknown => {
            const at = Number(id.slice(1));
            const whole = plan[at]?.each === undefined ? results.get(`${at}`) : listOf(results, at);
            return stepInto(whole, pointer.split("/").slice(1));
          };
          for (const { key, name, input, at } of ran) {
            const [index = 0] = key.split(".").map(Number);
            const invocation = plan[index] as Planned;
            const paths = referencesIn(invocation.arguments, `invocations[${index}].arguments`);
            if (invocation.each !== undefined) paths.unshift(`invocations[${index}].each`);
            const isUntrusted = paths.length > 0;
            const file = FILES[name] as (typeof FILES)[string];
            const word = wordFor(given.words, name, isUntrusted)?.need;
            const needs = word ?? (file.approval || (isUntrusted && !file.readOnly));
            const asked = questions.filter((question) => question.key === key);
            expect(asked.length).toBe(needs ? 1 : 0);
            if (!needs) {
              if (isUntrusted) expect(file.readOnly || word === false).toBe(true);
              seen.unasked += isUntrusted ? 1 : 0;
              continue;
            }
            const [question] = asked as [Question];
            // What was shown is what ran, and it was a yes before it ran.
            expect(question).toMatchObject({ name, input, yes: true });
            expect(question.before).toBeLessThan(at);
            expect((question.from ?? []).map(({ path }) => path)).toEqual(paths);
            // Where the values come from is true.
            for (const origin of question.from ?? []) {
              if (origin.path.endsWith(".each")) continue;
              expect(JSON.stringify(input)).toContain(JSON.stringify(valueAt(origin)));
            }
            seen.shown += isUntrusted ? 1 : 0;
            seen.items += key.includes(".") ? 1 : 0;
          }
          for (const { key, yes } of questions) if (!yes) expect(ran.some((one) => one.key === key)).toBe(false);
          seen.refused += questions.filter(({ yes }) => !yes).length;
          // A person is asked of each call once.
          expect(new Set(questions.map(({ key }) => key)).size).toBe(questions.length);
        }),
        { numRuns: runs, ...(long ? {} : { seed: 4 }) },
      );
      for (const count of Object.values(seen)) expect(count).toBeGreaterThan(runs / 10);
    },
    long ? 1_800_000 : 60_000,
  );
});

function listOf(results: ReadonlyMap<CallKey, unknown>, at: number): unknown[] {
  const items = [...results].filter(([key]) => key.startsWith(`${at}.`));
  const list: unknown[] = [];
  for (const [key, value] of items) list[Number(key.split(".")[1])] = value;
  return list;
}
