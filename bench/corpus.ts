/** A JSON value's object. */
export type Json = { [key: string]: unknown };

/** A made-up tool, and arguments that fit its schema. */
export type SyntheticTool = { name: string; description: string; input_schema: Json; example: Json };

type Property = { schema: Json; example: unknown };
type Random = () => number;

const VERBS = ["create", "find", "update", "delete", "list", "send", "archive", "merge", "assign", "export"];
const NOUNS = [
  "invoice",
  "customer",
  "ticket",
  "calendar",
  "message",
  "shipment",
  "report",
  "campaign",
  "asset",
  "team",
];
const FIELDS = ["account", "status", "priority", "region", "amount", "owner", "label", "window", "channel", "source"];
const WORDS =
  "the record that this concerns as the system of record knows it, with all that is needed to find it again later".split(
    " ",
  );

/**
 * So many made-up tools, the same ones every time: about 3.3 kB each as a file, with 6 to 9 properties, nested objects,
 * arrays of objects, enums and unions; every 5th with a oneOf, every 10th with a $ref. Tool 7 is the same in a corpus
 * of 10 and in one of 1000.
 */
export function makeTools(count: number): SyntheticTool[] {
  return Array.from({ length: count }, (_, index) => makeTool(index));
}

function makeTool(index: number): SyntheticTool {
  const random = seeded(index + 1);
  const name = `${pick(VERBS, random)}_${pick(NOUNS, random)}_${index}`;
  const makers = [text, choice, whole, nested, list, either, text, flag, nested];
  const kinds = makers.slice(0, 6 + (index % 4));
  const properties: [string, Property][] = kinds.map((make, at) => [`${FIELDS[at]}_${at}`, make(random)]);
  if (index % 5 === 0) properties.push(["target", oneOf(random)]);
  if (index % 10 === 0) properties.push(["total", { schema: { $ref: "#/$defs/money" }, example: MONEY.example }]);
  const input_schema: Json = {
    type: "object",
    properties: Object.fromEntries(properties.map(([key, { schema }]) => [key, schema])),
    required: properties.filter((_, at) => at % 2 === 0).map(([key]) => key),
    additionalProperties: false,
    ...(index % 10 === 0 ? { $defs: { money: MONEY.schema } } : {}),
  };
  const example = Object.fromEntries(properties.map(([key, property]) => [key, property.example]));
  return { name, description: sentence(20, random), input_schema, example };
}

const MONEY = object({
  currency: { schema: { type: "string", enum: ["EUR", "NOK", "USD"] }, example: "NOK" },
  cents: { schema: { type: "integer", minimum: 0 }, example: 1250 },
});

function text(random: Random): Property {
  return {
    schema: { type: "string", description: sentence(8, random), minLength: 1, maxLength: 200 },
    example: sentence(5, random),
  };
}

function choice(random: Random): Property {
  const values = ["open", "waiting", "blocked", "done"].slice(0, 2 + Math.floor(random() * 3));
  return {
    schema: { type: "string", enum: values, description: sentence(8, random) },
    example: pick(values, random),
  };
}

function whole(random: Random): Property {
  return {
    schema: { type: "integer", minimum: 0, maximum: 1000, description: sentence(8, random) },
    example: Math.floor(random() * 1000),
  };
}

function flag(random: Random): Property {
  return { schema: { type: "boolean", description: sentence(7, random) }, example: random() < 0.5 };
}

function nested(random: Random): Property {
  return object({ id: text(random), kind: choice(random), count: whole(random) }, sentence(8, random));
}

function list(random: Random): Property {
  const item = object({ name: text(random), done: flag(random) });
  return {
    schema: { type: "array", items: item.schema, maxItems: 20, description: sentence(8, random) },
    example: [item.example, item.example],
  };
}

function either(random: Random): Property {
  const [a, b] = [text(random), whole(random)];
  return { schema: { anyOf: [a.schema, b.schema] }, example: random() < 0.5 ? a.example : b.example };
}

function oneOf(random: Random): Property {
  const arms = ["person", "group"].map((kind) =>
    object({ kind: { schema: { const: kind }, example: kind }, id: text(random) }),
  );
  return { schema: { oneOf: arms.map(({ schema }) => schema) }, example: pick(arms, random).example };
}

function object(members: { [key: string]: Property }, description?: string): Property {
  const entries = Object.entries(members);
  const schema = {
    type: "object",
    ...(description === undefined ? {} : { description }),
    properties: Object.fromEntries(entries.map(([key, property]) => [key, property.schema])),
    required: Object.keys(members),
    additionalProperties: false,
  };
  return { schema, example: Object.fromEntries(entries.map(([key, { example }]) => [key, example])) };
}

function sentence(words: number, random: Random): string {
  const found = Array.from({ length: words }, () => pick(WORDS, random)).join(" ");
  return `${found.charAt(0).toUpperCase()}${found.slice(1)}.`;
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** A small generator of random numbers (mulberry32), the same on every machine. */
function seeded(seed: number): Random {
  let state = Math.imul(seed, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
