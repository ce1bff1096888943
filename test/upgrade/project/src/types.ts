// Every type that 0.1.0's docs name, imported and used.
import type Anthropic from "@anthropic-ai/sdk";
import type {
  Approval,
  ApprovalRequest,
  AssistantTurn,
  BatchRequest,
  BatchRequestOptions,
  BatchResult,
  Budget,
  CallEndEvent,
  CallError,
  CallOptions,
  CallStartEvent,
  Client,
  ContentBlock,
  Context,
  ConversationEvent,
  ConversationOptions,
  ConversationOutcome,
  ConversationResult,
  ConversationStream,
  Definition,
  Dispatcher,
  DispatcherEvent,
  DispatcherOptions,
  EndEvent,
  ErrorCode,
  Exposure,
  ExtraTool,
  Failure,
  FallbackEvent,
  Fault,
  GetWeatherInput,
  Handler,
  HandlerCall,
  HandlerResult,
  Handlers,
  HistoryEvent,
  Invocation,
  Issue,
  JsonSchema,
  MeasureInput,
  MeasureOutput,
  Outcome,
  OutcomeStatus,
  ProgressEvent,
  ReadBatchOptions,
  ReadInvocation,
  RepairEvent,
  RequestEvent,
  RequestFields,
  ResponseEvent,
  RetryEvent,
  RunnableToolsOptions,
  Span,
  Success,
  TextEvent,
  ThinkingEvent,
  TokenUsage,
  ToolInput,
  ToolInputEvent,
  ToolName,
  ToolOutput,
  Tools,
  ToolUse,
  TraceEntry,
  TraceLine,
  Tracer,
  Validator,
  WriteNoteInput,
} from "../generated/index.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Equal<A, B>): void {}

same<ToolName, "get_weather" | "search" | "write-note" | "measure" | "delete_file" | "draw_chart" | "no_batch">(true);
same<ToolName, keyof Tools>(true);
same<ToolInput<"get_weather">, GetWeatherInput>(true);
same<ToolInput<"get_weather">, { location: string; unit?: "celsius" | "fahrenheit" }>(true);
same<ToolInput<"write-note">, WriteNoteInput>(true);
same<ToolInput<"measure">, MeasureInput>(true);
same<ToolOutput<"measure">, MeasureOutput>(true);
same<ToolOutput<"get_weather">, HandlerResult>(true);
same<Context, { user: string; written: string[] }>(true);
same<HandlerCall["context"], Context>(true);
same<Outcome<"measure">, Success<"measure"> | Failure<"measure">>(true);
same<Success<"measure">["result"], { metres: number }>(true);
same<Failure<"measure">["error"], CallError>(true);
same<CallError["issues"], Issue[] | undefined>(true);
same<OutcomeStatus, "ok" | "error" | "denied" | "timeout" | "cancelled" | "skipped">(true);
same<Exclude<Exposure, "programmatic">, "alongside" | "batch-only" | "by-name" | "native">(true);

export const handler: Handler<"measure"> = async ({ length }) => ({ metres: length });
export const someHandlers = {} as Partial<Handlers>;
export const invocation: Invocation = { name: "measure", arguments: { length: 1 } };
export const code: ErrorCode = "INVALID_ARGUMENTS";
export const approval: Approval = { approved: false, reason: "no" };
export const approve = ({ name, input, index, invocationCount, toolUseId, signal }: ApprovalRequest): Approval =>
  name === "delete_file" && input.path !== "" && index < invocationCount && toolUseId !== "" && !signal.aborted;
export const validator: Validator = (_schema: JsonSchema, _value: unknown): Fault[] => [
  { pointer: "/a", message: "b" },
];
export const block: ContentBlock = { type: "text", text: "a" };
export const use: ToolUse = { id: "toolu_1", name: "measure", input: {} };
export const turn: AssistantTurn = { content: [], stop_reason: "end_turn" };
export const callOptions: CallOptions = { signal: AbortSignal.abort() };
export const dispatcherOptions: DispatcherOptions = { context: { user: "a", written: [] }, concurrency: 1 };
export const runnableOptions: RunnableToolsOptions = { ...dispatcherOptions, exposure: "native" };
export const readOptions: ReadBatchOptions = { decode: "strict" };
export const definitionOf = (definition: Definition): string | undefined => definition.tool.description;
export const clientOf = (client: Anthropic): Client => client;
export const extra: ExtraTool = { type: "web_search_20250305", name: "web_search", max_uses: 3 };
export const fields: RequestFields = { tool_choice: { type: "auto" }, betas: ["some-beta"] };
export const outcomes: ConversationOutcome[] = [
  "completed",
  "max_steps",
  "truncated",
  "refused",
  "paused",
  "context_exceeded",
  "aborted",
  "stuck",
  "unknown_stop",
  "error",
];
export const budgets: Budget[] = ["steps", "tokens", "time"];
export const span: Span = { setAttributes: () => {}, setStatus: () => {}, end: () => {} };
export const tracer: Tracer = { startSpan: () => span };
export const promised = (dispatcher: Dispatcher): Promise<Outcome<"measure">> =>
  dispatcher.call("measure", { length: 1 });
export const eventOf = (event: DispatcherEvent | RepairEvent | CallStartEvent | CallEndEvent): ConversationEvent =>
  event;
export type Streamed =
  | RequestEvent
  | TextEvent
  | ThinkingEvent
  | ToolInputEvent
  | ResponseEvent
  | ProgressEvent
  | RetryEvent
  | FallbackEvent
  | HistoryEvent
  | EndEvent;
export const streamedOf = (event: Streamed): ConversationEvent => event;
export const resultOf = (stream: ConversationStream): Promise<ConversationResult> => stream.result;
export const usageOf = ({ usage }: ConversationResult): TokenUsage => usage;
export const messagesOf = (options: ConversationOptions): number => options.messages.length;
export const customIdOf = (request: BatchRequest): string => request.custom_id;
export const modelOf = (options: BatchRequestOptions): string => options.model;
export const invocationsOf = (result: BatchResult): readonly ReadInvocation[] => result.invocations;
export const entryOf = (line: TraceLine): TraceEntry => line;
