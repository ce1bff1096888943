import { arrayOf, isObject, type JsonObject, objectOf, own, stringOf } from "../../json/values.js";

/** A schema beside the document that its `#/…` references are resolved in. */
export type SchemaInRoot = { readonly schema: JsonObject; readonly root: JsonObject };

/** A batch tool, as a request offers it. */
export type BatchTool = {
  readonly name: string;
  /** Which tools it takes; the schema is there where it has an arm of its own for the tool. */
  readonly arms: ReadonlyMap<string, SchemaInRoot | undefined>;
  readonly descriptions: ReadonlyMap<string, string>;
  /** How many invocations one call of it may carry. */
  readonly max: number;
};

function namesOf(schema: JsonObject): string[] {
  const fixed = stringOf(own(schema, "const"));
  if (fixed !== undefined) return [fixed];
  return arrayOf(own(schema, "enum")).filter((name) => typeof name === "string");
}

/** Recognises a batch tool by its shape, since its name is the user's choice: `invocations: [{ name, arguments }]`. */
function asBatchTool(tool: JsonObject): BatchTool | undefined {
  const name = stringOf(tool["name"]);
  const root = objectOf(tool["input_schema"]);
  const invocations = objectOf(own(objectOf(root["properties"]), "invocations"));
  if (name === undefined || invocations["type"] !== "array" || !isObject(invocations["items"])) return undefined;
  const { items } = invocations;
  const arms = new Map<string, SchemaInRoot | undefined>();
  const descriptions = new Map<string, string>();
  const typed = arrayOf(items["anyOf"] ?? items["oneOf"]).filter(isObject);
  for (const arm of typed.length > 0 ? typed : [items]) {
    const properties = objectOf(arm["properties"]);
    if (!Object.hasOwn(properties, "arguments")) continue;
    const schema = objectOf(properties["arguments"]);
    const open = !Object.hasOwn(schema, "properties") && !Object.hasOwn(schema, "$ref");
    for (const called of namesOf(objectOf(own(properties, "name")))) {
      arms.set(called, typed.length === 0 && open ? undefined : { schema, root });
      const description = stringOf(arm["description"]);
      if (description !== undefined) descriptions.set(called, description);
    }
  }
  const max = typeof invocations["maxItems"] === "number" ? invocations["maxItems"] : Number.POSITIVE_INFINITY;
  return arms.size === 0 ? undefined : { name, arms, descriptions, max };
}

/** The first batch tool among a request's tools. */
export function findBatchTool(body: JsonObject): BatchTool | undefined {
  for (const tool of arrayOf(body["tools"])) {
    const found = isObject(tool) ? asBatchTool(tool) : undefined;
    if (found) return found;
  }
  return undefined;
}
