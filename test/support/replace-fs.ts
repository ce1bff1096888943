import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { onTestFinished } from "vitest";

type Replaced = "linkSync" | "readFileSync" | "renameSync" | "rmSync" | "statSync";

/** Puts another function in place of one of node:fs for the rest of a test. */
export function replaceFs<K extends Replaced>(name: K, by: (real: (typeof fs)[K]) => (typeof fs)[K]): void {
  const real = fs[name];
  onTestFinished(() => {
    fs[name] = real;
    syncBuiltinESMExports();
  });
  fs[name] = by(real);
  syncBuiltinESMExports();
}
