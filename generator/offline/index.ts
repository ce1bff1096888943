export { OfflineClaudeError } from "./offline-claude-error.js";
export { batch, block, say, think, use, useRaw, useText } from "./script/pieces.js";
export { startOfflineClaude } from "./start-offline-claude.js";
export type {
  AnyTools,
  BatchPiece,
  BlockPiece,
  Expectation,
  Fault,
  FullTurn,
  Invocation,
  Manner,
  OfflineClaude,
  OfflineOptions,
  Piece,
  PlacedFault,
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
