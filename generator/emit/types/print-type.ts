import { propertyKey, quote } from "../text.js";
import type { Doc } from "./doc.js";
import { printDoc } from "./print-doc.js";
import type { Member, TypeNode } from "./type-node.js";

const width = 120;
/** An object of few members without comments is easier to read on one line, if that is short. */
const inlineMembers = 3;
const inlineWidth = 80;

/** What the stand-ins in a type stand for. */
export type Legend = {
  /** The name of a type. */
  name: (standIn: string) => string;
  property: (standIn: string) => { key: string; doc: Doc };
};

/** Prints a type's declaration, laid out as a formatter would, with its documentation; ends with a line end. */
export function printDeclaration(name: string, node: TypeNode, doc: Doc, legend: Legend): string {
  const start = `export type ${name} =`;
  // A declaration of named properties gets a line for each, however short.
  const isRecord = node.kind === "object" && node.members.length === 0;
  const text =
    node.kind === "object" && !isRecord
      ? printObject(node, "", legend, false)
      : printType(node, "", start.length + 1, legend);
  return `${[...printDoc(doc, ""), `${start}${text.startsWith("\n") ? "" : " "}${text};`].join("\n")}\n`;
}

/**
 * A type, on one line where it fits after `column` characters. A text that begins with a line end is a union
 * with a member per line.
 */
function printType(node: TypeNode, indent: string, column: number, legend: Legend): string {
  const line = inline(node, legend);
  if (line !== undefined && column + line.length < width) return line;
  switch (node.kind) {
    case "array":
      return inBrackets(node.item, indent, legend);
    case "tuple":
      return printTuple(node, indent, legend);
    case "object":
      return printObject(node, indent, legend, true);
    case "union":
      return printUnion(node.members, indent, legend);
    case "intersection":
      return node.members.map((member) => nested(member, indent, legend)).join(" & ");
    default:
      return inlineLeaf(node, legend);
  }
}

function inBrackets(item: TypeNode, indent: string, legend: Legend): string {
  if (!isSet(item)) return `${printType(item, indent, indent.length, legend)}[]`;
  const line = inline(item, legend);
  if (line !== undefined && indent.length + line.length < width) return `(${line})[]`;
  if (item.kind === "union") return `(${memberPerLine(item.members, indent, legend)}\n${indent})[]`;
  const inner = `${indent}  `;
  return `(\n${inner}${printType(item, inner, inner.length, legend)}\n${indent})[]`;
}

function printTuple(node: TypeNode & { kind: "tuple" }, indent: string, legend: Legend): string {
  const inner = `${indent}  `;
  const lines = node.items.map(({ type, optional }) => {
    const text = optional
      ? nested(type, inner, legend)
      : trimStart(printType(type, inner, inner.length, legend), inner);
    return `${inner}${text}${optional ? "?" : ""},`;
  });
  if (node.rest !== undefined) lines.push(`${inner}...${inBrackets(node.rest, inner, legend)},`);
  return `[\n${lines.join("\n")}\n${indent}]`;
}

/** A broken union begins on its own line, which a tuple's element already does. */
const trimStart = (text: string, indent: string): string => (text.startsWith("\n") ? `(${text}\n${indent})` : text);

function printUnion(members: TypeNode[], indent: string, legend: Legend): string {
  const broken = members.filter((member) => inline(member, legend) === undefined);
  const others = members.filter((member) => !broken.includes(member));
  const leaves = others.filter(isLeaf).map((member) => inlineLeaf(member, legend));
  const [only] = broken;
  // One object with `null` or the like beside it reads best when it is not indented for it.
  const areFew = leaves.length === others.length && leaves.length < 3;
  if (only !== undefined && broken.length === 1 && members[0] === only && areFew) {
    return [nested(only, indent, legend), ...leaves].join(" | ");
  }
  return memberPerLine(members, indent, legend);
}

function memberPerLine(members: TypeNode[], indent: string, legend: Legend): string {
  const inner = `${indent}  `;
  return members.map((member) => `\n${inner}| ${nested(member, `${inner}  `, legend)}`).join("");
}

