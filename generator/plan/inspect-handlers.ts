import {
  type ExportSpecifier,
  type ImportTypeNode,
  type Node,
  Project,
  type SourceFile,
  SyntaxKind,
  type TypeReferenceNode,
  ts,
} from "ts-morph";
import type { Options } from "../config/settings.js";
import { type Diagnostic, diagnose, type Place, startOf } from "../diagnostics/diagnostic.js";
import { showText } from "../diagnostics/show-value.js";
import { quote } from "../emit/text.js";
import type { EditedHandler } from "./edited-handlers.js";
import { warnOfOldOutput } from "./old-output.js";

/**
 * What is wrong with edited handlers, by their syntax alone: each has to export `handler`, and where its type names a
 * tool, that is the handler's own; and it imports from the output folder of this run. Whether the types fit is
 * TypeScript's to say.
 */
export function inspectHandlers(handlers: readonly EditedHandler[], options: Options): Diagnostic[] {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
  });
  return handlers.flatMap(({ path, tool, text }, index) => {
    const file = project.createSourceFile(`${index}.ts`, text);
    return [...inspect(file, path, tool), ...warnOfOldOutput(file, path, options)];
  });
}

function inspect(file: SourceFile, path: string, tool: string): Diagnostic[] {
  const [broken] = syntaxErrors(file);
  if (broken !== undefined) {
    const place = { ...startOf(path), ...file.getLineAndColumnAtPos(broken.start) };
    const text = `${path} is no valid TypeScript: ${ts.flattenDiagnosticMessageText(broken.messageText, " ")}`;
    return [diagnose("HANDLER_SYNTAX", place, text, "Fix it; your editor and tsc show the same place.")];
  }
  const found = findExport(file);
  if (found === undefined) return [missing(file, path, tool)];
  const argument = toolArgument(found);
  if (argument === undefined || argument.text === tool) return [];
  const text = `The handler of ${showText(tool)} is typed as that of ${showText(argument.text)}.`;
  const hint = `Write \`Handler<${quote(tool)}>\` there.`;
  return [diagnose("HANDLER_TOOL_WRONG", placeOf(argument.node, path), text, hint)];
}

function missing(file: SourceFile, path: string, tool: string): Diagnostic {
  const code = "HANDLER_EXPORT_MISSING";
  const example = `export const handler: Handler<${quote(tool)}> = async (input) => …`;
  const byDefault = file.getStatements().find(isDefaultExport);
  if (byDefault !== undefined) {
    const text = `${path} has a default export; handlers.ts imports \`handler\` from there, by that name.`;
    return diagnose(code, placeOf(byDefault, path), text, `Export it under that name: \`${example}\`.`);
  }
  const declared = findDeclaration(file, "handler");
  if (declared !== undefined) {
    const text = `${path} declares \`handler\` and does not export it; handlers.ts imports it from there.`;
    return diagnose(code, placeOf(declared, path), text, "Write `export` before it.");
  }
  const text = `${path} has no export \`handler\`, and handlers.ts imports it from there.`;
  return diagnose(code, startOf(path), text, `Add \`${example}\`.`);
}

function isDefaultExport(statement: Node): boolean {
  if (statement.asKind(SyntaxKind.ExportAssignment)?.isExportEquals() === false) return true;
  return modifiersOf(statement).includes(SyntaxKind.DefaultKeyword);
}

/** What the parser found; the type checker is not asked. */
function syntaxErrors(file: SourceFile): readonly ts.DiagnosticWithLocation[] {
  const { parseDiagnostics } = file.compilerNode as unknown as { parseDiagnostics?: ts.DiagnosticWithLocation[] };
  return parseDiagnostics ?? [];
}

/**
 * The declaration behind the export `handler`; the export itself where it comes from elsewhere. undefined where there
 * is none.
 */
function findExport(file: SourceFile): Node | undefined {
  for (const statement of file.getExportDeclarations()) {
    if (statement.isTypeOnly()) continue;
    // `export * from`: nobody can know without the other file.
    if (statement.isNamespaceExport() && statement.getNamespaceExport() === undefined) return statement;
    if (statement.getNamespaceExport()?.getName() === "handler") return statement;
    for (const named of statement.getNamedExports()) {
      if (named.isTypeOnly() || exportedName(named) !== "handler") continue;
      return statement.hasModuleSpecifier() ? named : (findDeclaration(file, named.getName()) ?? named);
    }
  }
  const declared = findDeclaration(file, "handler");
  return declared !== undefined && isExported(declared) ? declared : undefined;
}

