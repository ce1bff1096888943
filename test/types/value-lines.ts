import ts from "typescript";
import type { ToolDefinition } from "../../generator/define/tool-definition.js";
import { emitTypes } from "../../generator/emit/types/emit-types.js";

/**
 * A value of a type, without the check for unknown keys that TypeScript makes on literals: objects are open where a
 * schema is silent, and their types show only what it names.
 */
export const helper = "export const valueOf = <T>(value: T): T => value;";

/**
 * A file of a tool's types that compiles only if these values are of them. A value per line, those of the input first.
 */
export function withValues(tool: ToolDefinition, inputs: unknown[], outputs: unknown[]): string {
  const lines = [withoutWeakTypes(emitTypes(tool)), helper];
  for (const [end, values] of [
    ["Input", inputs],
    ["Output", outputs],
  ] as const) {
    for (const [index, value] of values.entries()) {
      lines.push(`export const value${end}${index}: ${tool.typeName}${end} = valueOf(${JSON.stringify(value)});`);
    }
  }
  return lines.join("\n");
}

/**
 * TypeScript refuses an object that has none of the keys of a type whose keys are all optional, for the same reason and
 * with as little bearing on what is valid. An index signature for symbols, which JSON has none of, exempts a type from
 * that.
 */
function withoutWeakTypes(text: string): string {
  const braces: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeLiteralNode(node)) braces.push(node.members.pos);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("x.ts", text, ts.ScriptTarget.Latest));
  return braces
    .sort((a, b) => b - a)
    .reduce((rest, at) => `${rest.slice(0, at)} [_: symbol]: unknown; ${rest.slice(at)}`, text);
}
