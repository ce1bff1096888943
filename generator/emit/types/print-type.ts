import { propertyKey, quote } from "../text.js";
import type { Doc } from "./doc.js";
import { printDoc } from "./print-doc.js";
import type { Member, TypeNode } from "./type-node.js";

const WIDTH = 120;
/** An object of few members without comments is easier to read on one line, if that is short. */
const INLINE_MEMBERS = 3;
const INLINE_WIDTH = 80;

/** Whether a name is that of a type that the file declares. */
export type IsDeclared = (name: string) => boolean;

/** Prints a type's declaration, laid out as a formatter would, with its documentation; ends with a line end. */
export function printDeclaration(name: string, node: TypeNode, doc: Doc, isDeclared: IsDeclared): string {
  const start = `export type ${name} =`;
  // A declaration of named properties gets a line for each, however short.
  const isRecord = node.kind === "object" && node.members.length === 0;
  const text =
    node.kind === "object" && !isRecord
      ? printObject(node, "", isDeclared, false)
      : printType(node, "", start.length + 1, isDeclared);
  return `${[...printDoc(doc, ""), `${start}${text.startsWith("\n") ? "" : " "}${text};`].join("\n")}\n`;
}

/**
 * A type, on one line where it fits after `column` characters. A text that begins with a line end is a union
 * with a member per line.
 */
function printType(node: TypeNode, indent: string, column: number, isDeclared: IsDeclared): string {
  const line = inline(node, isDeclared);
  if (line !== undefined && column + line.length < WIDTH) return line;
  switch (node.kind) {
    case "array":
      return inBrackets(node.item, indent, isDeclared);
    case "tuple":
      return printTuple(node, indent, isDeclared);
    case "object":
      return printObject(node, indent, isDeclared, true);
    case "union":
      return printUnion(node.members, indent, isDeclared);
    case "intersection":
      return node.members.map((member) => nested(member, indent, isDeclared)).join(" & ");
    default:
      return inlineLeaf(node);
  }
}

function inBrackets(item: TypeNode, indent: string, isDeclared: IsDeclared): string {
  if (!isSet(item)) return `${printType(item, indent, indent.length, isDeclared)}[]`;
  const line = inline(item, isDeclared);
  if (line !== undefined && indent.length + line.length < WIDTH) return `(${line})[]`;
  if (item.kind === "union") return `(${memberPerLine(item.members, indent, isDeclared)}\n${indent})[]`;
  const inner = `${indent}  `;
  return `(\n${inner}${printType(item, inner, inner.length, isDeclared)}\n${indent})[]`;
}

function printTuple(node: TypeNode & { kind: "tuple" }, indent: string, isDeclared: IsDeclared): string {
  const inner = `${indent}  `;
  const lines = node.items.map(({ type, optional }) => {
    if (!optional) return `${inner}${trimStart(printType(type, inner, inner.length, isDeclared), inner)},`;
    const text = nested(type, inner, isDeclared);
    return `${inner}${needsLabel(type, node, isDeclared) ? `item?: ${text}` : `${text}?`},`;
  });
  if (node.rest !== undefined) {
    const label = needsLabel(node.rest, node, isDeclared) ? "rest: " : "";
    lines.push(`${inner}...${label}${inBrackets(node.rest, inner, isDeclared)},`);
  }
  return `[\n${lines.join("\n")}\n${indent}]`;
}

/**
 * Whether an optional or a rest element of a tuple has to have a label. In a union, TypeScript puts a tuple off until
 * all names are known only where one of its elements is, or is a union of, a type that the file declares. The elements
 * of any other it resolves at once, and behind a bare `?` or `...` the arrays and tuples in them too: one that leads
 * back to the type being declared is an error (TS2456).
 */
function needsLabel(element: TypeNode, { items, rest }: TypeNode & { kind: "tuple" }, isDeclared: IsDeclared): boolean {
  const elements = [...items.map(({ type }) => type), ...(rest === undefined ? [] : [rest])];
  return someMember(element, isList) && !elements.some((one) => someMember(one, isOfFile));

  function isOfFile(node: TypeNode): boolean {
    return node.kind === "name" && isDeclared(node.name);
  }
}

function isList({ kind }: TypeNode): boolean {
  return kind === "array" || kind === "tuple";
}

/** Whether a type, or a member of it where it is a union or an intersection, is such a one. */
function someMember(node: TypeNode, is: (node: TypeNode) => boolean): boolean {
  return is(node) || (isSet(node) && node.members.some((member) => someMember(member, is)));
}

/** A broken union begins on its own line, which a tuple's element already does. */
function trimStart(text: string, indent: string): string {
  return text.startsWith("\n") ? `(${text}\n${indent})` : text;
}

