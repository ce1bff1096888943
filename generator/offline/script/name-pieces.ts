import { createHash } from "node:crypto";
import { CODE_CALLER, containerIn, runningCode } from "../../api/code-rules.js";
import { containerId } from "../../api/container-id.js";
import { arrayOf, type JsonObject } from "../../json/values.js";
import { findBatchTool } from "../answer/find-batch-tool.js";
import type { CodePiece, CodeResultPiece, CodeUsePiece, FullTurn, NamedPiece, NamedTurn, Piece } from "../types.js";

const NO_BATCH_TOOL =
  "the answer is a batch, and the request offers no batch tool. Send one, or name the tool: { ...batch([…]), name }.";
const NO_CODE =
  "the answer goes on with code, and none is running. Begin it with code(…), in this turn or an earlier one.";

const NEVER = "9999-12-31T23:59:59Z";

/** What is known of a request while its answer's pieces are gone through. */
type Naming = {
  readonly batchTool: string | undefined;
  /** What ids are made from, so that the same request and turn give the same ones. */
  readonly seed: string;
  /** The block with the code that waits or runs. */
  running: string | undefined;
  /** The first code that this turn goes on with or begins. */
  code: string | undefined;
};

/**
 * A turn as blocks of one kind each: a batch is a call of the batch tool that the request offers, and code and its
 * calls are blocks that name each other, in the request's container or a new one. A text says why that cannot be.
 */
export function nameTurn(turn: FullTurn, body: JsonObject): NamedTurn | string {
  const running = runningCode(body);
  const seed = `${JSON.stringify(arrayOf(body["messages"]))}${JSON.stringify(turn.content)}`;
  const naming: Naming = { batchTool: findBatchTool(body)?.name, seed, running, code: running };
  const content: NamedPiece[] = [];
  for (const [at, piece] of turn.content.entries()) {
    const named = namePiece(piece, at, naming);
    if (typeof named === "string") return named;
    content.push(named);
  }
  if (naming.code === undefined || turn.container !== undefined) return { ...turn, content };
  const id = containerIn(body) ?? containerId(naming.code);
  return { ...turn, content, container: { id, expires_at: NEVER, skills: null } };
}

function namePiece(piece: Piece, at: number, naming: Naming): NamedPiece | string {
  switch (piece.type) {
    case "batch": {
      const { name = naming.batchTool, id, invocations } = piece;
      if (name === undefined) return NO_BATCH_TOOL;
      return { type: "tool_use", name, input: { invocations }, ...(id && { id }) };
    }
    case "code":
      return begun(piece, at, naming);
    case "code_use":
      return naming.running === undefined ? NO_CODE : called(piece, at, naming, naming.running);
    case "code_result":
      return naming.running === undefined ? NO_CODE : ended(piece, naming, naming.running);
    default:
      return piece;
  }
}

function begun({ code, id: given }: CodePiece, at: number, naming: Naming): NamedPiece {
  const id = given ?? madeId("srvtoolu", at, naming);
  naming.running = id;
  naming.code ??= id;
  const caller = { type: "direct" };
  return { type: "block", block: { type: "server_tool_use", id, name: "code_execution", input: { code }, caller } };
}

function called(piece: CodeUsePiece, at: number, naming: Naming, running: string): NamedPiece {
  const { name, input } = piece;
  const id = piece.id ?? madeId("toolu", at, naming);
  const caller = { type: CODE_CALLER, tool_id: running };
  return { type: "block", block: { type: "tool_use", id, name, input, caller } };
}

function ended({ stdout, stderr = "", return_code = 0 }: CodeResultPiece, naming: Naming, running: string): NamedPiece {
  naming.running = undefined;
  const content = { type: "code_execution_result", stdout, stderr, return_code, content: [] };
  return { type: "block", block: { type: "code_execution_tool_result", tool_use_id: running, content } };
}

function madeId(prefix: string, at: number, { seed }: Naming): string {
  return `${prefix}_${createHash("sha256").update(`${at} ${seed}`).digest("hex").slice(0, 24)}`;
}
