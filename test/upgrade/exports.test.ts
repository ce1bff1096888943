import { join } from "node:path";
import { Project, type Symbol as TsSymbol } from "ts-morph";
import { expect, it } from "vitest";
import { root } from "../support/project.js";

/** What 0.1.0's generated/index.ts of the example exported as types. */
const TYPES = `
Approval ApprovalRequest AssistantTurn BatchRequest BatchRequestOptions BatchResult Budget CallEndEvent CallError
CallOptions CallStartEvent Client ContentBlock Context ConversationEvent ConversationOptions ConversationOutcome
ConversationResult ConversationStream Definition Dispatcher DispatcherEvent DispatcherOptions EndEvent ErrorCode
Exposure ExtraTool ExtraToolCall Failure FallbackEvent Fault GetTimeInput GetWeatherInput Handler HandlerCall
HandlerResult Handlers HistoryEvent Invocation Issue JsonSchema Outcome OutcomeStatus ProgressEvent ReadBatchOptions
ReadInvocation RepairEvent RequestEvent RequestFields ResponseEvent RetryEvent RunnableExtra RunnableToolsOptions
Span Success TextEvent ThinkingEvent TokenUsage ToolError ToolInput ToolInputEvent ToolName ToolOutput ToolUse Tools
TraceEntry TraceLine Tracer Validator
`;

/** And as values. */
const VALUES = `
BATCH_NAME CACHE_LOOK_BACK CLOSE_TIMEOUT_MS CONCURRENCY DEFAULT_MODEL EXPOSURES LONGEST_TIMER_MS
MAX_CACHE_BREAKPOINTS MAX_DEPTH MAX_ERROR_BYTES MAX_EXAMPLE_BYTES MAX_INVOCATIONS MAX_ISSUES MAX_NAME_LENGTH
MAX_PAUSES MAX_RESENDS MAX_RESULT_BYTES MAX_STEPS MAX_TOKENS MAX_TOTAL_BYTES NEAREST_NAMES RESEND_DELAY_MS
STALL_TIMEOUT_MS STATUS_OF STUCK_AFTER TIMEOUT_MS ToolError batchRequest batchTool createDispatcher definitions
handlers readBatchResult runConversation runnableTools streamConversation tools toolsFor traceLines
`;

it("exports what 0.1.0 exported, of the same kind, and more", () => {
  const project = new Project({ tsConfigFilePath: join(root, "tsconfig.json"), skipAddingFilesFromTsConfig: true });
  const symbols = project.addSourceFileAtPath(join(root, "generated/index.ts")).getExportSymbols();
  const types = symbols.filter((symbol) => is(symbol, /^(TypeAlias|Interface|Class)Declaration$/)).map(nameOf);
  const values = symbols.filter((symbol) => is(symbol, /^(Variable|Function|Class)Declaration$/)).map(nameOf);
  expect(types).toEqual(expect.arrayContaining(wordsOf(TYPES)));
  expect(values).toEqual(expect.arrayContaining(wordsOf(VALUES)));
});

function is(symbol: TsSymbol, kinds: RegExp): boolean {
  const declarations = (symbol.getAliasedSymbol() ?? symbol).getDeclarations();
  return declarations.some((declaration) => kinds.test(declaration.getKindName()));
}

function nameOf(symbol: TsSymbol): string {
  return symbol.getName();
}

function wordsOf(text: string): string[] {
  return text.trim().split(/\s+/);
}
