import { dirname } from "node:path";
import type { Indent } from "../json/source.js";
import { moduleBetween } from "./modules.js";
import { quote } from "./text.js";

/**
 * What a stub says beside its tool: the specifier of the generated index, a string literal, and its documentation
 * comment.
 */
type StubParts = { module: string; doc: string; tool: string; indent: Indent };

/** How wide prettier lets a line be by default. */
const WIDTH = 80;

/**
 * A handler's stub: it compiles, and until it is filled in it tells Claude that it is not. It is laid out as prettier
 * does it by default, and biome where it indents with tabs. It is not `async`, which linters ask of a function without
 * `await`.
 */
export function formatStub({ module, doc, tool, indent }: StubParts): string {
  return `${importLines(module, indent)}

${doc}${declarationOf(tool, indent)} => {
${indent}// Your code goes here: batchgen never changes this file again once you have.
${indent}throw new ToolError(
${indent}${indent}\`${tool} is not implemented yet. It was called with \${JSON.stringify(input)}.\`,
${indent});
};
`;
}

function importLines(module: string, indent: Indent): string {
  const line = `import { type Handler, ToolError } from ${module};`;
  return line.length <= WIDTH ? line : `import {\n${indent}type Handler,\n${indent}ToolError,\n} from ${module};`;
}

/** A declaration that does not fit is broken at its parameter, or where that is not enough at its type. */
function declarationOf(tool: string, indent: Indent): string {
  const head = `export const handler: Handler<${quote(tool)}> = (`;
  if (`${head}input) => {`.length <= WIDTH) return `${head}input)`;
  return head.length <= WIDTH
    ? `${head}\n${indent}input,\n)`
    : `export const handler: Handler<\n${indent}${quote(tool)}\n> = (input)`;
}

/** The stub as 0.1.0 wrote it. */
function formatAsyncStub({ module, doc, tool }: StubParts): string {
  return `import { type Handler, ToolError } from ${module};

${doc}export const handler: Handler<${quote(tool)}> = async (input) => {
  // Your code goes here: batchgen never changes this file again once you have.
  throw new ToolError(\`${tool} is not implemented yet. It was called with \${JSON.stringify(input)}.\`);
};
`;
}

/** The forms that stubs have had, the present one first. An untouched stub of an older one is replaced. */
const FORMS = [formatStub, formatAsyncStub];

const INDENTS = ["  ", "\t"] as const;

const EXTENSIONS = ["js", "ts", "none"] as const;

/** The import, and the documentation comment, which has no line that ends it but the last. */
const HEAD = /^import \{[^}]*\} from ("[^"\n]*");\n\n((?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?)/;

/**
 * Whether a text is the stub of a tool with nothing added, at that place: only its documentation and the extension of
 * its import can differ from what is written there today.
 * @param at `file` is where the text stands, `index` the generated index.ts; both absolute.
 */
export function isStub(text: string, { file, index, tool }: { file: string; index: string; tool: string }): boolean {
  const [, module = "", doc = ""] = HEAD.exec(text) ?? [];
  const isOurs = EXTENSIONS.some((extension) => module === moduleBetween(dirname(file), index, { extension }));
  if (!isOurs) return false;
  return FORMS.some((format) => INDENTS.some((indent) => format({ module, doc, tool, indent }) === text));
}

/** Whether a handler still says what every stub says, whatever was added: nobody has filled it in. */
export function isUnfilled(text: string): boolean {
  return text.includes("is not implemented yet. It was called with");
}
