import type { ToolDefinition } from "../../define/tool-definition.js";
import type { JsonSchema } from "../../schema/keywords.js";
import { ALL_KINDS, findKinds, type Kind, kindsOfType } from "../../schema/kinds.js";
import { breakCycles } from "./break-cycles.js";
import { type Doc, docOf, NO_DOC } from "./doc.js";
import { limitBreadth } from "./limit-breadth.js";
import { anythingOf, type Lowering, lower } from "./lower.js";
import { printDeclaration } from "./print-type.js";
import { isProperty, type Resolved, resolveReference } from "./references.js";
import { sharedPlaces } from "./shared-places.js";
import { claimTypeName, nameOfPointer, type TakenNames } from "./type-names.js";
import { isNever, type TypeNode, UNKNOWN_TYPE } from "./type-node.js";

/** A type that the file declares: the input, the output, or one that a reference leads to. */
type Declared = { doc: Doc; node: TypeNode };

/**
 * The text of a tool's file of types, without a banner: `<typeName>Input`, `<typeName>Output` where the tool declares
 * an output, and the types that their schemas refer to. Schemas are expected in their normal form.
 */
export function emitTypes(tool: ToolDefinition): string {
  const types = collect(tool);
  const nodes = limitBreadth(breakCycles(new Map([...types].map(([name, { node }]) => [name, node]))));
  const isDeclared = (name: string): boolean => types.has(name);
  const declarations = [...types].map(([name, { doc }]) => {
    return printDeclaration(name, nodes.get(name) ?? UNKNOWN_TYPE, doc, isDeclared);
  });
  return declarations.join("\n");
}

/** The types of the tool's schemas and of whatever they refer to, by their names. */
function collect(tool: ToolDefinition): Map<string, Declared> {
  const types = new Map<string, Declared>();
  const taken: TakenNames = new Map([`${tool.typeName}Input`, `${tool.typeName}Output`].map((name) => [name, 2]));

  function addRoot(schema: JsonSchema, name: string, what: string, expected: readonly Kind[]): void {
    const declared = new Map<unknown, string>();
    const pending: (() => void)[] = [];
    const shared = sharedPlaces(schema);
    const follow = (ref: string): unknown => {
      const found = resolveReference(schema, ref);
      return found !== undefined && (found.inline || isProperty(found)) ? found.target : undefined;
    };
    const add = (target: unknown, typeName: string, doc: Doc, kinds: readonly Kind[]): string => {
      const type: Declared = { doc, node: UNKNOWN_TYPE };
      types.set(typeName, type);
      declared.set(target, typeName);
      pending.push(() => {
        const node = lower(target, { hint: typeName, depth: 0, expected: kinds, narrows: false }, lowering);
        // That nothing is valid is for validation to say; a type of which nothing can be made helps nobody.
        type.node = isNever(node) ? anythingOf(kinds) : node;
      });
      return typeName;
    };
    const nameOf = (found: Resolved, hint: string): string => {
      const known = declared.get(found.target);
      if (known !== undefined) return known;
      const key = nameOfPointer(found.steps, hint);
      const doc = isProperty(found) ? NO_DOC : docOf(found.target, key, follow);
      return add(found.target, claimTypeName(key, taken), doc, ALL_KINDS);
    };
    const lowering: Lowering = {
      doc: (key, property) => docOf(property, key, follow),
      reference: (ref, { hint }) => {
        const found = resolveReference(schema, ref);
        if (found === undefined) return undefined;
        return found.inline ? { schema: found.target } : { name: nameOf(found, hint) };
      },
      named: (part) => {
        const found = shared.get(part);
        return found && nameOf(found, "");
      },
      kinds: findKinds(schema, kindsOfType),
    };
    const doc = docOf(withoutIdentifier(schema), name, follow);
    add(schema, name, doc.text === "" ? { ...doc, text: what } : doc, expected);
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) next();
  }

  addRoot(tool.inputSchema, `${tool.typeName}Input`, `The input of \`${tool.name}\`.`, ["object"]);
  if (tool.outputSchema !== undefined) {
    addRoot(tool.outputSchema, `${tool.typeName}Output`, `The output of \`${tool.name}\`.`, ALL_KINDS);
  }
  return types;
}

/** What a program calls its type (`searchArguments`) is no title for people. */
function withoutIdentifier({ title, ...schema }: JsonSchema): JsonSchema {
  return typeof title === "string" && /\s/.test(title.trim()) ? { title, ...schema } : schema;
}
