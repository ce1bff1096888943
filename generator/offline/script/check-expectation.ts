import { arrayOf, isObject, type JsonObject, objectOf, own } from "../../json/values.js";
import { thrownText } from "../offline-claude-error.js";
import type { Expectation, ReceivedRequest } from "../types.js";

const MAX_SHOWN = 200;

function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : (JSON.stringify(value) ?? String(value));
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}… (${text.length} characters)` : text;
}

function differ(path: string, expected: unknown, received: unknown): string {
  return `${path}: expected ${shown(expected)}, received ${shown(received)}`;
}

/** Where a value departs from what is expected of it; an object may hold more than is expected, a list may not. */
function differences(path: string, expected: unknown, received: unknown): string[] {
  if (isObject(expected) && isObject(received)) {
    return Object.entries(expected).flatMap(([key, value]) =>
      differences(path === "" ? key : `${path}.${key}`, value, own(received, key)),
    );
  }
  if (Array.isArray(expected) && Array.isArray(received)) {
    const length =
      expected.length === received.length ? [] : [differ(`${path}.length`, expected.length, received.length)];
    return [
      ...length,
      ...expected
        .slice(0, received.length)
        .flatMap((value, place) => differences(`${path}[${place}]`, value, received[place])),
    ];
  }
  return Object.is(expected, received) ? [] : [differ(path, expected, received)];
}

function checked(check: NonNullable<Expectation["check"]>, request: ReceivedRequest): string[] {
  try {
    const found = check(request);
    return typeof found === "string" ? [found] : [];
  } catch (thrown) {
    return [thrownText(thrown)];
  }
}

function toolNames(body: JsonObject): unknown[] {
  return arrayOf(body["tools"]).map((tool) => objectOf(tool)["name"]);
}

/** Holds a request against what a turn expects of it: a line for each difference, none where it is as expected. */
export function checkExpectation(expect: Expectation, request: ReceivedRequest): string[] {
  const { body } = request;
  const messages = arrayOf(body["messages"]);
  return [
    ...(expect.body ? differences("", expect.body, body) : []),
    ...(expect.tools ? differences("tools", expect.tools, toolNames(body)) : []),
    ...(expect.messages === undefined ? [] : differences("messages.length", expect.messages, messages.length)),
    ...(expect.last ? differences(`messages[${messages.length - 1}]`, expect.last, messages.at(-1)) : []),
    ...(expect.check ? checked(expect.check, request) : []),
  ];
}
