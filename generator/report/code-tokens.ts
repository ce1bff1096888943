/**
 * White space, comments, strings, template parts, words with numbers, operators that must not be taken apart, and any
 * other character.
 */
const TOKEN =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'|[\w$\u0080-\uffff]+|&&|\|\||\?\?|=>|[\s\S]/y;
const REGEX = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/\w*/y;
/** A part of a template: up to an expression, or to its end. */
const TEMPLATE = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{)?/y;
/**
 * After these a slash divides; after words that are none of an operand, as after any other character, it begins a
 * regular expression.
 */
const OPERAND = /^(?:[\w$\u0080-\uffff]+|["'`\])}][\s\S]*)$/;
const KEYWORD = /^(?:return|typeof|case|in|of|do|else|void|delete|instanceof|new|await|yield)$/;

/**
 * The tokens of a text of TypeScript or JSON, white space left out. What stands between the expressions of a template
 * is one token for each part, with the back quote or brace that ends it.
 */
export function codeTokens(text: string): string[] {
  const tokens: string[] = [];
  /** For each template that is open, how many braces are open in its expression. */
  const templates: number[] = [];
  let at = 0;

  function take(pattern: RegExp): string {
    pattern.lastIndex = at;
    const [token = ""] = pattern.exec(text) ?? [];
    at += token.length;
    return token;
  }

  function takeTemplate(start: string): void {
    const part = take(TEMPLATE);
    tokens.push(start + part);
    if (part.endsWith("${")) templates.push(0);
  }

  while (at < text.length) {
    const isRegex = text[at] === "/" && !/[/*]/.test(text[at + 1] ?? "") && !isOperand(tokens.at(-1));
    const token = (isRegex ? take(REGEX) : "") || take(TOKEN);
    if (/^\s/.test(token)) continue;
    const open = templates.at(-1);
    if (token === "`") takeTemplate(token);
    else if (token === "}" && open === 0) {
      templates.pop();
      takeTemplate(token);
    } else {
      if (open !== undefined && (token === "{" || token === "}"))
        templates.push((templates.pop() ?? 0) + (token === "{" ? 1 : -1));
      tokens.push(token);
    }
  }
  return tokens;
}

function isOperand(token: string | undefined): boolean {
  return token !== undefined && OPERAND.test(token) && !KEYWORD.test(token);
}
