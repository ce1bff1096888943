import { type Diagnostic, type Place, startOf } from "../diagnostics/diagnostic.js";
import { createReporter } from "../diagnostics/reporter.js";
import { type JsonDocument, parseJson } from "../json/parse-json.js";
import { indentOf, type Source } from "../json/source.js";
import { defineTool } from "./define-tool.js";
import { ANTHROPIC } from "./dialects/anthropic.js";
import type { ReadDialect } from "./dialects/dialect.js";
import { findDefinitions } from "./find-definitions.js";
import type { ToolTexts, UnnamedTool } from "./tool-definition.js";

/**
 * What one definition file comes to. It depends on that file alone, so that a later run can start from it while the
 * file is the same.
 */
export type DefinedSource = {
  tools: FoundTool[];
  diagnostics: Diagnostic[];
  /** What was read from other dialects than Anthropic's. */
  dialects: ReadDialect[];
};

/** A tool of a file, by a name that can be used. */
export type FoundTool = {
  name: string;
  /** Where the name, or what stands in its place, is in the file. */
  namePointer: string;
  /** undefined where the definition has an error. */
  tool: UnnamedTool | undefined;
  /** What an earlier run emitted for it. */
  texts?: ToolTexts;
};

/** Gives what an earlier run made of a file, if it is still the same; undefined for any other. */
export type Recall = (source: Source) => DefinedSource | undefined;

/** Defines the tools of one file: all dialects, checked by the rules of the API, in their normal form. */
export function defineSource(source: Source): DefinedSource {
  const { document, diagnostics } = parseJson(source);
  if (document === undefined) return { tools: [], diagnostics, dialects: [] };
  const reporter = createReporter(document);
  const indent = indentOf(source);
  const counts = new Map<string, number>();
  const tools = findDefinitions(document, reporter.report).flatMap((found): FoundTool[] => {
    const result = defineTool(found, source.file, reporter);
    if (result?.name === undefined) return [];
    const { name, namePointer, dialect, tool } = result;
    counts.set(dialect, (counts.get(dialect) ?? 0) + 1);
    return [{ name, namePointer, tool: tool && { ...tool, indent } }];
  });
  counts.delete(ANTHROPIC.name);
  return {
    tools,
    diagnostics: [...diagnostics, ...reporter.diagnostics],
    dialects: [...counts].map(([dialect, count]) => ({ file: source.path, dialect, tools: count })),
  };
}

/**
 * Gives where the value at a pointer stands in a file, which is parsed when the first place is asked for: few ever are.
 */
export function placesIn(source: Source): (pointer: string) => Place {
  let document: JsonDocument | undefined;
  return (pointer) => {
    document ??= parseJson(source).document;
    return document?.place(pointer) ?? startOf(source.path);
  };
}
