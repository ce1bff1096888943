import { SDK_SHAPES } from "./sdk-shapes.js";
import { DICTIONARY, type Fields, list, NUMBER, record, type Shape, TEXT, tagged, WHOLE } from "./shape.js";
import { CACHE_CONTROL, CUSTOM_TOOL } from "./tool-shape.js";

/** What the SDK's types leave open and the API does not: inputs of calls are objects. */
const CALLS = ["ToolUseBlockParam", "ServerToolUseBlockParam", "MCPToolUseBlockParam"];

const LATER_CALLER = record({ type: TEXT, tool_id: TEXT });

/** Edits of the context, which differ in the beta that opens them. */
const EDITS = "ContextManagementConfig";

/** The shapes of the SDK's types by their names, as the API takes them. */
export const NAMED: Fields = Object.fromEntries(
  Object.entries(SDK_SHAPES).map(([name, shape]) => [name, sharpened(name, shape)]),
);

/** What a request's body may hold; versions before 2026-10-21 took sampling parameters. */
export function requestShape(of: { endpoint: "messages" | "count_tokens" | "models"; version: string }): Shape {
  const root = of.endpoint === "messages" ? "MessageCreateParamsBase" : "MessageCountTokensParams";
  const { model = TEXT, messages = TEXT, ...others } = fieldsOf(root);
  const sampling = { temperature: NUMBER, top_k: WHOLE, top_p: NUMBER };
  return {
    is: "record",
    of: { model, messages, ...others, ...(of.version === "2026-10-21" ? {} : sampling) },
    needs: ["model", "messages", ...(of.endpoint === "messages" ? ["max_tokens"] : [])],
    open: false,
  };
}

function fieldsOf(name: string): Fields {
  const shape = NAMED[name];
  return shape?.is === "record" ? shape.of : {};
}

function tagsIn(shape: Shape | undefined): Fields {
  const of = shape?.is === "list" ? shape.of : shape;
  return of?.is === "tagged" ? of.of : {};
}

/** A shape with what the API says more about it than the SDK's type does. */
function sharpened(name: string, shape: Shape): Shape {
  if (name === "Tool") return CUSTOM_TOOL;
  if (name === "CacheControlEphemeral") return CACHE_CONTROL;
  const whole = withIntegers(shape);
  if (whole.is !== "record") return whole;
  // A wrong type says more than the fields that are missing for it.
  const { type, ...fields } = whole.of;
  if (type && name !== EDITS)
    return { ...whole, of: { type, ...fields, ...(CALLS.includes(name) && { input: DICTIONARY }) } };
  if (name !== EDITS) return whole;
  const edits = Object.entries(tagsIn(whole.of["edits"])).map(([tag, of]): [string, Shape] => [
    tag,
    { is: "beta", of },
  ]);
  return { ...whole, of: { ...whole.of, edits: list(tagged(Object.fromEntries(edits))) } };
}

/** Whether tags are those of who made a call: the SDK's tool definitions know a later one that its blocks do not. */
function isCaller(tags: Fields): boolean {
  return Object.hasOwn(tags, "direct") && Object.hasOwn(tags, "code_execution_20260120");
}

/** Every number of a request but the sampling parameters is an integer, which the SDK's types do not say. */
function withIntegers(shape: Shape): Shape {
  switch (shape.is) {
    case "number":
      return WHOLE;
    case "record":
    case "by-role":
    case "tagged": {
      const of = Object.fromEntries(Object.entries(shape.of).map(([key, one]) => [key, withIntegers(one)]));
      return { ...shape, of: isCaller(of) ? { ...of, code_execution_20260521: LATER_CALLER } : of } as Shape;
    }
    case "list":
    case "nullable":
    case "text-or":
    case "beta":
      return { ...shape, of: withIntegers(shape.of) };
    default:
      return shape;
  }
}