function printUnion(members: TypeNode[], indent: string, isDeclared: IsDeclared): string {
  const broken = members.filter((member) => inline(member, isDeclared) === undefined);
  const others = members.filter((member) => !broken.includes(member));
  const leaves = others.filter(isLeaf).map((member) => inlineLeaf(member));
  const [only] = broken;
  // One object with `null` or the like beside it reads best when it is not indented for it.
  const areFew = leaves.length === others.length && leaves.length < 3;
  if (only !== undefined && broken.length === 1 && members[0] === only && areFew) {
    return [nested(only, indent, isDeclared), ...leaves].join(" | ");
  }
  return memberPerLine(members, indent, isDeclared);
}

function memberPerLine(members: TypeNode[], indent: string, isDeclared: IsDeclared): string {
  const inner = `${indent}  `;
  return members.map((member) => `\n${inner}| ${nested(member, `${inner}  `, isDeclared)}`).join("");
}

/** A member of a set, or an optional element: a set within goes in parentheses. */
function nested(node: TypeNode, indent: string, isDeclared: IsDeclared): string {
  const text = printType(node, indent, indent.length, isDeclared);
  if (!isSet(node)) return text;
  return text.startsWith("\n") ? `(${text}\n${indent})` : `(${text})`;
}

function printObject(
  node: TypeNode & { kind: "object" },
  indent: string,
  isDeclared: IsDeclared,
  mayInline: boolean,
): string {
  const line = mayInline ? inline(node, isDeclared) : undefined;
  if (line !== undefined && indent.length + line.length < WIDTH) return line;
  const inner = `${indent}  `;
  const lines = node.members.map((member) => {
    const { doc } = member;
    const start = `${inner}${memberStart(member)}`;
    const text = printType(member.type, inner, start.length + 1, isDeclared);
    return [...printDoc(doc, inner), `${start}${text.startsWith("\n") ? "" : " "}${text};`].join("\n");
  });
  if (node.index !== undefined) {
    const text = printType(node.index, inner, inner.length + 15, isDeclared);
    lines.push(`${inner}[key: string]:${text.startsWith("\n") ? "" : " "}${text};`);
  }
  return lines.length === 0 ? "{}" : `{\n${lines.join("\n")}\n${indent}}`;
}

function memberStart({ key, optional }: Member): string {
  return `${propertyKey(key)}${optional ? "?" : ""}:`;
}

/** A type on one line; undefined where it holds comments or is long. */
function inline(node: TypeNode, isDeclared: IsDeclared): string | undefined {
  switch (node.kind) {
    case "array": {
      const item = inline(node.item, isDeclared);
      return item === undefined ? undefined : `${isSet(node.item) ? `(${item})` : item}[]`;
    }
    case "tuple":
      return inlineTuple(node, isDeclared);
    case "object":
      return inlineObject(node, isDeclared);
    case "union":
    case "intersection": {
      const members = node.members.map((member) => {
        const text = inline(member, isDeclared);
        return text !== undefined && isSet(member) ? `(${text})` : text;
      });
      return members.includes(undefined) ? undefined : short(members.join(node.kind === "union" ? " | " : " & "));
    }
    default:
      return inlineLeaf(node);
  }
}

function short(text: string): string | undefined {
  return text.length <= WIDTH ? text : undefined;
}

function inlineTuple(node: TypeNode & { kind: "tuple" }, isDeclared: IsDeclared): string | undefined {
  const items = node.items.map(({ type, optional }) => {
    const text = inline(type, isDeclared);
    if (text === undefined || !optional) return text;
    return needsLabel(type, node, isDeclared) ? `item?: ${text}` : `${isSet(type) ? `(${text})` : text}?`;
  });
  if (node.rest !== undefined) {
    const rest = inline({ kind: "array", item: node.rest }, isDeclared);
    const label = needsLabel(node.rest, node, isDeclared) ? "rest: " : "";
    items.push(rest === undefined ? undefined : `...${label}${rest}`);
  }
  return items.includes(undefined) ? undefined : short(`[${items.join(", ")}]`);
}

function inlineObject(node: TypeNode & { kind: "object" }, isDeclared: IsDeclared): string | undefined {
  if (node.members.length > INLINE_MEMBERS) return undefined;
  const parts: string[] = [];
  for (const member of node.members) {
    const { doc } = member;
    const type = inline(member.type, isDeclared);
    if (type === undefined || doc.text !== "" || doc.tags.length > 0) return undefined;
    parts.push(`${memberStart(member)} ${type}`);
  }
  if (node.index !== undefined) {
    const index = inline(node.index, isDeclared);
    if (index === undefined) return undefined;
    parts.push(`[key: string]: ${index}`);
  }
  const text = parts.length === 0 ? "{}" : `{ ${parts.join("; ")} }`;
  return text.length <= INLINE_WIDTH ? text : undefined;
}

function inlineLeaf(node: TypeNode): string {
  if (node.kind === "name") return node.name;
  if (node.kind !== "literal") return "unknown";
  return typeof node.value === "string" ? quote(node.value) : String(node.value);
}

function isLeaf(node: TypeNode): boolean {
  return node.kind === "name" || node.kind === "literal";
}

function isSet(node: TypeNode): node is TypeNode & { kind: "union" | "intersection" } {
  return node.kind === "union" || node.kind === "intersection";
}
