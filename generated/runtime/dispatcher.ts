// batchgen: runtime. Do not edit: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

// The batch tool, and the way of a call: it is read, checked, approved and run, and its result is described.

import type Anthropic from "@anthropic-ai/sdk";
import {
  type AnyStep,
  type AnyTools,
  type Approval,
  type ApprovalRequest,
  type AssistantTurn,
  type BatchExposure,
  byteLength,
  type CallError,
  type CallOptions,
  type CallPlace,
  type CanBePresent,
  type Checked,
  checkNumbers,
  checkValue,
  checkWord,
  clip,
  CODE_APPROVAL_MS,
  CODE_EXECUTION,
  CONCURRENCY,
  type ContentBlock,
  type Contracts,
  copyJson,
  decodeArguments,
  type Definition,
  type Dispatcher,
  type DispatcherEvent,
  type DispatcherOptions,
  type EachOutcome,
  type ErrorCode,
  type Exposure,
  EXPOSURES,
  type ExtraTool,
  type Failure,
  findMediaFault,
  fitIssues,
  FRAME_BYTES,
  fromSegment,
  type HandlerCall,
  type Handlers,
  headInJson,
  headOf,
  inputSchemaOf,
  isObject,
  isPlain,
  type Issue,
  type ItemPlace,
  jsonLength,
  type JsonSchema,
  jsonType,
  mapSchema,
  mapValues,
  MAX_DEPTH,
  MAX_ERROR_BYTES,
  MAX_IMAGE_BASE64,
  MAX_MEDIA_BYTES,
  MAX_NAME_LENGTH,
  MAX_REFERENCE_BYTES,
  MAX_RESULT_BYTES,
  MAX_TOTAL_BYTES,
  MEDIA_TYPES,
  memberPath,
  nearest,
  NEAREST_NAMES,
  type OnRepair,
  type Outcome,
  parseAs,
  type Planner,
  type PointerInto,
  pointerKey,
  pointerKeys,
  type Project,
  quietly,
  type Reference,
  REFERENCES,
  type References,
  resolvePointer,
  type RunnableExtra,
  show,
  startTimer,
  STATUS_OF,
  type Success,
  TIMEOUT_MS,
  type ToolCaller,
  type ToolResult,
  type ToolUse,
  toSegment,
  type Validator,
  validBatchExample,
  validExample,
  type ValueAt,
  type ValueOrigin,
  wellFormed,
  wellFormedJson,
} from "./foundation.js";

// --- batch/batch-tool.ts ---

/** What a batch tool is made of. */
type BatchToolParts = {
  name: string;
  /** Infinity: no cap, neither in the schema nor in the description. */
  maxInvocations: number;
  /** The tools that it can call, in the order of its arms. */
  definitions: readonly Definition[];
  exposure: BatchExposure;
  /** Whether an invocation may use the result of an earlier one, and be made for each element of a list. */
  references?: References | undefined;
};

/** The tool that carries many calls. Its root is a plain object, since the API takes no combinator there. */
function defineBatchTool({
  name,
  maxInvocations,
  definitions,
  exposure,
  references = "off",
}: BatchToolParts): Anthropic.Tool {
  const labels = labelsFor(references);
  const items =
    exposure === "by-name" ? { items: itemByName(definitions, labels) } : itemPerTool(definitions, exposure, labels);
  const { $defs, ...rest } = items as { items: JsonSchema; $defs?: JsonSchema };
  return {
    name,
    description: describeBatchTool(maxInvocations, references),
    input_schema: {
      type: "object",
      properties: {
        invocations: {
          type: "array",
          description: "The calls, in the order in which their results come back",
          ...rest,
          minItems: 1,
          ...(Number.isFinite(maxInvocations) ? { maxItems: maxInvocations } : {}),
        },
      },
      required: ["invocations"],
      additionalProperties: false,
      ...($defs === undefined ? {} : { $defs }),
    },
  };
}

/** What an invocation may have beside its name and its arguments, as members of its schema. */
function labelsFor(references: References): JsonSchema {
  const id = { id: { type: "string" } };
  switch (references) {
    case "off":
      return {};
    case "on":
      return id;
    case "each":
      return { ...id, each: { type: "object" } };
  }
}

/** The batch tool as it stands beside the tools themselves. Its schema is built when it is first read. */
export function lazyBatchTool({ definitions, batchName, maxInvocations }: Project): Anthropic.Tool {
  return {
    name: batchName,
    description: describeBatchTool(maxInvocations, "off"),
    get input_schema() {
      const batchable = Object.values(definitions).filter((definition) => definition.batchable !== false);
      const parts = { name: batchName, maxInvocations, definitions: batchable, exposure: "alongside" } as const;
      const { input_schema: value } = defineBatchTool(parts);
      Object.defineProperty(this, "input_schema", { value, writable: true, enumerable: true, configurable: true });
      return value;
    },
  };
}

const INDEPENDENT = [
  "Runs several independent tool calls at once and returns all their results together.",
  "Use it whenever you need two or more calls and none of them needs the result of another.",
  "Do not use it for a single call, nor for a call whose arguments depend on the result of another call of the " +
    "same batch: make that one afterwards.",
  "Each invocation names a tool and gives that tool's arguments as an object.",
];

const DEPENDENT = [
  "Runs several tool calls and returns all their results together. Use it for two or more calls, not for a single one.",
  'Where a call needs a value of an earlier one\'s result, give that one an "id" and put {"$result": "<id>#<JSON ' +
    'pointer>"} in the value\'s place, as in {"$result": "c#/id"}; -1 is a list\'s last element, * all of them.',
  "Refer only to results whose shape is given.",
];

const FOR_EACH = [
  '"each": {"$result": \u2026} to a list makes the call for each element, {"$result": "item#/id"} being the ' +
    "element's id; each counts as an invocation, and the result is the list of theirs.",
];

function describeBatchTool(maxInvocations: number, references: References): string {
  return [
    ...(references === "off" ? INDEPENDENT : DEPENDENT),
    ...(references === "each" ? FOR_EACH : []),
    "The results come in the order of the invocations, each with its index, name and status.",
    "A call that fails does not stop the others: look at failedIndexes and repeat only what failed.",
    ...(Number.isFinite(maxInvocations)
      ? [
          `At most ${maxInvocations} invocations run in one batch; those past the first ${maxInvocations} are ` +
            "not executed and come back as LIMIT_EXCEEDED, to be sent in another batch.",
        ]
      : []),
    "A batch inside a batch is refused.",
  ].join(" ");
}

