import { codeVersions, isCallableBy } from "../../api/code-rules.js";
import { arrayOf, isObject, type JsonObject, objectOf, stringOf } from "../../json/values.js";
import { type BatchTool, findBatchTool, type SchemaInRoot } from "./find-batch-tool.js";

/** A tool that can be called, by itself, in the batch tool, or both. */
export type Offer = SchemaInRoot & {
  readonly name: string;
  readonly description: string;
  readonly direct: boolean;
  /** Whether code may call it. */
  readonly code: boolean;
  readonly batchable: boolean;
  readonly examples: readonly unknown[];
};

/** What a request offers: the batch tool and the tools, in the order sent. */
export type Offers = { readonly batch: BatchTool | undefined; readonly tools: readonly Offer[] };

// Server tools have no input schema and are not ours to call; deferred ones are not in sight until they are searched
// for.
function callable(tool: JsonObject): boolean {
  return isObject(tool["input_schema"]) && tool["defer_loading"] !== true;
}

function directly(tool: JsonObject): boolean {
  return tool["allowed_callers"] === undefined || arrayOf(tool["allowed_callers"]).includes("direct");
}

/** Lists what can be called under a request, the batch tool aside, with `writesCode` also what code alone may call. */
export function offersOf(body: JsonObject, writesCode = false): Offers {
  const batch = findBatchTool(body);
  const versions = codeVersions(arrayOf(body["tools"]).filter(isObject));
  const found = new Map<string, Offer>();
  for (const tool of arrayOf(body["tools"])) {
    if (!isObject(tool) || !callable(tool)) continue;
    const code = writesCode && isCallableBy(versions, tool);
    if (!directly(tool) && !code) continue;
    const name = stringOf(tool["name"]);
    if (name === undefined || name === batch?.name) continue;
    const schema = objectOf(tool["input_schema"]);
    found.set(name, {
      name,
      schema,
      root: schema,
      description: stringOf(tool["description"]) ?? "",
      direct: directly(tool),
      code,
      batchable: batch?.arms.has(name) ?? false,
      examples: arrayOf(tool["input_examples"]),
    });
  }
  for (const [name, arm] of batch?.arms ?? []) {
    if (found.has(name)) continue;
    const open = arm ?? { schema: {}, root: {} };
    const description = batch?.descriptions.get(name) ?? stringOf(open.schema["description"]) ?? "";
    found.set(name, { name, ...open, description, direct: false, code: false, batchable: true, examples: [] });
  }
  return { batch, tools: [...found.values()] };
}
