import { names } from "./core.js";
import { isName, type Member, type TypeNode } from "./type-node.js";

const token = /\s*("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[A-Za-z_$][\w$]*|\.\.\.|[[\]{}()|&?:;,])/y;

/**
 * Reads what json-schema-to-typescript printed: one interface, each of whose properties is a type that was asked for.
 * Laying the text out needs its structure anyway (where to break a union, which parentheses are idle), and a text that
 * isn't of this form must never reach a file. Throws where it isn't.
 */
export function parseTypes(text: string): Map<string, TypeNode> {
  const tokens = tokenize(text);
  let position = 0;

  const peek = (ahead = 0): string => tokens[position + ahead] ?? "";
  const next = (): string => tokens[position++] ?? "";
  const expect = (...wanted: string[]): void => {
    for (const want of wanted) {
      const found = next();
      if (found !== want) throw new Error(`expected ${want} and found ${found || "the end"}`);
    }
  };
  const skip = (wanted: string): boolean => peek() === wanted && next() === wanted;

  function type(): TypeNode {
    skip("|");
    const members = [postfix()];
    const operator = peek();
    if (operator !== "|" && operator !== "&") return members[0] ?? fail();
    while (skip(operator)) members.push(postfix());
    return { kind: operator === "|" ? "union" : "intersection", members };
  }

  function postfix(): TypeNode {
    let node = primary();
    while (peek() === "[" && peek(1) === "]") {
      expect("[", "]");
      node = { kind: "array", item: node };
    }
    return node;
  }

  function primary(): TypeNode {
    const found = peek();
    if (found === "{") return object();
    if (found === "[") return tuple();
    next();
    if (found === "(") {
      const node = type();
      expect(")");
      return node;
    }
    if (/^["\d-]/.test(found) || found === "true" || found === "false" || found === "null") {
      return { kind: "literal", value: JSON.parse(found) };
    }
    if (/^[A-Za-z_$]/.test(found)) return { kind: "name", name: found };
    return fail(found);
  }

  function object(): TypeNode & { kind: "object" } {
    const members: Member[] = [];
    let index: TypeNode | undefined;
    expect("{");
    while (!skip("}")) {
      if (skip("[")) {
        expect("k", ":", "string", "]", ":");
        index = type();
      } else {
        const key = next();
        const optional = skip("?");
        expect(":");
        members.push({ key, optional, type: type() });
      }
      skip(";");
    }
    return { kind: "object", members, index };
  }

  function tuple(): TypeNode {
    const items: { type: TypeNode; optional: boolean }[] = [];
    let rest: TypeNode | undefined;
    expect("[");
    while (!skip("]")) {
      if (skip("...")) {
        const array = type();
        rest = array.kind === "array" ? array.item : fail();
      } else items.push(element(type()));
      skip(",");
    }
    return { kind: "tuple", items, rest };
  }

  expect("export", "interface", "Types");
  const { members } = object();
  if (position < tokens.length) fail(peek());
  return new Map(members.map((member) => [member.key, member.type]));
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  token.lastIndex = 0;
  while (token.lastIndex < end) {
    const at = token.lastIndex;
    const found = token.exec(text)?.[1];
    if (found === undefined) return fail(text.slice(at, at + 20).trim());
    tokens.push(found);
  }
  return tokens;
}

/** A tuple's element, whose union says whether it may be left out. */
function element(type: TypeNode): { type: TypeNode; optional: boolean } {
  if (type.kind !== "union") return { type, optional: false };
  const members = type.members.filter((member) => !isName(member, names.optional));
  const [first] = members;
  if (members.length === type.members.length || first === undefined) return { type, optional: false };
  return { type: members.length === 1 ? first : { kind: "union", members }, optional: true };
}

function fail(found = ""): never {
  throw new Error(`json-schema-to-typescript printed something unexpected${found === "" ? "" : `: ${found}`}`);
}
