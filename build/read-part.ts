import { readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";

/** A file of `templates/runtime/`, and what has to be known of it to join it with others. */
export type Part = {
  /** Its path in `templates/runtime/`, such as `json/values.ts`. */
  path: string;
  /** The file that it is joined to. */
  file: string;
  /** What it declares at its top, by name. */
  names: ReadonlyMap<string, { isType: boolean; isExported: boolean }>;
  imports: readonly Taken[];
  /** What it exports from elsewhere, name by name. */
  exports: readonly Taken[];
  /** The parts of which it exports everything, by path. */
  exportsAll: readonly string[];
  /** The parts whose code it needs, by path. */
  codeFrom: readonly string[];
  /** The names that it uses and neither declares nor imports. */
  free: ReadonlySet<string>;
  /** Its text without imports and exports from elsewhere. What `isWanted` refuses is not exported any more. */
  text: (isWanted: (name: string) => boolean) => string;
};

/**
 * A name that one file takes from another, as a type alone or also as a value. A default import is `default as <name>`.
 */
export type Taken = { specifier: string; name: string; isType: boolean };

/** Reads a part. Throws where it is written in a way that cannot be joined. */
export function readPart(absolute: string, path: string, file: string): Part {
  const written = readFileSync(absolute, "utf8");
  checkCharacters(written, path);
  const source = ts.createSourceFile(absolute, written, ts.ScriptTarget.Latest, true);
  const imports: Taken[] = [];
  const exports: Taken[] = [];
  const exportsAll: string[] = [];
  const names = new Map<string, { isType: boolean; isExported: boolean }>();
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) imports.push(...importsOf(statement, path));
    else if (!ts.isExportDeclaration(statement)) for (const name of namesOf(statement, path)) names.set(...name);
    else if (statement.exportClause === undefined) exportsAll.push(partAt(path, specifierOf(statement, path)));
    else exports.push(...exportsOf(statement, path));
  }
  const codeFrom = [...imports, ...exports].filter(({ specifier, isType }) => !isType && specifier.startsWith("."));
  return {
    path,
    file,
    names,
    imports,
    exports,
    exportsAll,
    codeFrom: codeFrom.map(({ specifier }) => partAt(path, specifier)),
    free: freeNames(source, new Set([...imports.map(({ name }) => name.replace("default as ", ""))])),
    text: (isWanted) => textOf(source, isWanted),
  };
}

/** A file of ASCII alone is what Node decodes and V8 compiles in the least time: 0.7 of 15 ms for the whole runtime. */
function checkCharacters(text: string, path: string): void {
  const line = text.split("\n").findIndex((one) => /[^\n\x20-\x7e]/.test(one));
  if (line === -1) return;
  throw new Error(
    `templates/runtime/${path}:${line + 1} holds a character that is not ASCII, which makes importing the whole file ` +
      "slower. Write it as \\u and its number in a string, and another one in a comment.",
  );
}

function partAt(from: string, specifier: string): string {
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, ".ts");
}

function importsOf(node: ts.ImportDeclaration, path: string): Taken[] {
  const specifier = specifierOf(node, path);
  const { importClause } = node;
  const bindings = importClause?.namedBindings;
  if (importClause === undefined || (bindings !== undefined && !ts.isNamedImports(bindings))) {
    throw unjoinable(path, node, "import names");
  }
  const isType = importClause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (importClause.name !== undefined) {
    if (!isType) throw unjoinable(path, node, "import a default as a type");
    return [{ specifier, name: `default as ${importClause.name.text}`, isType }];
  }
  return (bindings?.elements ?? []).map((element) => takenBy(element, specifier, isType, path));
}

function exportsOf(node: ts.ExportDeclaration, path: string): Taken[] {
  const { exportClause, isTypeOnly } = node;
  if (exportClause === undefined || !ts.isNamedExports(exportClause)) throw unjoinable(path, node, "export names");
  const specifier = specifierOf(node, path);
  return exportClause.elements.map((element) => takenBy(element, specifier, isTypeOnly, path));
}

function takenBy(
  element: ts.ImportSpecifier | ts.ExportSpecifier,
  specifier: string,
  areTypes: boolean,
  path: string,
): Taken {
  if (element.propertyName !== undefined) throw unjoinable(path, element, "leave a name as it is");
  return { specifier, name: element.name.text, isType: areTypes || element.isTypeOnly };
}

function specifierOf(node: ts.ImportDeclaration | ts.ExportDeclaration, path: string): string {
  const { moduleSpecifier } = node;
  if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) {
    throw unjoinable(path, node, "export a thing where it is declared");
  }
  return moduleSpecifier.text;
}

/** What a statement at the top of a file declares. */
function namesOf(statement: ts.Statement, path: string): [string, { isType: boolean; isExported: boolean }][] {
  const isExported = exportKeyword(statement) !== undefined;
  const isType = ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement);
  if (isType || ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    const { name } = statement;
    if (name === undefined) throw unjoinable(path, statement, "name what is declared");
    return [[name.text, { isType, isExported }]];
  }
  if (!ts.isVariableStatement(statement)) throw unjoinable(path, statement, "declare, and do nothing, at the top");
  return statement.declarationList.declarations.map(({ name }) => {
    if (!ts.isIdentifier(name)) throw unjoinable(path, name, "declare a name at a time");
    return [name.text, { isType: false, isExported }];
  });
}

function exportKeyword(statement: ts.Statement): ts.Modifier | undefined {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.find(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

/** The names that a file uses and that no declaration in it can mean. */
function freeNames(source: ts.SourceFile, imported: ReadonlySet<string>): Set<string> {
  const declared = new Set(imported);
  const used = new Set<string>();
  const look = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      const isName = "name" in parent && parent.name === node;
      if (isName && isBinding(parent)) declared.add(node.text);
      else if (!isLabel(node, isName)) used.add(node.text);
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return new Set([...used].filter((name) => !declared.has(name)));
}

/** Whether the name of a node can be used in the code around it. */
function isBinding(node: ts.Node): boolean {
  return (
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isClassDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeParameterDeclaration(node)
  );
}

/** Whether an identifier names a member, and is no use of what is called so. */
function isLabel(node: ts.Identifier, isName: boolean): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return false;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  return isName || ("propertyName" in parent && parent.propertyName === node);
}

function textOf(source: ts.SourceFile, isWanted: (name: string) => boolean): string {
  const { text } = source;
  let kept = "";
  let at = 0;
  const skip = (from: number, to: number): void => {
    kept += text.slice(at, from);
    at = to;
  };
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) {
      skip(statement.getStart(), text.indexOf("\n", statement.end) + 1);
      continue;
    }
    const keyword = exportKeyword(statement);
    const names = namesOf(statement, source.fileName).map(([name]) => name);
    if (keyword !== undefined && !names.some(isWanted)) skip(keyword.getStart(), keyword.end + 1);
  }
  return `${(kept + text.slice(at)).trim()}\n`;
}

function unjoinable(path: string, node: ts.Node, must: string): Error {
  const source = node.getSourceFile();
  const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  return new Error(`templates/runtime/${path}:${line} cannot be joined with other files: it must ${must}.`);
}
