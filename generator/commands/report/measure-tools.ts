import { defineBatchTool } from "../../../templates/runtime/batch/batch-tool.js";
import { toolsFor } from "../../../templates/runtime/batch/exposure.js";
import {
  type BatchExposure,
  EXPOSURES,
  type Exposure,
  type References,
} from "../../../templates/runtime/contract/limits.js";
import { STRICT_LIMITS } from "../../api/strict-budget.js";
import { strictCost } from "../../api/strict-rules.js";
import type { ToolDefinition } from "../../define/tool-definition.js";
import { definitionOf, isBatchable } from "../../emit/emit-definitions.js";
import type { JsonObject } from "../../json/values.js";

/** What one tool costs, in bytes of JSON in UTF-8. */
export type ToolCost = {
  name: string;
  /** Its definition as the API gets it. */
  definition: number;
  /**
   * What it takes in the batch tool, by exposure: its arm and its `$defs`, which are in there once for all tools that
   * share them; in by-name its name. 0 where it is left out of it.
   */
  arm: { [E in BatchExposure]: number };
  /** What strict mode would count of it. */
  optional: number;
  unions: number;
  /** Why it is left out of the batch tool; undefined where it is not. */
  leftOut: string | undefined;
};

/**
 * What is sent with each request in one exposure, and the bytes that come to it with references and with `each`; 0
 * without a batch tool.
 */
export type ExposureCost = { exposure: Exposure; bytes: number; tokens: number; references: number; each: number };

/** What all tools cost together. */
export type Costs = {
  tools: ToolCost[];
  /** All that is sent with each request, by exposure. */
  exposures: ExposureCost[];
  strict: { what: string; spent: number; limit: number }[];
};

/** JSON of definitions has about this many bytes for each token. A rule of thumb: `count_tokens` knows. */
export const BYTES_PER_TOKEN = 3.5;

/** The parts of a batch tool's schema that grow with its tools. */
type BatchSchema = { properties: { invocations: { items: { anyOf?: unknown[] } } }; $defs?: JsonObject };

/** Measures tools in every exposure, with the very code that the generated folder runs. */
export function measureTools(tools: readonly ToolDefinition[], batchName: string, maxInvocations: number): Costs {
  const definitions = Object.fromEntries(tools.map((tool) => [tool.name, definitionOf(tool)]));
  const project = { definitions, batchName, maxInvocations };
  const batchable = tools.filter(isBatchable);
  const build = (exposure: BatchExposure, of: readonly ToolDefinition[]): BatchSchema => {
    const parts = { name: batchName, maxInvocations, definitions: of.map(definitionOf), exposure };
    return defineBatchTool(parts).input_schema as unknown as BatchSchema;
  };
  const [alongside, batchOnly] = [build("alongside", batchable), build("batch-only", batchable)];
  const arm = (batch: BatchSchema, exposure: "alongside" | "batch-only", at: number): number => {
    const own = build(exposure, batchable.slice(at, at + 1)).$defs ?? {};
    const defs = Object.entries(own).map(([key, schema]) => bytes({ [key]: schema }) - 2);
    const list = batch.properties.invocations.items.anyOf ?? [];
    return defs.reduce((sum, one) => sum + one, bytes(list[at]));
  };

  const costs = tools.map((tool): ToolCost => {
    const at = batchable.indexOf(tool);
    return {
      name: tool.name,
      definition: bytes(tool.sent),
      arm: {
        alongside: at < 0 ? 0 : arm(alongside, "alongside", at),
        "batch-only": at < 0 ? 0 : arm(batchOnly, "batch-only", at),
        "by-name": at < 0 ? 0 : bytes(tool.name) + 1,
      },
      ...strictCost(tool.sent.input_schema),
      leftOut: at < 0 ? whyLeftOut(tool) : undefined,
    };
  });
  const sum = (key: "optional" | "unions"): number => costs.reduce((total, cost) => total + cost[key], 0);
  return {
    tools: costs,
    exposures: EXPOSURES.map((exposure) => {
      const sent = bytes(toolsFor(project, exposure));
      const more = (references: References): number =>
        bytes(toolsFor(project, exposure, undefined, { references })) - sent;
      const tokens = Math.round(sent / BYTES_PER_TOKEN);
      return { exposure, bytes: sent, tokens, references: more("on"), each: more("each") };
    }),
    strict: [
      { what: "tools", spent: tools.length, limit: STRICT_LIMITS.tools },
      { what: "optional parameters", spent: sum("optional"), limit: STRICT_LIMITS.optional },
      { what: "parameters of several types", spent: sum("unions"), limit: STRICT_LIMITS.unions },
    ],
  };
}

function whyLeftOut({ sent, policy }: { sent: JsonObject; policy: { batchable?: false } }): string {
  if (policy.batchable === false) return "x-batchgen.batchable is false";
  return sent["defer_loading"] === true ? "defer_loading is true" : 'allowed_callers has no "direct"';
}

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