function itemByName(definitions: readonly Definition[], labels: JsonSchema): JsonSchema {
  return {
    type: "object",
    properties: {
      ...labels,
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

function itemPerTool(
  definitions: readonly Definition[],
  exposure: "alongside" | "batch-only",
  labels: JsonSchema,
): JsonSchema {
  const shared: SharedDefinitions = { schemas: new Map(), texts: new Map(), parts: new Map() };
  const arms = definitions.map((definition, index) => {
    const whole = definition.inputSchema ?? definition.tool.input_schema;
    // Beside the tools themselves, the arms need not say again what those say.
    const schema = exposure === "alongside" ? mapSchema(whole, withoutProse) : whole;
    const description = exposure === "batch-only" ? definition.tool.description : undefined;
    return {
      type: "object",
      ...(description === undefined ? {} : { description }),
      properties: { ...labels, name: { const: definition.tool.name }, arguments: rebase(schema, index, shared) },
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

/**
 * The `$defs` of the batch tool by their keys, the text that each key derives from, and the same of each entry by
 * itself.
 */
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

/**
 * A `$defs` entry by itself: a key for what it says, the entries that it refers to, and whether it refers to anything
 * else of its tool's schema.
 */
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
 * All that a `$defs` entry means: itself and what it refers to, each by its key, since where all refer to each other
 * their texts would stand here as often as there are entries. One that refers to its tool's own schema is that tool's
 * alone.
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

// --- batch/returns.ts ---

/** A shape is told so deep; what lies deeper is any value. */
const SHOWN_DEPTH = 4;
/** Of more values than these only the type is told. */
const MAX_VALUES = 6;

/**
 * The definition whose description says what the tool returns, where an output schema does: Claude is not sent that.
 */
function withReturns(definition: Definition): Definition {
  const { tool, outputSchema } = definition;
  if (outputSchema === undefined) return definition;
  const returns = `Returns ${returnShapeOf(outputSchema, outputSchema, 0)}`;
  const description = tool.description === undefined ? returns : `${tool.description} ${returns}`;
  return { ...definition, tool: { ...tool, description } };
}

/** The shape of a schema's values in a few characters: `{id:integer,tags?:string[]}`. */
function returnShapeOf(schema: unknown, root: JsonSchema, depth: number): string {
  if (!isObject(schema) || depth > SHOWN_DEPTH) return "any";
  const { $ref, enum: values, anyOf, oneOf, type, properties } = schema;
  if (typeof $ref === "string") return returnShapeOf(resolvePointer(root, $ref), root, depth + 1);
  if (Object.hasOwn(schema, "const")) return JSON.stringify(schema["const"]);
  if (Array.isArray(values) && values.length <= MAX_VALUES) return values.map((one) => JSON.stringify(one)).join("|");
  const branches = [anyOf, oneOf].find(Array.isArray);
  if (branches !== undefined) {
    return [...new Set(branches.map((branch: unknown) => returnShapeOf(branch, root, depth + 1)))].join("|");
  }
  const types = [type ?? (isObject(properties) ? "object" : "any")].flat();
  return types.map((one) => shapeOfType(String(one), schema, root, depth)).join("|");
}

function shapeOfType(type: string, schema: JsonSchema, root: JsonSchema, depth: number): string {
  const { properties, required, items } = schema;
  if (type === "array") {
    const element = returnShapeOf(items, root, depth + 1);
    return element.includes("|") ? `(${element})[]` : `${element}[]`;
  }
  if (type !== "object" || !isObject(properties)) return type;
  const isRequired = (key: string): boolean => Array.isArray(required) && required.includes(key);
  const members = Object.entries(properties).map(
    ([key, member]) => `${key}${isRequired(key) ? "" : "?"}:${returnShapeOf(member, root, depth + 1)}`,
  );
  return `{${members.join(",")}}`;
}

// --- batch/code-tools.ts ---

/** A tool of a request: one of the project's, or the API's code execution tool. */
export type SentTool = Anthropic.Tool | Anthropic.CodeExecutionTool20260521;

const CODE_TOOL: Anthropic.CodeExecutionTool20260521 = { type: CODE_EXECUTION, name: "code_execution" };

/** Who may call a tool. */
type Callers = { direct: boolean; code: boolean };

/**
 * Who may call a tool: whoever its definition names. Where it names nobody, Claude may, and code too, unless each call
 * needs approval or the schema contains itself.
 */
function callersOf({ tool, approval, recursive }: Definition): Callers {
  const named = callersNamed(tool.allowed_callers);
  return named ?? { direct: true, code: approval !== true && recursive !== true };
}

/** The callers in a tool's `allowed_callers`; undefined where there is none. */
function callersNamed(allowed: unknown): Callers | undefined {
  if (!Array.isArray(allowed)) return undefined;
  return { direct: allowed.includes("direct"), code: allowed.some((caller) => caller !== "direct") };
}

/**
 * The tools for code to call: the code execution tool, where any of them may be called by code, then all of them. Those
 * that code may call say what they return, and are not strict, which the API does not take with it.
 *
 * @throws TypeError for a tool with the code execution tool's name.
 */
function toolsForCode(definitions: readonly Definition[]): SentTool[] {
  const isCallable = (definition: Definition): boolean => callersOf(definition).code;
  if (!definitions.some(isCallable)) return definitions.map(({ tool }) => tool);
  if (definitions.some(({ tool }) => tool.name === CODE_TOOL.name)) {
    const text =
      `A tool is called ${CODE_TOOL.name}, as the API's code execution tool is. Rename it, or use another exposure ` +
      "than programmatic.";
    throw new TypeError(text);
  }
  return [CODE_TOOL, ...definitions.map((one) => (isCallable(one) ? callableByCode(one) : one.tool))];
}

function callableByCode(definition: Definition): Anthropic.Tool {
  const { strict: _, ...tool } = withReturns(definition).tool;
  const { direct } = callersOf(definition);
  return { ...tool, allowed_callers: [...(direct ? ["direct" as const] : []), CODE_EXECUTION] };
}

/** Whether a tool is a code execution tool whose code can call tools. */
export function isCodeTool(tool: object): boolean {
  return ["code_execution_20260120", CODE_EXECUTION].includes(String(Reflect.get(tool, "type")));
}

// --- batch/exposure.ts ---

/** The lists that were built before, by project, so that the same arguments give the same objects. */
const built = new WeakMap<Project, Map<string, SentTool[]>>();

/** The projects without a cap, so that the same project always gives the same lists. */
const withoutCap = new WeakMap<Project, Project>();

/** The same project with no limit to the invocations of a batch: for requests whose calls are not run in one go. */
export function uncapped(project: Project): Project {
  const known = withoutCap.get(project);
  if (known !== undefined) return known;
  const made = { ...project, maxInvocations: Number.POSITIVE_INFINITY };
  withoutCap.set(project, made);
  return made;
}

/** All definitions as the API gets them, in the order of their files. */
export function listTools({ definitions }: Project): Anthropic.Tool[] {
  return Object.values(definitions).map(({ tool }) => tool);
}

/**
 * Exactly the tools to send with a request, the batch tool first. The same arguments always give the same objects, so
 * that the list stays byte-stable over a conversation and prompt caching holds.
 *
 * @param exposure `alongside` (the default): the batch tool, then every tool; `batch-only`: the batch tool and those
 * tools
 *   that cannot be batched; `by-name`: a small batch tool without the tools' schemas, then every tool; `native`: every
 *   tool; `programmatic`: the code execution tool, then every tool; code may call those that need no approval.
 * @param names Only these tools, in the order of the definitions; all by default.
 * @param options `references`: with `on` the batch tool says how an invocation uses the result of an earlier one, and
 * with `each` also how
 *   it is made for each element of a list; each tool with an output schema says what it returns.
 * @throws TypeError for an unknown exposure, name or option.
 */
export function toolsFor(
  project: Project,
  exposure?: Exclude<Exposure, "programmatic">,
  names?: readonly string[],
  options?: ListOptions,
): Anthropic.Tool[];
export function toolsFor(
  project: Project,
  exposure?: Exposure,
  names?: readonly string[],
  options?: ListOptions,
): SentTool[];
export function toolsFor(
  project: Project,
  exposure: Exposure = EXPOSURES[0],
  names?: readonly string[],
  { references = REFERENCES[0] }: ListOptions = {},
): SentTool[] {
  if (!EXPOSURES.includes(exposure)) {
    throw new TypeError(`There is no exposure ${JSON.stringify(exposure)}. It is one of ${EXPOSURES.join(", ")}.`);
  }
  checkWord("references", references, REFERENCES);
  const key = JSON.stringify([exposure, names, references]);
  const lists = built.get(project) ?? new Map<string, SentTool[]>();
  built.set(project, lists);
  const known = lists.get(key);
  if (known !== undefined) return [...known];
  const selected = select(project, names);
  const list = exposure === "programmatic" ? toolsForCode(selected) : listFor(project, exposure, selected, references);
  lists.set(key, list);
  return [...list];
}

/** The definitions of some tools, in the order of all. */
function select({ definitions }: Project, names: readonly string[] | undefined): Definition[] {
  const unknown = names?.find((name) => !Object.hasOwn(definitions, name));
  if (unknown !== undefined) throw new TypeError(`There is no tool ${JSON.stringify(unknown)} to select.`);
  const entries = Object.entries(definitions);
  return entries.filter(([name]) => names?.includes(name) ?? true).map(([, definition]) => definition);
}

/** How a list of tools is made beside its exposure. */
export type ListOptions = { references?: References | undefined };

function listFor(
  project: Project,
  exposure: BatchExposure | "native",
  given: readonly Definition[],
  references: References,
): Anthropic.Tool[] {
  const isOn = references !== "off" && exposure !== "native";
  const selected = isOn ? given.map((one) => (one.batchable === false ? one : withReturns(one))) : given;
  const batchable = selected.filter((definition) => definition.batchable !== false);
  const all = selected.map(({ tool }) => tool);
  if (exposure === "native" || batchable.length === 0) return all;
  const batchTool = defineBatchTool({
    name: project.batchName,
    maxInvocations: project.maxInvocations,
    definitions: batchable,
    exposure,
    references,
  });
  if (exposure !== "batch-only") return [batchTool, ...all];
  return [batchTool, ...selected.filter((definition) => definition.batchable === false).map(({ tool }) => tool)];
}

// --- calls/call.ts ---

/** A call on its way, from a tool use or from code. */
type Call = {
  readonly toolUseId: string | undefined;
  /** Who made it, where its tool use says. */
  readonly caller?: ToolCaller;
  readonly index: number;
  readonly invocationCount: number;
  readonly name: string;
  /** Where Claude wrote its arguments: `invocations[1].arguments`; empty for a call on its own. */
  readonly path: string;
  readonly input: unknown;
  /** Its tool; undefined where there is none of that name. */
  readonly definition: Definition | undefined;
  /** Where the tool is none of the generated ones: what runs it, and the tool use that it is told. */
  readonly extra?: { readonly tool: RunnableExtra; readonly use: ToolUse };
  /** The name that later invocations of its batch refer to its result by. */
  readonly id?: string | undefined;
  /** The references in its input, while what they lead to is not there yet. */
  readonly references?: readonly CallReference[] | undefined;
  /** The list that it is made once for each element of: as Claude wrote it, and when that is linked, the reference. */
  readonly each?: string | undefined;
  readonly list?: CallReference | undefined;
  /** The element that it is made for. */
  readonly item?: ItemPlace | undefined;
  /** Where values of its input came from. */
  readonly from?: readonly CallReference[] | undefined;
  /** Why it cannot run. */
  readonly error: CallError | undefined;
  /** What was thrown on the way, for the event; Claude is not told of it. */
  readonly cause?: unknown;
};

/**
 * A reference in a call's input: its path as Claude sees it and as a JSON pointer into the input, and the index of the
 * invocation that it needs.
 */
type CallReference = ValueOrigin & {
  readonly place: string;
  readonly producer: number;
  /** Where it leads into the element that the call is made for: the pointer there. */
  readonly inItem?: string;
};

/** All references of a call, that to its list first. */
function referencesOf({ list, references = [] }: Call): readonly CallReference[] {
  return list === undefined ? references : [list, ...references];
}

/** What events and approvals say of a call: which one it is, and who made it. */
function placeOfCall({ toolUseId, caller, index, invocationCount, name, item }: Call): CallPlace {
  const place = { toolUseId, ...(caller && { caller: { ...caller } }), index, invocationCount, name };
  return item === undefined ? place : { ...place, item };
}

/** The same for events, which also say whose results the call takes. */
function eventPlaceOf(call: Call): CallPlace {
  const references = call.from ?? referencesOf(call);
  if (references.length === 0) return placeOfCall(call);
  const needs = [...new Set(references.map(({ producer }) => producer))].sort((a, b) => a - b);
  return { ...placeOfCall(call), needs };
}

/** An error of a call. */
function callError(code: ErrorCode, message: string, issues?: Issue[]): CallError {
  return issues === undefined || issues.length === 0 ? { code, message } : { code, message, issues };
}

/** The error with a valid example behind its message, where there is one. */
export function withExample(error: CallError, example: string | undefined): CallError {
  return example === undefined ? error : { ...error, message: `${error.message} A valid example: ${example}` };
}

/** The outcome of a call that failed. */
function failure(call: Call, error: CallError): Failure {
  const status = STATUS_OF[error.code];
  return { index: call.index, name: call.name, status, error };
}

/**
 * A call that is done: its outcome, and beside it its result as Claude gets it, taken when the handler ended. What the
 * handler's code does to the value later, or a value that is another one each time it is read, changes nothing any
 * more.
 */
type Done = {
  outcome: Outcome;
  /**
   * The text of a string or of text blocks, the JSON of any other value, or what a failed handler says, and of that as
   * much as one result may have.
   */
  text: string;
  /** How many bytes that has in all, where `text` is but its head. */
  cutFrom: number | undefined;
  /** The whole result as JSON has it, where the tool has an output schema: what other calls refer to. */
  written?: unknown;
  /** Whether `text` is JSON, and all of it. */
  isJson: boolean;
  /** Whether the content blocks stand beside `text`, or hold it. */
  isBeside: boolean;
  /** Whether the handler was started. */
  ran: boolean;
  /** What the handler was given, or would have been; there when the call has ended. */
  input: unknown;
  item: ItemPlace | undefined;
};

/** An invocation with `each` that is done: a call for each element of its list. */
type DoneEach = Pick<EachOutcome, "index" | "name" | "status"> & { readonly items: readonly Done[] };

/** What became of an invocation. */
type DoneInvocation = Done | DoneEach;

/** Whether an invocation came to nothing but good. */
function isOk(done: DoneInvocation): boolean {
  return ("items" in done ? done.status : done.outcome.status) === "ok";
}

/**
 * An error whose text is meant for Claude: throw it from a handler to say what went wrong and what to do about it.
 * Of any other error Claude is told only that the tool failed.
 */
export class ToolError extends Error {
  override readonly name = "ToolError";
  readonly content: string;

  /** @param content The text for Claude. Of content blocks the texts count: the API takes nothing else in an error. */
  constructor(content: string | readonly ContentBlock[], options?: ErrorOptions) {
    const text = typeof content === "string" ? content : textOfBlocks(content);
    super(text, options);
    this.content = text;
  }
}

/** The texts of content blocks, a line each. */
function textOfBlocks(blocks: readonly ContentBlock[]): string {
  return blocks.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("\n");
}

// --- calls/check-caller.ts ---

/** Whether code made a call, in a container of the API's. */
function isByCode({ caller }: { readonly caller?: ToolUse["caller"] }): boolean {
  return caller != null && caller.type !== "direct";
}

/** Who made a call, as its tool use says; undefined where it does not. */
function callerOf({ caller }: Pick<ToolUse, "caller">): ToolCaller | undefined {
  if (typeof caller?.type !== "string") return undefined;
  return typeof caller.tool_id === "string" ? { type: caller.type, tool_id: caller.tool_id } : { type: caller.type };
}

/**
 * A tool use that was read, its calls with who made them. A call of a tool that its caller may not call has that as its
 * error.
 */
function withCaller(read: ReadToolUse): ReadToolUse {
  const caller = callerOf(read.use);
  if (caller === undefined) return read;
  if (read.isBatch && isByCode({ caller }))
    return { ...read, isBatch: false, calls: [batchByCode(read.use, caller)], error: undefined };
  return { ...read, calls: read.calls.map((call) => refuseCaller({ ...call, caller }, caller)) };
}

function refuseCaller(call: Call, caller: ToolCaller): Call {
  const byCode = isByCode({ caller });
  const callers = call.error === undefined ? callersOfCall(call) : undefined;
  if (callers === undefined || (byCode ? callers.code : callers.direct)) return call;
  const text = byCode
    ? `Not executed: ${call.name} cannot be called from code. Call it directly.`
    : `Not executed: ${call.name} can be called from code only.`;
  return { ...call, error: callError("INVALID_INVOCATION", text) };
}

/** The API lets code call no tool beside the generated ones unless its definition says so. */
function callersOfCall({ definition, extra }: Call): Callers | undefined {
  if (definition !== undefined) return callersOf(definition);
  if (extra === undefined) return undefined;
  return callersNamed(Reflect.get(extra.tool, "allowed_callers")) ?? { direct: true, code: false };
}

/** Code calls tools one by one, and as many at once as it likes. */
function batchByCode({ id, name, input }: ToolUse, caller: ToolCaller): Call {
  const error = callError(
    "INVALID_INVOCATION",
    `Not executed: ${name} cannot be called from code. Call the tools themselves.`,
  );
  return { toolUseId: id, caller, index: 0, invocationCount: 1, path: "", name, input, definition: undefined, error };
}

// --- calls/stop.ts ---

/** What can end calls before they are done: an abort from outside, or the end of the time that they have together. */
type Stop = {
  /** Aborted with the stop. */
  readonly signal: AbortSignal;
  /** Why it stopped; undefined while it has not. */
  reason(): Extract<ErrorCode, "CANCELLED" | "TIMEOUT"> | undefined;
  /** The handlers of the serial calls that wait for these: a call of the same handler would wait for itself. */
  readonly lanesHeld: readonly object[];
  /** Calls `listener` once, when it stops; at once where it has. */
  listen(listener: () => void): void;
  /** Takes a listener away again. */
  unlisten(listener: () => void): void;
  /** Lets go of the signal and the timer. */
  close(): void;
};

/** The lanes that a handler's call is in, and those of its callers, by the signal that the handler was given. */
const lanesBySignal = new WeakMap<AbortSignal, readonly object[]>();

/** Notes the lanes of a call, so that calls made with its signal are known not to wait for them. */
function noteLanes(signal: AbortSignal, lanes: readonly object[]): void {
  if (lanes.length > 0) lanesBySignal.set(signal, lanes);
}

const NONE: readonly object[] = [];

/** One listener on the caller's signal for however many calls, so that large batches leave no trail on it. */
function createStop(signal: AbortSignal | undefined, timeoutMs: number | undefined): Stop {
  let controller: AbortController | undefined;
  const listeners = new Set<() => void>();
  let reason: "CANCELLED" | "TIMEOUT" | undefined;
  const stop = (why: "CANCELLED" | "TIMEOUT"): void => {
    if (reason !== undefined) return;
    reason = why;
    controller?.abort(signal?.aborted ? signal.reason : undefined);
    const all = [...listeners];
    listeners.clear();
    for (const listener of all) listener();
  };
  const cancel = (): void => stop("CANCELLED");
  const callOff = startTimer(timeoutMs, () => stop("TIMEOUT"));
  if (signal?.aborted) cancel();
  signal?.addEventListener("abort", cancel, { once: true });
  return {
    // A signal costs more than the rest: it is made for those who look at it.
    get signal() {
      if (controller === undefined) {
        controller = new AbortController();
        if (reason !== undefined) controller.abort(signal?.aborted ? signal.reason : undefined);
      }
      return controller.signal;
    },
    lanesHeld: (signal && lanesBySignal.get(signal)) ?? NONE,
    reason: () => reason,
    listen: (listener) => {
      if (reason === undefined) listeners.add(listener);
      else listener();
    },
    unlisten: (listener) => void listeners.delete(listener),
    close: () => {
      callOff();
      signal?.removeEventListener("abort", cancel);
      listeners.clear();
    },
  };
}

/** Waits for the work, or until the stop comes: then gives `stopped`, and ignores what the work gives later. */
async function untilStopped<T>(work: T | Promise<T>, stop: Stop): Promise<{ value: T } | "stopped"> {
  let onStop = (): void => {};
  const stopped = new Promise<"stopped">((resolve) => {
    onStop = () => resolve("stopped");
    stop.listen(onStop);
  });
  try {
    return await Promise.race([Promise.resolve(work).then((value) => ({ value })), stopped]);
  } finally {
    stop.unlisten(onStop);
  }
}

// --- calls/approve-calls.ts ---

/** A reason is cut here, in bytes: it is told to Claude. */
const MAX_REASON_BYTES = 500;

type Asking = Pick<DispatcherOptions, "approve" | "needsApproval">;

/**
 * The calls, those that need approval and do not get it with their error. All are asked for, one after the other,
 * before any of them runs: what a person sees is then the whole turn, and nothing has happened yet.
 */
async function approveCalls(calls: readonly Call[], asking: Asking, stop: Stop): Promise<Call[]> {
  const decided: Call[] = [];
  const startedAt = performance.now();
  for (const call of calls) {
    // Where values are not there yet, it is asked when they are.
    const isOpen = call.error === undefined && call.references === undefined && stop.reason() === undefined;
    const need = isOpen ? needOf(call, asking.needsApproval) : "none";
    if (need === "none") decided.push(call);
    else if (!isByCode(call)) decided.push(await decide(call, need, asking, stop));
    else decided.push(await decideInTime(call, need, asking, stop, startedAt + CODE_APPROVAL_MS));
  }
  return decided;
}

/** The same for a call by code, which gives up after a while: then nobody is asked any longer, and nothing runs. */
async function decideInTime(
  call: Call,
  need: { cause?: unknown },
  asking: Asking,
  stop: Stop,
  until: number,
): Promise<Call> {
  const late = { ...call, ...need, error: callError("DENIED", "Not approved in time, so not executed.") };
  const left = until - performance.now();
  if (left <= 0) return late;
  const timed = createStop(stop.signal, left);
  try {
    const decided = await decide(call, need, asking, timed);
    return timed.reason() === "TIMEOUT" && decided.error === undefined ? late : decided;
  } finally {
    timed.close();
  }
}

/**
 * Asks for calls whose values come only while others run: one question after the other, since a person answers them. A
 * call that needs no approval does not wait for that.
 */
function askInTurns(asking: Asking, stop: Stop): (call: Call) => Promise<Call> {
  let last: Promise<unknown> = Promise.resolve();
  return (call) => {
    const isOpen = call.error === undefined && stop.reason() === undefined;
    const need = isOpen ? needOf(call, asking.needsApproval) : "none";
    if (need === "none") return Promise.resolve(call);
    const done = last.then(() => (stop.reason() === undefined ? decide(call, need, asking, stop) : call));
    last = done;
    return done;
  };
}

async function decide(call: Call, need: { cause?: unknown }, { approve }: Asking, stop: Stop): Promise<Call> {
  const { name } = call;
  const denied = (message: string): Call => ({ ...call, ...need, error: callError("DENIED", message) });
  if (approve === undefined) return denied(`${name} needs approval, and there is nobody to ask. It was not executed.`);
  try {
    // The one who decides gets a copy: what runs is what was shown, whatever becomes of the copy.
    const input = structuredClone(call.input);
    const request = {
      ...placeOfCall(call),
      input,
      signal: stop.signal,
      ...(call.from && { from: originsIn(call) }),
    };
    const answer = await untilStopped(approve(request as ApprovalRequest), stop);
    // After a stop nothing runs: the call needs no other outcome than that.
    if (answer === "stopped" || isApproved(answer.value)) return call;
    const reason = reasonOf(answer.value);
    return denied(reason === "" ? "Not approved, so not executed." : `Not approved, so not executed: ${reason}`);
  } catch (cause) {
    return { ...denied("The question for approval failed, so it was not executed."), cause };
  }
}

/** Whether a call needs approval; where the host's policy failed, with what it threw. */
function needOf(call: Call, needsApproval: DispatcherOptions["needsApproval"]): "none" | { cause?: unknown } {
  const { readOnly = false, approval = false } = call.definition ?? {};
  // Results are texts of others: what comes from one is not acted on unasked.
  const isNeeded = approval || (originsIn(call).length > 0 && !readOnly);
  if (needsApproval === undefined) return isNeeded ? {} : "none";
  const { word, ...failed } = hostWord(call, needsApproval);
  return (word ?? isNeeded) ? failed : "none";
}

/** Whether a call may start although one that needs it cannot run: its tool is read-only, after the host's word. */
function isHarmless(call: Call, { needsApproval }: Asking): boolean {
  const { word } = hostWord(call, needsApproval);
  return word === undefined ? call.definition?.readOnly === true : !word;
}

/** What the host says: whether the call needs approval, or nothing. A throw means that it does. */
function hostWord(
  call: Call,
  needsApproval: DispatcherOptions["needsApproval"],
): { word: boolean | undefined; cause?: unknown } {
  if (needsApproval === undefined) return { word: undefined };
  const { readOnly = false, destructive = false, approval = false } = call.definition ?? {};
  try {
    const tool = { name: call.name, readOnly, destructive, approval };
    const answer: unknown = needsApproval(tool, { references: originsIn(call) });
    if (answer instanceof Promise) answer.catch(() => {});
    return { word: answer === undefined ? undefined : answer !== false };
  } catch (cause) {
    return { word: true, cause };
  }
}

/** Where values of a call come from, as the host is told it. */
function originsIn(call: Call): ValueOrigin[] {
  return (call.from ?? referencesOf(call)).map(({ path, id, pointer }) => ({ path, id, pointer }));
}

/** Nothing but a clear yes is one. */
function isApproved(approval: Approval): boolean {
  return approval === true || (typeof approval === "object" && approval?.approved === true);
}

function reasonOf(approval: Approval): string {
  const reason: unknown = typeof approval === "object" ? approval?.reason : undefined;
  return typeof reason === "string" ? clip(reason, MAX_REASON_BYTES) : "";
}

// --- calls/check-calls.ts ---

/**
 * A call with the faults of its arguments found, all of them, against its own tool's schema alone. It is there at once
 * where the call fits, unless the user's own validator is to be waited for. Never throws or rejects.
 */
export function checkCall(call: Call, validate: Validator | undefined): Call | Promise<Call> {
  const { definition, input } = call;
  if (call.error !== undefined || definition === undefined) return call;
  if (!isObject(input)) {
    const message = input === undefined ? "is required" : `must be object, not ${jsonType(input)}`;
    return withIssues(call, definition, [{ path: call.path || "input", message }], validate);
  }
  const checking = { schema: inputSchemaOf(definition), settings: definition, path: call.path, root: "input" };
  const checked = checkValue(input, checking, validate);
  return checked instanceof Promise
    ? checked.then((found) => withFound(call, definition, found, validate))
    : withFound(call, definition, checked, validate);
}

function withFound(
  call: Call,
  definition: Definition,
  { issues: found, uncheckable, cause }: Checked,
  validate: Validator | undefined,
): Call | Promise<Call> {
  if (found.length === 0) return call;
  const issues = found.filter(({ path }) => !isAboutReference(path, call));
  if (issues.length === 0) return call;
  if (uncheckable !== undefined) {
    // An example would not help: the arguments may be right.
    const text =
      `Not executed: the arguments of ${show(call.name, 70)} cannot be checked. The reason is its schema, not the ` +
      "arguments.";
    return { ...call, error: fitIssues(callError("INVALID_ARGUMENTS", text, issues)), cause };
  }
  return withIssues(call, definition, issues, validate, cause);
}

/**
 * Whether a fault may come from a value that is not there yet, at its place, inside or around it: that is checked when
 * it is there.
 */
function isAboutReference(path: string, { references = [] }: Call): boolean {
  const isWithin = (inner: string, outer: string): boolean =>
    inner.startsWith(outer) && ["", ".", "["].includes(inner.charAt(outer.length));
  return references.some((reference) => isWithin(path, reference.path) || isWithin(reference.path, path));
}

async function withIssues(
  call: Call,
  definition: Definition,
  issues: Issue[],
  validate: Validator | undefined,
  cause?: unknown,
): Promise<Call> {
  const places = issues.length === 1 ? "" : ` at ${issues.length} places`;
  const message = `The arguments do not fit ${show(call.name, 70)}${places}.`;
  const error = fitIssues(callError("INVALID_ARGUMENTS", message, issues));
  const failed = { ...call, error: withExample(error, await validExample(definition, validate)) };
  return cause === undefined ? failed : { ...failed, cause };
}

// --- calls/read-calls.ts ---

/** Where a call comes from, and by which rules it is read. */
type Reading = {
  project: Project;
  toolUseId: string | undefined;
  /** The generated tools that can be called. */
  names: ReadonlySet<string>;
  /** The tools beside them, by name. */
  extras: Extras;
  /** Whether invocations may refer to each other. */
  references: References;
  /** How many invocations of a batch can run. */
  cap: number;
  /** Told of each repair; without it nothing is repaired. */
  onRepair: OnRepair | undefined;
};

/** The tools beside the generated ones, by name. */
type Extras = ReadonlyMap<string, ExtraTool>;

/**
 * The extra tools by name. A toolset of a server's has none of its own.
 *
 * @throws TypeError for a name that a generated tool, the batch tool or another extra tool has: nobody could tell which
 * one Claude calls.
 */
export function extrasByName({ definitions, batchName }: Project, extraTools: readonly ExtraTool[]): Extras {
  const extras = new Map<string, ExtraTool>();
  for (const tool of extraTools) {
    if (!("name" in tool)) continue;
    const { name } = tool;
    const owner = Object.hasOwn(definitions, name) ? "a generated tool" : name === batchName ? "the batch tool" : "";
    const taken = owner !== "" ? owner : extras.has(name) ? "another one" : undefined;
    if (taken !== undefined)
      throw new TypeError(`An extra tool is called ${name}, as ${taken} is. Give it another name.`);
    extras.set(name, tool);
  }
  return extras;
}

/**
 * The names of the generated tools that can be called.
 *
 * @throws TypeError for an unknown one among those selected.
 */
export function namesOf({ definitions }: Project, tools: readonly string[] | undefined): ReadonlySet<string> {
  const unknown = tools?.find((name) => !Object.hasOwn(definitions, name));
  if (unknown !== undefined) throw new TypeError(`There is no tool ${JSON.stringify(unknown)} to select.`);
  const names = Object.keys(definitions);
  return new Set(tools === undefined ? names : names.filter((name) => tools.includes(name)));
}

/** A call's place in its batch. */
type Place = { index: number; invocationCount: number; path: string; inBatch: boolean };

/** A call with its tool found and its input decoded, or with what is in the way of that. */
function readCall(name: string, given: unknown, place: Place, reading: Reading): Call {
  const { toolUseId } = reading;
  const { index, invocationCount, path, inBatch } = place;
  // Own keys only, and only those of the selection: `constructor` is a legal tool name.
  if (!reading.names.has(name)) {
    const error =
      inBatch && reading.extras.has(name)
        ? callError("NOT_BATCHABLE", `${name} cannot be called in a batch. Call it on its own.`)
        : unknownTool(name, [...reading.names, ...runnableNames(reading.extras)], reading.project.batchName);
    return refusedCall(name, given, place, reading, { definition: undefined, error });
  }
  const definition = reading.project.definitions[name] as Definition;
  if (inBatch && definition.batchable === false) {
    const text = `${name} cannot be called in a batch. Call it on its own.`;
    return refusedCall(name, given, place, reading, { definition, error: callError("NOT_BATCHABLE", text) });
  }
  try {
    const input = decodeInput(given, definition, path, reading);
    return { toolUseId, index, invocationCount, path, name, input, definition, error: undefined };
  } catch (cause) {
    // What code passes can throw when it is read.
    const message = cause instanceof RangeError ? `is nested deeper than ${MAX_DEPTH} levels` : "cannot be read";
    const text = `The arguments do not fit ${show(name, 70)}.`;
    const error = callError("INVALID_ARGUMENTS", text, [{ path: path || "input", message }]);
    return refusedCall(name, given, place, reading, { definition, error, cause });
  }
}

/** A call that cannot run, with why. */
function refusedCall(
  name: string,
  input: unknown,
  { index, invocationCount, path }: Place,
  { toolUseId }: Reading,
  why: Pick<Call, "definition" | "error" | "cause">,
): Call {
  return { toolUseId, index, invocationCount, path, name: clip(name, MAX_NAME_LENGTH), input, ...why };
}

function decodeInput(given: unknown, definition: Definition, path: string, { onRepair }: Reading): unknown {
  const schema = inputSchemaOf(definition);
  if (onRepair === undefined) return decodeArguments(given, schema, path, undefined);
  const repaired: OnRepair = (at, from, to) => onRepair(at || "input", from, to);
  if (!isNothing(given) || requiresSome(schema)) return decodeArguments(given, schema, path, repaired, definition);
  repaired(path, jsonType(given), "object");
  return {};
}

/** Whether an input says nothing at all: models write a call without arguments in all these ways. */
function isNothing(given: unknown): boolean {
  if (typeof given !== "string") return given === undefined || given === null;
  const text = given.trim();
  return text === "" || text === "null";
}

function requiresSome({ required }: JsonSchema): boolean {
  return Array.isArray(required) && required.length > 0;
}

function unknownTool(name: string, names: readonly string[], batchName: string): CallError {
  if (name === batchName) {
    return callError("NESTED_BATCH", "A batch cannot hold a batch. Put its calls directly into this one.");
  }
  const none = `There is no tool ${show(name, 64)}.`;
  const near = nearest(name, names, NEAREST_NAMES);
  // As many of the nearest as there is room for: three names of full length are more.
  const hints = near.map((_, left) => `${none} Did you mean ${near.slice(0, near.length - left).join(", ")}?`);
  const all = `${hints[0] ?? none} The tools are ${names.join(", ")}.`;
  const messages = names.length === 0 ? [none] : [all, ...hints, none];
  const errors = messages.map((message) => callError("UNKNOWN_TOOL", message));
  return (
    errors.find((error) => byteLength(JSON.stringify(error)) <= MAX_ERROR_BYTES) ?? callError("UNKNOWN_TOOL", none)
  );
}

/** A tool use, read: the calls in it, or what is wrong with it as a whole. */
type ReadToolUse = {
  use: ToolUse;
  isBatch: boolean;
  calls: Call[];
  /** What is wrong with a batch in which no call could be found. */
  error: CallError | undefined;
};

/** The calls that a tool use holds: one, or those of a batch. */
export function readToolUse(use: ToolUse, reading: Reading): ReadToolUse {
  const extra = readExtra(use, reading);
  if (extra !== undefined) return { use, isBatch: false, calls: [extra], error: undefined };
  if (use.name !== reading.project.batchName) {
    return { use, isBatch: false, calls: [readSingle(use.name, use.input, reading)], error: undefined };
  }
  const invocations = readInvocations(use.input, reading);
  if (!Array.isArray(invocations)) return { use, isBatch: true, calls: [], error: invocations };
  const calls = invocations.map((entry, index) => readInvocation(entry, index, invocations.length, reading));
  return { use, isBatch: true, calls, error: undefined };
}

/**
 * A call of a tool beside the generated ones; undefined where it is none. A toolset's actions may have the names of
 * other tools.
 */
function readExtra(use: ToolUse, { extras, toolUseId }: Reading): Call | undefined {
  const tool = use.toolset_name == null ? extras.get(use.name) : undefined;
  if (use.toolset_name == null && tool === undefined) return undefined;
  const name = clip(use.name, MAX_NAME_LENGTH);
  const call = { toolUseId, index: 0, invocationCount: 1, path: "", name, input: use.input, definition: undefined };
  if (tool !== undefined && "run" in tool) return { ...call, ...runnableCall(tool, use) };
  const text = `Not executed: nobody runs ${show(name, 64)} here. Go on without it.`;
  return { ...call, error: callError("UNKNOWN_TOOL", text) };
}

/** The input is copied: what is approved is what runs, whatever becomes of the message meanwhile. */
function runnableCall(tool: RunnableExtra, use: ToolUse): Pick<Call, "input" | "extra" | "error" | "cause"> {
  try {
    const input = copyJson(use.input);
    return { input, extra: { tool, use: { ...use, input } }, error: undefined };
  } catch (cause) {
    const error = callError("INVALID_ARGUMENTS", `The input of ${show(use.name, 70)} is nested too deep.`);
    return { input: use.input, error, cause };
  }
}

function runnableNames(extras: Extras): string[] {
  return [...extras].flatMap(([name, tool]) => ("run" in tool ? [name] : []));
}

/** The calls of a batch made by code: the same way, without a cap. */
function readInvocationsOf(calls: readonly unknown[], reading: Reading): Call[] {
  return calls.map((entry, index) => {
    try {
      return readInvocation(entry, index, calls.length, { ...reading, cap: Number.POSITIVE_INFINITY });
    } catch (cause) {
      // What code passes can throw when it is read.
      const place = placeOf(index, calls.length);
      const error = callError("INVALID_INVOCATION", `invocations[${index}] cannot be read.`);
      return { ...unreadable(undefined, place, reading, error), cause };
    }
  });
}

/** One call on its own. */
function readSingle(name: string, input: unknown, reading: Reading): Call {
  return readCall(String(name), input, { index: 0, invocationCount: 1, path: "", inBatch: false }, reading);
}

function readInvocations(input: unknown, reading: Reading): unknown[] | CallError {
  const whole = repair(input, ["object"], "input", reading);
  if (!isObject(whole)) {
    return callError("INVALID_INVOCATION", `The input must be object, not ${jsonType(whole)}.`);
  }
  const list = Object.hasOwn(whole, "invocations") ? whole["invocations"] : undefined;
  const decoded = repair(list, ["array", "object"], "invocations", reading);
  if (isObject(decoded) && reading.onRepair !== undefined) {
    reading.onRepair("invocations", "object", "array");
    return [decoded];
  }
  if (Array.isArray(decoded) && decoded.length > 0) return decoded;
  if (list === undefined) return callError("INVALID_INVOCATION", "invocations is required.");
  const found = Array.isArray(decoded) ? "an empty one" : jsonType(decoded);
  return callError("INVALID_INVOCATION", `invocations must be a list of calls, not ${found}.`);
}

function readInvocation(entry: unknown, index: number, count: number, reading: Reading): Call {
  const { cap } = reading;
  const path = `invocations[${index}]`;
  const place = placeOf(index, count);
  if (index >= cap) {
    const text = `Not executed: a batch runs at most ${cap} invocations. Send this one in another batch.`;
    return unreadable(entry, place, reading, callError("LIMIT_EXCEEDED", text));
  }
  const invocation = repair(entry, ["object"], path, reading);
  if (!isObject(invocation) || typeof invocation["name"] !== "string") {
    const found = describeNameless(invocation);
    const text = `${path} must be {"name": a tool's name, "arguments": its arguments}; ${found}.`;
    return unreadable(invocation, place, reading, callError("INVALID_INVOCATION", text));
  }
  const { name, arguments: input, ...others } = invocation as { name: string; arguments?: unknown };
  const [unknown] = Object.keys(others).filter((key) => !mayHave(key, reading));
  if (unknown !== undefined) {
    const text = `${path} has ${show(unknown, 64)} beside name and arguments. The tool's input belongs in arguments.`;
    return unreadable(invocation, place, reading, callError("INVALID_INVOCATION", text));
  }
  const { id, each } = others as { id?: unknown; each?: unknown };
  if (id !== undefined && !isId(id)) {
    const text = `${path}.id must be a string that is not empty, has no # and is not "item".`;
    return unreadable(invocation, place, reading, callError("INVALID_INVOCATION", text));
  }
  const list = each === undefined ? undefined : resultIn(repair(each, ["object"], `${path}.each`, reading));
  if (each !== undefined && list === undefined) {
    const text =
      `${path}.each must be {"$result": "<id>#<JSON pointer>"}, a reference to ` + `a list; it is ${jsonType(each)}.`;
    return unreadable(invocation, place, reading, callError("INVALID_INVOCATION", text));
  }
  return { ...readCall(name, input, place, reading), ...labelsOf(invocation, reading), ...(list && { each: list }) };
}

/** What an invocation may have beside its name and its arguments. */
function mayHave(key: string, { references }: Reading): boolean {
  return (key === "id" && references !== "off") || (key === "each" && references === "each");
}

/**
 * What a reference leads to, as Claude wrote it; undefined where the value is none: an object with the one key
 * `$result`, a string.
 */
function resultIn(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const { $result } = value;
  return typeof $result === "string" && Object.keys(value).length === 1 ? $result : undefined;
}

/** An invocation's id, where it has one that can be referred to, and the list that it is made for each element of. */
function labelsOf(entry: { readonly [key: string]: unknown }, reading: Reading): Pick<Call, "id" | "each"> {
  const id = mayHave("id", reading) && isId(entry["id"]) ? entry["id"] : undefined;
  const each = mayHave("each", reading) ? resultIn(entry["each"]) : undefined;
  return { ...(id !== undefined && { id }), ...(each !== undefined && { each }) };
}

function isId(id: unknown): id is string {
  return typeof id === "string" && id !== "" && id !== "item" && !id.includes("#");
}

function placeOf(index: number, invocationCount: number): Place {
  return { index, invocationCount, path: `invocations[${index}].arguments`, inBatch: true };
}

function describeNameless(invocation: unknown): string {
  if (!isObject(invocation)) return `it is ${jsonType(invocation)}`;
  if (invocation["name"] === undefined) return "it has no name";
  return `its name is ${jsonType(invocation["name"])}`;
}

/** A call that cannot be read. Its name is told where it has one. */
function unreadable(entry: unknown, { inBatch: _, ...place }: Place, reading: Reading, error: CallError): Call {
  const name = isObject(entry) && typeof entry["name"] === "string" ? clip(entry["name"], MAX_NAME_LENGTH) : "";
  const input = isObject(entry) ? entry["arguments"] : entry;
  const labels = isObject(entry) ? labelsOf(entry, reading) : {};
  return { toolUseId: reading.toolUseId, ...place, ...labels, name, input, definition: undefined, error };
}

/** The value that a text stands for where only a value of these types can stand. */
function repair(value: unknown, types: readonly string[], path: string, { onRepair }: Reading): unknown {
  if (typeof value !== "string" || onRepair === undefined) return value;
  const decoded = parseAs(value, types);
  if (decoded === undefined) return value;
  onRepair(path, "string", jsonType(decoded));
  return decoded;
}

// --- references/places.ts ---

/** The keys of a reference's pointer; undefined where it is no JSON pointer. */
function keysOf(pointer: string): string[] | undefined {
  if (pointer === "") return [];
  return pointer.startsWith("/") ? pointer.slice(1).split("/").map(fromSegment) : undefined;
}

/**
 * The pointer to one element of the list that a pointer leads to, or with `*` to all: where the list is made by a `*`,
 * in its place.
 */
function pointerOfElement(pointer: string, index: number | "*"): string {
  const segments = pointer.split("/");
  const star = segments.indexOf("*");
  return star < 0 ? `${pointer}/${index}` : segments.map((segment, at) => (at === star ? index : segment)).join("/");
}

/** Where a value stands, or why there is none, in words for Claude. */
type Found = { value: unknown } | { missing: string };

/**
 * The value at some keys of a result: `-1` counts from the end of a list, `*` stands for each of its elements and gives
 * a list.
 */
function valueAtKeys(root: unknown, keys: readonly string[]): Found {
  let here = root;
  for (const [at, key] of keys.entries()) {
    if (Array.isArray(here) && key === "*") return eachAt(here, keys.slice(at + 1));
    const index = Array.isArray(here) ? indexIn(here, key) : undefined;
    if (Array.isArray(here) && index !== undefined) here = here[index];
    else if (isObject(here) && Object.hasOwn(here, key)) here = here[key];
    else return { missing: missingAt(here, key, keys.slice(0, at)) };
  }
  return { value: here };
}

function eachAt(list: readonly unknown[], keys: readonly string[]): Found {
  const values: unknown[] = [];
  for (const element of list) {
    const found = valueAtKeys(element, keys);
    if ("missing" in found) return found;
    values.push(found.value);
  }
  return { value: values };
}

/** The index of the element that a key stands for; undefined where there is none. */
function indexIn(list: readonly unknown[], key: string): number | undefined {
  if (!/^(0|-?[1-9]\d*)$/.test(key)) return undefined;
  const index = Number(key) < 0 ? list.length + Number(key) : Number(key);
  return index >= 0 && index < list.length ? index : undefined;
}

/** Says that a key leads nowhere, and what is there. */
function missingAt(here: unknown, key: string, before: readonly string[]): string {
  const place = before.length === 0 ? "the result" : show(`/${before.join("/")}`, 40);
  return `there is no ${show(key, 40)} in ${place}, which is ${describeValueKind(here)}`;
}

/** What a value is, in words for Claude. */
function describeValueKind(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (!isObject(value)) return jsonType(value);
  const keys = Object.keys(value);
  return keys.length === 0 ? "an empty object" : `an object with ${clip(keys.join(", "), 60)}`;
}

/**
 * What a value may be: it fits one of some schemas, whose references lead into a root. No schema: nothing stands there.
 */
type ReferenceShape = {
  readonly root: JsonSchema;
  readonly schemas: readonly unknown[];
  /**
   * Whether members that are not declared may stand where they are not forbidden. Of results Claude is told what is
   * declared alone.
   */
  readonly isOpen?: boolean;
};

/** The shape of a list of values of a shape. */
function listOfShape(shape: ReferenceShape): ReferenceShape {
  const { schemas } = shape;
  if (schemas.length === 0) return shape;
  return { ...shape, schemas: [{ type: "array", items: schemas.length === 1 ? schemas[0] : { anyOf: schemas } }] };
}

/** The shape of what stands at some keys of a value, which {@link valueAtKeys} finds there. */
function shapeAt(shape: ReferenceShape, keys: readonly string[]): ReferenceShape {
  const [key, ...rest] = keys;
  if (key === undefined || shape.schemas.length === 0) return shape;
  const branches = branchesOf(shape);
  const elements = isElement(key) ? branches.flatMap((branch) => elementsIn(branch, key)) : [];
  if (key === "*" && elements.length > 0) return listOfShape(shapeAt({ ...shape, schemas: elements }, rest));
  const members = branches.flatMap((branch) => membersIn(branch, key, shape.isOpen === true));
  return shapeAt({ ...shape, schemas: [...new Set([...elements, ...members])] }, rest);
}

function isElement(key: string): boolean {
  return /^(\*|0|-?[1-9]\d*)$/.test(key);
}

function elementsIn(schema: unknown, key: string): unknown[] {
  if (!isObject(schema)) return schema === false ? [] : [true];
  return (declaredTypes(schema)?.includes("array") ?? true) ? elementOf(schema, key) : [];
}

function membersIn(schema: unknown, key: string, isOpen: boolean): unknown[] {
  // Where nothing is declared, a key of lists is taken for one.
  if (!isObject(schema)) return schema === false || isElement(key) ? [] : [true];
  return (declaredTypes(schema)?.includes("object") ?? true) ? memberOf(schema, key, isOpen) : [];
}

function elementOf({ items, prefixItems }: JsonSchema, key: string): unknown[] {
  const first = Array.isArray(prefixItems) ? prefixItems : [];
  if (items === undefined && first.length === 0) return [true];
  const rest = items === undefined || items === false ? [] : [items];
  if (first.length === 0) return rest;
  return /^\d+$/.test(key) && Number(key) < first.length ? [first[Number(key)]] : [...first, ...rest];
}

function memberOf(schema: JsonSchema, key: string, isOpen: boolean): unknown[] {
  const { properties, patternProperties, additionalProperties } = schema;
  if (isObject(properties) && Object.hasOwn(properties, key)) return [properties[key]];
  if (isObject(patternProperties)) return [true];
  if (additionalProperties !== undefined) return additionalProperties === false ? [] : [additionalProperties];
  return isObject(properties) && !isOpen ? [] : [true];
}

/**
 * The schemas of a shape, and those inside of which a value must fit one, each once: they can lead to each other in a
 * circle.
 */
function branchesOf({ root, schemas }: ReferenceShape): unknown[] {
  const seen = new Set(schemas);
  const branches: unknown[] = [];
  // A set that grows is gone through to its new end.
  for (const schema of seen) {
    if (!isObject(schema)) branches.push(schema);
    else {
      const { $ref, anyOf, oneOf, allOf, ...rest } = schema;
      const inner = [anyOf, oneOf, allOf].filter(Array.isArray).flat();
      if (typeof $ref === "string") inner.push(resolvePointer(root, $ref));
      for (const one of inner) seen.add(one);
      if (inner.length === 0 || "properties" in rest || "items" in rest) branches.push(rest);
    }
  }
  return branches;
}

/** The JSON types that a shape allows; undefined where it says nothing. */
function typesIn(shape: ReferenceShape): string[] | undefined {
  const found = branchesOf(shape).map((schema) => (isObject(schema) ? declaredTypes(schema) : undefined));
  return found.some((types) => types === undefined) ? undefined : [...new Set(found.flatMap((types) => types ?? []))];
}

function declaredTypes({ type, const: constant, enum: values }: JsonSchema): string[] | undefined {
  if (type !== undefined) return [type].flat().map(String);
  if (constant !== undefined) return [jsonType(constant)];
  return Array.isArray(values) ? values.map(jsonType) : undefined;
}

/** Whether a value of one shape can be of the other by its type, and in lists by the type of the elements. */
function shapesMeet(given: ReferenceShape, wanted: ReferenceShape, depth = 0): boolean {
  const [types, others] = [typesIn(given), typesIn(wanted)];
  if (types === undefined || others === undefined || depth > 4) return true;
  const isNumber = (type: string): boolean => type === "number" || type === "integer";
  const common = types.filter((type) => others.includes(type) || (isNumber(type) && others.some(isNumber)));
  if (common.length !== 1 || common[0] !== "array") return common.length > 0;
  return shapesMeet(elementsOf(given), elementsOf(wanted), depth + 1);
}

/** The shape of a list's elements. */
function elementsOf(shape: ReferenceShape): ReferenceShape {
  return { ...shape, schemas: branchesOf(shape).flatMap((branch) => elementsIn(branch, "*")) };
}

/** The types of a shape, in words for Claude. */
function typeWords(shape: ReferenceShape, depth = 0): string {
  const types = typesIn(shape);
  if (types === undefined || types.length === 0) return "anything";
  const words = types.map((type) => {
    const elements = type === "array" && depth < 2 ? typeWords(elementsOf(shape), depth + 1) : "anything";
    return elements === "anything" ? type : `array of ${elements}`;
  });
  return words.join(" or ");
}

// --- references/find-value.ts ---

/** An invocation that was started. */
type Running = {
  readonly done: DoneInvocation | Promise<DoneInvocation>;
  /**
   * The calls of one with `each` by the elements that they are for, there as soon as they are started; undefined where
   * there is no list. For all elements past the cap stands the same one.
   */
  readonly items?: Promise<readonly (Done | Promise<Done>)[] | undefined> | undefined;
};

/**
 * A value of a result, which is not to be changed; or why there is none: it is missing, or `failed`, since the call
 * that gives it did.
 */
type FoundResult = Found | { failed: string };

/** What stands at some keys of an invocation's result, as soon as the calls that it is made of have ended. */
async function findValue(
  running: Running | undefined,
  producer: number,
  keys: readonly string[],
): Promise<FoundResult> {
  const items = await running?.items;
  if (items === undefined) return valueIn(await running?.done, `invocations[${producer}]`, keys);
  const [key, ...rest] = keys;
  const inItem = async (at: number): Promise<FoundResult> =>
    valueIn(await items[at], `invocations[${producer}].items[${at}]`, rest);
  if (key === undefined || key === "*") {
    const values: unknown[] = [];
    for (const at of items.keys()) {
      const found = await inItem(at);
      if (!("value" in found)) return found;
      values.push(found.value);
    }
    return { value: values };
  }
  const at = indexIn(items, key);
  return at === undefined ? { missing: missingAt(items, key, []) } : inItem(at);
}

/** The elements of a list in a result, by their indexes; those that are results themselves are there one by one. */
type FoundItems = { count: number; at: (index: number) => FoundResult | Promise<FoundResult> };

/** The elements of the list that a reference leads to. */
async function findItems(
  running: Running | undefined,
  { producer, pointer }: CallReference,
): Promise<FoundItems | Exclude<FoundResult, { value: unknown }>> {
  const keys = keysOf(pointer) ?? [];
  const items = await running?.items;
  const [key, ...rest] = keys;
  if (items !== undefined && (key === undefined || key === "*")) {
    return { count: items.length, at: (index) => findValue(running, producer, [String(index), ...rest]) };
  }
  const found = await findValue(running, producer, keys);
  if (!("value" in found)) return found;
  const { value } = found;
  if (!Array.isArray(value)) return { missing: `must be a list, and is ${describeValueKind(value)}` };
  return { count: value.length, at: (index) => ({ value: value[index] }) };
}

function valueIn(done: DoneInvocation | undefined, where: string, keys: readonly string[]): FoundResult {
  if (done === undefined || "items" in done) return { missing: "there is no result" };
  const { outcome } = done;
  if (outcome.status !== "ok") return { failed: notExecutedBecause(outcome, where) };
  return valueAtKeys(done.written, keys);
}

function notExecutedBecause({ status, name }: Failure, where: string): string {
  const why = { denied: "was not approved", skipped: "was not executed" }[status as string] ?? "failed";
  return `Not executed: it needs the result of ${where} (${clip(name, 64)}), which ${why}.`;
}

// --- references/fill-call.ts ---

/** The call of an invocation with `each` for one element of its list. */
function callForItem(call: Call, list: CallReference, index: number, count: number): Call {
  const pointer = pointerOfElement(list.pointer, index);
  const references = call.references?.map((one) =>
    one.inItem === undefined ? one : { ...one, pointer: pointer + one.inItem },
  );
  return { ...call, list: { ...list, pointer }, references, item: { index, count } };
}

/**
 * A call with the values that it refers to in the places of its references, or with the error of a producer that failed
 * or a value that is not there. It waits for what it needs and for nothing else.
 *
 * @param runningAt The invocations of the same batch that were started, by their index.
 * @param item The element that the call is made for.
 */
async function fillCall(
  call: Call,
  runningAt: (index: number) => Running | undefined,
  item?: FoundResult | Promise<FoundResult>,
): Promise<Call> {
  const values = new Map<string, unknown>();
  const issues: Issue[] = [];
  const element = await item;
  // Also a call that takes nothing of its element is made for it.
  if (element !== undefined && "failed" in element) return { ...call, error: callError("SKIPPED", element.failed) };
  for (const reference of call.references ?? []) {
    const { producer, pointer, place, path, inItem } = reference;
    const found =
      inItem === undefined
        ? await findValue(runningAt(producer), producer, keysOf(pointer) ?? [])
        : inElement(element, inItem);
    if ("failed" in found) return { ...call, error: callError("SKIPPED", found.failed) };
    const fitting = "value" in found ? limited(found.value) : found;
    if ("missing" in fitting) issues.push({ path, message: fitting.missing });
    // A copy: who needs it does not share it.
    else values.set(place, copyJson(fitting.value));
  }
  if (issues.length > 0) return { ...call, error: missingError(issues) };
  const input = fill(call.input, "", values);
  return { ...call, input, from: referencesOf(call), list: undefined, references: undefined };
}

/** The error of a call that refers to what is not there. */
function missingError(issues: Issue[]): NonNullable<Call["error"]> {
  return fitIssues(callError("INVALID_REFERENCE", "Not executed: what it refers to is not in the result.", issues));
}

/** What stands in the element that a call is made for. */
function inElement(element: FoundResult | undefined, pointer: string): FoundResult {
  if (element === undefined || !("value" in element)) return element ?? { missing: "there is no element" };
  return valueAtKeys(element.value, keysOf(pointer) ?? []);
}

function limited(value: unknown): ReturnType<typeof valueAtKeys> {
  const bytes = byteLength(JSON.stringify(value) ?? "");
  return bytes <= MAX_REFERENCE_BYTES
    ? { value }
    : { missing: `the value is larger than ${MAX_REFERENCE_BYTES} bytes` };
}

function fill(value: unknown, place: string, values: ReadonlyMap<string, unknown>): unknown {
  if (values.has(place)) return values.get(place);
  if (Array.isArray(value)) return value.map((one, at) => fill(one, `${place}/${at}`, values));
  return isObject(value) ? mapValues(value, (one, key) => fill(one, `${place}/${toSegment(key)}`, values)) : value;
}

// --- references/hold-chains.ts ---

/**
 * The calls of one batch, those held back that must not start because a call of their chain is known to be wrong: a
 * producer, all the way up, that is not read-only. What depends on a call that does not run is skipped when its turn
 * comes.
 *
 * @param isHarmless Whether a call may start in such a chain: its tool is read-only, or the host says so.
 */
function holdChains(calls: readonly Call[], isHarmless: (call: Call) => boolean): Call[] {
  /** The faulty call of the chain that a call lies in. */
  const faults = new Map<number, number>();
  for (let at = calls.length - 1; at >= 0; at -= 1) {
    const call = calls[at] as Call;
    const fault = call.error === undefined ? faults.get(at) : at;
    if (fault === undefined) continue;
    for (const { producer } of referencesOf(call)) if (!faults.has(producer)) faults.set(producer, fault);
  }
  return calls.map((call, at) => {
    const fault = faults.get(at);
    if (call.error !== undefined || fault === undefined || isHarmless(call)) return call;
    const text = `Not executed: invocations[${fault}], which needs its result, cannot run.`;
    return { ...call, error: callError("SKIPPED", text) };
  });
}

/** Applies a change to each batch of a turn's calls by itself, in which invocations refer to each other. */
function byBatch(calls: readonly Call[], change: (calls: readonly Call[]) => Call[]): Call[] {
  const starts = calls.flatMap(({ index }, at) => (index === 0 ? [at] : []));
  return starts.flatMap((start, at) => change(calls.slice(start, starts[at + 1])));
}

// --- references/link-calls.ts ---

/** The calls of one batch, and the place of each that has an id and comes before the one that is looked at. */
type Plan = { calls: readonly Call[]; byId: Map<string, number>; references: References };

/** A reference as it stands in an invocation. */
type Hole = Omit<CallReference, "producer" | "inItem">;

/**
 * The calls of one batch with their references found, and those whose references are wrong beforehand with their error.
 * A reference is `{"$result": "<id>#<JSON pointer>"}`; the id is an earlier invocation's, or `item` for the element
 * that a call of an `each` is made for.
 */
function linkCalls(calls: readonly Call[], references: References): Call[] {
  const plan: Plan = { calls, byId: new Map(), references };
  return calls.map((call, at) => {
    const linked = linkCall(call, at, plan);
    if (call.id !== undefined && !plan.byId.has(call.id)) plan.byId.set(call.id, at);
    return linked;
  });
}

function linkCall(call: Call, at: number, plan: Plan): Call {
  const listHole = listHoleOf(call);
  const holes = holesOf(call);
  // Of a call that cannot run, too, it is said what it needs: that is then held back.
  const linked = listHole === undefined && holes.length === 0 ? call : withReferences(call, listHole, holes, plan);
  if (call.error !== undefined || call.definition === undefined) return linked;
  const taken = call.id === undefined ? undefined : plan.byId.get(call.id);
  if (taken !== undefined) {
    const text = `invocations[${at}].id ${show(call.id, 64)} is taken by invocations[${taken}]. Give each id once.`;
    return { ...linked, error: callError("INVALID_INVOCATION", text) };
  }
  const issues = faultsOf(call.definition, listHole, holes, at, plan);
  if (issues.length === 0) return linked;
  const text = `Not executed: ${issues.length === 1 ? "a reference is" : `${issues.length} references are`} wrong.`;
  return { ...linked, error: fitIssues(callError("INVALID_REFERENCE", text, issues)) };
}

/** The reference to the list that a call is made for each element of. */
function listHoleOf({ path, each }: Call): Hole | undefined {
  return each === undefined ? undefined : { path: path.replace(/arguments$/, "each"), place: "", ...partsOf(each) };
}

function partsOf(result: string): Pick<Hole, "id" | "pointer"> {
  const cut = result.indexOf("#");
  return cut < 0 ? { id: result, pointer: "" } : { id: result.slice(0, cut), pointer: result.slice(cut + 1) };
}

/** Every reference in a call's arguments. */
function holesOf({ input, path }: Call): Hole[] {
  try {
    return holesIn(input, path, "");
  } catch {
    // The input of a call that cannot be read can throw where it is read, or be nested too deep for it.
    return [];
  }
}

function holesIn(value: unknown, path: string, place: string): Hole[] {
  if (typeof value !== "object" || value === null) return [];
  const result = resultIn(value);
  if (result !== undefined) return [{ path, place, ...partsOf(result) }];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, one]) =>
    holesIn(one, isList ? `${path}[${key}]` : memberPath(path, key), `${place}/${toSegment(key)}`),
  );
}

/** The call with those of its references that lead to an earlier invocation. */
function withReferences(call: Call, listHole: Hole | undefined, holes: readonly Hole[], { byId }: Plan): Call {
  const lead = (hole: Hole): CallReference[] => {
    const producer = byId.get(hole.id);
    return producer === undefined ? [] : [{ ...hole, producer }];
  };
  const [list] = listHole === undefined ? [] : lead(listHole);
  const references = holes.flatMap((hole) => {
    if (hole.id !== "item") return lead(hole);
    if (list === undefined) return [];
    const { producer, id } = list;
    const pointer = pointerOfElement(list.pointer, "*") + hole.pointer;
    return [{ ...hole, producer, id, pointer, inItem: hole.pointer }];
  });
  return { ...call, list, references };
}

/** What is wrong with the references of a call before anything runs. */
function faultsOf(
  definition: Definition,
  listHole: Hole | undefined,
  holes: readonly Hole[],
  at: number,
  plan: Plan,
): Issue[] {
  const issues: Issue[] = [];
  const note = ({ path }: Hole, message: string | undefined): void => {
    if (message !== undefined) issues.push({ path, message });
  };
  const list = listHole && giverOf(listHole, at, plan);
  const listFault = faultOfReference(list, ANY_LIST);
  if (listHole !== undefined) note(listHole, listFault);
  const what = `an element of ${show(plan.calls[at]?.each, 64)}`;
  const item = list?.shape && listFault === undefined ? { what, shape: elementsOf(list.shape) } : undefined;
  const schema = inputSchemaOf(definition);
  for (const hole of holes) {
    const wanted = shapeAt({ root: schema, schemas: [schema], isOpen: true }, keysOf(hole.place) ?? []);
    if (wanted.schemas.length === 0) note(hole, `is no argument of ${clip(definition.tool.name, 64)}`);
    else if (hole.id !== "item" || plan.references !== "each")
      note(hole, faultOfReference(giverOf(hole, at, plan), wanted));
    else if (listHole === undefined)
      note(hole, `"item" is an element of "each", which invocations[${at}] does not have`);
    else if (item !== undefined) note(hole, faultOfReference(placeIn(item, hole.pointer), wanted));
  }
  return issues;
}

const ANY_LIST: ReferenceShape = { root: {}, schemas: [{ type: "array" }] };

/**
 * What a reference leads to, in words for Claude, and the shape of that, where it is known; or what is wrong with the
 * reference.
 */
type Giver = { what: string; shape?: ReferenceShape | undefined; fault?: string };

/** What is wrong with a value that a reference leads to. */
function faultOfReference(giver: Giver | undefined, wanted: ReferenceShape): string | undefined {
  if (giver?.shape === undefined || giver.fault !== undefined) return giver?.fault;
  if (shapesMeet(giver.shape, wanted)) return undefined;
  return `must be ${typeWords(wanted)}, and ${giver.what} gives ${typeWords(giver.shape)} there`;
}

/** What a reference to another invocation leads to. */
function giverOf({ id, pointer }: Hole, at: number, { calls, byId }: Plan): Giver {
  const producer = byId.get(id);
  if (producer === undefined) return { what: "", fault: strayId(id, at, calls) };
  const { name, definition, each } = calls[producer] as Call;
  const what = clip(name, 64);
  if (definition === undefined) return { what };
  const { outputSchema } = definition;
  if (outputSchema === undefined) {
    return { what, fault: `${what} declares no result, so nothing of it can be referred to` };
  }
  const result: ReferenceShape = { root: outputSchema, schemas: [outputSchema] };
  if (each === undefined) return placeIn({ what, shape: result }, pointer, `the result of ${what}`);
  return placeIn(
    { what, shape: listOfShape(result) },
    pointer,
    `the result of ${what}, a list with one for each element,`,
  );
}

function strayId(id: string, at: number, calls: readonly Call[]): string {
  const named = calls.findIndex((call) => call.id === id);
  if (named === at) return "refers to its own result";
  return named < 0 ? `no invocation has the id ${show(id, 64)}` : `refers to invocations[${named}], which comes later`;
}

/** What stands at a pointer of what a reference leads to. */
function placeIn({ what, shape }: Giver, pointer: string, whole: string = what): Giver {
  const keys = keysOf(pointer);
  if (keys === undefined) return { what, fault: `${show(pointer, 64)} is no JSON pointer: it begins with /` };
  if (keys.length > MAX_DEPTH) return { what, fault: `${show(pointer, 64)} is deeper than ${MAX_DEPTH} levels` };
  const inside = shape && shapeAt(shape, keys);
  if (inside?.schemas.length === 0) return { what, fault: `${whole} has no ${show(pointer, 64)}` };
  return { what, shape: inside };
}

// --- plan/pending.ts ---

/** What a pending value stands for. */
type PendingPlace = {
  /** The plan that it belongs to; an element of a list belongs to one `step.each` of it, too. */
  readonly plan: ReadonlyMap<unknown, number>;
  readonly scope?: object | undefined;
  /** The tool whose result it is in, for what is said of it. */
  readonly tool: string;
  readonly id: string;
  readonly pointer: string;
  /** Whether the result has a member at these keys. What else is read of it, `at` and `all`, is of a list. */
  readonly has: (keys: readonly string[]) => boolean;
};

const places = new WeakMap<object, PendingPlace>();

/** The place that a value stands for; undefined where it is no pending one. */
function placeOfPending(value: unknown): PendingPlace | undefined {
  return typeof value === "function" ? places.get(value) : undefined;
}

/** A value that is not there yet. Its members are such values themselves. */
function pendingAt(place: PendingPlace): object {
  const { pointer, has } = place;
  const inside = (segment: string): object => pendingAt({ ...place, pointer: `${pointer}/${segment}` });
  const isMember = (key: string): boolean => has([...(keysOf(pointer) ?? []), key]);
  // A function, since `at` is called. What is called, and what was meant with it, is known from the pointer then.
  const pending = new Proxy(() => {}, {
    get: (_, key) => {
      if (typeof key === "symbol") {
        if (UNREADABLE.has(key)) throw notThere(place);
        return undefined;
      }
      if (key === "toJSON") throw notThere(place);
      // What is awaited or given by an async function is asked for its `then`.
      if (key === "then" && !isMember(key)) return undefined;
      return key === "all" && !isMember(key) ? inside("*") : inside(toSegment(key));
    },
    apply: (_target, _self, [index]) => {
      const keys = keysOf(pointer) ?? [];
      if (keys.at(-1) !== "at" || has(keys)) throw notThere(place);
      if (!Number.isInteger(index)) throw new TypeError(`at() takes an integer, not ${String(index)}.`);
      return pendingAt({ ...place, pointer: `${pointer.slice(0, -"/at".length)}/${index}` });
    },
    ownKeys: () => {
      throw notThere(place);
    },
  });
  places.set(pending, place);
  return pending;
}

/** What asks for the value itself: text, a number, a loop. */
const UNREADABLE: ReadonlySet<symbol> = new Set([Symbol.toPrimitive, Symbol.iterator, Symbol.asyncIterator]);

function notThere({ tool, pointer }: PendingPlace): TypeError {
  const where = pointer === "" ? "" : ` at ${pointer}`;
  return new TypeError(
    `The result of ${tool}${where} is not there while the plan is built. Pass it on as an argument, or use ` +
      "step.each for each element of a list.",
  );
}

/**
 * The value at a JSON pointer of a step's result: the same as `step.result` with its members, for pointers that are
 * written by hand.
 *
 * @throws TypeError for anything but a step of a plan.
 */
export function from<T, N extends string, const P extends string>(
  step: { readonly name: N; readonly result: Reference<T, N> },
  pointer: PointerInto<T, N, P>,
): Reference<ValueAt<T, P>, N> {
  const place = placeOfPending(step?.result);
  if (place === undefined) throw new TypeError("from() takes a step of a plan, and a JSON pointer into its result.");
  return pendingAt({ ...place, pointer: String(pointer) }) as Reference<ValueAt<T, P>, N>;
}

/** Says that a value that may be absent or null is there. Where it is not, the call that needs it fails. */
export function present<P>(reference: CanBePresent<P>): P;
export function present<T, N extends string>(reference: Reference<T, N>): Reference<NonNullable<T>, N>;
export function present(reference: object): object {
  return reference;
}

// --- plan/build-plan.ts ---

/** The invocations of a plan, as Claude would write them, and the indexes of those that are asked for. */
type BuiltPlan = { readonly invocations: readonly PlannedInvocation[]; readonly returned: readonly number[] };

/** One call of a plan; with `each`, one for each element of a list. */
type PlannedInvocation = { id: string; name: string; arguments: unknown; each?: unknown };

/** The steps of a plan with their indexes. It is also what tells this plan's values from another one's. */
type KnownSteps = Map<unknown, number>;

/**
 * Builds a plan. Nothing runs.
 *
 * @param build Adds the calls, and gives the steps whose outcomes are asked for.
 * @throws TypeError for anything that is no such function, and whatever `build` itself throws.
 */
function buildPlan(project: Project, build: (step: Planner<AnyTools>) => readonly AnyStep[]): BuiltPlan {
  if (typeof build !== "function") {
    throw new TypeError("plan() takes a function that adds steps and gives a list of them.");
  }
  const steps: KnownSteps = new Map();
  const invocations: PlannedInvocation[] = [];
  let isOpen = true;
  const add = (name: string, given: object, has: PendingPlace["has"]): AnyStep => {
    if (!isOpen) throw new TypeError(`The plan is built already: no call of ${name} can be added to it.`);
    const id = `s${invocations.length}`;
    const step = {
      id,
      name,
      isEach: "each" in given,
      result: pendingAt({ plan: steps, tool: name, id, pointer: "", has }),
    };
    steps.set(step, invocations.length);
    invocations.push({ id, name, arguments: undefined, ...given });
    return step;
  };
  const call = (name: string, input: unknown): AnyStep =>
    add(name, { arguments: asArguments(input, { plan: steps }) }, membersOf(project, name));
  const each = (list: unknown, name: string, input: unknown): AnyStep => {
    const place = placeOfPending(list);
    if (place === undefined || typeof input !== "function") {
      throw new TypeError(
        `step.each takes a list in an earlier step's result, the name of a tool (${name}) and a function. For a ` +
          "list that is there already, call step in a loop.",
      );
    }
    const scope = {};
    const given: unknown = input(elementOfList(place, scope));
    const invocation = {
      each: asArguments(list, { plan: steps }),
      arguments: asArguments(given, { plan: steps, scope }),
    };
    return add(name, invocation, membersOf(project, name, listOfShape));
  };
  const returned: unknown = build(Object.assign(call, { each }) as Planner<AnyTools>);
  isOpen = false;
  return { invocations, returned: indexesOf(returned, steps) };
}

/**
 * Whether the result of a step has a member at some keys. Where its tool declares no result, what checks the plan says
 * so.
 */
function membersOf(
  { definitions }: Project,
  name: string,
  within = (shape: ReferenceShape): ReferenceShape => shape,
): PendingPlace["has"] {
  const root = Object.hasOwn(definitions, name) ? definitions[name]?.outputSchema : undefined;
  if (root === undefined) return () => false;
  const shape = within({ root, schemas: [root] });
  return (keys) => shapeAt(shape, keys).schemas.length > 0;
}

/** What stands for the element in the arguments of a `step.each`. */
function elementOfList(list: PendingPlace, scope: object): object {
  const { pointer, has } = list;
  const inside = pointer === "" ? [] : pointer.slice(1).split("/");
  return pendingAt({ ...list, scope, id: "item", pointer: "", has: (keys) => has([...inside, "*", ...keys]) });
}

/** Arguments as JSON: each value that is not there yet has become a reference. */
function asArguments(value: unknown, to: Pick<PendingPlace, "plan" | "scope">): unknown {
  const place = placeOfPending(value);
  if (place !== undefined) {
    const { tool, plan, scope, id, pointer } = place;
    if (plan !== to.plan) throw new TypeError(`A value of ${tool}'s result belongs to another plan.`);
    if (scope !== undefined && scope !== to.scope) {
      throw new TypeError(`An element of ${tool}'s result stands in the arguments of its own step.each alone.`);
    }
    return { $result: `${id}#${pointer}` };
  }
  if (to.plan.has(value)) {
    throw new TypeError(`A step is no argument: pass its result (${(value as { name?: unknown }).name}).`);
  }
  if (Array.isArray(value)) return value.map((one) => asArguments(one, to));
  return isPlain(value) ? mapValues(value, (one) => asArguments(one, to)) : value;
}

function indexesOf(returned: unknown, steps: KnownSteps): number[] {
  if (returned instanceof Promise) {
    returned.catch(() => {});
    throw new TypeError("A plan is built at once: its function must not be async.");
  }
  if (!Array.isArray(returned)) throw new TypeError("A plan's function must give a list of its steps.");
  return returned.map((step: unknown, at) => {
    const index = steps.get(step);
    if (index === undefined) throw new TypeError(`A plan's function must give a list of its steps; [${at}] is none.`);
    return index;
  });
}

// --- results/content.ts ---

/** The fields that the API takes of each block in a tool result (SDK: ToolResultBlockParam); it refuses any other. */
const BLOCK_FIELDS: { readonly [type: string]: readonly string[] } = {
  text: ["type", "text", "cache_control", "citations"],
  image: ["type", "source", "cache_control", "transformations"],
  document: ["type", "source", "cache_control", "citations", "context", "title"],
  search_result: ["type", "source", "title", "content", "cache_control", "citations"],
  tool_reference: ["type", "tool_name", "cache_control"],
};

/** What each kind of source holds. */
const SOURCES: { readonly [type: string]: { readonly [kind: string]: readonly string[] } } = {
  image: { base64: ["media_type", "data"], url: ["url"], file: ["file_id"] },
  document: {
    base64: ["media_type", "data"],
    text: ["media_type", "data"],
    content: ["content"],
    url: ["url"],
    file: ["file_id"],
  },
};

/** What the fields that may be left out, or be null, hold where they do neither. */
const OPTIONAL: { readonly [field: string]: (value: unknown, type: string) => boolean } = {
  cache_control: (value) => isObject(value) && value["type"] === "ephemeral",
  citations: (value, type) => (type === "text" ? Array.isArray(value) : isObject(value)),
  context: (value) => typeof value === "string",
  title: (value) => typeof value === "string",
  transformations: isObject,
};

/**
 * The content blocks that a handler gave; undefined where its result is an ordinary value. A list that only looks like
 * content, its entries being of the type `document` for a reason of their own, say, is one: as content the API would
 * refuse it.
 */
function asContentBlocks(value: unknown): ContentBlock[] | undefined {
  const isContent = Array.isArray(value) && value.length > 0 && value.every(isContentBlock);
  return isContent ? (value as ContentBlock[]) : undefined;
}

function isContentBlock(value: unknown): boolean {
  if (!isObject(value)) return false;
  const type = String(value["type"]);
  const fields = Object.hasOwn(BLOCK_FIELDS, type) ? BLOCK_FIELDS[type] : undefined;
  if (fields === undefined || !Object.keys(value).every((key) => fields.includes(key))) return false;
  const fits = Object.entries(OPTIONAL).every(
    ([field, isRight]) => value[field] == null || isRight(value[field], type),
  );
  if (!fits) return false;
  switch (type) {
    case "text":
      return typeof value["text"] === "string";
    case "tool_reference":
      return typeof value["tool_name"] === "string";
    case "search_result": {
      const { content, source, title } = value as { [key: string]: unknown };
      const isFound = typeof source === "string" && typeof title === "string" && Array.isArray(content);
      return isFound && content.length > 0 && content.every((part) => isOneOf(part, ["text"]));
    }
    default:
      return isSource(value["source"], SOURCES[type] ?? {});
  }
}

function isOneOf(value: unknown, types: readonly string[]): boolean {
  return isContentBlock(value) && isObject(value) && types.includes(String(value["type"]));
}

function isSource(source: unknown, kinds: { readonly [kind: string]: readonly string[] }): boolean {
  if (!isObject(source)) return false;
  const kind = String(source["type"]);
  const fields = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (fields === undefined || Object.keys(source).length !== fields.length + 1) return false;
  return fields.every((field) => {
    const value = source[field];
    if (typeof value === "string") return true;
    return field === "content" && Array.isArray(value) && value.every((part) => isOneOf(part, ["text", "image"]));
  });
}

// --- results/merge-rest.ts ---

/** Whether the entries of these calls have room: their frames alone, and all of what they say. */
type Fits = (all: readonly DoneInvocation[]) => { frame: boolean; whole: boolean };

/**
 * The invocations, those at the end made one where there are too many to name each: those that are past the cap of a
 * batch where all together outgrow the limit, and, in batches of thousands, those whose mere names would, the calls of
 * an `each` among them.
 */
function mergeRest(all: readonly DoneInvocation[], fits: Fits): readonly DoneInvocation[] {
  if (fits(all).whole) return all;
  const capped = mergePastCap(all);
  if (fits(capped).frame) return capped;
  // The longest head that has room; the rest always makes one.
  let [fitting, most] = [0, capped.reduce((sum, done) => sum + sizeOfDone(done), 0) - 1];
  while (fitting < most) {
    const tried = Math.ceil((fitting + most) / 2);
    if (fits(headOfCalls(capped, tried)).frame) fitting = tried;
    else most = tried - 1;
  }
  return headOfCalls(capped, fitting);
}

function sizeOfDone(done: DoneInvocation): number {
  return "items" in done ? Math.max(1, done.items.length) : 1;
}

/** So many of the calls, and one that stands for those left of an `each`, and one for the invocations that are left. */
function headOfCalls(all: readonly DoneInvocation[], calls: number): DoneInvocation[] {
  const head: DoneInvocation[] = [];
  let left = calls;
  for (const done of all) {
    if (sizeOfDone(done) > left) {
      if ("items" in done && left > 0) {
        head.push({ ...done, items: [...done.items.slice(0, left), summary(done.items, left)] });
      }
      return head.length === all.length ? head : [...head, summary(all, head.length)];
    }
    head.push(done);
    left -= sizeOfDone(done);
  }
  return head;
}

/** Those past the cap stand at the end: one stands for all of them. */
function mergePastCap(all: readonly DoneInvocation[]): readonly DoneInvocation[] {
  const first = all.findIndex(isPastCap);
  return first >= 0 && first < all.length - 1 ? [...all.slice(0, first), pastCap(all, first)] : all;
}

function isPastCap(done: DoneInvocation): boolean {
  return !("items" in done) && done.outcome.status !== "ok" && done.outcome.error.code === "LIMIT_EXCEEDED";
}

function pastCap(all: readonly DoneInvocation[], index: number): Done {
  const others = all.length - index - 1;
  const text =
    `Not executed: a batch runs at most ${index} invocations. Send this one and the ${others} after it in other ` +
    "batches.";
  return standIn({ index, name: "", status: "skipped", error: callError("LIMIT_EXCEEDED", text) });
}

/**
 * What stands for the calls from here on. With one of them done it is no error: that would make Claude repeat what was
 * done.
 */
function summary(all: readonly DoneInvocation[], index: number): Done {
  const rest = all.slice(index);
  const ok = rest.filter(isOk).length;
  const text = `[no room for this and the ${rest.length - 1} results after it: ${ok} ok, ${rest.length - ok} failed]`;
  const [first] = rest;
  if (ok > 0 || first === undefined || "items" in first || first.outcome.status === "ok") {
    return { ...standIn({ index, name: "", status: "ok", result: text }), text };
  }
  const { status, error } = first.outcome;
  const failure: Failure = { index, name: "", status, error: callError(error.code, text) };
  return { ...standIn(failure), text };
}

function standIn(outcome: Outcome): Done {
  return {
    outcome,
    text: "",
    cutFrom: undefined,
    isJson: false,
    isBeside: false,
    ran: false,
    input: undefined,
    item: undefined,
  };
}

// --- results/entries.ts ---

/** The entries of an envelope, and what they took of the limits. */
type Entries = {
  json: string[];
  /** The calls that have an entry of their own, which all have unless there are thousands. */
  own: readonly DoneInvocation[];
  failedIndexes: number[];
  /** What is left for attachments: of the limit, and of the frame beside it. */
  left: { text: number; frame: number };
};

/** A call's entry: a frame that is always there, and a body that can be cut. */
type Entry = {
  frame: number;
  size: number;
  /** Whether the body is a text of batchgen's own, short, and worth more than a piece of a result. */
  isNote: boolean;
  /** The entry with at most so many bytes of its body. */
  render(bytes: number): string;
};

/** What of the frame can be planned with: the rest is for the last note. */
const INNER_FRAME_BYTES: number = FRAME_BYTES - 256;
/** The note of a cut is at most so long; a body that is no longer is never cut. */
const NOTE_BYTES = 60;
/** What stands around the entries and their failed indexes. */
const AROUND_BYTES = 80;

/**
 * The entries of an envelope, cut so that all together keep to the limit. The longest bodies are cut first, and the
 * short ones stay whole. Where there are so many calls that their frames alone outgrow the limit, one entry stands for
 * those at the end.
 */
function fitEntries(all: readonly DoneInvocation[], maxTotalBytes: number): Entries {
  const known = new Map<Done, Entry>();
  const entryOnce = (done: Done, place: EntryPlace): Entry => {
    const entry = known.get(done) ?? entryOf(done, place);
    known.set(done, entry);
    return entry;
  };
  const entriesOf = (dones: readonly DoneInvocation[]): Entry[] =>
    dones.flatMap((done) => {
      if ("items" in done) return entriesOfEach(done, entryOnce);
      const { index, name, status } = done.outcome;
      return [entryOnce(done, { index, name, status })];
    });
  const own = mergeRest(all, (dones) => fits(dones, entriesOf(dones), maxTotalBytes));
  const entries = entriesOf(own);
  const failedIndexes = failedIn(own);
  const frame = envelopeBytes(entries, failedIndexes);
  const notes = entries.reduce((sum, { isNote, size }) => sum + (isNote ? size : 0), 0);
  // What batchgen itself says stands in the frame as long as there is room for all of it.
  const areNotesFree = frame + notes <= INNER_FRAME_BYTES;
  const isFree = ({ isNote }: Entry): boolean => isNote && areNotesFree;
  const room = Math.max(0, maxTotalBytes - Math.max(0, frame - INNER_FRAME_BYTES));
  const bodies = entries.filter((entry) => !isFree(entry)).map(({ size }) => size);
  const share = fairShare(bodies, room);
  const spent = bodies.reduce((sum, size) => sum + Math.min(size, share), 0);
  return {
    json: entries.map((entry) => entry.render(isFree(entry) ? entry.size : share)),
    own,
    failedIndexes,
    left: {
      text: Math.max(0, room - spent),
      frame: Math.max(0, INNER_FRAME_BYTES - frame - (areNotesFree ? notes : 0)),
    },
  };
}

/**
 * Whether the frames leave at least half of the limit to what the calls gave, and whether nothing needs to be cut at
 * all.
 */
function fits(all: readonly DoneInvocation[], entries: readonly Entry[], maxTotalBytes: number): ReturnType<Fits> {
  const frame = envelopeBytes(entries, failedIn(all));
  const bodies = entries.reduce((sum, { size }) => sum + size, 0);
  return {
    frame: frame - INNER_FRAME_BYTES <= maxTotalBytes / 2,
    whole: frame + bodies <= maxTotalBytes + INNER_FRAME_BYTES,
  };
}

function failedIn(all: readonly DoneInvocation[]): number[] {
  return all.filter((done) => !isOk(done)).map((done) => ("items" in done ? done : done.outcome).index);
}

function envelopeBytes(entries: readonly Entry[], failedIndexes: readonly number[]): number {
  const indexes = failedIndexes.reduce((sum, index) => sum + String(index).length + 1, 0);
  return entries.reduce((sum, { frame }) => sum + frame + 1, indexes + AROUND_BYTES);
}

/**
 * The entries of an invocation with `each`, which joined by commas make one: its head stands in the first, its end in
 * the last.
 */
function entriesOfEach({ items, ...place }: DoneEach, entryOnce: (done: Done, place: EntryPlace) => Entry): Entry[] {
  const head = `${stringify(place).slice(0, -1)},"items":[`;
  if (items.length === 0) {
    const whole = `${head}]}`;
    return [{ frame: byteLength(whole), size: 0, isNote: false, render: () => whole }];
  }
  return items.map((item, at) => {
    const entry = entryOnce(item, { status: item.outcome.status });
    const [before, after] = [at === 0 ? head : "", at === items.length - 1 ? "]}" : ""];
    const frame = entry.frame + byteLength(before) + after.length;
    return { ...entry, frame, render: (bytes) => before + entry.render(bytes) + after };
  });
}

function entryOf(done: Done, place: EntryPlace): Entry {
  if (done.outcome.status !== "ok") return failedEntry(done, place, done.outcome.error);
  const { text, isJson, cutFrom } = done;
  const whole = isJson ? wellFormedJson(text) : stringify(text);
  const size = isJson ? byteLength(whole) : byteLength(whole) - 2;
  return {
    frame: byteLength(stringify({ ...place, result: "" })) + NOTE_BYTES,
    size,
    isNote: false,
    render: (bytes) => {
      if (cutFrom === undefined && (size <= bytes || size <= NOTE_BYTES)) {
        return `${stringify(place).slice(0, -1)},"result":${whole}}`;
      }
      const result = headInJson(text, bytes);
      return stringify({ ...place, result, truncated: { bytes: byteLength(result), of: cutFrom ?? byteLength(text) } });
    },
  };
}

/** What an entry begins with: a call of an `each` has its place in the list alone. */
type EntryPlace = { index?: number; name?: string; status: string };

function failedEntry(done: Done, place: EntryPlace, error: CallError): Entry {
  const frame = byteLength(stringify({ ...place, error: { code: error.code, message: "" } }));
  if (error.code !== "HANDLER_ERROR") {
    const size = byteLength(stringify({ ...place, error })) - frame;
    const render = (bytes: number): string =>
      stringify({ ...place, error: size <= bytes ? error : shorten(error, bytes) });
    return { frame, size, isNote: true, render };
  }
  const { text, cutFrom } = done;
  const size = jsonLength(text);
  const render = (bytes: number): string => {
    const isWhole = cutFrom === undefined && (size <= bytes || size <= NOTE_BYTES);
    const message = isWhole ? text : withNote(headInJson(text, bytes), cutFrom ?? byteLength(text));
    return stringify({ ...place, error: { code: error.code, message } });
  };
  return { frame: frame + NOTE_BYTES, size, isNote: false, render };
}

/** The head of a text, and behind it how much that is of how much. */
function withNote(head: string, of: number): string {
  return `${head}\n[truncated: the first ${byteLength(head)} of ${of} bytes]`;
}

/**
 * An error with as many of its issues as there is room for, and where that is less, with the beginning of its message.
 */
function shorten({ code, message, issues = [] }: CallError, bytes: number): CallError {
  let left = bytes - jsonLength(message) - '"issues":[],'.length;
  const kept = issues.filter((issue) => {
    left -= byteLength(JSON.stringify(issue)) + 1;
    return left >= 0;
  });
  const error = { code, message: clip(message, bytes) };
  return kept.length === 0 ? error : { ...error, issues: kept };
}

/** JSON in which no half of a surrogate pair is left, not even an escaped one. */
function stringify(value: unknown): string {
  return wellFormedJson(JSON.stringify(value));
}

/** The size to which the longest must be cut so that all fit. */
function fairShare(sizes: readonly number[], total: number): number {
  let left = total;
  let count = sizes.length;
  for (const size of [...sizes].sort((a, b) => a - b)) {
    if (size * count > left) return Math.floor(left / count);
    left -= size;
    count -= 1;
  }
  return total;
}

// --- results/find-unwritable.ts ---

/**
 * Where in a handler's result something stands that JSON cannot hold, and what: `result.rows is a Map`. Undefined where
 * there is nothing of the kind. Promises in it that fail are looked after: nobody else will, and an unhandled one ends
 * the process.
 */
function findUnwritable(result: unknown): string | undefined {
  if (typeof result !== "object" && typeof result !== "bigint") return undefined;
  let found: string | undefined;
  const seen = new Set<object>();
  const open = new Set<object>();
  const keys: (string | number)[] = [];
  const visit = (value: unknown): void => {
    const what = open.has(value as object) ? "leads back to itself" : kindOf(value);
    if (what !== undefined) found ??= `${pathOfKeys(keys)} ${what}`;
    if (what !== undefined || typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    // What it is written as is its own matter: a Date, a Buffer, a document of a database.
    if (typeof Reflect.get(value, "toJSON") === "function") return;
    open.add(value);
    for (const [key, one] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
      keys.push(key);
      visit(one);
      keys.pop();
    }
    open.delete(value);
  };
  try {
    visit(result);
  } catch {
    // A getter or a proxy that throws, or more levels than the stack has: JSON.stringify has the last word.
  }
  return found;
}

function pathOfKeys(keys: readonly (string | number)[]): string {
  return keys.reduce<string>(
    (path, key) => (typeof key === "number" ? `${path}[${key}]` : memberPath(path, key)),
    "result",
  );
}

/** What JSON would leave out, or write as `{}`, and thereby lose. */
function kindOf(value: unknown): string | undefined {
  if (typeof value === "bigint") return "is a BigInt";
  if (typeof value !== "object" || value === null) return undefined;
  if (value instanceof Promise) {
    value.catch(() => {});
    return "is a promise";
  }
  if (typeof Reflect.get(value, "then") === "function") return "is a promise";
  if (Array.isArray(value) || typeof Reflect.get(value, "toJSON") === "function") return undefined;
  if (value instanceof Error) return "is an Error";
  if (typeof Reflect.get(value, "pipe") === "function" && typeof Reflect.get(value, "on") === "function") {
    return "is a stream";
  }
  // A Map, a Response, a ReadableStream, a RegExp, a generator ...: of a class of the language or the platform, and
  // nothing of it is a field.
  if (isPlain(value) || Object.keys(value).length > 0) return undefined;
  return `is a ${Object.prototype.toString.call(value).slice("[object ".length, -1)}`;
}

// --- results/mcp-result.ts ---

/** The fields of a result in the Model Context Protocol (CallToolResult). */
const MCP_RESULT_FIELDS: readonly string[] = ["content", "isError", "structuredContent", "_meta"];

/** What each kind of its content blocks must have as text; what else they have, a client may leave unread. */
const TEXTS: { readonly [type: string]: readonly string[] } = {
  text: ["text"],
  image: ["data", "mimeType"],
  audio: ["data", "mimeType"],
  resource: [],
  resource_link: ["uri", "name"],
};

/** A result of an MCP server as content blocks; undefined where it is an ordinary value. */
function readMcpResult(result: object): { content: ContentBlock[]; isError: boolean } | undefined {
  if (!Object.keys(result).every((key) => MCP_RESULT_FIELDS.includes(key))) return undefined;
  const { content, isError }: JsonSchema = JSON.parse(wellFormedJson(JSON.stringify(result)));
  if (!Array.isArray(content) || content.length === 0 || !content.every(isMcpBlock)) return undefined;
  return { content: content.map(blockOf), isError: isError === true };
}

function isMcpBlock(block: unknown): block is JsonSchema {
  if (!isObject(block)) return false;
  const type = String(block["type"]);
  const texts = Object.hasOwn(TEXTS, type) ? TEXTS[type] : undefined;
  if (texts === undefined || !texts.every((field) => typeof block[field] === "string")) return false;
  return type !== "resource" || isResource(block["resource"]);
}

function isResource(resource: unknown): boolean {
  if (!isObject(resource) || typeof resource["uri"] !== "string") return false;
  return typeof resource["text"] === "string" || typeof resource["blob"] === "string";
}

function blockOf(block: JsonSchema): ContentBlock {
  switch (block["type"]) {
    case "text":
      return { type: "text", text: String(block["text"]) };
    case "image":
      return media("image", String(block["mimeType"]), String(block["data"]));
    case "resource":
      return resourceBlock(block["resource"] as JsonSchema);
    case "resource_link":
      return { type: "text", text: `[${block["name"]}](${block["uri"]})` };
    default:
      return { type: "text", text: `[audio left out: ${block["mimeType"]}]` };
  }
}

function resourceBlock({ uri, mimeType, text, blob }: JsonSchema): ContentBlock {
  if (typeof text === "string") return { type: "text", text };
  const type = typeof mimeType === "string" ? mimeType : "";
  if (MEDIA_TYPES.document.includes(type)) return media("document", type, String(blob));
  if (MEDIA_TYPES.image.includes(type)) return media("image", type, String(blob));
  return { type: "text", text: `[resource left out: ${uri}${type === "" ? "" : `, ${type}`}]` };
}

/** Whether the API takes its type and data is found out where it is put into the tool result. */
function media(type: "image" | "document", media_type: string, data: string): ContentBlock {
  return { type, source: { type: "base64", media_type, data } } as ContentBlock;
}

// --- results/given-result.ts ---

/** Known by its name, so that the `toolResult` of one generated folder is understood by the runtime of another. */
const MARK = Symbol.for("batchgen.toolResult");

/**
 * What a handler gives that has more to say than a value: a value, which an output schema is about, and content blocks
 * beside it, or a failure in the handler's own words.
 *
 * @param result `value`: null where it is left out. `content`: blocks behind it. `isError`: the call failed; Claude is
 * told the texts.
 * @throws TypeError where `content` is no list of content blocks.
 */
export function toolResult<const Value = null>(result: {
  value?: Value;
  content?: readonly ContentBlock[];
  isError?: boolean;
}): ToolResult<Value> {
  const { value = null, content = [], isError = false } = result;
  if (content.length > 0 && asContentBlocks(content) === undefined) {
    throw new TypeError(
      "content must be a list of content blocks: text, image, document, search_result or tool_reference.",
    );
  }
  return Object.assign({ value: value as Value, content, isError }, { [MARK]: true });
}

/** A handler's result, as it is to be told. */
type Given = {
  value: unknown;
  /** Blocks; `beside` the value, or in its place. */
  content: ContentBlock[] | undefined;
  isBeside: boolean;
  isError: boolean;
};

/** Reads a handler's result: a `toolResult`, a result of MCP's, content blocks, or a value. */
function readGiven(result: unknown, hasOutputSchema: boolean): Given {
  if (isObject(result) && Reflect.get(result, MARK) === true) {
    const { value, content, isError } = result as unknown as ToolResult<unknown>;
    const blocks = content.length === 0 ? undefined : asContentBlocks(snapshot(content));
    return { value, content: blocks, isBeside: true, isError };
  }
  if (hasOutputSchema) return { value: result, content: undefined, isBeside: false, isError: false };
  const mcp = isObject(result) && Array.isArray(result["content"]) ? readMcpResult(result) : undefined;
  if (mcp === undefined) return { value: result, content: undefined, isBeside: false, isError: false };
  // By its specification the texts say what is structured as well.
  return { value: result, content: mcp.content, isBeside: false, isError: mcp.isError };
}

/** Taken now: what the handler's code does to its blocks later changes nothing any more. */
function snapshot(content: readonly ContentBlock[]): unknown {
  return JSON.parse(wellFormedJson(JSON.stringify(content)));
}

/** What a result that is an error says. */
function textOfFailure({ value, content }: Given): string {
  const said = content === undefined ? "" : textOfBlocks(content);
  if (said.trim() !== "" || value === null) return said;
  return typeof value === "string" ? value : JSON.stringify(value);
}

// --- results/sendable-content.ts ---

/** What is left of a tool result's limits, in bytes. Whoever puts content blocks into it takes from this. */
type Room = {
  /** For what handlers gave. */
  text: number;
  /** For what stands around that; what is more counts as text. */
  frame: number;
  /** For base64 in images and documents; undefined where that counts as text. */
  media: number | undefined;
};

/** What the texts of one result's blocks took. */
type Taken = {
  /** How much one result may still have. */
  left: number;
  given: number;
  of: number;
  /** How long the texts given are in JSON. */
  inJson: number;
};

/**
 * Content blocks as the API takes them in a tool result: no blank text, no citations on text, no half of a surrogate
 * pair, and instead of an image or document that it would refuse, a text that says why. Texts are cut, and blocks left
 * out, where there is no room for them; a text at the end says so.
 *
 * @param room What the tool result has room for: it is made less.
 * @param most The texts of all blocks together may have so many bytes of UTF-8.
 * @param label A text of batchgen's own that stands before them.
 * @returns Undefined where there is no room for a word about them.
 */
function sendableContent(
  blocks: readonly ContentBlock[],
  room: Room,
  most: number,
  label?: string,
): ContentBlock[] | undefined {
  const sent = label === undefined ? [] : [textBlock(label)];
  if (!takeRoom(NOTES_BYTES + (label === undefined ? 0 : sizeOf(textBlock(label))), room)) return undefined;
  const taken: Taken = { left: Math.min(most, room.text), given: 0, of: 0, inJson: 0 };
  let without = 0;
  for (const block of blocks) {
    const [roomBefore, takenBefore] = [{ ...room }, { ...taken }];
    const made = sendableBlocks(block, room, taken);
    room.text -= taken.given - takenBefore.given;
    const around = made.reduce((sum, one) => sum + sizeOf(one), 0) - (taken.inJson - takenBefore.inJson);
    if (takeRoom(around, room)) sent.push(...made);
    else {
      Object.assign(room, roomBefore);
      Object.assign(taken, takenBefore);
      without += 1;
    }
  }
  if (taken.given === taken.of && without === 0) room.frame += NOTES_BYTES;
  if (taken.given < taken.of) sent.push(textBlock(`[truncated: the first ${taken.given} of ${taken.of} bytes]`));
  if (without > 0) sent.push(textBlock(`[left out, since there is no room: ${without} of ${blocks.length} blocks]`));
  return sent;
}

/** The notes at the end take at most so much. */
const NOTES_BYTES = 200;

/** Takes so much room, of the frame first; false where there is not so much. */
function takeRoom(bytes: number, room: Room): boolean {
  if (bytes > room.frame + room.text) return false;
  const fromText = Math.max(0, bytes - room.frame);
  room.frame -= bytes - fromText;
  room.text -= fromText;
  return true;
}

/** The bytes of a block as JSON, base64 apart. */
function sizeOf(block: ContentBlock): number {
  return byteLength(JSON.stringify(block, withoutData)) + 1;
}

/** Base64 is counted where it is taken. */
function withoutData(_key: string, value: unknown): unknown {
  return isObject(value) && value["type"] === "base64" ? { ...value, data: "" } : value;
}

/** Blocks for where only text may stand: a result of a call that was made by code. */
function textOnly(blocks: readonly ContentBlock[]): ContentBlock[] {
  return blocks.map((block) =>
    block.type === "text" ? block : textBlock(`[${block.type} left out: the result of a call made by code is text]`),
  );
}

function textBlock(text: string): ContentBlock {
  return { type: "text", text };
}

function takeText(text: string, taken: Taken): string {
  const size = byteLength(text);
  const head = size <= taken.left ? text : headOf(text, taken.left);
  const given = size <= taken.left ? size : byteLength(head);
  taken.of += size;
  taken.given += given;
  taken.left -= given;
  const sound = wellFormed(head);
  taken.inJson += jsonLength(sound);
  return sound;
}

function sendableBlocks(block: ContentBlock, room: Room, taken: Taken): ContentBlock[] {
  switch (block.type) {
    case "text": {
      const { citations: _, ...rest } = block;
      const given = takeText(block.text, taken);
      return given.trim() === "" ? [] : [{ ...rest, text: given }];
    }
    case "search_result": {
      const content = block.content
        .flatMap((part) => sendableBlocks(part, room, taken))
        .filter(({ type }) => type === "text");
      // These may be left out, and not be null as elsewhere.
      const { citations, ...rest } = block;
      return content.length === 0
        ? []
        : [{ ...rest, ...(citations == null ? {} : { citations }), content: content as typeof block.content }];
    }
    case "tool_reference":
      return [block];
    case "image":
      return [refused(block.type, block.source, room) ?? block];
    case "document":
      return sendableDocument(block, room, taken);
  }
}

function sendableDocument(block: ContentBlock & { type: "document" }, room: Room, taken: Taken): ContentBlock[] {
  const { source } = block;
  switch (source.type) {
    case "text": {
      const data = takeText(source.data, taken);
      // Text of any kind is told as the one that the API knows.
      return data.trim() === "" ? [] : [{ ...block, source: { ...source, media_type: "text/plain", data } }];
    }
    case "content": {
      const content: typeof source.content =
        typeof source.content === "string"
          ? takeText(source.content, taken)
          : source.content.flatMap((part) => sendableBlocks(part, room, taken) as (typeof part)[]);
      return content.length === 0 ? [] : [{ ...block, source: { ...source, content } }];
    }
    default:
      return [refused(block.type, source, room) ?? block];
  }
}

type Source = { type: string; media_type?: string; data?: unknown };

/**
 * The text that stands for a block that the API would refuse, or that has no room; undefined where it takes the block.
 * One refused block makes every later request of its conversation refused.
 */
function refused(type: "image" | "document", source: Source, room: Room): ContentBlock | undefined {
  if (source.type !== "base64") return undefined;
  const { media_type: mediaType = "", data } = source;
  const why = typeof data === "string" ? faultOfMedia(type, mediaType, data) : "its data is no text";
  if (why !== undefined || typeof data !== "string") return textBlock(`[${type} left out: ${why}]`);
  const left = room.media ?? room.text;
  if (data.length > left)
    return textBlock(`[${type} left out: ${data.length} bytes of base64, and there is room for ${left}]`);
  if (room.media === undefined) room.text -= data.length;
  else room.media -= data.length;
  return undefined;
}

function faultOfMedia(type: "image" | "document", mediaType: string, data: string): string | undefined {
  const known = MEDIA_TYPES[type];
  if (!known.includes(mediaType)) return `${mediaType.slice(0, 100)} is none of ${known.join(", ")}`;
  const found = findMediaFault(type, mediaType, data);
  switch (found?.fault) {
    case undefined:
      return undefined;
    case "empty":
      return "its data is empty";
    case "not-base64":
      return "its data is not base64";
    case "too-large":
      return `${data.length} bytes of base64, and the API takes ${MAX_IMAGE_BASE64}`;
    case "unreadable":
      return `its data does not begin as ${known.join(", ")} does`;
    case "other-type":
      return `it is declared as ${mediaType}, and its data is ${found?.found}`;
  }
}

// --- results/tool-result.ts ---

type ResultBlock = Anthropic.ToolResultBlockParam;

/** The most that Claude gets of one result and of all results of a tool use, in bytes of UTF-8. */
type DispatcherLimits = {
  maxResultBytes: number;
  maxTotalBytes: number;
  /** The most base64 in images and documents; undefined where that counts among the rest. */
  maxMediaBytes: number | undefined;
};

/** The limits by a dispatcher's options. */
function limitsOf({ maxResultBytes, maxTotalBytes }: DispatcherOptions): DispatcherLimits {
  return {
    maxResultBytes: maxResultBytes ?? MAX_RESULT_BYTES,
    maxTotalBytes: maxTotalBytes ?? MAX_TOTAL_BYTES,
    maxMediaBytes: maxTotalBytes === undefined ? MAX_MEDIA_BYTES : undefined,
  };
}

/** The tool result of a call on its own: the text itself, its JSON, or its blocks; a failure is its error as JSON. */
function singleResult(use: ToolUse, done: Done, limits: DispatcherLimits): ResultBlock {
  const { outcome, text, isJson, cutFrom } = done;
  const most = Math.min(limits.maxResultBytes, limits.maxTotalBytes);
  if (outcome.status !== "ok") {
    const error = fitError(done, outcome.error, most);
    return isByCode(use) ? textForCode(use, textOfError(error), true) : errorResult(use.id, error);
  }
  // Code gets the bare value, which it can parse.
  if (outcome.content !== undefined && !(isByCode(use) && done.isBeside)) {
    const own = done.isBeside ? [{ type: "text" as const, text: cutText(done, most) }] : [];
    const room = { text: limits.maxTotalBytes, frame: INNER_FRAME_BYTES, media: limits.maxMediaBytes };
    return resultBlock(use.id, contentOf(use, [...own, ...outcome.content], room, limits) ?? []);
  }
  const isWhole = cutFrom === undefined && isJson && byteLength(text) <= most;
  if (isByCode(use) && !isWhole && typeof outcome.result !== "string") return tooLargeForCode(use, done, most);
  return resultBlock(use.id, isWhole ? wellFormedJson(text) : wellFormed(cutText(done, most)));
}

/**
 * The tool result of a batch: one envelope with every call in the order of the request. It counts as an error only
 * where no call succeeded, since Claude tends to throw away the good results of a failed one.
 */
function batchResult(use: ToolUse, all: readonly DoneInvocation[], limits: DispatcherLimits): ResultBlock {
  const { json, own, failedIndexes, left } = fitEntries(all, limits.maxTotalBytes);
  const ok = all.filter(isOk).length;
  const counts = stringify({ ok, failed: all.length - ok, failedIndexes }).slice(1);
  const envelope = `{"results":[${json.join(",")}],${counts}`;
  const isPartly = all.some((done) => isOk(done) || ("items" in done && done.status === "partial"));
  if (!isPartly) return { ...resultBlock(use.id, envelope), is_error: true };
  const attached = attachments(use, own, { ...left, media: limits.maxMediaBytes }, limits);
  return resultBlock(use.id, attached.length === 0 ? envelope : [{ type: "text", text: envelope }, ...attached]);
}

/** The tool result of a batch in which no call could be found. */
function brokenBatchResult(use: ToolUse, error: CallError): ResultBlock {
  const envelope = stringify({ results: [], ok: 0, failed: 0, failedIndexes: [], error });
  return { ...resultBlock(use.id, envelope), is_error: true };
}

/** A tool result that is an error. The API takes nothing but text in one, and not an empty one. */
function errorResult(id: string, error: CallError): ResultBlock {
  return { ...resultBlock(id, stringify({ error })), is_error: true };
}

/** The result of a toolset's call, which is answered in its toolset's name; any other as it is. */
function inToolset(use: ToolUse, result: ResultBlock): ResultBlock {
  return use.toolset_name == null ? result : ({ ...result, toolset_name: use.toolset_name } as ResultBlock);
}

function resultBlock(id: string, content: string | ContentBlock[]): ResultBlock {
  return { type: "tool_result", tool_use_id: id, content: content.length === 0 ? "" : content };
}

/** The text of a call, cut where it is longer, with a note that says so. */
function cutText({ text, cutFrom }: Done, bytes: number): string {
  const head = headOf(text, bytes);
  return cutFrom === undefined && head === text ? text : withNote(head, cutFrom ?? byteLength(text));
}

/**
 * A call's error, cut where it takes more than the limit as JSON; what batchgen itself says, only where that is more
 * than a frame.
 */
function fitError({ text, cutFrom }: Done, error: CallError, most: number): CallError {
  if (error.code !== "HANDLER_ERROR") {
    const room = Math.max(most, INNER_FRAME_BYTES);
    return byteLength(stringify(error)) <= room ? error : shorten(error, room);
  }
  if (cutFrom === undefined && jsonLength(text) <= most) return error;
  return { ...error, message: withNote(headInJson(text, most), cutFrom ?? byteLength(text)) };
}

/** The blocks of each call that are no text, behind a text that says whose they are. */
function attachments(
  use: ToolUse,
  all: readonly DoneInvocation[],
  room: Room,
  limits: DispatcherLimits,
): ContentBlock[] {
  let without = 0;
  const calls = all.flatMap((done) => ("items" in done ? done.items : [done]));
  const attached = calls.flatMap(({ outcome, isBeside, item }) => {
    const content = outcome.status === "ok" ? (outcome.content ?? []) : [];
    const others = content.filter(({ type }) => isBeside || type !== "text");
    if (others.length === 0) return [];
    const place = `results[${outcome.index}]${item === undefined ? "" : `.items[${item.index}]`}`;
    const blocks = contentOf(use, others, room, limits, `${place}, ${outcome.name}:`);
    if (blocks === undefined) without += 1;
    return blocks ?? [];
  });
  if (without === 0) return attached;
  return [...attached, { type: "text", text: `[left out, since there is no room: the blocks of ${without} results]` }];
}

function contentOf(
  use: ToolUse,
  blocks: readonly ContentBlock[],
  room: Room,
  { maxResultBytes }: DispatcherLimits,
  label?: string,
): ContentBlock[] | undefined {
  return sendableContent(isByCode(use) ? textOnly(blocks) : blocks, room, maxResultBytes, label);
}

/** JSON that is cut is of no use to code. What was done is done, so the call is not to be repeated. */
function tooLargeForCode(use: ToolUse, { text, cutFrom }: Done, most: number): ResultBlock {
  const size = cutFrom ?? byteLength(text);
  const what = `${use.name} ran. Its result is not passed on: it has ${size} bytes of JSON, and ${most} are the most.`;
  return textForCode(use, `${what} Do not repeat the call for that; ask for less.`, true);
}

/** An error in a few lines: code shows it or looks for its code. */
function textOfError({ code, message, issues = [] }: CallError): string {
  return [`${code}: ${message}`, ...issues.map((issue) => `- ${issue.path}: ${issue.message}`)].join("\n");
}

function textForCode(use: ToolUse, text: string, isError: boolean): ResultBlock {
  return { ...resultBlock(use.id, wellFormed(text)), ...(isError && { is_error: true }) };
}

// --- dispatcher/run-handler.ts ---

/** How a handler ended. */
type Ending =
  | { kind: "value"; value: unknown; unwritable: string | undefined }
  | { kind: "thrown"; cause: unknown }
  | { kind: "timeout" }
  | { kind: "stopped" };

/**
 * Runs the handler until it ends, its time is over or the stop comes. In the last two cases its signal is aborted, and
 * a later result is ignored. Never rejects.
 *
 * @param lane The lane of a serial call: it is told when the handler begins and when it has really ended, which can be
 * later, or never.
 */
function runHandler(
  call: Call,
  { handlers, options }: { handlers: Handlers; options: DispatcherOptions },
  stop: Stop,
  lane: Lane | undefined,
): Promise<Ending> {
  return new Promise((resolve) => {
    new HandlerRun(call, timeoutOf(call, options), stop, lane, resolve).start(handlers, options.context);
  });
}

/** One run of a handler. A class: the functions that it takes would cost each call as much as its check does. */
class HandlerRun {
  readonly #call: Call;
  readonly #timeoutMs: number;
  readonly #stop: Stop;
  readonly #lane: Lane | undefined;
  readonly #resolve: (ending: Ending) => void;
  readonly #onStop = (): void => this.#endEarly({ kind: "stopped" });
  #callOff: (() => void) | undefined;
  #onSettled: (() => void) | undefined;
  #controller: AbortController | undefined;
  #cut: { reason: unknown } | undefined;

  constructor(call: Call, timeoutMs: number, stop: Stop, lane: Lane | undefined, resolve: (ending: Ending) => void) {
    this.#call = call;
    this.#timeoutMs = timeoutMs;
    this.#stop = stop;
    this.#lane = lane;
    this.#resolve = resolve;
  }

  start(handlers: Handlers, context: DispatcherOptions["context"]): void {
    this.#onSettled = this.#lane?.begin();
    this.#callOff = startTimer(this.#timeoutMs, () => this.#endEarly({ kind: "timeout" }));
    this.#stop.listen(this.#onStop);
    let result: Promise<unknown>;
    try {
      result = Promise.resolve(startHandler(this.#call, handlers, context, this));
    } catch (cause) {
      result = Promise.reject(cause);
    }
    result.then(
      (value) => this.#settle(given(value)),
      (cause: unknown) => this.#settle({ kind: "thrown", cause }),
    );
  }

  /**
   * The handler's signal: it costs more than all else that a call is given, and is made for the handlers that look at
   * theirs.
   */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      const { lanesHeld } = this.#stop;
      noteLanes(this.#controller.signal, this.#lane === undefined ? lanesHeld : [...lanesHeld, this.#lane.handler]);
      if (this.#cut !== undefined) this.#controller.abort(this.#cut.reason);
    }
    return this.#controller.signal;
  }

  #settle(ending: Ending): void {
    this.#onSettled?.();
    this.#end(ending);
  }

  #end(ending: Ending): void {
    this.#callOff?.();
    this.#stop.unlisten(this.#onStop);
    this.#resolve(ending);
  }

  #endEarly(ending: { kind: "stopped" | "timeout" }): void {
    this.#end(ending);
    if (this.#cut !== undefined) return;
    const reason =
      ending.kind === "stopped"
        ? this.#stop.signal.reason
        : Object.assign(new Error(`over ${this.#timeoutMs} ms`), { name: "TimeoutError" });
    this.#cut = { reason };
    this.#controller?.abort(reason);
  }
}

/** How long a call may take: by its definition, else by the dispatcher. */
function timeoutOf({ definition }: Call, options: DispatcherOptions): number {
  return definition?.timeoutMs ?? options.timeoutMs ?? TIMEOUT_MS;
}

type Handler = (input: unknown, call: HandlerCall) => unknown;

/** The handler of a call's tool; undefined where it has none. */
function handlerOf({ name }: Call, handlers: Handlers): Handler | undefined {
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  return typeof handler === "function" ? (handler as Handler) : undefined;
}

type Extra = NonNullable<Call["extra"]>;

function startHandler(call: Call, handlers: Handlers, context: DispatcherOptions["context"], run: HandlerRun): unknown {
  if (call.extra !== undefined) return runExtra(call, call.extra, run.signal);
  const handler = handlerOf(call, handlers);
  if (handler === undefined) throw new ToolError(`${call.name} has no handler.`);
  const { index, invocationCount, toolUseId, caller } = call;
  return handler(call.input, withSignal({ index, invocationCount, toolUseId, caller, context }, run));
}

/** Where a handler's call holds its run. */
const RUN = Symbol("run");

/** The accessor of all calls: one for each would take twice the time. */
const SIGNAL: PropertyDescriptor & ThisType<{ [RUN]: HandlerRun }> = {
  get() {
    return this[RUN].signal;
  },
  enumerable: true,
};

/** The signal is the call's own, so that a copy of the call has it. */
function withSignal<T extends object>(call: T, run: HandlerRun): T & Pick<HandlerCall, "signal"> {
  Object.defineProperty(call, RUN, { value: run });
  return Object.defineProperty(call, "signal", SIGNAL) as T & Pick<HandlerCall, "signal">;
}

/** Also of a result that comes too late, the promises in it are looked after. */
function given(value: unknown): Ending {
  return { kind: "value", value, unwritable: findUnwritable(value) };
}

/** Runs a tool that brings its own `run`, checked before by its own `parse`, as the SDK's tool runner does. */
async function runExtra({ input }: Call, { tool, use }: Extra, signal: AbortSignal): Promise<unknown> {
  const toolUse = { type: "tool_use", ...use } as Anthropic.ToolUseBlock;
  return tool.run(tool.parse === undefined ? input : await tool.parse(input), {
    toolUse,
    toolUseBlock: toolUse,
    signal,
  });
}

/** Where a stack trace leaves the handler, for {@link startHandler}: what called it is the same every time. */
const CALLER = /\n +at (?:async )?startHandler [\s\S]*/;

/** Control characters that could steer a terminal. */
const STEERING = /(?![\t\n])\p{Cc}/gu;

/**
 * The stack trace of what a handler threw (`cause` of a `call_end`), as far as it is the handler's, fit for a terminal;
 * and behind it the message of its own cause, which of a `fetch` that failed is all that says why.
 */
export function handlerStack(cause: Error): string {
  const stack = (cause.stack ?? cause.message).replace(CALLER, "");
  const { message = "", code = "" }: { message?: string; code?: string } =
    cause.cause instanceof Error ? cause.cause : {};
  const below = message === "" ? code : message;
  return (below === "" ? stack : `${stack}\ncaused by: ${below}`).replace(STEERING, "");
}

// --- dispatcher/describe-ending.ts ---

/**
 * What became of a call whose handler ran; only a check against an output schema is waited for. Never throws or
 * rejects.
 */
function describeEnding(
  call: Call,
  ending: Ending,
  options: DispatcherOptions,
  stop: Stop,
): Done | Promise<Done> {
  switch (ending.kind) {
    case "value":
      if (ending.unwritable !== undefined) return withText(failure(call, unserializable(call, ending.unwritable)));
      return describeValue(call, ending.value ?? null, options, stop);
    case "thrown":
      return saidBy(call, textOfThrown(call, ending.cause), options);
    case "timeout": {
      const text = `${call.name} did not answer within ${timeoutOf(call, options)} ms. It may still have taken effect.`;
      return withText(failure(call, callError("TIMEOUT", text)));
    }
    case "stopped":
      return withText(endedByStop(call, stop, "while"));
  }
}

/** The outcome of a call that the stop came before, or while it ran. */
function endedByStop(call: Call, stop: Stop, when: "before" | "while"): Failure {
  const code = stop.reason() ?? "CANCELLED";
  const why = code === "TIMEOUT" ? "the time for all calls together was over" : "the conversation was ended";
  const text =
    when === "before" ? `Not executed: ${why}.` : `Stopped while it ran: ${why}. It may still have taken effect.`;
  return failure(call, callError(code, text));
}

/** A failure has no text of a result. */
function withText(outcome: Outcome): Done {
  return toDone(outcome, NO_TEXT, false, false);
}

const NO_TEXT = { text: "", cutFrom: undefined };

/** What is known of a call when its handler has ended. All have the same members, which is what makes them quick to read. */
function toDone(outcome: Outcome, { text, cutFrom }: Head, isJson: boolean, isBeside: boolean): Done {
  return { outcome, text, cutFrom, isJson, isBeside, ran: true, input: undefined, item: undefined };
}

type Head = Pick<Done, "text" | "cutFrom">;

/** A failure in the handler's own words. */
function saidBy(call: Call, message: string, options: DispatcherOptions): Done {
  return toDone(failure(call, callError("HANDLER_ERROR", message)), headFor(message, options), false, false);
}

/** As much of a text as one result may have: the rest is not held until the turn is over. */
function headFor(text: string, { maxResultBytes = MAX_RESULT_BYTES }: DispatcherOptions): Head {
  const head = headOf(text, maxResultBytes);
  return { text: head, cutFrom: head === text ? undefined : byteLength(text) };
}

/** Only a ToolError is written for Claude; any other text may hold what is not meant to leave the house. */
function textOfThrown(call: Call, cause: unknown): string {
  const meant = toolErrorText(cause);
  return meant.trim() === "" ? `${call.name} failed with an internal error.` : meant;
}

function toolErrorText(cause: unknown): string {
  try {
    // The SDK has a ToolError of its own, with blocks for content; its texts are meant for Claude just as ours are.
    if (!(cause instanceof Error) || cause.name !== "ToolError") return "";
    const content: unknown = Reflect.get(cause, "content");
    return Array.isArray(content) ? textOfBlocks(content) : typeof content === "string" ? content : "";
  } catch {
    // A proxy can throw even here.
    return "";
  }
}

function describeValue(call: Call, result: unknown, options: DispatcherOptions, stop: Stop): Done | Promise<Done> {
  const schema = call.definition?.outputSchema;
  const given = tryToRead(result, schema !== undefined);
  if (given === undefined) return withText(failure(call, unserializable(call)));
  if (given.isError) {
    const said = textOfFailure(given);
    return saidBy(call, said.trim() === "" ? `${call.name} failed.` : said, options);
  }
  const { value } = given;
  // A string is JSON as it is, and may be very long.
  const json = typeof value === "string" ? undefined : toJson(value);
  if (json === undefined && typeof value !== "string") return withText(failure(call, unserializable(call)));
  if (schema === undefined) return describeGiven(call, given, json, options);
  // The schema is about what Claude gets, and that is the JSON.
  const written = json === undefined ? value : JSON.parse(json);
  const isReferable = options.references !== undefined && options.references !== "off";
  return checkResult(call, written, schema, options, stop).then(
    (refused) => refused ?? { ...describeGiven(call, given, json, options), ...(isReferable && { written }) },
  );
}

/**
 * What becomes of a call whose result does not fit its output schema, or that was stopped meanwhile; undefined where
 * the result fits.
 */
async function checkResult(
  call: Call,
  written: unknown,
  schema: JsonSchema,
  options: DispatcherOptions,
  stop: Stop,
): Promise<Done | undefined> {
  const settings = { ...call.definition, ignoresFormats: true };
  const checking = { schema, settings, path: "result", root: "result" };
  const checked = await untilStopped(checkValue(written, checking, options.validate), stop);
  if (checked === "stopped") return withText(endedByStop(call, stop, "while"));
  const { issues, uncheckable } = checked.value;
  // The work is done: a result that cannot be checked is no reason to do it again.
  if (issues.length === 0 || uncheckable !== undefined) return undefined;
  const text = `${call.name} ran, but its result does not fit its output schema.`;
  return withText(failure(call, fitIssues(callError("INVALID_RESULT", text, issues))));
}

function describeGiven(call: Call, given: Given, json: string | undefined, options: DispatcherOptions): Done {
  const { value, isBeside } = given;
  const outcome: Success = { index: call.index, name: call.name, status: "ok", result: value };
  const content = given.content ?? (isBeside || json === undefined ? undefined : blocksInJson(json));
  const withContent = content === undefined ? outcome : { ...outcome, content };
  if (content !== undefined && !isBeside) {
    return toDone(withContent, headFor(textOfBlocks(content), options), false, false);
  }
  const head = headFor(json ?? (value as string), options);
  return toDone(withContent, head, json !== undefined && head.cutFrom === undefined, isBeside);
}

function unserializable(call: Call, place?: string): CallError {
  const why = place === undefined ? "" : `: ${clip(place, 150)}`;
  const text = `${call.name} ran, but its result cannot be written as JSON${why}. Do not repeat the call for that.`;
  return callError("RESULT_UNSERIALIZABLE", text);
}

function tryToRead(result: unknown, hasOutputSchema: boolean): Given | undefined {
  try {
    return readGiven(result, hasOutputSchema);
  } catch {
    return undefined;
  }
}

function blocksInJson(json: string): ContentBlock[] | undefined {
  return json.startsWith("[{") ? asContentBlocks(JSON.parse(wellFormedJson(json))) : undefined;
}

function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    // A circle, a BigInt, a depth that exhausts the stack, a toJSON that fails.
    return undefined;
  }
}

// --- dispatcher/lanes.ts ---

/** Places to run in. */
type Pool = {
  /** Waits for a place. Gives the function that frees it, or undefined where the stop comes first. */
  enter(stop: Stop): Promise<(() => void) | undefined>;
  /** Takes a place where one is free and the stop has not come; gives the function that frees it. */
  enterNow(stop: Stop): (() => void) | undefined;
};

/** A pool of so many places, filled in the order in which they are asked for. */
function createPool(size: number): Pool {
  let free = size;
  const waiting = new Set<() => void>();
  const leave = (): void => {
    const [next] = waiting;
    if (next === undefined) free += 1;
    else next();
  };
  const enterNow = (stop: Stop): (() => void) | undefined => {
    if (free === 0 || stop.reason() !== undefined) return undefined;
    free -= 1;
    return leave;
  };
  return {
    enterNow,
    enter: (stop) => {
      const place = enterNow(stop);
      if (place !== undefined || stop.reason() !== undefined) return Promise.resolve(place);
      return new Promise((resolve) => {
        const onStop = (): void => {
          waiting.delete(take);
          resolve(undefined);
        };
        const take = (): void => {
          waiting.delete(take);
          stop.unlisten(onStop);
          resolve(leave);
        };
        waiting.add(take);
        stop.listen(onStop);
      });
    },
  };
}

/** What a call does in its tool's lane: one call after the other, in the order in which they were queued. */
type Lane = {
  /** The handler that the lane belongs to. */
  readonly handler: object;
  /**
   * Waits until no handler of the tool is at work, at most so many milliseconds and not past the stop, and says whether
   * that is so. A handler that ignores its signal is at work after its call has its outcome, perhaps forever.
   */
  clear(timeoutMs: number, stop: Stop): Promise<boolean>;
  /** Says that a handler begins. Gives the function that says that it has ended. */
  begin(): () => void;
};

type LaneState = { last: Promise<unknown>; atWork: boolean; whenClear: (() => void) | undefined };

/** The lanes by the handlers of their tools, so that all dispatchers over the same handler share one. */
const lanes = new WeakMap<object, LaneState>();

/**
 * Does the work when all work queued before it for the same serial handler is done, or at once when the stop comes: it
 * must not run a handler then.
 */
function queueInLane<T>(handler: object, stop: Stop, work: (lane: Lane) => Promise<T>): Promise<T> {
  const state = lanes.get(handler) ?? { last: Promise.resolve(), atWork: false, whenClear: undefined };
  lanes.set(handler, state);
  const before = state.last;
  const done = untilStopped(before, stop).then(() => work(laneOf(handler, state)));
  // Who leaves the queue early leaves those before it to those behind.
  state.last = Promise.allSettled([before, done]).then(() => {});
  return done;
}

function laneOf(handler: object, state: LaneState): Lane {
  return {
    handler,
    clear: (timeoutMs, stop) => {
      if (!state.atWork) return Promise.resolve(true);
      return new Promise((resolve) => {
        const answer = (isClear: boolean): void => {
          state.whenClear = undefined;
          callOff();
          stop.unlisten(giveUp);
          resolve(isClear);
        };
        const giveUp = (): void => answer(false);
        const callOff = startTimer(timeoutMs, giveUp);
        state.whenClear = () => answer(true);
        stop.listen(giveUp);
      });
    },
    begin: () => {
      state.atWork = true;
      return () => {
        state.atWork = false;
        state.whenClear?.();
      };
    },
  };
}

// --- dispatcher/run-linked.ts ---

/** What the calls of one batch that refer to each other are run with. */
type LinkedBatch = {
  /** An invocation of the batch that was started, by its index. */
  runningAt(index: number): Running | undefined;
  /** Checks a call whose values are there, and asks for it where it needs approval. */
  decide(call: Call): Promise<Call>;
  /** Runs a call to its outcome, or tells of its error. */
  run(call: Call): Done | Promise<Done>;
  places: CallPlaces;
  /** One after the other; `stopOnError`: after a failure the rest is not executed. */
  isSequential: boolean;
  stopOnError: boolean;
};

/** The places that a batch has for calls. Each invocation has one; the further elements of lists take what is left. */
type CallPlaces = { readonly cap: number; free: number };

/** The places of a batch with so many invocations, of which no more than the cap run. */
function placesFor(cap: number, invocationCount: number): CallPlaces {
  return { cap, free: Math.max(0, cap - invocationCount) };
}

/** Starts an invocation that refers to others: each of its calls begins the moment what it needs is there. */
function startLinked(call: Call, batch: LinkedBatch): Running {
  const { list } = call;
  if (list === undefined) return { done: runFilled(call, batch, undefined) };
  const expanded = expand(call, list, batch);
  return {
    items: expanded.then((found) => ("error" in found ? undefined : byElement(found))),
    done: expanded.then((found): DoneInvocation | Promise<DoneInvocation> =>
      "error" in found ? batch.run(found) : endEach(call, found.started),
    ),
  };
}

/** The calls that an invocation with `each` makes, and how many elements its list has. */
type Expanded = { started: readonly Promise<Done>[]; count: number };

/** A call for each element. For those that have no place, the last call stands. */
function byElement({ started, count }: Expanded): readonly Promise<Done>[] {
  const [last] = started.slice(-1);
  return last === undefined ? started : [...started, ...Array<Promise<Done>>(count - started.length).fill(last)];
}

async function runFilled(
  call: Call,
  batch: LinkedBatch,
  item: FoundResult | Promise<FoundResult> | undefined,
): Promise<Done> {
  const filled = await fillCall(call, batch.runningAt, item);
  return batch.run(filled.error === undefined ? await batch.decide(filled) : filled);
}

/** The calls of an invocation with `each`, started; or the invocation with its error, where there is no list. */
async function expand(call: Call, list: CallReference, batch: LinkedBatch): Promise<Expanded | Call> {
  const found = await findItems(batch.runningAt(list.producer), list);
  if ("failed" in found) return { ...call, error: callError("SKIPPED", found.failed) };
  if ("missing" in found) return { ...call, error: missingError([{ path: list.path, message: found.missing }]) };
  const { count } = found;
  const granted = takePlaces(batch.places, count);
  const made = Math.min(count, granted + 1);
  const calls = Array.from({ length: made }, (_, index) => {
    const one = callForItem(call, list, index, made);
    return index < granted ? one : { ...one, error: errorPastCap(batch.places, count - made) };
  });
  const start = (one: Call, index: number): Promise<Done> =>
    startItem(one, one.error === undefined ? found.at(index) : undefined, batch);
  if (!batch.isSequential) return { started: calls.map(start), count };
  let before: Promise<Done | undefined> = Promise.resolve(undefined);
  let failed: Call | undefined;
  const started = calls.map((one, index) => {
    const done = before.then((last) => {
      if (batch.stopOnError && last !== undefined && last.outcome.status !== "ok") failed ??= one;
      return start(failed === undefined ? one : skippedAfter(one, failed), index);
    });
    before = done;
    return done;
  });
  return { started, count };
}

async function startItem(
  call: Call,
  item: FoundResult | Promise<FoundResult> | undefined,
  batch: LinkedBatch,
): Promise<Done> {
  return call.error === undefined ? runFilled(call, batch, item) : batch.run(call);
}

/** How many of these calls have a place. What an empty list leaves of its invocation's is another's. */
function takePlaces(places: CallPlaces, count: number): number {
  const further = Math.min(count - 1, places.free);
  places.free -= further;
  return further + 1;
}

/** The error of a call that has no place, and that stands for so many after it. */
function errorPastCap({ cap }: CallPlaces, further: number): NonNullable<Call["error"]> {
  const rest = further === 0 ? "this one in another batch" : `this one and the ${further} after it in other batches`;
  const text = `Not executed: a batch runs at most ${cap} calls, each element of a list being one. Send ${rest}.`;
  return callError("LIMIT_EXCEEDED", text);
}

async function endEach({ index, name }: Call, started: readonly Promise<Done>[]): Promise<DoneEach> {
  const items = await Promise.all(started);
  const ok = items.filter(({ outcome }) => outcome.status === "ok").length;
  return { index, name, status: ok === items.length ? "ok" : ok > 0 ? "partial" : "error", items };
}

/** A call that does not run because one before it failed. What is wrong with it itself is still said. */
function skippedAfter(call: Call, failed: Call): Call {
  if (call.error !== undefined) return call;
  const which = failed.name === "" ? "call" : `${failed.name} call`;
  return { ...call, error: callError("SKIPPED", `Not executed: the preceding ${which} failed.`) };
}

// --- dispatcher/run-calls.ts ---

/**
 * Runs calls to their outcomes, which come in the order of the calls. Never rejects. The pool is theirs alone: a
 * handler that calls the dispatcher waits for calls that have a pool of their own, and never for its own place.
 *
 * @param linking Where calls refer to each other: how those are decided on, and how many calls run in one batch.
 */
async function runCalls(
  calls: readonly Call[],
  settings: RunSettings,
  stop: Stop,
  linking?: Linking,
): Promise<DoneInvocation[]> {
  const runner = { ...settings, pool: createPool(settings.concurrency) };
  const isSequential = runner.options.mode === "sequential";
  const stopOnError = isSequential && runner.options.stopOnError === true;
  const all: (DoneInvocation | Promise<DoneInvocation>)[] = [];
  const start = linking === undefined ? undefined : linkedStart(linking, runner, stop, all);
  const run = (call: Call, at: number): (typeof all)[number] =>
    call.error !== undefined || call.references === undefined || start === undefined
      ? runCall(call, runner, stop)
      : start(call, at);
  let failed: Call | undefined;
  for (const [at, call] of calls.entries()) {
    all.push(run(failed === undefined ? call : skippedAfter(call, failed), at));
    if (isSequential && !isOk((await all[at]) as DoneInvocation) && stopOnError) failed ??= call;
  }
  return Promise.all(all);
}

/** How calls are run that refer to each other. */
type Linking = Pick<LinkedBatch, "decide"> & {
  /** How many calls of one batch run. */
  cap: number;
};

/** How a call is started that refers to others, which stand before it in `all`. */
function linkedStart(
  { decide, cap }: Linking,
  runner: Runner,
  stop: Stop,
  all: readonly (DoneInvocation | Promise<DoneInvocation>)[],
): (call: Call, at: number) => DoneInvocation | Promise<DoneInvocation> {
  const { mode, stopOnError = false } = runner.options;
  const places = new Map<number, CallPlaces>();
  const items = new Map<number, Running["items"]>();
  return (call, at) => {
    // The calls of a batch stand together.
    const first = at - call.index;
    const own = places.get(first) ?? placesFor(cap, call.invocationCount);
    places.set(first, own);
    const started = startLinked(call, {
      runningAt: (index) => {
        const done = all[first + index];
        return done && { done, items: items.get(first + index) };
      },
      decide,
      run: (one) => runCall(one, runner, stop),
      places: own,
      isSequential: mode === "sequential",
      stopOnError,
    });
    items.set(at, started.items);
    return started.done;
  };
}

/** What a dispatcher runs its calls with. */
type RunSettings = { handlers: Handlers; options: DispatcherOptions; concurrency: number };

/** The same for the calls that share a pool. */
type Runner = RunSettings & { pool: Pool };

/** Runs one call to its outcome, and tells of it. Never rejects. */
function runCall(call: Call, runner: Runner, stop: Stop): Done | Promise<Done> {
  if (call.error !== undefined) return end(call, runner, failure(call, call.error), 0, call.cause);
  const handler = call.definition?.serial === true ? laneOwner(call, runner) : undefined;
  if (handler === undefined) return runInPool(call, runner, stop, undefined);
  if (stop.lanesHeld.includes(handler)) {
    const text = `Not executed: ${call.name} is serial, and the call of it that waits for this one has not ended.`;
    return end(call, runner, failure(call, callError("SKIPPED", text)), 0);
  }
  return queueInLane(handler, stop, async (lane) => {
    const isClear = stop.reason() !== undefined || (await lane.clear(timeoutOf(call, runner.options), stop));
    if (isClear || stop.reason() !== undefined) return runInPool(call, runner, stop, lane);
    const text = `Not executed: an earlier call of ${call.name} has not ended.`;
    return end(call, runner, failure(call, callError("TIMEOUT", text)), 0);
  });
}

/**
 * The handler whose lane a serial call runs in. A registry's getter can throw; that is then told when the call runs.
 */
function laneOwner(call: Call, { handlers }: Runner): object | undefined {
  try {
    return handlerOf(call, handlers);
  } catch {
    return undefined;
  }
}

function runInPool(call: Call, runner: Runner, stop: Stop, lane: Lane | undefined): Done | Promise<Done> {
  const leave = runner.pool.enterNow(stop);
  return leave === undefined
    ? runner.pool.enter(stop).then((place) => runAtPlace(call, runner, stop, lane, place))
    : runAtPlace(call, runner, stop, lane, leave);
}

/** Runs a call at its place in the pool; it has none where the stop came first. */
function runAtPlace(
  call: Call,
  runner: Runner,
  stop: Stop,
  lane: Lane | undefined,
  leave: (() => void) | undefined,
): Done | Promise<Done> {
  // The stop can come while the place is handed over, and also from the listener itself.
  if (stop.reason() === undefined) {
    // A copy: what was checked and approved is what runs, whatever the listener makes of its own.
    tell(runner.options, () => ({ type: "call_start", ...eventPlaceOf(call), input: copyJson(call.input) }));
  }
  if (leave === undefined || stop.reason() !== undefined) {
    leave?.();
    return end(call, runner, endedByStop(call, stop, "before"), 0);
  }
  // How long it took, only events tell.
  const started = runner.options.onEvent === undefined ? 0 : performance.now();
  return runHandler(call, runner, stop, lane).then((ending) => {
    leave();
    const cause = ending.kind === "thrown" ? ending.cause : undefined;
    const described = describeEnding(call, ending, runner.options, stop);
    return described instanceof Promise
      ? described.then((done) => end(call, runner, done, elapsedSince(started), cause))
      : end(call, runner, described, elapsedSince(started), cause);
  });
}

function elapsedSince(started: number): number {
  return started === 0 ? 0 : performance.now() - started;
}

/** Tells of the outcome, the last thing that happens to a call. */
function end(call: Call, { options }: Runner, described: Outcome | Done, durationMs: number, cause?: unknown): Done {
  // Each call comes by here, and nobody else has its Done yet.
  const done: Done = "outcome" in described ? described : { ...withText(described), ran: false };
  done.input = call.input;
  done.item = call.item;
  if (options.onEvent === undefined) return done;
  const { outcome } = done;
  const why = cause === undefined ? {} : { cause };
  tell(options, () => ({ type: "call_end", ...eventPlaceOf(call), outcome: copyOf(outcome), durationMs, ...why }));
  return done;
}

/** An outcome for the listener alone, but for a handler's result, which can be anything and is what it is. */
function copyOf(outcome: Outcome): Outcome {
  if (outcome.status !== "ok") return copyJson(outcome) as Outcome;
  return outcome.content === undefined
    ? { ...outcome }
    : { ...outcome, content: copyJson(outcome.content) as ContentBlock[] };
}

/** Tells the listener, if there is one. What it throws, or rejects with later, is nobody else's failure. */
function tell({ onEvent }: Pick<DispatcherOptions, "onEvent">, event: () => DispatcherEvent): void {
  if (onEvent !== undefined) quietly(() => onEvent(event()));
}

// --- dispatcher/run-turn.ts ---

/** What all turns of one dispatcher have in common. */
export type TurnRunner = Pick<Reading, "project" | "names" | "extras"> & {
  runner: RunSettings;
  limits: DispatcherLimits;
};

/** A tool use, what became of its calls, and its tool result. A batch that could not be read has no calls. */
export type AnsweredUse = { use: ToolUse; calls: readonly AnsweredCall[]; result: Anthropic.ToolResultBlockParam };

/** A call with its outcome and the values that its handler was given; `ran` says whether that was started. */
type AnsweredCall = { name: string; input: unknown; outcome: Outcome; ran: boolean; item?: ItemPlace };

/**
 * Prepares what all turns share: the tools and the settings.
 *
 * @throws TypeError for an option that makes no sense, an unknown tool, or an extra tool with a name that is taken.
 */
export function createTurnRunner(
  project: Project,
  handlers: Handlers,
  options: DispatcherOptions,
  extraTools: readonly ExtraTool[] = [],
): TurnRunner {
  const { concurrency = CONCURRENCY, maxResultBytes, maxTotalBytes } = options;
  const { timeoutMs, batchTimeoutMs, mode, decode } = options;
  checkNumbers({ concurrency, maxResultBytes, maxTotalBytes }, { timeoutMs, batchTimeoutMs }, "above 0");
  checkWord("mode", mode, ["parallel", "sequential"]);
  checkWord("decode", decode, ["repair", "strict"]);
  checkWord("references", options.references, REFERENCES);
  return {
    project,
    names: namesOf(project, options.tools),
    extras: extrasByName(project, extraTools),
    runner: { handlers, options, concurrency },
    limits: limitsOf(options),
  };
}

/** The same turns, in which calls can refer to others' results: a plan's can, whatever Claude's may. */
function withReferencesOn(turns: TurnRunner): TurnRunner {
  const { runner } = turns;
  return { ...turns, runner: { ...runner, options: { ...runner.options, references: "each" } } };
}

/** How calls are read: those of a tool use, or those made by code. Repairs are told of unless `isTold` is false. */
function readingOf(turns: TurnRunner, use: ToolUse | undefined, isTold = true): Reading {
  const toolUseId = use?.id;
  const caller = use && callerOf(use);
  const { project, names, extras, runner } = turns;
  const { options } = runner;
  return {
    project,
    names,
    extras,
    toolUseId,
    references: options.references ?? "off",
    cap: project.maxInvocations,
    onRepair:
      options.decode === "strict"
        ? undefined
        : (path, from, to) =>
            isTold && tell(options, () => ({ type: "repair", toolUseId, ...(caller && { caller }), path, from, to })),
  };
}

/**
 * The stop reasons of a turn that is whole. In any other, and in those of a later API, a call may be cut and yet look
 * whole.
 */
const WHOLE: ReadonlySet<string | null> = new Set([
  "tool_use",
  "end_turn",
  "stop_sequence",
  "pause_turn",
  "compaction",
]);

/**
 * Whether a turn was cut: its calls are not run. Whether an uncut one holds calls, its content says, and not its stop
 * reason.
 */
export function isCut(stopReason: string | null): boolean {
  return !WHOLE.has(stopReason);
}

/** Runs the calls of these tool uses as one turn. Gives one answer for each, in their order. Never rejects. */
export function runToolUses(
  turns: TurnRunner,
  uses: readonly ToolUse[],
  callOptions: CallOptions,
): Promise<AnsweredUse[]> {
  return untilDone(turns, callOptions, async (stop) => {
    const given = uses.map((use) => withCaller(readToolUse(use, readingOf(turns, use))));
    const areReadable = given.every(({ error }) => error === undefined);
    const read = areReadable ? given : await Promise.all(given.map((one) => withBatchExample(turns, one, stop)));
    const all = await perform(
      turns,
      read.flatMap(({ calls }) => calls),
      stop,
      turns.project.maxInvocations,
    );
    let at = 0;
    return read.map((one) => {
      const own = all.slice(at, at + one.calls.length);
      at += one.calls.length;
      return { use: one.use, calls: answeredCalls(own), result: resultOf(turns, one, own) };
    });
  });
}

function answeredCalls(all: readonly DoneInvocation[]): AnsweredCall[] {
  const calls: AnsweredCall[] = [];
  for (const done of all) {
    if ("items" in done) calls.push(...answeredCalls(done.items));
    else calls.push(answeredCall(done));
  }
  return calls;
}

function answeredCall({ outcome, input, ran, item }: Done): AnsweredCall {
  const answered = { name: outcome.name, input, outcome, ran };
  return item === undefined ? answered : { ...answered, item };
}

/**
 * Runs calls made by code as one turn, without a cap. Gives their outcomes in the order of the calls. Never rejects.
 */
async function runOwnCalls(
  turns: TurnRunner,
  calls: readonly Call[],
  callOptions: CallOptions,
): Promise<(Outcome | EachOutcome)[]> {
  const all = await untilDone(turns, callOptions, (stop) => perform(turns, calls, stop, Number.POSITIVE_INFINITY));
  return all.map((done) => {
    if (!("items" in done)) return done.outcome;
    const { index, name, status, items } = done;
    return { index, name, status, items: items.map(({ outcome }) => outcome) };
  });
}

/** Everything that is done for one turn can be stopped together. */
async function untilDone<T>(
  { runner }: TurnRunner,
  { signal }: CallOptions,
  work: (stop: Stop) => Promise<T>,
): Promise<T> {
  const stop = createStop(signal, runner.options.batchTimeoutMs);
  try {
    return await work(stop);
  } finally {
    stop.close();
  }
}

/** The way of all calls of one turn: check all, ask for all, run all, at most `cap` of one batch. */
async function perform(
  { runner }: TurnRunner,
  calls: readonly Call[],
  stop: Stop,
  cap: number,
): Promise<DoneInvocation[]> {
  const { options } = runner;
  const { references = "off" } = options;
  const linked = references === "off" ? calls : byBatch(calls, (batch) => linkCalls(batch, references));
  const checked = await checkAll(linked, options, stop);
  // After a stop nothing runs, be it checked or not.
  if (checked === "stopped" || stop.reason() !== undefined) return runCalls(linked, runner, stop);
  if (!linked.some((call) => call.references !== undefined)) {
    return runCalls(await approveCalls(checked, options, stop), runner, stop);
  }
  const held = byBatch(checked, (batch) => holdChains(batch, (call) => isHarmless(call, options)));
  const ready = await approveCalls(held, options, stop);
  return runCalls(ready, runner, stop, { cap, decide: decideFilled(options, stop) });
}

/** The calls checked. Only the user's own validator is waited for. */
async function checkAll(
  calls: readonly Call[],
  { validate }: DispatcherOptions,
  stop: Stop,
): Promise<readonly Call[] | "stopped"> {
  const checks = calls.map((call) => checkCall(call, validate));
  if (areThere(checks)) return checks;
  const checked = await untilStopped(Promise.all(checks), stop);
  return checked === "stopped" ? checked : checked.value;
}

function areThere(checks: readonly (Call | Promise<Call>)[]): checks is readonly Call[] {
  return !checks.some((check) => check instanceof Promise);
}

/** What is done with a call whose values are there now: it is checked whole, and asked for with them. */
function decideFilled(options: DispatcherOptions, stop: Stop): (call: Call) => Promise<Call> {
  const ask = askInTurns(options, stop);
  return async (call) => {
    const checked = await untilStopped(checkCall(call, options.validate), stop);
    return checked === "stopped" ? call : ask(checked.value);
  };
}

/** A batch in which no call was found is told what one looks like. */
async function withBatchExample(turns: TurnRunner, read: ReadToolUse, stop: Stop): Promise<ReadToolUse> {
  if (read.error === undefined) return read;
  const { project, names, runner } = turns;
  const example = await untilStopped(validBatchExample(project, names, runner.options.validate), stop);
  return example === "stopped" ? read : { ...read, error: withExample(read.error, example.value) };
}

function resultOf(
  { limits }: TurnRunner,
  { use, isBatch, error }: ReadToolUse,
  done: readonly DoneInvocation[],
): Anthropic.ToolResultBlockParam {
  if (error !== undefined) return brokenBatchResult(use, error);
  const [first] = done;
  const result =
    isBatch || first === undefined || "items" in first
      ? batchResult(use, done, limits)
      : singleResult(use, first, limits);
  return inToolset(use, result);
}

// --- dispatcher/dispatcher.ts ---

/**
 * A dispatcher: it decodes, checks, approves and runs calls, each apart from the others' failures.
 *
 * @param handlers A handler for each tool.
 * @param options See {@link DispatcherOptions}; all may be left out, but for `context` where the handlers have one.
 * @throws TypeError for an option that makes no sense, or an unknown tool.
 */
export function createDispatcher(project: Project, handlers: Handlers, options?: DispatcherOptions): Dispatcher;
export function createDispatcher<Tools extends Contracts<Tools>, Context>(
  project: Project,
  handlers: Handlers,
  options?: DispatcherOptions<Tools, Context>,
): Dispatcher<Tools>;
export function createDispatcher(project: Project, handlers: Handlers, options: DispatcherOptions = {}): Dispatcher {
  const turns = createTurnRunner(project, handlers, options);
  return {
    call: async (name, input, callOptions = {}) => {
      const [outcome] = await runOwnCalls(turns, [readSingle(name, input, readingOf(turns, undefined))], callOptions);
      return outcome as Outcome<AnyTools, typeof name>;
    },
    batch: async (calls, callOptions = {}) => {
      const read = readInvocationsOf(calls, readingOf(turns, undefined));
      const outcomes: unknown = await runOwnCalls(turns, read, callOptions);
      // The outcomes stand in the order of the calls, each of its call's own name.
      return outcomes as Awaited<ReturnType<Dispatcher["batch"]>> as never;
    },
    plan: async (build, callOptions = {}) => {
      const { invocations, returned } = buildPlan(project, build);
      const planned = withReferencesOn(turns);
      const read = readInvocationsOf(invocations, readingOf(planned, undefined));
      const outcomes: unknown[] = await runOwnCalls(planned, read, callOptions);
      // The outcomes stand in the order of the invocations.
      return returned.map((at) => outcomes[at]) as never;
    },
    run: async (use, callOptions = {}) => {
      const [answered] = await runToolUses(turns, [use], callOptions);
      return answered?.result ?? unfinished(use, "tool_use");
    },
    answer: async (message, callOptions = {}) => {
      const uses = toolUsesOf(message);
      if (uses.length === 0) return undefined;
      // The calls of a turn that was cut can look whole and be half: none of them is run.
      const content = isCut(message.stop_reason)
        ? uses.map((use) => unfinished(use, message.stop_reason))
        : (await runToolUses(turns, uses, callOptions)).map(({ result }) => result);
      return { role: "user", content };
    },
    validate: async (name, input) => {
      // What a run would repair is not wrong, and nothing happens here that an event could tell of.
      const call = readSingle(name, input, readingOf(turns, undefined, false));
      const { error } = await checkCall(call, options.validate);
      return error === undefined ? [] : (error.issues ?? [{ path: name, message: error.message }]);
    },
  };
}

function unfinished(use: ToolUse, stopReason: string | null): Anthropic.ToolResultBlockParam {
  const text = `Not executed: the turn was not finished (stop reason ${stopReason}). Make the call again.`;
  return inToolset(use, errorResult(use.id, callError("CANCELLED", text)));
}

function toolUsesOf(message: AssistantTurn): ToolUse[] {
  return message.content.filter((block) => block.type === "tool_use");
}
