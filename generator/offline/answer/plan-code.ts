import type { JsonObject } from "../../json/values.js";
import type { Piece } from "../types.js";
import { wordsOf } from "./words.js";

/** A call that is due. */
type DueCall = { readonly name: string; readonly input: JsonObject };

/**
 * The code for some calls and those of them that it makes first, as a model would write it: tools that are called once
 * run together, then a tool that is called several times in a loop, a call after the other.
 */
export function beginCode(due: readonly DueCall[]): Piece[] {
  return [{ type: "code", code: codeFor(due) }, ...nextCalls(due)];
}

/** The calls that the code for these makes next. */
export function nextCalls(due: readonly DueCall[]): Piece[] {
  const once = due.filter(({ name }) => due.filter((one) => one.name === name).length === 1);
  return (once.length > 0 ? once : due.slice(0, 1)).map(({ name, input }) => ({ type: "code_use", name, input }));
}

function codeFor(due: readonly DueCall[]): string {
  const names = [...new Set(due.map(({ name }) => name))];
  const inputsOf = (name: string): JsonObject[] => due.filter((one) => one.name === name).map(({ input }) => input);
  const once = names.filter((name) => inputsOf(name).length === 1);
  const looped = names.filter((name) => inputsOf(name).length > 1);
  const calls = once.map((name) => `    ${callOf(name, literal(inputsOf(name)[0]))},\n`).join("");
  const results = once.map(variable).join(", ");
  return [
    ...(once.length > 1 ? [`import asyncio\n\n${results} = await asyncio.gather(\n${calls})`] : []),
    ...(once.length === 1 ? once.map((name) => `${results} = await ${callOf(name, literal(inputsOf(name)[0]))}`) : []),
    ...looped.map((name) => loopOf(name, inputsOf(name))),
    `print(${[...once, ...looped].map(variable).join(", ")})`,
  ].join("\n");
}

function loopOf(name: string, inputs: readonly JsonObject[]): string {
  const list = inputs.map((input) => `    ${literal(input)},\n`).join("");
  return (
    `${variable(name)} = []\nfor arguments in [\n${list}]:\n    ${variable(name)}.append(await ` +
    `${callOf(name, "arguments")})`
  );
}

// A tool's name may hold a dash, which no name in Python does.
function callOf(name: string, argument: string): string {
  return `${name.replaceAll("-", "_")}(${argument})`;
}

function variable(name: string): string {
  return `${wordsOf(name).join("_") || "call"}_result`;
}

/** A JSON value in Python. */
function literal(value: unknown): string {
  if (value === true || value === false) return value ? "True" : "False";
  if (value === null || value === undefined) return "None";
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${literal(one)}`);
  return `{${entries.join(", ")}}`;
}
