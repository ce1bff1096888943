/** What is known of a model. Where nothing is said, nothing is known, and nothing is refused. */
export type ModelFacts = {
  /** Tokens of a prompt and its answer together. */
  readonly window?: number;
  /** The most tokens of an answer. */
  readonly maxTokens?: number;
  /** Whether `output_config.effort` is taken. */
  readonly effort?: boolean;
  /** The ways of thinking that are refused. */
  readonly refusesThinking?: readonly ("adaptive" | "enabled" | "disabled" | "between_tools")[];
  /** Whether `tool_choice` may be `any` or `tool`. */
  readonly forcedChoice?: boolean;
  /** Whether a conversation may end with text of the assistant. */
  readonly prefill?: boolean;
};

const MILLION = 1_000_000;
const FIFTH = { window: MILLION, maxTokens: 128_000, effort: true, prefill: false } as const;
const NO_BUDGET = { refusesThinking: ["enabled", "between_tools"] } as const;
/** The first models with a thinking budget, which do not decide on it themselves. */
const BUDGET_ONLY = { refusesThinking: ["adaptive", "between_tools"] } as const;

/** The models by the beginnings of their names; the first that fits counts. */
const MODELS: readonly (readonly [name: RegExp, facts: ModelFacts])[] = [
  [/^claude-(?:fable|mythos)-5-[12]/, { ...FIFTH, refusesThinking: ["disabled"], forcedChoice: false }],
  [/^claude-fable-5/, { ...FIFTH, refusesThinking: ["disabled"] }],
  [/^claude-opus-5-5/, { ...FIFTH, refusesThinking: ["disabled"], forcedChoice: false }],
  [/^claude-sonnet-5-5/, { ...FIFTH, refusesThinking: ["disabled"], forcedChoice: false }],
  [/^claude-(?:opus|sonnet|mythos|haiku)-5/, FIFTH],
  [/^claude-mythos-preview/, { prefill: false }],
  [/^claude-opus-4-[78]/, { ...FIFTH, ...NO_BUDGET }],
  [/^claude-opus-4-6/, { ...FIFTH, refusesThinking: ["between_tools"] }],
  [/^claude-sonnet-4-6/, { ...FIFTH, refusesThinking: ["between_tools"] }],
  [/^claude-opus-4-5/, { window: 200_000, maxTokens: 64_000, effort: true, ...BUDGET_ONLY }],
  // With a beta, its window is larger.
  [/^claude-sonnet-4-5/, { window: MILLION, maxTokens: 64_000, effort: false, ...BUDGET_ONLY }],
  [/^claude-haiku-4-5/, { window: 200_000, maxTokens: 64_000, effort: false, ...BUDGET_ONLY }],
  [/^claude-\w+-4-[678]/, { prefill: false }],
];

/** What is known of a model; nothing of one that is not listed. */
export function factsOf(model: unknown): ModelFacts {
  return MODELS.find(([name]) => name.test(String(model)))?.[1] ?? {};
}
