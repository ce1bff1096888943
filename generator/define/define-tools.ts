import { type Diagnostic, diagnose, type Place } from "../diagnostics/diagnostic.js";
import { createReporter } from "../diagnostics/reporter.js";
import { showText } from "../diagnostics/show-value.js";
import { sortByPlace } from "../diagnostics/sort.js";
import { parseJson } from "../json/parse-json.js";
import { type Indent, indentOf, type Source } from "../json/source.js";
import { checkTogether } from "./check-together.js";
import { type Defined, defineTool } from "./define-tool.js";
import { ANTHROPIC } from "./dialects/anthropic.js";
import type { ReadDialect } from "./dialects/dialect.js";
import { findDefinitions } from "./find-definitions.js";
import type { ToolDefinition } from "./tool-definition.js";
import { type Names, nameTools } from "./tool-names.js";

/** `place` is a function, since looking up a place is slow and rarely needed. */
type Named = { name: string; place: () => Place; defined: Defined | undefined; indent: Indent };

/**
 * Makes tool definitions of definition files: all dialects, checked by the rules of the API, in their normal form, with their names.
 * `tools` are in the order of the files and, in a file, of their place; those with an error are left out, and every problem of every file is in
 * `diagnostics`, sorted by place. `dialects` says what was read from other dialects than Anthropic's. Reads nothing but the sources.
 */
export function defineTools(
  sources: readonly Source[],
  options: { batchName: string },
): { tools: ToolDefinition[]; diagnostics: Diagnostic[]; dialects: ReadDialect[] } {
  const dialects: ReadDialect[] = [];
  const diagnostics: Diagnostic[] = [];
  const named: Named[] = [];
  for (const source of sources) {
    const parsed = parseJson(source);
    diagnostics.push(...parsed.diagnostics);
    const { document } = parsed;
    if (document === undefined) continue;
    const reporter = createReporter(document);
    const indent = indentOf(source);
    const counts = new Map<string, number>();
    for (const found of findDefinitions(document, reporter.report)) {
      const result = defineTool(found, source.file, reporter);
      if (result?.name === undefined) continue;
      counts.set(result.dialect, (counts.get(result.dialect) ?? 0) + 1);
      const place = (): Place => document.place(result.namePointer);
      named.push({ name: result.name, place, defined: result.defined, indent });
    }
    counts.delete(ANTHROPIC.name);
    dialects.push(...[...counts].map(([dialect, tools]) => ({ file: source.path, dialect, tools })));
    diagnostics.push(...reporter.diagnostics);
  }
  const empty = named.length === 0 ? refuseEmpty(sources, diagnostics) : undefined;
  if (empty !== undefined) return { tools: [], diagnostics: empty, dialects };
  const { unique, faults } = refuseRepeated(named, options.batchName);
  const names = nameTools(unique.map(({ name }) => name));
  const tools = unique.flatMap(({ name, defined, indent }): ToolDefinition[] => {
    const given = names.get(name);
    if (defined === undefined || given === undefined) return [];
    const { file, ...rest } = defined.tool;
    return [{ ...rest, name, typeName: given.typeName, stem: given.stem, file, indent }];
  });
  const shared = unique.flatMap(({ name, place }) => sharedName(name, place, names.get(name)));
  diagnostics.push(...faults, ...shared, ...checkTogether(unique));
  return { tools, diagnostics: sortByPlace(diagnostics), dialects };
}

/**
 * Files with empty lists alone are a folder without definitions: with one error for all of them, nothing is written, and no handler of a tool
 * that is missing from an export gone wrong is deleted. Undefined where there is another error.
 */
function refuseEmpty(sources: readonly Source[], diagnostics: readonly Diagnostic[]): Diagnostic[] | undefined {
  const first = sortByPlace(diagnostics.filter(({ code }) => code === "TOOL_LIST_EMPTY"))[0];
  if (first === undefined || diagnostics.some(({ severity }) => severity === "error")) return undefined;
  const found = sources.length === 1 ? "The one definition file" : `Each of the ${sources.length} definition files`;
  const message = `${found} holds an empty list; there must be at least one tool definition.`;
  const hint = "Add a definition to the list, or name another folder: `batchgen <folder>`.";
  const others = diagnostics.filter(({ code }) => code !== "TOOL_LIST_EMPTY");
  return sortByPlace([...others, diagnose("NO_DEFINITIONS", first, message, hint)]);
}

/** Errors for names that stand twice, or are the batch tool's. */
function refuseRepeated(named: readonly Named[], batchName: string): { unique: Named[]; faults: Diagnostic[] } {
  const first = new Map<string, () => Place>();
  const unique: Named[] = [];
  const faults: Diagnostic[] = [];
  for (const one of named) {
    const { name, place } = one;
    const before = first.get(name);
    if (before !== undefined) {
      const message = `There are two tools with the name ${showText(name)}: here and at ${showPlace(before())}. Each name must be there once.`;
      faults.push(diagnose("TOOL_NAME_DUPLICATE", place(), message, "Rename one of the two, or delete it."));
      continue;
    }
    first.set(name, place);
    if (name === batchName) {
      const message = `The tool has the name ${showText(name)}, which is the batch tool's; it must be another one.`;
      const hint = "Rename the tool, or name the batch tool something else: --batch-name <name>.";
      faults.push(diagnose("TOOL_NAME_OF_BATCH", place(), message, hint));
      continue;
    }
    unique.push(one);
  }
  return { unique, faults };
}

function showPlace({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

function sharedName(name: string, place: () => Place, given: Names | undefined): Diagnostic[] {
  if (given === undefined || given.sharedWith.length === 0) return [];
  const others = given.sharedWith.map((other) => (other === "" ? "a type of batchgen's own" : showText(other)));
  const shown = others.length > 4 ? [...others.slice(0, 3), `${others.length - 3} others`] : others;
  const message = `${showText(name)} would have the same type name as ${shown.join(", ")}; its type name is ${given.typeName} instead.`;
  const hint = `Nothing has to be done: ToolInput<"${name}"> works as ever. For a prettier name rename the tool.`;
  return [diagnose("TYPE_NAME_SHARED", place(), message, hint)];
}
