import ts from "typescript";
import { exactTypes, prelude } from "./exact-types.js";

/** Two files of types, each of which exports a type `Root`. */
export type Pair = { ours: string; theirs: string };

/**
 * Says of each pair in what its two types differ; undefined where they accept each other's values. One run of the
 * compiler for all pairs.
 */
export function compareTypes(pairs: readonly Pair[]): (string | undefined)[] {
  const files = pairs.flatMap(({ ours, theirs }, index): [string, string][] => [
    [`/${index}/ours.ts`, exactTypes(ours)],
    [`/${index}/theirs.ts`, exactTypes(theirs)],
  ]);
  const program = programOf(new Map([["/prelude.d.ts", prelude], ...files]));
  const checker = program.getTypeChecker();
  return pairs.map((_, index) => {
    const ours = rootOf(program, `/${index}/ours.ts`);
    const theirs = rootOf(program, `/${index}/theirs.ts`);
    if (typeof ours === "string") return `ours does not compile: ${ours}`;
    if (typeof theirs === "string") return `theirs does not compile: ${theirs}`;
    const takesTheirs = checker.isTypeAssignableTo(theirs, ours);
    const takesOurs = checker.isTypeAssignableTo(ours, theirs);
    if (takesTheirs && takesOurs) return undefined;
    if (!takesTheirs && !takesOurs) return "each accepts values that the other does not";
    return takesTheirs ? "ours accepts more" : "theirs accepts more";
  });
}

/**
 * Whether a value, written as a literal, is of the type `Root` of a file; false, too, where the file does not compile.
 */
export function areAccepted(tries: readonly { types: string; value: unknown }[]): boolean[] {
  const files = tries.map(({ types, value }, index): [string, string] => {
    return [`/${index}.ts`, `${types}\nexport const value: Root = ${JSON.stringify(value)};\n`];
  });
  const program = programOf(new Map(files));
  return files.map(([path]) => faultIn(program, path) === undefined);
}

/** The type `Root` that a file exports, or what is wrong with the file. */
function rootOf(program: ts.Program, path: string): ts.Type | string {
  const fault = faultIn(program, path);
  if (fault !== undefined) return fault;
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(path);
  const module = file && checker.getSymbolAtLocation(file);
  const root = module && checker.getExportsOfModule(module).find(({ name }) => name === "Root");
  return root === undefined ? "it exports no Root" : checker.getDeclaredTypeOfSymbol(root);
}

function faultIn(program: ts.Program, path: string): string | undefined {
  const file = program.getSourceFile(path);
  const [fault] = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  return fault && ts.flattenDiagnosticMessageText(fault.messageText, "\n");
}

function programOf(files: ReadonlyMap<string, string>): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    module: ts.ModuleKind.ESNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.getSourceFile = (path, ...rest) => {
    const text = files.get(path);
    return text === undefined ? getSourceFile(path, ...rest) : ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
  };
  return ts.createProgram([...files.keys()], options, host);
}
