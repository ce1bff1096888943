import type { JsonSchema, ToolDefinition } from "../../define/types.js";
import { breakCycles } from "./break-cycles.js";
import { type CompileTypes, loadCompiler } from "./compile-types.js";
import { type Core, isNever, names, unknownCore } from "./core.js";
import { type Doc, docOf } from "./doc.js";
import { limitBreadth } from "./limit-breadth.js";
import { anythingOf, type Lowering, lower } from "./lower.js";
import { findKinds } from "./possible-kinds.js";
import { type Legend, printDeclaration } from "./print-type.js";
import { isProperty, type Resolved, resolveReference } from "./references.js";
import { allKinds, type Kind } from "./schema-kinds.js";
import { sharedPlaces } from "./shared-places.js";
import { simplify } from "./simplify.js";
import { createStandIns, noDoc, type StandIns } from "./stand-ins.js";
import { claimTypeName, nameOfPointer } from "./type-names.js";
import type { TypeNode } from "./type-node.js";

/** A type that the file declares: the input, the output, or one that a reference leads to. */
type Declared = { name: string; doc: Doc; core: Core };

/**
 * The text of a tool's file of types, without a banner: `<typeName>Input`, `<typeName>Output` where the tool declares
 * an output, and the types that their schemas refer to. Schemas are expected in their normal form. No schema makes it
 * throw: where one is beyond json-schema-to-typescript, its types are open objects, and a comment says why.
 */
export async function emitTypes(tool: ToolDefinition): Promise<string> {
  const compile = await loadCompiler();
  try {
    return await print(collect(tool), compile);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return openTypes(tool, reason);
  }
}

type Collected = { types: Map<string, Declared>; standIns: StandIns };

/** Lowers the tool's schemas and whatever they refer to, each to a type of its own under a stand-in. */
function collect(tool: ToolDefinition): Collected {
  const types: Collected["types"] = new Map();
  const standIns = createStandIns();
  const taken = new Set([`${tool.typeName}Input`, `${tool.typeName}Output`]);

  function addRoot(schema: JsonSchema, name: string, what: string, expected: readonly Kind[]): void {
    const declared = new Map<unknown, string>();
    const pending: (() => void)[] = [];
    const shared = sharedPlaces(schema);
    const follow = (ref: string): unknown => {
      const found = resolveReference(schema, ref);
      return found !== undefined && (found.inline || isProperty(found)) ? found.target : undefined;
    };
    const add = (target: unknown, typeName: string, doc: Doc, kinds: readonly Kind[]): string => {
      const standIn = `T${types.size}`;
      const type: Declared = { name: typeName, doc, core: unknownCore };
      types.set(standIn, type);
      declared.set(target, standIn);
      pending.push(() => {
        const core = lower(target, { hint: typeName, depth: 0, expected: kinds, narrows: false }, lowering);
        // That nothing is valid is for validation to say; a type of which nothing can be made helps nobody.
        type.core = isNever(core) ? anythingOf(kinds) : core;
      });
      return standIn;
    };
    const nameOf = (found: Resolved, hint: string): string => {
      const known = declared.get(found.target);
      if (known !== undefined) return known;
      const key = nameOfPointer(found.steps, hint);
      const doc = isProperty(found) ? noDoc : docOf(found.target, key, follow);
      return add(found.target, claimTypeName(key, taken), doc, allKinds);
    };
    const lowering: Lowering = {
      property: (key, property) => standIns.of(key, docOf(property, key, follow)),
      reference: (ref, { hint }) => {
        const found = resolveReference(schema, ref);
        if (found === undefined) return undefined;
        return found.inline ? { schema: found.target } : { name: nameOf(found, hint) };
      },
      named: (part) => {
        const found = shared.get(part);
        return found && nameOf(found, "");
      },
      kinds: findKinds((ref) => resolveReference(schema, ref)?.target),
    };
    const doc = docOf(withoutIdentifier(schema), name, follow);
    add(schema, name, doc.text === "" ? { ...doc, text: what } : doc, expected);
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) next();
  }

  addRoot(tool.inputSchema, `${tool.typeName}Input`, `The input of \`${tool.name}\`.`, ["object"]);
  if (tool.outputSchema !== undefined) {
    addRoot(tool.outputSchema, `${tool.typeName}Output`, `The output of \`${tool.name}\`.`, allKinds);
  }
  return { types, standIns };
}

/** What a program calls its type (`searchArguments`) is no title for people. */
function withoutIdentifier({ title, ...schema }: JsonSchema): JsonSchema {
  return typeof title === "string" && /\s/.test(title.trim()) ? { title, ...schema } : schema;
}

async function print({ types, standIns }: Collected, compile: CompileTypes): Promise<string> {
  const compiled = await compile(Object.fromEntries([...types].map(([standIn, { core }]) => [standIn, core])));
  const nodes = limitBreadth(breakCycles(new Map([...compiled].map(([standIn, node]) => [standIn, simplify(node)]))));
  const legend: Legend = {
    name: (name) => types.get(name)?.name ?? (name === names.empty ? "Record<string, never>" : name),
    isDeclared: (name) => types.has(name),
    property: standIns.lookUp,
  };
  const declarations = [...types].map(([standIn, { name, doc }]) => {
    const node: TypeNode = nodes.get(standIn) ?? { kind: "name", name: names.unknown };
    return printDeclaration(name, node, doc, legend);
  });
  return declarations.join("\n");
}

function openTypes(tool: ToolDefinition, reason: string): string {
  const doc: Doc = { text: `An open object: the schema could not be turned into a type (${reason}).`, tags: [] };
  const open: TypeNode = { kind: "object", members: [], index: { kind: "name", name: names.unknown } };
  const legend: Legend = { name: (name) => name, isDeclared: () => false, property: (key) => ({ key, doc: noDoc }) };
  const ends = tool.outputSchema === undefined ? ["Input"] : ["Input", "Output"];
  return ends.map((end) => printDeclaration(`${tool.typeName}${end}`, open, doc, legend)).join("\n");
}
