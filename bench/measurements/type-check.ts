import { join } from "node:path";
import type { Bench } from "../bench.js";
import { makeTools } from "../corpus.js";
import { cli, makeProject, root, runNode } from "../project.js";
import { type Contender, race } from "../race.js";
import { type Row, ratioRow, valueRow } from "../row.js";
import { compare } from "../statistics.js";

/** TypeScript 7 shares a project out to several checkers, which repeat some of each other's work: with one, the count is of the code alone. */
const COMPILERS = [
  { name: "TypeScript 7", folder: "typescript-7", flags: ["--singleThreaded"] },
  { name: "TypeScript 6", folder: "typescript", flags: [] },
];

/** What the compiler has to do for each tool of a large project, with all that was generated, the stubs of the handlers among it. */
export function measureTypeCheck({ scratch, large, rounds, isShort }: Bench): Row[] {
  const [one = "", half = "", whole = ""] = [1, large / 2, large].map((count) => {
    const folder = makeProject(join(scratch, `type-check-${count}`), makeTools(count));
    runNode(folder, [cli]);
    return folder;
  });
  return (isShort ? COMPILERS.slice(0, 1) : COMPILERS).flatMap(({ name, folder: compiler, flags }) => {
    const counts: { [folder: string]: number } = {};
    const check = (folder: string): Contender => ({
      run: () => {
        const tsc = join(root, "node_modules", compiler, "bin/tsc");
        const text = runNode(folder, [tsc, "-p", ".", "--noEmit", "--extendedDiagnostics", ...flags]);
        counts[folder] = numberIn(text, "Instantiations");
        return numberIn(text, "Check time") * 1000;
      },
    });
    const found = race({ one: check(one), half: check(half), whole: check(whole) }, rounds(5));
    const aboveOne = (values: number[]): number[] => values.map((value, round) => value - (found.one[round] ?? 0));
    const perTool = ((counts[whole] ?? Number.NaN) - (counts[one] ?? Number.NaN)) / (large - 1);
    const growth = compare(aboveOne(found.whole), aboveOne(found.half));
    return [
      valueRow(`${name}: instantiations a tool, ${large} tools`, "", perTool, 30),
      // Twice the tools: 2 is linear, 4 quadratic.
      ratioRow(`${name}: check, ${large} tools`, `${large / 2} tools`, "ms", 2.5, growth),
    ];
  });
}

function numberIn(diagnostics: string, what: string): number {
  return Number(new RegExp(`^${what}:\\s+([\\d.]+)`, "m").exec(diagnostics)?.[1]);
}
