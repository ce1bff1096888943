import type { AST } from "@eslint-community/regexpp";

/**
 * The steps that a backtracking engine takes from a place in the text on, until it has tried everything.
 * @param full How many of the loops around, from the outermost, have consumed something in their present round: an
 * empty round is not repeated.
 */
type Steps = (at: number, full: number) => number;

type Part = AST.Pattern | AST.Element;

/** All loops around have consumed something. */
const ALL = Number.POSITIVE_INFINITY;

/**
 * How much may still be computed. It counts, and looks at no clock, so that every machine gives up at the same place.
 */
export type Effort = { left: number };

/** How many loops and alternatives may be under way in each other, so that the stack is never the limit. */
const DEEPEST = 1000;

/** Too much would have to be computed. */
export class TooComplex extends Error {}

/**
 * Counts the steps that a backtracking engine takes at most to find that a pattern matches nowhere in a text, or in one
 * that goes on with other characters behind it. The number can be exponential; counting it is not, since what is tried
 * from one place is counted once.
 * @param text One element a character.
 * @param matches Whether a character class, set or literal of the pattern matches a character.
 * @throws TooComplex where the effort is spent.
 */
export function countSteps(
  pattern: AST.Pattern,
  text: readonly string[],
  matches: (leaf: AST.Element, character: string) => boolean,
  effort: Effort,
): number {
  let nested = 0;
  const whole = compile(pattern, () => 1, 0, 1);
  return sum(text.length + 1, (start) => whole(start, 0));

  function compile(part: Part, next: Steps, depth: number, step: 1 | -1): Steps {
    switch (part.type) {
      case "Pattern":
      case "Group":
      case "CapturingGroup":
        return alternatives(part.alternatives, next, depth, step);
      case "Quantifier":
        return loop(part, next, depth, step);
      case "Assertion":
        return assertion(part, next, depth);
      case "Backreference":
        // How long the text is that it stands for is not known here: every length counts.
        return (at, full) => {
          const room = step === 1 ? text.length - at : at;
          return 1 + sum(room + 1, (length) => next(at + step * length, length > 0 ? ALL : full));
        };
      default:
        return (at) => {
          const character = text[step === 1 ? at : at - 1];
          return character !== undefined && matches(part, character) ? 1 + next(at + step, ALL) : 1;
        };
    }
  }

  function alternatives(list: readonly AST.Alternative[], next: Steps, depth: number, step: 1 | -1): Steps {
    const ways = list.map(({ elements }) => {
      const inOrder = step === 1 ? elements.toReversed() : elements;
      return inOrder.reduce<Steps>((after, element) => compile(element, after, depth, step), next);
    });
    const [only] = ways;
    if (ways.length === 1 && only !== undefined) return only;
    return once(depth, (at, full) => 1 + ways.reduce((steps, way) => steps + way(at, full), 0));
  }

  function loop({ element, min, max }: AST.Quantifier, next: Steps, depth: number, step: 1 | -1): Steps {
    // Rounds past the least number of an endless loop are all alike.
    const last = max === ALL ? min : max;
    const rounds = new Map<number, Steps>();
    function round(number: number): Steps {
      const known = rounds.get(number);
      if (known !== undefined) return known;
      const body = number < max ? compile(element, ended(number), depth + 1, step) : undefined;
      const made = once(depth, (at, full) => {
        const leave = number >= min ? next(at, full) : 0;
        return 1 + leave + (body?.(at, full) ?? 0);
      });
      rounds.set(number, made);
      return made;
    }
    function ended(number: number): Steps {
      const isOptional = number >= min;
      return (at, full) => {
        if (isOptional && full <= depth) return 1;
        return round(Math.min(number + 1, last))(at, Math.min(full, depth));
      };
    }
    return (at, full) => round(0)(at, Math.min(full, depth));
  }

  function assertion(part: AST.Assertion, next: Steps, depth: number): Steps {
    if (part.kind === "word") return (at, full) => 1 + next(at, full);
    if (!("alternatives" in part)) {
      const edge = part.kind === "start" ? 0 : text.length;
      return (at, full) => (at === edge ? 1 + next(at, full) : 1);
    }
    const inside = alternatives(part.alternatives, () => 1, depth, part.kind === "lookahead" ? 1 : -1);
    return (at, full) => 1 + inside(at, full) + next(at, full);
  }

  /** Computes what comes from one place once. */
  function once(depth: number, steps: Steps): Steps {
    const known: (number | undefined)[] = [];
    return (at, full) => {
      const state = Math.min(full, depth);
      const key = at * (depth + 1) + state;
      const found = known[key];
      if (found !== undefined) return found;
      effort.left -= 1;
      nested += 1;
      if (effort.left < 0 || nested > DEEPEST) throw new TooComplex();
      const made = steps(at, state);
      nested -= 1;
      known[key] = made;
      return made;
    };
  }
}

function sum(count: number, termOf: (index: number) => number): number {
  let total = 0;
  for (let index = 0; index < count; index += 1) total += termOf(index);
  return total;
}
