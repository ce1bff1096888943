import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { root } from "../support/project.js";

/** The rooms of the runtime. A room imports from itself and from those before it; the two entries import from all. */
const ROOMS = [
  "json",
  "contract",
  "validate",
  "batch",
  "calls",
  "references",
  "plan",
  "results",
  "dispatcher",
  "trace",
  "conversation",
];

/** What the runtime may import beside itself, each with whether as types alone. */
const OUTSIDE: { readonly [specifier: string]: "types" | "code" } = {
  "@anthropic-ai/sdk": "types",
  "@anthropic-ai/sdk/lib/tools/BetaRunnableTool": "types",
  // The SDK's tool runner tells Claude an error's text only where it is of this class; loaded when there is one to
  // tell.
  "@anthropic-ai/sdk/lib/tools/ToolError": "code",
};

type Import = { file: string; specifier: string; typesOnly: boolean };

/** Every import and export of a file, found by the compiler's own parser: also `import()`, in code and in types. */
function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, typesOnly: boolean): void => {
    const specifier = node !== undefined && ts.isStringLiteralLike(node) ? node.text : "(computed)";
    found.push({ file, specifier, typesOnly });
  };
  const look = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly === true);
    if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, node.isTypeOnly);
    if (ts.isImportTypeNode(node)) add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

const base = "templates/runtime";
const files = readdirSync(join(root, base), { recursive: true, encoding: "utf8" })
  .map((name) => posix.join(base, name.replaceAll("\\", "/")))
  .filter((file) => file.endsWith(".ts"))
  .sort();
const imports = files.flatMap(importsOf);

/** The file of this repository that a relative import leads to. */
function targetOf({ file, specifier }: Import): string {
  return posix.join(dirname(file), specifier).replace(/\.js$/, ".ts");
}

/** The room that a file lies in; the entries lie in none. */
function roomOf(file: string): string {
  return posix.relative(base, dirname(file));
}

/** What is wrong with an import, if anything. */
function faultOf(one: Import): string[] {
  const { file, specifier, typesOnly } = one;
  const said = `${file} imports ${specifier}`;
  if (!specifier.startsWith(".")) {
    const allowed = Object.hasOwn(OUTSIDE, specifier) ? OUTSIDE[specifier] : undefined;
    if (allowed === undefined) return [`${said}, which is outside the runtime`];
    return allowed === "types" && !typesOnly ? [`${said} as code`] : [];
  }
  const target = targetOf(one);
  if (!files.includes(target)) return [`${said}, which is outside the runtime`];
  const own = ROOMS.indexOf(roomOf(file));
  return roomOf(file) !== "" && ROOMS.indexOf(roomOf(target)) > own ? [`${said}, a later room`] : [];
}

/** The files of a circle, if there is one among these: each imports the next, as code or as types. */
function circle(edges: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of edges.get(file) ?? []) {
      const found = visit(next, [...path, file]);
      if (found !== undefined) return found;
    }
    done.add(file);
    return undefined;
  };
  for (const file of edges.keys()) {
    const found = visit(file, []);
    if (found !== undefined) return found;
  }
  return undefined;
}

describe("the runtime's house", () => {
  it("has the rooms that are ranked here and no other, each of at most twelve files", () => {
    const rooms = readdirSync(join(root, base), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(rooms.map(({ name }) => name).sort()).toEqual([...ROOMS].sort());
    expect(files.filter((file) => roomOf(file) === "")).toEqual([`${base}/index.ts`, `${base}/unbound.ts`]);
    for (const room of ROOMS)
      expect(files.filter((file) => roomOf(file) === room).length, room).toBeLessThanOrEqual(12);
    expect(files.filter((file) => roomOf(file).includes("/"))).toEqual([]);
  });

  it("imports along the order of its rooms, and nothing but itself and the SDK", () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(imports.flatMap(faultOf)).toEqual([]);
  });

  it("has no circle of imports, types included", () => {
    const edges = new Map(
      files.map((file) => [
        file,
        imports.filter((one) => one.file === file && one.specifier.startsWith(".")).map(targetOf),
      ]),
    );
    expect(circle(edges)).toBeUndefined();
    expect(
      circle(
        new Map([
          ["a", ["b"]],
          ["b", ["c"]],
          ["c", ["b"]],
        ]),
      ),
      "a circle is found",
    ).toEqual(["b", "c", "b"]);
  });

  it("says so of an import that breaks the order, leaves the runtime or takes more than types", () => {
    const from = (specifier: string, typesOnly = true) =>
      faultOf({ file: `${base}/validate/x.ts`, specifier, typesOnly });
    expect(existsSync(join(root, base, "calls/call.ts"))).toBe(true);
    expect(from("../calls/call.js")).toEqual([expect.stringContaining("a later room")]);
    expect(from("../../main.js")).toEqual([expect.stringContaining("outside the runtime")]);
    expect(from("node:fs")).toEqual([expect.stringContaining("outside the runtime")]);
    expect(from("@anthropic-ai/sdk", false)).toEqual([expect.stringContaining("as code")]);
    expect(from("../json/values.js", false)).toEqual([]);
  });
});
