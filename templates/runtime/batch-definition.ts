// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type Anthropic from "@anthropic-ai/sdk";
import type { Exposure } from "./limits.js";
import { isObject, mapSchema, pointerKey, pointerKeys } from "./schema.js";
import type { Definition, JsonSchema } from "./types.js";

/** What a batch tool is made of. */
export type BatchToolParts = {
  name: string;
  maxInvocations: number;
  /** The tools that it can call, in the order of its arms. */
  definitions: readonly Definition[];
  exposure: Exclude<Exposure, "native">;
};

/** The tool that carries many calls. Its root is a plain object, since the API takes no combinator there. */
export function defineBatchTool({ name, maxInvocations, definitions, exposure }: BatchToolParts): Anthropic.Tool {
  const items = exposure === "by-name" ? { items: itemByName(definitions) } : itemPerTool(definitions, exposure);
  const { $defs, ...rest } = items as { items: JsonSchema; $defs?: JsonSchema };
  return {
    name,
    description: describe(maxInvocations),
    input_schema: {
      type: "object",
      properties: {
        invocations: {
          type: "array",
          description: "The calls, in the order in which their results come back",
          ...rest,
          minItems: 1,
          maxItems: maxInvocations,
        },
      },
      required: ["invocations"],
      additionalProperties: false,
      ...($defs === undefined ? {} : { $defs }),
    },
  };
}

function describe(maxInvocations: number): string {
  return [
    "Runs several independent tool calls at once and returns all their results together.",
    "Use it whenever you need two or more calls and none of them needs the result of another.",
    "Do not use it for a single call, nor for a call whose arguments depend on the result of another call of the same batch: make that one afterwards.",
    "Each invocation names a tool and gives that tool's arguments as an object.",
    "The results come in the order of the invocations, each with its index, name and status.",
    "A call that fails does not stop the others: look at failedIndexes and repeat only what failed.",
    `At most ${maxInvocations} invocations run in one batch; those past the first ${maxInvocations} are not executed and come back as LIMIT_EXCEEDED, to be sent in another batch.`,
    "A batch inside a batch is refused.",
  ].join(" ");
}

function itemByName(definitions: readonly Definition[]): JsonSchema {
  return {
    type: "object",
    properties: {
      name: {
        type: "string",
        enum: definitions.map(({ tool }) => tool.name),
        description: "The tool to call",
      },
      arguments: { type: "object", description: "The arguments, as that tool's own input schema asks for them" },
    },
    required: ["name", "arguments"],
    additionalProperties: false,
  };
}

function itemPerTool(definitions: readonly Definition[], exposure: "alongside" | "batch-only"): JsonSchema {
  const shared: SharedDefinitions = { schemas: new Map(), texts: new Map(), parts: new Map() };
  const arms = definitions.map((definition, index) => {
    const whole = definition.inputSchema ?? definition.tool.input_schema;
    // Beside the tools themselves, the arms need not say again what those say.
    const schema = exposure === "alongside" ? mapSchema(whole, withoutProse) : whole;
    const description = exposure === "batch-only" ? definition.tool.description : undefined;
    return {
      type: "object",
      ...(description === undefined ? {} : { description }),
      properties: { name: { const: definition.tool.name }, arguments: rebase(schema, index, shared) },
      required: ["name", "arguments"],
      additionalProperties: false,
    };
  });
  return {
    items: { anyOf: arms },
    ...(shared.schemas.size === 0 ? {} : { $defs: Object.fromEntries(shared.schemas) }),
  };
}

function withoutProse(schema: JsonSchema): JsonSchema {
  const { description, title, examples, $comment, ...rest } = schema;
  return rest;
}

/** The `$defs` of the batch tool by their keys, the text that each key derives from, and the same of each entry by itself. */
type SharedDefinitions = { schemas: Map<string, JsonSchema>; texts: Map<string, string>; parts: Map<string, string> };

/**
 * A tool's schema as it stands inside the batch tool, where the root is another one: its `$defs` move to the batch
 * tool's own, under keys that derive from what they hold, so that tools with the same definition share it; every other
 * reference is led to its arm.
 */
function rebase(schema: JsonSchema, index: number, shared: SharedDefinitions): JsonSchema {
  const { $defs, ...rest } = schema;
  const defs = isObject($defs) ? $defs : {};
  const arm = `#/properties/invocations/items/anyOf/${index}/properties/arguments`;
  const parts = new Map(
    Object.entries(defs).map(([name, definition]) => [name, partOf(name, definition, shared.parts)]),
  );
  const keys = new Map(
    Object.keys(defs).map((name) => [name, keyFor(name, closure(parts, name, index), shared.texts)]),
  );
  const relocate = (reference: string): string => {
    const [place, name, ...inside] = pointerKeys(reference);
    const key = place === "$defs" && name !== undefined ? keys.get(name) : undefined;
    if (key === undefined) return reference.replace(/^#?/, arm);
    return ["#", "$defs", ...[key, ...inside].map(pointerKey)].join("/");
  };
  const rewrite = (part: JsonSchema): JsonSchema =>
    typeof part["$ref"] === "string" ? { ...part, $ref: relocate(part["$ref"]) } : part;
  for (const [name, key] of keys) {
    const definition = defs[name];
    shared.schemas.set(key, isObject(definition) ? mapSchema(definition, rewrite) : (definition as JsonSchema));
  }
  return mapSchema(rest, rewrite);
}

/** A `$defs` entry by itself: a key for what it says, the entries that it refers to, and whether it refers to anything else of its tool's schema. */
type Part = { key: string; targets: ReadonlySet<string>; leadsOut: boolean };

function partOf(name: string, definition: unknown, texts: Map<string, string>): Part {
  const targets = new Set<string>();
  let leadsOut = false;
  const look = (part: JsonSchema): JsonSchema => {
    const reference = part["$ref"];
    if (typeof reference !== "string") return part;
    const [place, target] = pointerKeys(reference);
    if (place === "$defs" && target !== undefined) targets.add(target);
    else leadsOut = true;
    return part;
  };
  if (isObject(definition)) mapSchema(definition, look);
  return { key: keyFor(name, JSON.stringify(definition), texts), targets, leadsOut };
}

/**
 * All that a `$defs` entry means: itself and what it refers to, each by its key, since where all refer to each other their texts would stand here
 * as often as there are entries. One that refers to its tool's own schema is that tool's alone.
 */
function closure(parts: ReadonlyMap<string, Part>, name: string, index: number): string {
  const found = new Set([name]);
  // A set that grows is gone through to its new end.
  for (const one of found) {
    for (const target of parts.get(one)?.targets ?? []) if (parts.has(target)) found.add(target);
  }
  const all = [...found].map((one) => parts.get(one));
  const owner = all.some((part) => part?.leadsOut) ? String(index) : "";
  return JSON.stringify([name, owner, all.map((part) => part?.key).sort()]);
}

/** A key that is the same for the same text, and another for any other. */
function keyFor(name: string, text: string, texts: Map<string, string>): string {
  for (let salt = ""; ; salt += " ") {
    const key = `${name}_${hash(text + salt)}`;
    if ((texts.get(key) ?? text) !== text) continue;
    texts.set(key, text);
    return key;
  }
}

/** Eight hex digits (FNV-1a). */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return (value >>> 0).toString(16).padStart(8, "0");
}
