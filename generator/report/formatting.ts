import type { Plan } from "../plan/plan.js";
import { allActions } from "./format-actions.js";

const TOKENS = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|[\w$]+|\S/g;
/** What a formatter adds and leaves out. */
const OPTIONAL = new Set([",", ";", "(", ")", "|"]);

/** The generated files of a plan that a formatter changed, and nobody else. */
export function formattedFiles(plan: Plan): string[] {
  return allActions(plan).flatMap(({ path, action, owner, current, content }) => {
    const isChanged = action === "update" && owner === "machine" && current !== undefined && content !== undefined;
    return isChanged && differsInFormatting(current, content) ? [path] : [];
  });
}

/**
 * Whether two texts of TypeScript or JSON, which differ, have the same tokens: but for white space, for the kind of quotes, and for commas,
 * semicolons and parentheses, which a formatter adds and leaves out.
 */
function differsInFormatting(a: string, b: string): boolean {
  const [one, other] = [a, b].map(tokensOf);
  return one === other;
}

function tokensOf(text: string): string {
  const tokens = text.match(TOKENS) ?? [];
  return tokens
    .filter((token) => !OPTIONAL.has(token))
    .map(plain)
    .join("\n");
}

function plain(token: string): string {
  if (/^\/[/*]/.test(token)) return token.replace(/\s+/g, " ");
  // A template holds expressions, which a formatter lays out, too.
  if (token.length > 1 && token.startsWith("`")) return token.replace(/[\s"']/g, "");
  return /^["']/.test(token) ? token.slice(1, -1).replace(/\\(["'])/g, "$1") : token;
}
