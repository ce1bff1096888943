import ts from "typescript";

/**
 * Declares what the rewritten types use: `Absent` stands for a property that is left out, `Anything` for any JSON
 * value. For all files of a program.
 */
export const prelude = `declare const absent: unique symbol;
type Absent = typeof absent;
type Anything = string | number | boolean | null | Anything[] | { [key: string]: Anything | Absent };
`;

/**
 * The declarations of a file of types, rewritten so that two types accept each other's values exactly if they are
 * assignable to each other. As they are, TypeScript assigns a type with an optional property to the same type without
 * it, and the other way round: here the property is required, and may be `Absent`. Interfaces become types, since only
 * those have an implicit index signature.
 */
export function exactTypes(text: string): string {
  const file = ts.createSourceFile("types.ts", text, ts.ScriptTarget.Latest, true);
  const { transformed } = ts.transform(file, [
    (context) => (node) => ts.visitEachChild(node, visitor(context), context),
  ]);
  return transformed.map((one) => ts.createPrinter({ removeComments: true }).printFile(one)).join("");
}

function visitor(context: ts.TransformationContext): (node: ts.Node) => ts.Node {
  return function visit(node) {
    return rewritten(ts.visitEachChild(node, visit, context), context.factory);
  };
}

function rewritten(node: ts.Node, factory: ts.NodeFactory): ts.Node {
  if (node.kind === ts.SyntaxKind.UnknownKeyword) return factory.createTypeReferenceNode("Anything");
  if (node.kind === ts.SyntaxKind.UndefinedKeyword) return factory.createTypeReferenceNode("Absent");
  if (ts.isInterfaceDeclaration(node)) {
    const type = rewritten(factory.createTypeLiteralNode(node.members), factory) as ts.TypeNode;
    return factory.createTypeAliasDeclaration(node.modifiers, node.name, undefined, type);
  }
  if (ts.isTypeLiteralNode(node) && node.members.length === 0) return openObject(factory);
  if (ts.isIndexSignatureDeclaration(node)) {
    return factory.updateIndexSignature(node, node.modifiers, node.parameters, orAbsent(node.type, factory));
  }
  if (ts.isPropertySignature(node) && node.questionToken !== undefined && node.type !== undefined) {
    return factory.updatePropertySignature(node, node.modifiers, node.name, undefined, orAbsent(node.type, factory));
  }
  if (ts.isArrayTypeNode(node) && node.elementType.kind === ts.SyntaxKind.NeverKeyword)
    return factory.createTupleTypeNode([]);
  return ts.isTupleTypeNode(node) ? ofEveryLength(node, factory) : node;
}

function orAbsent(type: ts.TypeNode, factory: ts.NodeFactory): ts.TypeNode {
  return factory.createUnionTypeNode([type, factory.createTypeReferenceNode("Absent")]);
}

/** To TypeScript, `{}` is all but null and undefined, strings and numbers among them. */
function openObject(factory: ts.NodeFactory): ts.TypeNode {
  const key = factory.createParameterDeclaration(
    undefined,
    undefined,
    "key",
    undefined,
    factory.createTypeReferenceNode("string"),
  );
  const type = orAbsent(factory.createTypeReferenceNode("Anything"), factory);
  return factory.createTypeLiteralNode([factory.createIndexSignature(undefined, [key], type)]);
}

/**
 * A tuple as a union of one for each length: `[A, B?]` is `[A] | [A, B]`, since no element of a list in JSON is
 * undefined.
 */
function ofEveryLength(tuple: ts.TupleTypeNode, factory: ts.NodeFactory): ts.TypeNode {
  const elements = tuple.elements.map((element) => {
    if (ts.isOptionalTypeNode(element)) return element.type;
    if (!ts.isNamedTupleMember(element)) return element;
    return element.dotDotDotToken === undefined ? element.type : factory.createRestTypeNode(element.type);
  });
  const shorter = tuple.elements.flatMap((element, length) =>
    isOptional(element) ? [factory.createTupleTypeNode(elements.slice(0, length))] : [],
  );
  const longest = factory.createTupleTypeNode(elements);
  return factory.createParenthesizedType(factory.createUnionTypeNode([...shorter, longest]));
}

function isOptional(element: ts.Node): boolean {
  return ts.isOptionalTypeNode(element) || (ts.isNamedTupleMember(element) && element.questionToken !== undefined);
}
