import { dirname } from "node:path";
import { moduleBetween } from "./modules.js";
import { quote } from "./text.js";

/** What a stub says beside its tool: the specifier of the generated index, a string literal, and its documentation comment. */
type StubParts = { module: string; doc: string; tool: string };

/** A handler's stub: it compiles, and until it is filled in it tells Claude that it is not. */
export function formatStub({ module, doc, tool }: StubParts): string {
  return `import { type Handler, ToolError } from ${module};

${doc}export const handler: Handler<${quote(tool)}> = async (input) => {
  // Your code goes here: batchgen never changes this file again once you have.
  throw new ToolError(\`${tool} is not implemented yet. It was called with \${JSON.stringify(input)}.\`);
};
`;
}

/** The forms that stubs have had, the present one first. */
const FORMS = [formatStub];

const EXTENSIONS = ["js", "ts", "none"] as const;

/** The import, and the documentation comment, which has no line that ends it but the last. */
const HEAD = /^import \{[^}\n]*\} from ("[^"\n]*");\n\n((?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?)/;

/**
 * Whether a text is the stub of a tool with nothing added, at that place: only its documentation and the extension of its import can differ
 * from what is written there today.
 * @param at `file` is where the text stands, `index` the generated index.ts; both absolute.
 */
export function isStub(text: string, { file, index, tool }: { file: string; index: string; tool: string }): boolean {
  const [, module = "", doc = ""] = HEAD.exec(text) ?? [];
  const isOurs = EXTENSIONS.some((extension) => module === moduleBetween(dirname(file), index, { extension }));
  if (!isOurs) return false;
  return FORMS.some((format) => format({ module, doc, tool }) === text);
}
