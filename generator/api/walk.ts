import { arrayOf, isObject, type JsonObject } from "../json/values.js";
import type { CheckedRequest, Fill } from "./rule.js";

/** Something in a request, with its place there. */
export type At<T> = { readonly index: number; readonly value: T };

/** A content block with its place: message `m`, block `b`. */
export type BlockAt = { readonly m: number; readonly b: number; readonly role: unknown; readonly block: JsonObject };

/** The messages that are objects, with their places. */
export function messagesOf({ body }: CheckedRequest): At<JsonObject>[] {
  return arrayOf(body["messages"]).flatMap((value, index) => (isObject(value) ? [{ index, value }] : []));
}

/** The content blocks of all messages, with their places; content that is text alone has none. */
export function blocksOf(request: CheckedRequest): BlockAt[] {
  return messagesOf(request).flatMap(({ index, value }) =>
    arrayOf(value["content"]).flatMap((block, b) =>
      isObject(block) ? [{ m: index, b, role: value["role"], block }] : [],
    ),
  );
}

/** The tools that are objects, with their places. */
export function toolsOf({ body }: CheckedRequest): At<JsonObject>[] {
  return arrayOf(body["tools"]).flatMap((value, index) => (isObject(value) ? [{ index, value }] : []));
}

/** The tools that the user defines, as against server tools and toolsets, which have a `type` of their own. */
export function customTools(request: CheckedRequest): At<JsonObject>[] {
  return toolsOf(request).filter(
    ({ value }) => value["type"] === undefined || value["type"] === null || value["type"] === "custom",
  );
}

/** The first breach that a search finds, in order. */
export function first<T>(items: readonly T[], find: (item: T) => Fill | false | undefined): Fill | undefined {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return undefined;
}

/** Consecutive messages of one role count as one; `index` is the first one's place. */
export type MergedTurn = {
  readonly index: number;
  readonly role: unknown;
  readonly blocks: JsonObject[];
  readonly places: string[];
};

/** The turns of the user and of the assistant; messages of the system stand between them. */
export function turnsOf(request: CheckedRequest): MergedTurn[] {
  const all: MergedTurn[] = [];
  for (const { index, value } of messagesOf(request)) {
    if (value["role"] === "system") continue;
    let last = all.at(-1);
    if (!last || last.role !== value["role"]) {
      last = { index, role: value["role"], blocks: [], places: [] };
      all.push(last);
    }
    const content =
      typeof value["content"] === "string" ? [{ type: "text", text: value["content"] }] : contentOf(value);
    last.blocks.push(...content);
    last.places.push(...content.map((_, place) => `${index}.content.${place}`));
  }
  return all;
}

function contentOf(message: JsonObject): JsonObject[] {
  return arrayOf(message["content"]).filter(isObject);
}
