import { type Diagnostic, diagnose, type Place } from "../diagnostics/diagnostic.js";
import { showText } from "../diagnostics/show-value.js";
import { sortByPlace } from "../diagnostics/sort.js";
import type { Source } from "../json/source.js";
import { checkTogether } from "./check-together.js";
import { type DefinedSource, defineSource, type FoundTool, placesIn, type Recall } from "./define-source.js";
import type { ReadDialect } from "./dialects/dialect.js";
import type { ToolDefinition } from "./tool-definition.js";
import { type Names, nameTools } from "./tool-names.js";

type Named = FoundTool & { place: () => Place };

/** What a folder of definition files comes to. */
export type DefinedTools = {
  /** In the order of the files and, in a file, of their place; those with an error are left out. */
  tools: ToolDefinition[];
  /** Every problem of every file, sorted by place. */
  diagnostics: Diagnostic[];
  /** What was read from other dialects than Anthropic's. */
  dialects: ReadDialect[];
  /** What each source came to, in their order. */
  parts: DefinedSource[];
};

/**
 * Makes tool definitions of definition files, and gives them the names that they have in code and on disk. Reads
 * nothing but the sources.
 * @param recall Gives what is known of a source already: that is not defined again.
 */
export function defineTools(
  sources: readonly Source[],
  { batchName, recall = () => undefined }: { batchName: string; recall?: Recall | undefined },
): DefinedTools {
  const found = sources.map((source) => recall(source) ?? defineSource(source));
  const names = nameTools([...new Set(found.flatMap(namesIn))].filter((name) => name !== batchName));
  const parts = sources.map((source, index) => {
    const part = found[index];
    return part === undefined || isRenamed(part, names) ? defineSource(source) : part;
  });
  const diagnostics = parts.flatMap((part) => part.diagnostics);
  const dialects = parts.flatMap((part) => part.dialects);
  const named = sources.flatMap((source, index) => {
    const place = placesIn(source);
    return parts[index]?.tools.map((tool): Named => ({ ...tool, place: () => place(tool.namePointer) })) ?? [];
  });
  const empty = named.length === 0 ? refuseEmpty(sources, diagnostics) : undefined;
  if (empty !== undefined) return { tools: [], diagnostics: empty, dialects, parts };
  const { unique, faults } = refuseRepeated(named, batchName);
  const tools = unique.flatMap(({ name, tool, texts }): ToolDefinition[] => {
    const given = names.get(name);
    if (tool === undefined || given === undefined) return [];
    return [{ ...tool, typeName: given.typeName, stem: given.stem, ...(texts === undefined ? {} : { texts }) }];
  });
  const shared = unique.flatMap(({ name, place }) => sharedName(name, place, names.get(name)));
  diagnostics.push(...faults, ...shared, ...checkTogether(unique));
  return { tools, diagnostics: sortByPlace(diagnostics), dialects, parts };
}

function namesIn({ tools }: DefinedSource): string[] {
  return tools.map(({ name }) => name);
}

/**
 * Whether a tool of a file has another type name than when its texts were emitted: another tool has come, or gone, with
 * which it would share it.
 */
function isRenamed({ tools }: DefinedSource, names: ReadonlyMap<string, Names>): boolean {
  return tools.some(({ name, texts }) => texts !== undefined && texts.typeName !== names.get(name)?.typeName);
}

/**
 * Files with empty lists alone are a folder without definitions: with one error for all of them, nothing is written,
 * and no handler of a tool that is missing from an export gone wrong is deleted. Undefined where there is another
 * error.
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
      const message =
        `There are two tools with the name ${showText(name)}: here and at ${showPlace(before())}. Each name must ` +
        "be there once.";
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
  const message =
    `${showText(name)} would have the same type name as ${shown.join(", ")}; its type name is ${given.typeName} ` +
    "instead.";
  const hint = `Nothing has to be done: ToolInput<"${name}"> works as ever. For a prettier name rename the tool.`;
  return [diagnose("TYPE_NAME_SHARED", place(), message, hint)];
}