/** A member of a set, or an optional element: a set within goes in parentheses. */
function nested(node: TypeNode, indent: string, legend: Legend): string {
  const text = printType(node, indent, indent.length, legend);
  if (!isSet(node)) return text;
  return text.startsWith("\n") ? `(${text}\n${indent})` : `(${text})`;
}

function printObject(node: TypeNode & { kind: "object" }, indent: string, legend: Legend, mayInline: boolean): string {
  const line = mayInline ? inline(node, legend) : undefined;
  if (line !== undefined && indent.length + line.length < width) return line;
  const inner = `${indent}  `;
  const lines = node.members.map((member) => {
    const { doc } = legend.property(member.key);
    const start = `${inner}${memberStart(member, legend)}`;
    const text = printType(member.type, inner, start.length + 1, legend);
    return [...printDoc(doc, inner), `${start}${text.startsWith("\n") ? "" : " "}${text};`].join("\n");
  });
  if (node.index !== undefined) {
    const text = printType(node.index, inner, inner.length + 15, legend);
    lines.push(`${inner}[key: string]:${text.startsWith("\n") ? "" : " "}${text};`);
  }
  return lines.length === 0 ? "{}" : `{\n${lines.join("\n")}\n${indent}}`;
}

function memberStart({ key, optional }: Member, legend: Legend): string {
  return `${propertyKey(legend.property(key).key)}${optional ? "?" : ""}:`;
}

/** A type on one line; undefined where it holds comments or is long. */
function inline(node: TypeNode, legend: Legend): string | undefined {
  switch (node.kind) {
    case "array": {
      const item = inline(node.item, legend);
      return item === undefined ? undefined : `${isSet(node.item) ? `(${item})` : item}[]`;
    }
    case "tuple":
      return inlineTuple(node, legend);
    case "object":
      return inlineObject(node, legend);
    case "union":
    case "intersection": {
      const members = node.members.map((member) => {
        const text = inline(member, legend);
        return text !== undefined && isSet(member) ? `(${text})` : text;
      });
      return members.includes(undefined) ? undefined : short(members.join(node.kind === "union" ? " | " : " & "));
    }
    default:
      return inlineLeaf(node, legend);
  }
}

const short = (text: string): string | undefined => (text.length <= width ? text : undefined);

function inlineTuple(node: TypeNode & { kind: "tuple" }, legend: Legend): string | undefined {
  const items = node.items.map(({ type, optional }) => {
    const text = inline(type, legend);
    return text === undefined || !optional ? text : `${isSet(type) ? `(${text})` : text}?`;
  });
  if (node.rest !== undefined) {
    const rest = inline({ kind: "array", item: node.rest }, legend);
    items.push(rest === undefined ? undefined : `...${rest}`);
  }
  return items.includes(undefined) ? undefined : short(`[${items.join(", ")}]`);
}

function inlineObject(node: TypeNode & { kind: "object" }, legend: Legend): string | undefined {
  if (node.members.length > inlineMembers) return undefined;
  const parts: string[] = [];
  for (const member of node.members) {
    const { doc } = legend.property(member.key);
    const type = inline(member.type, legend);
    if (type === undefined || doc.text !== "" || doc.tags.length > 0) return undefined;
    parts.push(`${memberStart(member, legend)} ${type}`);
  }
  if (node.index !== undefined) {
    const index = inline(node.index, legend);
    if (index === undefined) return undefined;
    parts.push(`[key: string]: ${index}`);
  }
  const text = parts.length === 0 ? "{}" : `{ ${parts.join("; ")} }`;
  return text.length <= inlineWidth ? text : undefined;
}

function inlineLeaf(node: TypeNode, legend: Legend): string {
  if (node.kind === "name") return legend.name(node.name);
  if (node.kind !== "literal") return "unknown";
  return typeof node.value === "string" ? quote(node.value) : String(node.value);
}

const isLeaf = (node: TypeNode): boolean => node.kind === "name" || node.kind === "literal";

const isSet = (node: TypeNode): boolean => node.kind === "union" || node.kind === "intersection";
