// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import { definitions } from "../definitions.js";
import type { ToolName } from "../tools.js";
import { checkValue } from "./check-value.js";
import { exampleOf } from "./example.js";
import { inputSchemaOf } from "./input-schema.js";
import { MAX_EXAMPLE_BYTES } from "./limits.js";
import { byteLength } from "./text.js";
import type { Definition, Validator } from "./types.js";

/** A small valid input of a tool as JSON: the author's own example where it is small, else one made from the schema; undefined where neither is. */
export async function validExample(
  definition: Definition,
  validate: Validator | undefined,
): Promise<string | undefined> {
  const schema = inputSchemaOf(definition);
  const [given] = definition.tool.input_examples ?? [];
  for (const example of given === undefined ? [exampleOf(schema)] : [given, exampleOf(schema)]) {
    const text = JSON.stringify(example);
    if (text === undefined || byteLength(text) > MAX_EXAMPLE_BYTES) continue;
    if ((await checkValue(schema, example, "", "", validate)).issues.length === 0) return text;
  }
  return undefined;
}

/** A small valid input of the batch tool: one call of the first tool whose example is small enough; undefined where none is. */
export async function validBatchExample(
  names: Iterable<string>,
  validate: Validator | undefined,
): Promise<string | undefined> {
  for (const name of names) {
    const definition = definitions[name as ToolName] as Definition;
    if (definition.batchable === false) continue;
    const input = await validExample(definition, validate);
    const example = `{"invocations":[{"name":${JSON.stringify(name)},"arguments":${input}}]}`;
    if (input !== undefined && byteLength(example) <= MAX_EXAMPLE_BYTES) return example;
  }
  return undefined;
}
