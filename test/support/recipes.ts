import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./project.js";

const recipes = readFileSync(join(root, "docs/recipes.md"), "utf8");

/**
 * The code of a recipe: a block of a language below a heading.
 * @param index Which of them, counted from 0.
 */
export function recipe(heading: string, language: string, index = 0): string {
  const [, below = ""] = recipes.split(`\n## ${heading}\n`);
  const [own = ""] = below.split("\n## ");
  const blocks = [...own.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))];
  const code = blocks[index]?.[1];
  if (code === undefined) throw new Error(`docs/recipes.md has no ${language} below "${heading}"`);
  return code;
}
