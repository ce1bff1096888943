import { type ObjectNode, parse, type ValueNode } from "@humanwhocodes/momoa";
import { type Diagnostic, diagnose, type Place } from "../diagnostics/diagnostic.js";
import { count, showBare, showText } from "../diagnostics/show-value.js";
import { decodeText, hasByteOrderMark, warnOfMark } from "./decode-text.js";
import { explainSyntax } from "./explain-syntax.js";
import { splitPointer, toSegment } from "./pointer.js";
import { scanJson } from "./scan-json.js";
import type { Source } from "./source.js";
import { type Position, positionAt } from "./source.js";

/** A definition file as JSON. */
export type JsonDocument = {
  source: Source;
  /** As `JSON.parse` gives it: a key `__proto__` is an own key like any other. */
  value: unknown;
  /**
   * Where the value at a pointer, or the key before it, begins. What does not exist is where its nearest ancestor is.
   */
  locate: (pointer: string, part?: "key" | "value") => Position;
  /** The same as the place of a diagnostic. */
  place: (pointer: string, part?: "key" | "value") => Place;
};

/** Deeper than any real definition, and what validators and compilers still take without running out of stack. */
const DEEPEST = 500;

/**
 * Parses a definition file. `document` is undefined where there is no value to go on with; otherwise there can be
 * diagnostics as well. Positions come from a syntax tree that is built when the first one is asked for: most files
 * never need it.
 */
export function parseJson(source: Source): { document: JsonDocument | undefined; diagnostics: Diagnostic[] } {
  const decoded = decodeText(source);
  if ("fault" in decoded) return { document: undefined, diagnostics: [decoded.fault] };
  const { text } = decoded;
  const scan = scanJson(text, DEEPEST);
  if (scan.tooDeepAt !== undefined)
    return { document: undefined, diagnostics: [tooDeep(source, text, scan.tooDeepAt)] };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { document: undefined, diagnostics: [explainSyntax(source, text)] };
  }
  let tree: ValueNode | undefined;
  const treeOf = (): ValueNode => {
    tree ??= parse(text, { mode: "json" }).body;
    return tree;
  };
  const isHeld = scan.numbers.every(isExact);
  const diagnostics = isHeld ? [] : badNumbers(source, text, treeOf());
  if (hasByteOrderMark(source.bytes)) diagnostics.unshift(warnOfMark(source));
  if (countKeys(value) !== scan.keys) diagnostics.push(...duplicateKeys(source, treeOf()));
  return { document: documentOf(source, value, treeOf), diagnostics };
}

/**
 * The syntax tree, made when it is first asked for: it costs ten times what `JSON.parse` does, and most files are
 * sound.
 */
type Tree = () => ValueNode;

function documentOf(source: Source, value: unknown, treeOf: Tree): JsonDocument {
  const locate = (pointer: string, part: "key" | "value" = "value"): Position => find(treeOf(), pointer, part);
  const place = (pointer: string, part?: "key" | "value"): Place => ({
    file: source.path,
    ...locate(pointer, part),
    pointer,
  });
  return { source, value, locate, place };
}

/** Goes along the pointer as far as it leads. Of a repeated key the last one counts, as in `JSON.parse`. */
function find(tree: ValueNode, pointer: string, part: "key" | "value"): Position {
  let [node, key]: [ValueNode, Position | undefined] = [tree, undefined];
  for (const segment of splitPointer(pointer)) {
    if (node.type === "Object") {
      const member = node.members.findLast(({ name }) => keyOf(name) === segment);
      if (member === undefined) break;
      [node, key] = [member.value, positionOf(member.name)];
    } else if (node.type === "Array") {
      const element = node.elements[/^\d+$/.test(segment) ? Number(segment) : -1];
      if (element === undefined) break;
      [node, key] = [element.value, undefined];
    } else break;
  }
  return part === "key" && key !== undefined ? key : positionOf(node);
}

function keyOf(name: ObjectNode["members"][number]["name"]): string {
  return name.type === "String" ? name.value : name.name;
}

function positionOf(node: { loc: { start: { line: number; column: number } } }): Position {
  return { line: node.loc.start.line, column: node.loc.start.column };
}

/** Counts the keys of all objects. Not recursive by function calls alone: the depth is limited before. */
function countKeys(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + countKeys(element), 0);
  if (typeof value !== "object" || value === null) return 0;
  const values = Object.values(value);
  return values.reduce<number>((sum, member) => sum + countKeys(member), values.length);
}

function duplicateKeys(source: Source, node: ValueNode, pointer = ""): Diagnostic[] {
  if (node.type === "Array") {
    return node.elements.flatMap(({ value }, index) => duplicateKeys(source, value, `${pointer}/${index}`));
  }
  if (node.type !== "Object") return [];
  const first = new Map<string, Position>();
  return node.members.flatMap(({ name, value }) => {
    const key = keyOf(name);
    const at = `${pointer}/${toSegment(key)}`;
    const before = first.get(key);
    first.set(key, before ?? positionOf(name));
    const below = duplicateKeys(source, value, at);
    if (before === undefined) return below;
    const place = { file: source.path, ...positionOf(name), pointer: at };
    const message =
      `There is a duplicate key ${showText(key)} in this object: it stands at ` +
      `${source.path}:${before.line}:${before.column} already. Each key must be there once.`;
    return [diagnose("JSON_DUPLICATE_KEY", place, message, "Keep one of the two."), ...below];
  });
}

function badNumbers(source: Source, text: string, node: ValueNode, pointer = ""): Diagnostic[] {
  if (node.type === "Array") {
    return node.elements.flatMap(({ value }, index) => badNumbers(source, text, value, `${pointer}/${index}`));
  }
  if (node.type === "Object") {
    return node.members.flatMap(({ name, value }) =>
      badNumbers(source, text, value, `${pointer}/${toSegment(keyOf(name))}`),
    );
  }
  const written = node.type === "Number" ? text.slice(node.loc.start.offset, node.loc.end.offset) : "0";
  if (isExact(written)) return [];
  const held = Number(written);
  const place = { file: source.path, ...positionOf(node), pointer };
  if (!Number.isFinite(held)) {
    const message =
      `${showBare(written)} is larger than any number that JavaScript holds (about 1.8e308), and would become null ` +
      "where it is sent.";
    return [diagnose("JSON_NUMBER_TOO_LARGE", place, message, "Leave it out, or use a smaller number.")];
  }
  const message = `${showBare(written)} cannot be held exactly in JavaScript: it is used and sent as ${held}.`;
  const hint = "Use a number of at most 15 digits, or leave it out.";
  return [diagnose("JSON_NUMBER_INEXACT", place, message, hint)];
}

/** Whether JavaScript holds a number as it is written. */
function isExact(written: string): boolean {
  const held = Number(written);
  return Number.isFinite(held) && canonical(written) === canonical(String(held));
}

/** A decimal number as its digits and its exponent, so that two ways of writing one number are the same text. */
function canonical(number: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

function tooDeep(source: Source, text: string, at: number): Diagnostic {
  const place = { file: source.path, ...positionAt(text, at), pointer: "" };
  const message = `The definition is nested more than ${count(DEEPEST, "level")} deep here.`;
  return diagnose("JSON_TOO_DEEP", place, message, "Describe what repeats once under $defs and refer to it with $ref.");
}
