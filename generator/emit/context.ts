import type { ToolDefinition } from "../define/tool-definition.js";
import type { HandlerContext } from "../read/handler-context.js";

/** A file that a run wants. */
export type VirtualFile = {
  /** POSIX, relative to the working directory. */
  path: string;
  content: string;
  /** `machine`: overwritten by every run. `user`: written once, then a person's. */
  owner: "machine" | "user";
};

/** The settings that the output depends on. Folders are absolute. */
export type OutputSettings = {
  toolsDir: string;
  outDir: string;
  /** Where handlers live: the tools folder itself unless the user wants them elsewhere. */
  handlersDir: string;
  /** How relative imports end. */
  extension: ImportExtension;
  batchName: string;
  maxInvocations: number;
};

/** What the emitters know. */
export type EmitContext = OutputSettings & HandlerContext & { tools: readonly ToolDefinition[] };

export type ImportExtension = "js" | "ts" | "none";
