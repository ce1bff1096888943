import { type Node, Project, type SourceFile, SyntaxKind, ts } from "ts-morph";
import { showText } from "../diagnostics/show-value.js";
import { type Diagnostic, diagnose, type Place, startOf } from "../diagnostics.js";
import { quote } from "../emit/text.js";

/** A handler that a person has edited. */
export type EditedHandler = { path: string; tool: string; text: string };

/**
 * What is wrong with edited handlers, by their syntax alone: each has to export `handler`, and where its type names a tool, that is the
 * handler's own. Whether the types fit is TypeScript's to say.
 */
export function inspectHandlers(handlers: readonly EditedHandler[]): Diagnostic[] {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
  });
  return handlers.flatMap(({ path, tool, text }, index) => {
    const file = project.createSourceFile(`${index}.ts`, text);
    return inspect(file, path, tool);
  });
}

function inspect(file: SourceFile, path: string, tool: string): Diagnostic[] {
  const [broken] = syntaxErrors(file);
  if (broken !== undefined) {
    const place = { ...startOf(path), ...file.getLineAndColumnAtPos(broken.start) };
    const text = `${path} is no valid TypeScript: ${ts.flattenDiagnosticMessageText(broken.messageText, " ")}`;
    return [diagnose("HANDLER_SYNTAX", place, text, "Mend it; your editor and tsc show the same place.")];
  }
  const found = findExport(file);
  if (found === undefined) return [missing(findDeclaration(file, "handler"), path, tool)];
  const argument = toolArgument(found);
  if (argument === undefined || argument.text === tool) return [];
  const text = `The handler of ${showText(tool)} is typed as that of ${showText(argument.text)}.`;
  const hint = `Write \`Handler<${quote(tool)}>\` there.`;
  return [diagnose("HANDLER_TOOL_WRONG", placeOf(argument.node, path), text, hint)];
}

function missing(declared: Node | undefined, path: string, tool: string): Diagnostic {
  const code = "HANDLER_EXPORT_MISSING";
  if (declared !== undefined) {
    const text = `${path} declares \`handler\` and does not export it; handlers.ts imports it from there.`;
    return diagnose(code, placeOf(declared, path), text, "Write `export` before it.");
  }
  const text = `${path} has no export \`handler\`, and handlers.ts imports it from there.`;
  const hint = `Add \`export const handler: Handler<${quote(tool)}> = async (input) => …\`.`;
  return diagnose(code, startOf(path), text, hint);
}

/** What the parser found; the type checker is not asked. */
function syntaxErrors(file: SourceFile): readonly ts.DiagnosticWithLocation[] {
  const { parseDiagnostics } = file.compilerNode as unknown as { parseDiagnostics?: ts.DiagnosticWithLocation[] };
  return parseDiagnostics ?? [];
}

/** The declaration behind the export `handler`; the export itself where it comes from elsewhere. undefined where there is none. */
function findExport(file: SourceFile): Node | undefined {
  for (const statement of file.getExportDeclarations()) {
    if (statement.isTypeOnly()) continue;
    // `export * from`: nobody can know without the other file.
    if (statement.isNamespaceExport() && statement.getNamespaceExport() === undefined) return statement;
    if (statement.getNamespaceExport()?.getName() === "handler") return statement;
    for (const named of statement.getNamedExports()) {
      if (named.isTypeOnly() || (named.getAliasNode()?.getText() ?? named.getName()) !== "handler") continue;
      return statement.hasModuleSpecifier() ? named : (findDeclaration(file, named.getName()) ?? named);
    }
  }
  const declared = findDeclaration(file, "handler");
  return declared !== undefined && isExported(declared) ? declared : undefined;
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
  const statement = declaration.getFirstAncestorByKind(SyntaxKind.VariableStatement) ?? declaration;
  const { modifiers } = statement.compilerNode as { modifiers?: readonly ts.ModifierLike[] };
  const kinds = (modifiers ?? []).map(({ kind }) => kind);
  return (
    kinds.includes(SyntaxKind.ExportKeyword) &&
    !kinds.includes(SyntaxKind.DefaultKeyword) &&
    !kinds.includes(SyntaxKind.DeclareKeyword)
  );
}

/** The tool that the handler's type names, as an annotation, with `satisfies` or with `as`. */
function toolArgument(declaration: Node): { text: string; node: Node } | undefined {
  const variable = declaration.asKind(SyntaxKind.VariableDeclaration);
  const value = variable?.getInitializer();
  const type =
    variable?.getTypeNode() ??
    value?.asKind(SyntaxKind.SatisfiesExpression)?.getTypeNode() ??
    value?.asKind(SyntaxKind.AsExpression)?.getTypeNode();
  const reference = type?.asKind(SyntaxKind.TypeReference);
  if (reference === undefined || !isHandler(reference.getTypeName())) return undefined;
  const [argument, ...more] = reference.getTypeArguments();
  const literal = argument?.asKind(SyntaxKind.LiteralType)?.getLiteral().asKind(SyntaxKind.StringLiteral);
  return literal === undefined || more.length > 0 ? undefined : { text: literal.getLiteralText(), node: literal };
}

/** Whether a type's name is `Handler` as batchgen exports it: imported under that or another name, or through a namespace. */
function isHandler(name: Node): boolean {
  const qualified = name.asKind(SyntaxKind.QualifiedName);
  if (qualified !== undefined) return qualified.getRight().getText() === "Handler";
  const text = name.getText();
  const imported = name
    .getSourceFile()
    .getImportDeclarations()
    .flatMap((statement) => statement.getNamedImports());
  const own = imported.find((one) => (one.getAliasNode()?.getText() ?? one.getName()) === text);
  return own === undefined ? text === "Handler" : own.getName() === "Handler";
}

function placeOf(node: Node, path: string): Place {
  const { line, column } = node.getSourceFile().getLineAndColumnAtPos(node.getStart());
  return { ...startOf(path), line, column };
}
