export { OfflineClaudeError } from "./offline-claude-error.js";
export { followPlan } from "./script/follow-plan.js";
export { batch, block, code, codeResult, codeUse, say, think, use, useRaw, useText } from "./script/pieces.js";
export { startOfflineClaude } from "./start-offline-claude.js";
export type {
  AnyTools,
  BatchPiece,
  BlockPiece,
  CodePiece,
  CodeResultPiece,
  CodeUsePiece,
  Expectation,
  Fault,
  FullTurn,
  Invocation,
  Manner,
  OfflineClaude,
  OfflineOptions,
  Piece,
  PlacedFault,
  PlannedCall,
  RawPiece,
  ReadOnly,
  ReceivedRequest,
  Script,
  TextPiece,
  ThinkingPiece,
  ToolMap,
  Turn,
  UsageNumbers,
  UsePiece,
} from "./types.js";
