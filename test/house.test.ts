import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./support/project.js";

/**
 * Every folder and file at the top of generator/. Each imports only from itself and from those before it;
 * ARCHITECTURE.md says what they are.
 */
const ORDER = [
  ...["package-root.ts", "diagnostics", "json", "schema", "api", "read", "config"],
  ...["define", "emit", "plan", "apply", "cache", "report", "pipeline.ts", "index.ts"],
  ...["offline", "trace", "try", "commands", "cli.ts"],
];

type Module = { file: string; imports: string[] };

/** Every source file of a folder with the modules of this repository that it imports, both as paths from its root. */
function importsIn(folder: string): Module[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".ts"))
    .map((name) => {
      const file = posix.join(folder, name.replaceAll("\\", "/"));
      const text = readFileSync(join(root, file), "utf8");
      const found = text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g);
      const imports = [...found].map(([, path = ""]) => posix.join(dirname(file), path).replace(/\.js$/, ".ts"));
      return { file, imports };
    });
}

/** What of generator/ has no place in the order, and what is imported against it. */
function faultsOf(modules: readonly Module[], order: readonly string[]): string[] {
  const topOf = (path: string): string => path.split("/")[1] ?? "";
  return modules.flatMap(({ file, imports }) => {
    const own = order.indexOf(topOf(file));
    if (own < 0) return [`${file} has no rank`];
    const inside = imports.filter((path) => path.startsWith("generator/"));
    return inside.filter((path) => order.indexOf(topOf(path)) > own).map((path) => `${file} imports ${path}`);
  });
}

describe("the house", () => {
  it("lets everything in generator/ import only from what stands before it", () => {
    expect(faultsOf(importsIn("generator"), ORDER)).toEqual([]);
    expect(readdirSync(join(root, "generator")).sort()).toEqual([...ORDER].sort());
  });

  it("finds an import against the order, in whatever way it is written, and a folder or file without a rank", () => {
    const modules = [
      { file: "generator/emit/emit-files.ts", imports: ["generator/define/names.ts", "generator/pipeline.ts"] },
      { file: "generator/pipeline.ts", imports: ["generator/emit/emit-files.ts", "templates/runtime/index.ts"] },
      { file: "generator/attic/old.ts", imports: [] },
      { file: "generator/helpers.ts", imports: [] },
    ];
    expect(faultsOf(modules, ORDER)).toEqual([
      "generator/emit/emit-files.ts imports generator/pipeline.ts",
      "generator/attic/old.ts has no rank",
      "generator/helpers.ts has no rank",
    ]);
    // A phase is loaded when it is needed: such an import counts like any other.
    const pipeline = importsIn("generator").find(({ file }) => file === "generator/pipeline.ts");
    expect(pipeline?.imports).toContain("generator/emit/emit-files.ts");
  });

  it(
    "is described in ARCHITECTURE.md: every folder and file at the top in the order of their ranks, and no path " +
      "that leads nowhere",
    () => {
      const text = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
      const quoted = [...text.matchAll(/`([^`\s]+)`/g)].map(([, word = ""]) => word);
      const table = text.slice(text.indexOf("| generator/ |"), text.indexOf("`templates/` is copied"));
      const rooms = [...table.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = ""]) => cell.split(" "));
      expect(rooms.map((room) => room.replaceAll("`", "").replace(/\/$/, ""))).toEqual(ORDER);
      const paths = quoted.filter((word) => /^(generator|templates|test)\//.test(word) && !word.includes("<"));
      expect(paths.length).toBeGreaterThan(10);
      expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    },
  );

  it("lets the generator import the runtime, and the templates nothing but themselves", () => {
    const allowed = { generator: /^(generator|templates\/runtime)\//, templates: /^templates\// };
    const crossing = Object.entries(allowed).flatMap(([folder, own]) =>
      importsIn(folder).flatMap(({ file, imports }) =>
        imports.filter((path) => !own.test(path)).map((path) => `${file} imports ${path}`),
      ),
    );
    expect(crossing).toEqual([]);
  });

  it("writes functions as declarations, and constants in upper case", () => {
    const arrow = /^(?:export )?const \w+ = (?:async )?(?:<[^>]+>)?\([^)]*\)(?:: [^=]+)? =>/gm;
    // Those that are exported in lower case stand in code that is emitted.
    const lower = /^const [a-z]\w*(?:: [^=]+)? = (?:["'`\d[{]|\/(?!\*)|new (?:Set|Map|RegExp)\()/gm;
    const files = ["generator", "templates"].flatMap(importsIn).map(({ file }) => file);
    const found = files.flatMap((file) => {
      const text = readFileSync(join(root, file), "utf8");
      return [...text.matchAll(arrow), ...text.matchAll(lower)].map(([line]) => `${file}: ${line}`);
    });
    expect(found).toEqual([]);
    expect("const double = (n: number): number => n * 2;").toMatch(new RegExp(arrow.source, "m"));
    expect('const names = ["a"];').toMatch(new RegExp(lower.source, "m"));
  });

  it("lets only the command set the exit code, and nothing end the process", () => {
    const files = importsIn("generator").map(({ file }) => file);
    const enders = files.filter((file) => /process\.exit(Code)?\b/.test(readFileSync(join(root, file), "utf8")));
    expect(enders).toEqual(["generator/cli.ts"]);
  });
});
