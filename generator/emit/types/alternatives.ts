import { isUndocumented, NO_DOC } from "./doc.js";
import { isNever, isUnknown, type Member, type TypeNode, UNKNOWN_TYPE } from "./type-node.js";

type ObjectNode = TypeNode & { kind: "object" };

/**
 * More properties than this, over all branches, are not written out: they would take longer to read than to look up.
 */
const MAX_WRITTEN = 200;

/**
 * An intersection in which the branches of a union that only require properties have these properties whole, instead of
 * the object beside it: `{ a?: string; b?: string } & ({ a: unknown } | { b: unknown })` is `{ a: string; b?: string }
 * | { b: string; a?: string }`. So TypeScript knows in a branch what the property is.
 */
export function moveIntoBranches(members: readonly TypeNode[]): TypeNode[] {
  for (const union of members) {
    if (union.kind !== "union") continue;
    const branches = union.members.filter(onlyRequires);
    if (branches.length < union.members.length) continue;
    const keys = [...new Set(branches.flatMap((branch) => branch.members.map(({ key }) => key)))];
    const object = members.find((member) => member.kind === "object" && declaresAny(member, keys));
    if (object?.kind !== "object" || branches.length * keys.length > MAX_WRITTEN) continue;
    const left = object.members.filter(({ key }) => !keys.includes(key));
    const rest: TypeNode[] = left.length === 0 && object.index === undefined ? [] : [{ ...object, members: left }];
    const written: TypeNode = { kind: "union", members: writtenOut(branches, keys, object) };
    return members.flatMap((member) => (member === object ? rest : member === union ? [written] : [member]));
  }
  return [...members];
}

function onlyRequires(node: TypeNode): node is ObjectNode {
  return (
    node.kind === "object" &&
    node.index === undefined &&
    node.members.every(({ optional, type, doc }) => !optional && isUnknown(type) && isUndocumented(doc))
  );
}

function declaresAny({ members }: ObjectNode, keys: readonly string[]): boolean {
  return members.some(({ key }) => keys.includes(key));
}

/**
 * The branches with the object's properties; what they require comes first, and what is said of a property stands once.
 */
function writtenOut(branches: readonly ObjectNode[], keys: readonly string[], object: ObjectNode): TypeNode[] {
  const declared = new Map(object.members.map((member) => [member.key, member]));
  const documented = new Set<string>();
  return branches.map((branch): TypeNode => {
    const required = branch.members.map((member): Member => {
      const known = declared.get(member.key) ?? member;
      const doc = documented.has(member.key) ? NO_DOC : known.doc;
      documented.add(member.key);
      return { ...known, doc, optional: false, type: isNever(known.type) ? UNKNOWN_TYPE : known.type };
    });
    const own = new Set(required.map(({ key }) => key));
    const others = keys.flatMap((key): Member[] => {
      const known = declared.get(key);
      return known === undefined || own.has(key) ? [] : [{ ...known, doc: NO_DOC }];
    });
    return { kind: "object", members: [...required, ...others], index: undefined };
  });
}
