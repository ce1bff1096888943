import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ToolDefinition } from "../../generator/define/tool-definition.js";
import { runFiles } from "../define/corpora.js";
import { root } from "../support/project.js";

const folder = join(root, "test/cases");

/** A tool definition as somebody would write it, and the file of its types as it must read. */
export type Case = { name: string; tool: ToolDefinition; expectedFile: string; expected: string | undefined };

/**
 * Every folder of test/cases: `input.json` holds one definition, in any dialect; `expected.ts` is absent in a new case.
 */
export function readCases(): Case[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const { tools, text } = runFiles({ "input.json": readFileSync(join(folder, name, "input.json")) });
      const [tool] = tools;
      if (tool === undefined) throw new Error(`${name}/input.json is refused:\n${text}`);
      const expectedFile = join(folder, name, "expected.ts");
      const expected = existsSync(expectedFile) ? readFileSync(expectedFile, "utf8") : undefined;
      return { name, tool, expectedFile, expected };
    });
}
