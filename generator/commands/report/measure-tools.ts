import { join } from "node:path";
import { createJiti } from "jiti";
import { STRICT_LIMITS, strictCost } from "../../define/strict-mode.js";
import type { JsonObject, ToolDefinition } from "../../define/tool-definition.js";
import { isBatchable } from "../../emit/emit-definitions.js";
import { packageRoot } from "../../package-root.js";

/** The exposures in the order in which they are shown. */
export const EXPOSURES = ["alongside", "batch-only", "by-name", "native"] as const;
type Exposure = (typeof EXPOSURES)[number];

/** What one tool costs, in bytes of JSON in UTF-8. */
export type ToolCost = {
  name: string;
  /** Its definition as the API gets it. */
  definition: number;
  /**
   * What it takes in the batch tool, by exposure: its arm and its `$defs`, which are in there once for all tools that share them; in by-name its
   * name. 0 where it is left out of it.
   */
  arm: { [E in Exclude<Exposure, "native">]: number };
  /** What strict mode would count of it. */
  optional: number;
  unions: number;
  /** Why it is left out of the batch tool; undefined where it is not. */
  leftOut: string | undefined;
};

/** What all tools cost together. */
export type Costs = {
  tools: ToolCost[];
  /** All that is sent with each request, by exposure. */
  exposures: { exposure: Exposure; bytes: number; tokens: number }[];
  strict: { what: string; spent: number; limit: number }[];
};

/** JSON of definitions has about this many bytes for each token. A rule of thumb: `count_tokens` knows. */
export const BYTES_PER_TOKEN = 3.5;

type Batch = {
  input_schema: { properties: { invocations: { items: { anyOf?: unknown[] } } }; $defs?: JsonObject };
};
type Template = { defineBatchTool: (parts: object) => Batch };

/** Measures tools in every exposure, with the very code that the generated folder runs. */
export async function measureTools(
  tools: readonly ToolDefinition[],
  batchName: string,
  maxInvocations: number,
): Promise<Costs> {
  const jiti = createJiti(packageRoot(), { fsCache: false, tryNative: false });
  const { defineBatchTool } = await jiti.import<Template>(join(packageRoot(), "templates/runtime/batch/batch-tool.ts"));
  const batchable = tools.filter(isBatchable);
  const definitions = batchable.map(({ sent, inputSchema }) => ({ tool: sent, inputSchema }));
  const build = (exposure: Exposure, of = definitions): Batch =>
    defineBatchTool({ name: batchName, maxInvocations, definitions: of, exposure });
  const [alongside, batchOnly, byName] = [build("alongside"), build("batch-only"), build("by-name")];
  const arm = (batch: Batch, exposure: Exposure, at: number): number => {
    const own = build(exposure, definitions.slice(at, at + 1)).input_schema.$defs ?? {};
    const defs = Object.entries(own).map(([key, schema]) => bytes({ [key]: schema }) - 2);
    const list = batch.input_schema.properties.invocations.items.anyOf ?? [];
    return defs.reduce((sum, one) => sum + one, bytes(list[at]));
  };

  const all = tools.map(({ sent }) => sent);
  const others = tools.filter((tool) => !isBatchable(tool)).map(({ sent }) => sent);
  const sizes: { [E in Exposure]: number } = {
    alongside: bytes(batchable.length === 0 ? all : [alongside, ...all]),
    "batch-only": bytes(batchable.length === 0 ? all : [batchOnly, ...others]),
    "by-name": bytes(batchable.length === 0 ? all : [byName, ...all]),
    native: bytes(all),
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
    exposures: EXPOSURES.map((exposure) => ({
      exposure,
      bytes: sizes[exposure],
      tokens: Math.round(sizes[exposure] / BYTES_PER_TOKEN),
    })),
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
