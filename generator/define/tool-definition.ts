import type { SlowPatterns } from "../../templates/runtime/contract/project.js";
import type { Indent } from "../json/source.js";
import type { JsonObject } from "../json/values.js";
import type { JsonSchema } from "../schema/keywords.js";

/** How a tool's calls are run. Absent means the default: batchable, no approval, parallel, the dispatcher's timeout. */
export type Policy = {
  batchable?: false;
  /** MCP's `readOnlyHint` and `destructiveHint`, as the definition claims them. */
  readOnly?: true;
  destructive?: true;
  approval?: true;
  serial?: true;
  /** Milliseconds. */
  timeoutMs?: number;
};

/** A tool definition after the define phase: checked, in its normal form, with all names that the output needs. */
export type ToolDefinition = {
  /** The name that Claude uses. */
  name: string;
  /** The stem of its public type names: `GetWeather` in `GetWeatherInput`. Unique. */
  typeName: string;
  /** The stem of its files: `get_weather` in `types/get_weather.ts`. Unique, also where case is ignored. */
  stem: string;
  /** The definition's file, as a POSIX path relative to the tools folder. */
  file: string;
  /** How that file is indented, and with it the tool's stub. */
  indent: Indent;
  description: string | undefined;
  /**
   * What is sent to the API: `name`, `description`, `input_schema` and every other field of the API, in the author's
   * order.
   */
  sent: JsonObject & { name: string; input_schema: JsonSchema };
  /** The whole input schema. The same object as `sent.input_schema` unless a root combinator was left out of that. */
  inputSchema: JsonSchema;
  outputSchema: JsonSchema | undefined;
  /** The patterns of both schemas that can take more than linear time. */
  slowPatterns: SlowPatterns;
  policy: Policy;
  /**
   * What an earlier run emitted for it. Then `{}` stands for each of its schemas, but for what is sent of a strict
   * tool.
   */
  texts?: ToolTexts;
};

/** A tool definition before it has its names, which depend on those of all other tools. */
export type UnnamedTool = Omit<ToolDefinition, "typeName" | "stem" | "texts">;

/** What is emitted for a tool and depends on its definition and its type name alone. */
export type ToolTexts = {
  typeName: string;
  /** Its file of types, without a banner. */
  types: string;
  /** Its entry in definitions.ts. */
  definition: string;
};
