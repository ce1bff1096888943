import type { Plan } from "../plan/plan.js";
import { normalizeEnds } from "../read/hash.js";
import { codeTokens } from "./code-tokens.js";
import { allActions } from "./format-actions.js";

/** What a formatter adds and leaves out: the braces are those around a single statement. */
const OPTIONAL = new Set([",", ";", "(", ")", "{", "}", "|", "&"]);

/** What can stand in a list of names, and what follows `export` where it declares something. */
const IN_NAMES = /^(?:[\w$]+|[{},*])$/;
const DECLARES = /^(?:const|let|var|function|async|class|abstract|interface|enum|default|declare|namespace)$/;

/** The generated files of a plan that a formatter changed, and nobody else. */
export function formattedFiles(plan: Plan): string[] {
  return allActions(plan).flatMap(({ path, action, owner, current, content, isUntouched }) => {
    if (action !== "update" || owner !== "machine" || isUntouched === true) return [];
    if (current === undefined || content === undefined) return [];
    const isSame = path.endsWith(".json") ? isSameJson(current, content) : differsInFormatting(current, content);
    return isSame ? [path] : [];
  });
}

function isSameJson(a: string, b: string): boolean {
  try {
    return JSON.stringify(JSON.parse(a)) === JSON.stringify(JSON.parse(b));
  } catch {
    return false;
  }
}

/**
 * Whether two texts of TypeScript, which differ, have the same tokens: but for white space, for the kind of
 * quotes, for what a formatter adds and leaves out, and for the order of imports, which some sort.
 */
export function differsInFormatting(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => withoutLayout(codeTokens(normalizeEnds(text))).join("\n"));
  return one === other;
}

/**
 * Tokens without what is optional. Statements that import or export names come first, sorted, and so are the names in
 * each.
 */
function withoutLayout(tokens: readonly string[]): string[] {
  const statements: string[] = [];
  const others: string[] = [];
  for (let at = 0, next = 0; at < tokens.length; at = next) {
    const end = endOfNames(tokens, at);
    next = end ?? at + 1;
    const kept = tokens.slice(at, next).filter((token) => !OPTIONAL.has(token));
    if (end === undefined) others.push(...kept.map(plain));
    else statements.push(kept.map(plain).sort().join(" "));
  }
  return [...statements.sort(), ...others];
}

/**
 * Where a statement ends that begins here, and imports or exports names and does nothing else; undefined for anything
 * else.
 */
function endOfNames(tokens: readonly string[], start: number): number | undefined {
  if (tokens[start] !== "import" && tokens[start] !== "export") return undefined;
  for (let at = start + 1; IN_NAMES.test(tokens[at] ?? "") && !DECLARES.test(tokens[at] ?? ""); at++) {
    if (tokens[at] === "from") return at + 2;
    if (tokens[at] === "}" && tokens[at + 1] !== "from") return at + 1;
  }
  return undefined;
}

function plain(token: string): string {
  if (/^\/[/*]/.test(token)) return token.replace(/\s+/g, " ").trim();
  return /^["']/.test(token) ? token.slice(1, -1).replace(/\\(["'])/g, "$1") : token;
}
