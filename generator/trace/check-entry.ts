import type { TraceLine } from "../../templates/runtime/trace/lines.js";

type Type = "number" | "string" | "object";

const CALL = { index: "number", of: "number", name: "string" } as const;
const USAGE = ["input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"];

/** The fields that each entry must have to be drawn. Those that may be null are not listed. */
const FIELDS = {
  trace: { version: "number" },
  request: { step: "number", model: "string" },
  first: { step: "number" },
  response: { step: "number", durationMs: "number", toolUses: "number", usage: "object" },
  call_start: CALL,
  call_end: { ...CALL, status: "string", durationMs: "number" },
  repair: { path: "string", from: "string", to: "string" },
  retry: { step: "number", attempt: "number", cause: "string", reason: "string", delayMs: "number" },
  fallback: { step: "number", field: "string", reason: "string" },
  end: { outcome: "string", steps: "number", usage: "object", durationMs: "number" },
} as const satisfies { readonly [K in TraceLine["type"]]: { readonly [field: string]: Type } };

/** What is wrong with a parsed line of a trace, in words that go on from "line 3: "; undefined where nothing is. */
export function faultOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "expected an object";
  const entry = value as { [field: string]: unknown };
  const { t, type, usage } = entry;
  if (!isTime(t)) return `expected the time "t" in milliseconds, found ${show(t)}`;
  const fields =
    typeof type === "string" && Object.hasOwn(FIELDS, type) ? FIELDS[type as TraceLine["type"]] : undefined;
  if (!fields) return `there is no entry of type ${show(type)}; known are ${Object.keys(FIELDS).join(", ")}`;
  for (const [field, expected] of Object.entries(fields)) {
    const found = entry[field];
    const right = expected === "number" ? isTime(found) : typeof found === expected && found !== null;
    if (!right) return `expected a ${expected} in "${field}", found ${show(found)}`;
  }
  if ("usage" in fields) {
    const lacking = USAGE.find((field) => !isTime((usage as { [field: string]: unknown })[field]));
    if (lacking) return `expected a number in "usage.${lacking}"`;
  }
  return undefined;
}

/** No number in a trace is below zero, and JSON has no others that could not be drawn but those beyond a double. */
function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function show(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
