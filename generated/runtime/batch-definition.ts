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
  const shared: SharedDefinitions = { schemas: new Map(), texts: new Map() };
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

/** The `$defs` of the batch tool by their keys, and the text that each key derives from. */
type SharedDefinitions = { schemas: Map<string, JsonSchema>; texts: Map<string, string> };

/**
 * A tool's schema as it stands inside the batch tool, where the root is another one: its `$defs` move to the batch
 * tool's own, under keys that derive from what they hold, so that tools with the same definition share it; every other
 * reference is led to its arm.
 */
function rebase(schema: JsonSchema, index: number, shared: SharedDefinitions): JsonSchema {
  const { $defs, ...rest } = schema;
  const defs = isObject($defs) ? $defs : {};
  const arm = `#/properties/invocations/items/anyOf/${index}/properties/arguments`;
  const keys = new Map(Object.keys(defs).map((name) => [name, keyFor(name, closure(defs, name, index), shared.texts)]));
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

/** All that a `$defs` entry means: itself and what it refers to. One that refers to its tool's own schema is that tool's alone. */
function closure(defs: JsonSchema, name: string, index: number): string {
  const found = new Map<string, unknown>();
  let owner = "";
  const visit = (key: string): void => {
    if (found.has(key) || !Object.hasOwn(defs, key)) return;
    const definition = defs[key];
    found.set(key, definition);
    if (!isObject(definition)) return;
    mapSchema(definition, (part) => {
      const reference = part["$ref"];
      if (typeof reference !== "string") return part;
      const [place, target] = pointerKeys(reference);
      if (place === "$defs" && target !== undefined) visit(target);
      else owner = String(index);
      return part;
    });
  };
  visit(name);
  const parts = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([name, owner, parts]);
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
