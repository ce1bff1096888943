import { expect } from "vitest";
import { emitTypes } from "../../generator/emit/types/emit-types.js";
import { runFiles } from "../define/corpora.js";
import { bind, projectOf } from "./bound.js";

/** What must become of a definition that people have had trouble with. */
export type Reported = {
  /** Codes of all that is said about it, in the order of the file. Default: nothing. */
  says?: string[];
  /** The definition is an error, whose text holds all of these. */
  refused?: string[];
  /** Arguments that reach the handler as they are. */
  valid?: object[];
  /** Arguments that are refused. */
  invalid?: object[];
  /** Arguments that reach the handler as others. */
  repaired?: { given: object; reaches: object }[];
  /** Arguments that are refused, with what Claude must be told about them and what it must not. */
  told?: { given: object; words: string[]; never?: string }[];
  /** The input schema as it is sent. */
  sent?: object;
  /** Parts of the generated types. */
  types?: string[];
  results?: { ok: unknown[]; refused: unknown[] };
};

/** Checks one definition, given as its file holds it. */
export async function checkReported(definition: unknown, reported: Reported): Promise<void> {
  const { says = [], refused, types = [], sent } = reported;
  const run = runFiles({ "x.json": JSON.stringify(definition) });
  expect(
    run.diagnostics.map(({ code }) => code),
    run.text,
  ).toEqual(says);
  for (const words of refused ?? []) expect(run.text).toContain(words);
  expect(run.errors.length > 0, run.text).toBe(refused !== undefined);
  const [tool] = run.tools;
  if (refused !== undefined || tool === undefined) return;
  if (sent !== undefined) expect(tool.sent.input_schema).toEqual(sent);
  const text = emitTypes(tool);
  for (const part of types) expect(text).toContain(part);
  await checkCalls(definition, tool.name, reported);
  await checkResults(definition, tool.name, reported);
}

async function checkCalls(definition: unknown, name: string, reported: Reported): Promise<void> {
  const { valid = [], invalid = [], repaired = [], told = [] } = reported;
  const code = bind(projectOf([definition as object]));
  const reached: unknown[] = [];
  const handler = (input: unknown): string => {
    reached.push(input);
    throw new code["ToolError"]("reached");
  };
  const call = async (given: object): Promise<string> => {
    const dispatcher = code["createDispatcher"]({ [name]: handler });
    const outcome = await dispatcher.run({ id: "toolu_1", name, input: given });
    return String(outcome.content);
  };
  for (const given of valid) {
    expect(await call(given), JSON.stringify(given)).toContain("reached");
    expect(reached.pop()).toEqual(given);
  }
  for (const { given, reaches } of repaired) {
    expect(await call(given), JSON.stringify(given)).toContain("reached");
    expect(reached.pop()).toEqual(reaches);
  }
  for (const given of invalid) expect(await call(given), JSON.stringify(given)).toContain("INVALID_ARGUMENTS");
  for (const { given, words, never } of told) {
    const answer = await call(given);
    for (const word of words) expect(answer).toContain(word);
    if (never !== undefined) expect(answer).not.toContain(never);
  }
  expect(reached).toEqual([]);
}

async function checkResults(definition: unknown, name: string, { results }: Reported): Promise<void> {
  const code = bind(projectOf([definition as object]));
  const statusOf = async (result: unknown): Promise<string> => {
    const outcome = await code["createDispatcher"]({ [name]: () => result }).call(name, {});
    return outcome.status === "ok" ? "ok" : outcome.error.code;
  };
  for (const result of results?.ok ?? []) expect(await statusOf(result), JSON.stringify(result)).toBe("ok");
  for (const result of results?.refused ?? []) {
    expect(await statusOf(result), JSON.stringify(result)).toBe("INVALID_RESULT");
  }
}
