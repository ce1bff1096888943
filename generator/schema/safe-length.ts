import type { AST } from "@eslint-community/regexpp";
import { countSteps, type Effort, TooComplex } from "./count-steps.js";

type Regexpp = typeof import("@eslint-community/regexpp");

/** The longest text that is matched against a pattern of exponential time, whatever that takes. */
export const LONGEST = 24;
/** So many steps take about a millisecond. */
export const MOST_STEPS = 100_000;
const EFFORT = 3_000_000;
/** More kinds of characters are not told apart. */
const MOST_KINDS = 12;

/** Characters of which every pattern is likely to treat some alike. */
const COMMON = ["a", "A", "z", "0", "9", "_", " ", "\n", "-", ".", "!", "é", "あ", "😀", "\u0001"];

/**
 * The length up to which every text is matched against a pattern within 100,000 steps: at most 24, in characters. The
 * texts on which it takes most are found by trying: what takes most steps so far is made longer by every kind of
 * character that the pattern tells apart.
 * @param attacks Texts that are known to take long.
 */
export function safeLength(pattern: string, { RegExpParser }: Regexpp, attacks: readonly string[]): number {
  let safe = 0;
  try {
    const tree = new RegExpParser().parsePattern(pattern, undefined, undefined, { unicode: true });
    const matches = matcher();
    const kinds = kindsOf(leavesOf(tree), attacks.join(""), matches);
    const effort: Effort = { left: EFFORT };
    let worst: string[][] = [[]];
    for (let length = 1; length <= LONGEST; length += 1) {
      const longer = worst.flatMap((text) => kinds.map((kind) => [...text, kind]));
      const known = attacks.flatMap((attack) => {
        const start = [...attack].slice(0, length);
        return start.length === length ? [start] : [];
      });
      const counted = [...longer, ...known].map((text) => ({ text, steps: countSteps(tree, text, matches, effort) }));
      if (counted.some(({ steps }) => steps > MOST_STEPS)) return safe;
      worst = worstOf(counted);
      safe = length;
    }
  } catch (error) {
    // RangeError: groups in each other by the thousand have taken the stack. SyntaxError: JavaScript is ahead of the
    // parser.
    if (![TooComplex, RangeError, SyntaxError].some((kind) => error instanceof kind)) throw error;
  }
  return safe;
}

/** Of the texts that end with the same character the one that takes most steps. */
function worstOf(counted: { text: string[]; steps: number }[]): string[][] {
  const byEnd = new Map<string | undefined, string[]>();
  for (const { text } of counted.sort((a, b) => b.steps - a.steps)) {
    if (!byEnd.has(text.at(-1))) byEnd.set(text.at(-1), text);
  }
  return [...byEnd.values()].slice(0, 4);
}

/** Tells whether a leaf of a pattern matches a character, as JavaScript does. */
export function matcher(): (leaf: AST.Element, character: string) => boolean {
  const expressions = new Map<string, RegExp>();
  const known = new Map<string, boolean>();
  return ({ raw }, character) => {
    const key = `${character}${raw}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const expression = expressions.get(raw) ?? new RegExp(`^(?:${raw})$`, "u");
    expressions.set(raw, expression);
    const isMatch = expression.test(character);
    known.set(key, isMatch);
    return isMatch;
  };
}

/** One character of each kind that the leaves of a pattern tell apart. */
function kindsOf(leaves: readonly AST.Element[], attack: string, matches: ReturnType<typeof matcher>): string[] {
  const candidates = new Set([...leaves.flatMap(charactersIn), ...attack, ...COMMON]);
  const kinds = new Map<string, string>();
  for (const character of candidates) {
    const signature = leaves.map((leaf) => (matches(leaf, character) ? "1" : "0")).join("");
    if (!kinds.has(signature)) kinds.set(signature, character);
  }
  // Those that most leaves match lead to most ways.
  const weight = (signature: string): number => signature.replaceAll("0", "").length;
  const sorted = [...kinds].sort(([a], [b]) => weight(b) - weight(a));
  return sorted.slice(0, MOST_KINDS).map(([, character]) => character);
}

function leavesOf(part: AST.Pattern | AST.Element): AST.Element[] {
  switch (part.type) {
    case "Pattern":
    case "Group":
    case "CapturingGroup":
      return part.alternatives.flatMap(({ elements }) => elements.flatMap(leavesOf));
    case "Quantifier":
      return leavesOf(part.element);
    case "Assertion":
      return "alternatives" in part ? part.alternatives.flatMap(({ elements }) => elements.flatMap(leavesOf)) : [];
    case "Backreference":
      return [];
    default:
      return [part];
  }
}

/** The characters that a literal or a class names itself, and the neighbours of its ranges. */
function charactersIn(leaf: AST.Element): string[] {
  if (leaf.type === "Character") return [String.fromCodePoint(leaf.value)];
  if (leaf.type !== "CharacterClass") return [];
  return leaf.elements.flatMap((element) => {
    if (element.type === "Character") return [String.fromCodePoint(element.value)];
    if (element.type !== "CharacterClassRange") return [];
    const [min, max] = [element.min.value, element.max.value];
    return [min, max, min - 1, max + 1]
      .filter((code) => code >= 0 && code <= 0x10ffff)
      .map((code) => String.fromCodePoint(code));
  });
}
