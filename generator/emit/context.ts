import type { Options } from "../config/settings.js";
import type { ToolDefinition, ToolTexts } from "../define/tool-definition.js";
import type { HandlerContext } from "../read/handler-context.js";

/** A file that a run wants. */
export type VirtualFile = {
  /** POSIX, relative to the working directory. */
  path: string;
  content: string;
  /** `machine`: overwritten by every run. `user`: written once, then a person's. */
  owner: "machine" | "user";
};

/** A tool with what is emitted for it alone. */
export type EmittedTool = ToolDefinition & { texts: ToolTexts };

/** What the emitters know. */
export type EmitContext = Options & HandlerContext & { tools: readonly EmittedTool[] };