/** The name under which something is exported; it may be a string: `export { own as "handler" }`. */
function exportedName(named: ExportSpecifier): string {
  const alias = named.getAliasNode();
  return alias?.asKind(SyntaxKind.StringLiteral)?.getLiteralText() ?? alias?.getText() ?? named.getName();
}

/** The top-level variable, function, class or destructured name. */
function findDeclaration(file: SourceFile, name: string): Node | undefined {
  const variables = file.getVariableStatements().flatMap((statement) => statement.getDeclarations());
  const plain =
    variables.find((variable) => variable.getName() === name) ?? file.getFunction(name) ?? file.getClass(name);
  if (plain !== undefined) return plain;
  return variables
    .flatMap((variable) => variable.getNameNode().getDescendantsOfKind(SyntaxKind.BindingElement))
    .find((element) => element.getName() === name);
}

function isExported(declaration: Node): boolean {
  const kinds = modifiersOf(declaration.getFirstAncestorByKind(SyntaxKind.VariableStatement) ?? declaration);
  return (
    kinds.includes(SyntaxKind.ExportKeyword) &&
    !kinds.includes(SyntaxKind.DefaultKeyword) &&
    !kinds.includes(SyntaxKind.DeclareKeyword)
  );
}

function modifiersOf(node: Node): SyntaxKind[] {
  const { modifiers } = node.compilerNode as { modifiers?: readonly ts.ModifierLike[] };
  return (modifiers ?? []).map(({ kind }) => kind);
}

/** The tool that the handler's type names, as an annotation, with `satisfies` or with `as`. */
function toolArgument(declaration: Node): { text: string; node: Node } | undefined {
  const variable = declaration.asKind(SyntaxKind.VariableDeclaration);
  const value = unwrap(variable?.getInitializer());
  const type = unwrap(
    variable?.getTypeNode() ??
      value?.asKind(SyntaxKind.SatisfiesExpression)?.getTypeNode() ??
      value?.asKind(SyntaxKind.AsExpression)?.getTypeNode(),
  );
  const reference = type?.asKind(SyntaxKind.TypeReference) ?? type?.asKind(SyntaxKind.ImportType);
  if (reference === undefined || !isHandler(reference)) return undefined;
  const [argument, ...more] = reference.getTypeArguments();
  const literal = argument?.asKind(SyntaxKind.LiteralType)?.getLiteral().asKind(SyntaxKind.StringLiteral);
  return literal === undefined || more.length > 0 ? undefined : { text: literal.getLiteralText(), node: literal };
}

/** What stands in parentheses, be it a value or a type. */
function unwrap(node: Node | undefined): Node | undefined {
  const inner = node?.asKind(SyntaxKind.ParenthesizedExpression)?.getExpression();
  const within = inner ?? node?.asKind(SyntaxKind.ParenthesizedType)?.getTypeNode();
  return within === undefined ? node : unwrap(within);
}

/**
 * Whether a type is `Handler` as batchgen exports it: imported under that or another name, through a namespace, or
 * where it is used.
 */
function isHandler(type: TypeReferenceNode | ImportTypeNode): boolean {
  if (type.isKind(SyntaxKind.ImportType)) return type.getQualifier()?.getText() === "Handler";
  const name = type.getTypeName();
  const qualified = name.asKind(SyntaxKind.QualifiedName);
  if (qualified !== undefined) return qualified.getRight().getText() === "Handler";
  const text = name.getText();
  const file = type.getSourceFile();
  const imported = file.getImportDeclarations().flatMap((statement) => statement.getNamedImports());
  const own = imported.find((one) => (one.getAliasNode()?.getText() ?? one.getName()) === text);
  if (own !== undefined) return own.getName() === "Handler";
  return text === "Handler" && file.getTypeAlias(text) === undefined && file.getInterface(text) === undefined;
}

function placeOf(node: Node, path: string): Place {
  const { line, column } = node.getSourceFile().getLineAndColumnAtPos(node.getStart());
  return { ...startOf(path), line, column };
}
