import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./support/project.js";

/** The phases in the order in which data flows; each imports only from itself and from those before it. */
const PHASES = ["read", "define", "emit", "plan", "apply", "report"];

/** Every source file of a folder with the modules of this repository that it imports, both as paths from its root. */
function importsIn(folder: string): { file: string; imports: string[] }[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".ts"))
    .map((name) => {
      const file = posix.join(folder, name.replaceAll("\\", "/"));
      const text = readFileSync(join(root, file), "utf8");
      const found = text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g);
      return { file, imports: [...found].map(([, path]) => posix.join(dirname(file), path ?? "")) };
    });
}

describe("the house", () => {
  it("lets data flow one way: no phase imports from a later one", () => {
    const backwards = importsIn("generator").flatMap(({ file, imports }) => {
      const own = PHASES.indexOf(file.split("/")[1] ?? "");
      if (own === -1) return [];
      const later = imports.filter((path) => {
        const [top, place = ""] = path.split("/");
        return top === "generator" && (PHASES.indexOf(place) > own || ["commands", "try", "trace"].includes(place));
      });
      return later.map((path) => `${file} imports ${path}`);
    });
    expect(backwards).toEqual([]);
  });

  it("lets the generator import the runtime, and the templates nothing but themselves", () => {
    const allowed = { generator: /^(generator|templates\/runtime)\//, templates: /^templates\// };
    const crossing = Object.entries(allowed).flatMap(([folder, own]) =>
      importsIn(folder).flatMap(({ file, imports }) =>
        imports.filter((path) => !own.test(path)).map((path) => `${file} imports ${path}`),
      ),
    );
    expect(crossing).toEqual([]);
  });

  it("lets only the command set the exit code, and nothing end the process", () => {
    const files = importsIn("generator").map(({ file }) => file);
    const enders = files.filter((file) => /process\.exit(Code)?\b/.test(readFileSync(join(root, file), "utf8")));
    expect(enders).toEqual(["generator/cli.ts"]);
  });
});
