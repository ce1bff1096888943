import { join } from "node:path";
import type { Bench } from "../bench.js";
import { makeTools } from "../corpus.js";
import { cli, makeProject, root, runNode } from "../project.js";
import { type Contender, race } from "../race.js";
import { type Row, ratioRow, valueRow } from "../row.js";
import { compare } from "../statistics.js";

/**
 * TypeScript 7 shares a project out to several checkers, which repeat some of each other's work: with one, the count is
 * of the code alone.
 */
const COMPILERS = [
  { name: "TypeScript 7", folder: "typescript-7", flags: ["--singleThreaded"] },
  { name: "TypeScript 6", folder: "typescript", flags: [] },
];

/**
 * What the compiler has to do for each tool of a large project, with all that was generated, the stubs of the handlers
 * among it.
 */
export function measureTypeCheck({ scratch, large, rounds, isShort }: Bench): Row[] {
  const [one = "", half = "", whole = ""] = [1, large / 2, large].map((count) => {
    const folder = makeProject(join(scratch, `type-check-${count}`), makeTools(count));
    runNode(folder, [cli]);
    return folder;
  });
  return (isShort ? COMPILERS.slice(0, 1) : COMPILERS).flatMap(({ name, folder: compiler, flags }) => {
    const counts: { [folder: string]: { instantiations: number; relations: number } } = {};
    const check = (folder: string): Contender => ({
      run: () => {
        const tsc = join(root, "node_modules", compiler, "bin/tsc");
        const text = runNode(folder, [tsc, "-p", ".", "--noEmit", "--extendedDiagnostics", ...flags]);
        counts[folder] = { instantiations: sumOf(text, "Instantiations"), relations: sumOf(text, ".* cache size") };
        return sumOf(text, "Check time") * 1000;
      },
    });
    const found = race({ one: check(one), half: check(half), whole: check(whole) }, rounds(5));
    const aboveOne = (values: number[]): number[] => values.map((value, round) => value - (found.one[round] ?? 0));
    const perTool = (what: "instantiations" | "relations"): number =>
      ((counts[whole]?.[what] ?? Number.NaN) - (counts[one]?.[what] ?? Number.NaN)) / (large - 1);
    const growth = compare(aboveOne(found.whole), aboveOne(found.half));
    return [
      valueRow(`${name}: instantiations a tool, ${large} tools`, "", perTool("instantiations"), 25),
      // TypeScript 7 does not tell how many pairs of types it has compared. One that is quadratic shows here first.
      ...(perTool("relations") > 0
        ? [valueRow(`${name}: pairs of types compared, a tool, ${large} tools`, "", perTool("relations"), 30)]
        : []),
      // Twice the tools: 2 is linear, 4 quadratic.
      ratioRow(`${name}: check, ${large} tools`, `${large / 2} tools`, "ms", [2.5], growth),
    ];
  });
}

/** The sum of all numbers of that name. */
function sumOf(diagnostics: string, what: string): number {
  const found = [...diagnostics.matchAll(new RegExp(`^${what}:\\s+([\\d.]+)`, "gm"))];
  return found.reduce((sum, [, number]) => sum + Number(number), 0);
}
