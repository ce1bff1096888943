import { type FixtureBlock, type FixtureResponse, LLMock } from "@copilotkit/aimock";
import type { Fault, FullTurn, OfflineOptions, Piece, ReceivedRequest, Turn } from "../../generator/offline/types.js";
import type { Fake } from "./scene.js";

/**
 * A second fake of the API, by other people, which knows nothing of this project: `@copilotkit/aimock`. It plays the
 * same scripts as the offline Claude, as far as it can, and checks no request.
 *
 * @throws Where a script or a fault needs what it lacks: such a test is to be named in aimock.test.ts.
 */
export async function startAimock(options: OfflineOptions): Promise<Fake> {
  const requests: ReceivedRequest[] = [];
  const faults = faultsOf(options);
  // A turn that a fault has spoilt is due again.
  const due = () => requests.length - 1 - [...faults.keys()].filter((number) => number < requests.length).length;
  const script = options.script ?? [];
  if (typeof script === "function") throw new Error("aimock lacks: scripts that are functions");
  for (const turn of script) responseOf(turn);
  const mock = new LLMock({ port: 0, logLevel: "silent" });
  const play = (): FixtureResponse => {
    const turn = script[due()];
    return turn === undefined ? errorOf(400, "invalid_request_error", "the script is over") : responseOf(turn);
  };
  for (const [number, fault] of faults) {
    const match = { predicate: () => requests.length === number };
    if (fault.kind === "cut" && fault.atByte > 0) mock.on(match, play, { truncateAfterChunks: 3 });
    else mock.on(match, refusalOf(fault));
  }
  mock.on({}, play, options.latencyMs ? { latency: options.latencyMs } : {});
  const baseURL = await mock.start();
  const record: typeof fetch = (input, init) => {
    const headers = Object.fromEntries(new Headers(init?.headers));
    requests.push({ headers, body: JSON.parse(String(init?.body)) } as unknown as ReceivedRequest);
    return fetch(input, init);
  };
  return { baseURL, requests, fetch: record, close: () => mock.stop() };
}

function faultsOf({ faults = [] }: OfflineOptions): Map<number, Fault> {
  if (typeof faults === "function") throw new Error("aimock lacks: faults that are functions");
  return new Map(faults.map(({ request, ...fault }) => [request, fault]));
}

function refusalOf(fault: Fault): FixtureResponse {
  if (fault.kind === "error") return errorOf(fault.status, fault.type, fault.message);
  if (fault.kind === "rate_limit") {
    return { ...errorOf(429, "rate_limit_error", "Slow down."), retryAfter: fault.retryAfter ?? 0 };
  }
  if (fault.kind === "overload" && fault.atByte === undefined) return errorOf(529, "overloaded_error", "Overloaded");
  throw new Error(`aimock lacks: the fault ${JSON.stringify(fault)}`);
}

function errorOf(status: number, type: string, message: string) {
  return { status, error: { type, message } };
}

function responseOf(turn: Turn): FixtureResponse {
  const full: FullTurn = isFull(turn)
    ? turn
    : {
        content: [turn]
          .flat()
          .map((piece): Piece => (typeof piece === "string" ? { type: "text", text: piece } : piece)),
      };
  const { content, stop_reason, usage, fault, container, stop_details, stop_sequence } = full;
  const lacking = Object.entries({ fault, container, stop_details, stop_sequence }).find(([, value]) => value);
  if (lacking) throw new Error(`aimock lacks: ${lacking[0]}`);
  if (stop_reason === null) throw new Error("aimock lacks: an answer without a stop reason");
  if (usage?.cache_read_input_tokens || usage?.cache_creation_input_tokens)
    throw new Error("aimock lacks: cache usage");
  const [first] = content;
  const thinks = first?.type === "thinking";
  const blocks = content.slice(thinks ? 1 : 0).map(blockOf);
  if (blocks.length === 0) throw new Error("aimock lacks: an answer without text or calls");
  return {
    blocks,
    ...(thinks && { reasoning: first.thinking }),
    ...(stop_reason && { finishReason: stop_reason }),
    ...(usage && { usage }),
  };
}

function isFull(turn: Turn): turn is FullTurn {
  return typeof turn === "object" && "content" in turn;
}

function blockOf(piece: Piece): FixtureBlock {
  switch (piece.type) {
    case "text":
      return { type: "text", text: piece.text };
    case "tool_use":
      return callOf(piece.name, piece.input, piece.id);
    case "batch":
      return callOf(piece.name ?? "batch_tool", { invocations: piece.invocations }, piece.id);
    case "raw_tool_use":
      if (piece.json !== undefined) throw new Error("aimock lacks: tool input as written, and such as is no JSON");
      return callOf(piece.name, piece.input, piece.id);
    default:
      throw new Error(`aimock lacks: a block of type ${piece.type} there`);
  }
}

function callOf(name: string, input: unknown, id: string | undefined): FixtureBlock {
  return { type: "toolCall", name, arguments: JSON.stringify(input), ...(id && { id }) };
}
