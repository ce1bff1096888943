import {
  choice,
  DICTIONARY,
  FLAG,
  list,
  nullable,
  type RecordShape,
  record,
  type Shape,
  TEXT,
  tagged,
} from "./shape.js";

/** Who may call a tool: the SDK's `allowed_callers`. */
export const CALLERS = [
  "direct",
  "code_execution_20250825",
  "code_execution_20260120",
  "code_execution_20260521",
] as const;

/** A breakpoint of the prompt cache. */
export const CACHE_CONTROL: Shape = tagged({ ephemeral: record({ type: TEXT, "ttl?": choice("5m", "1h") }) });

/** A tool that the user defines. The API is taken to leave out what is null here, as it does elsewhere. */
export const CUSTOM_TOOL: RecordShape = record({
  name: TEXT,
  input_schema: DICTIONARY,
  "description?": TEXT,
  "type?": nullable(choice("custom")),
  "strict?": nullable(FLAG),
  "cache_control?": nullable(CACHE_CONTROL),
  "defer_loading?": nullable(FLAG),
  "allowed_callers?": nullable(list(choice(...CALLERS))),
  "input_examples?": nullable(list(DICTIONARY)),
  "eager_input_streaming?": nullable(FLAG),
});
