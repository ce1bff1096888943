import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { isInside } from "../config/refuse-folders.js";
import type { Options } from "../config/settings.js";
import { findTsconfig, takesIn } from "../config/tsconfig.js";
import { toPosix } from "../read/files.js";
import type { Package } from "./read-package.js";

/** What the generated code runs on, and what compiles it: batchgen's peer dependencies. */
const RUN_ON = ["@anthropic-ai/sdk"];
const COMPILED_BY = ["typescript", "@types/node"];

/** What a project that was there before has to change before the generated code compiles and runs in it. Each with the way out. */
export function adviseSetup(options: Options, found: Package | undefined): string[] {
  return [...adviseTsconfig(options, found), ...advisePackages(options.cwd, found)];
}

function adviseTsconfig({ cwd, toolsDir, outDir }: Options, found: Package | undefined): string[] {
  const file = join(outDir, "index.ts");
  const tsconfig = readTsconfig(file);
  if (tsconfig === undefined) return [];
  const { module = "", rootDir, verbatimModuleSyntax } = tsconfig.config.compilerOptions ?? {};
  const name = toPosix(relative(cwd, tsconfig.path));
  const folders = [toolsDir, outDir].map((folder) => `${toPosix(relative(cwd, folder))}/`).join(" and ");
  const root = rootDir === undefined ? undefined : resolve(dirname(tsconfig.path), rootDir);
  const advice: string[] = [];
  if (root !== undefined && !(isInside(outDir, root) && isInside(toolsDir, root))) {
    advice.push(
      `${name} has the rootDir ${rootDir}, and ${folders} are not in it. Widen it, or keep both in there: ${configured(cwd, root)}`,
    );
  } else if (!takesIn(tsconfig, file)) {
    advice.push(`${name} does not take in ${folders}: tsc would not check them. Add both to its "include".`);
  }
  const isCommonJs = found !== undefined && found.value["type"] !== "module" && /^(node|commonjs)/i.test(module);
  if (verbatimModuleSyntax === true && isCommonJs) {
    advice.push(
      `${name} has verbatimModuleSyntax, which TypeScript does not allow in a CommonJS package. Make it an ES-module package, npm pkg set type=module, or remove the option.`,
    );
  }
  return advice;
}

/** TypeScript says best what is wrong with a tsconfig.json. */
function readTsconfig(file: string): ReturnType<typeof findTsconfig> {
  try {
    return findTsconfig(file);
  } catch {
    return undefined;
  }
}

function configured(cwd: string, root: string): string {
  const below = toPosix(relative(cwd, root));
  return `"batchgen": { "tools": "${below}/tools", "out": "${below}/generated" } in package.json.`;
}

/** npm installs peer dependencies, others leave them to the user; and in production they go where batchgen goes: away. */
function advisePackages(cwd: string, found: Package | undefined): string[] {
  const dependencies = found?.value["dependencies"] ?? {};
  const kept = RUN_ON.filter((name) => !Object.hasOwn(dependencies, name));
  const compilers = COMPILED_BY.filter((name) => !isInstalled(name, cwd));
  const manager = /^(?:pnpm|yarn|bun)(?=\/)/.exec(process.env["npm_config_user_agent"] ?? "")?.[0];
  const add = manager === undefined ? "npm install" : `${manager} add`;
  const commands = [
    ...(kept.length === 0 ? [] : [`  ${add} ${kept.join(" ")}`]),
    ...(compilers.length === 0 ? [] : [`  ${add} -D ${compilers.join(" ")}`]),
  ];
  if (commands.length === 0) return [];
  const isUrgent = compilers.length > 0 || kept.some((name) => !isInstalled(name, cwd));
  const why = isUrgent
    ? "Not installed here"
    : "Before you ship, make these dependencies of your own; so far batchgen alone brings them, a development dependency";
  return [`${why}:\n${commands.join("\n")}`];
}

function isInstalled(name: string, from: string): boolean {
  // Plug'n'Play has no folders, and says itself what is missing.
  if (process.versions["pnp"] !== undefined || existsSync(join(from, "node_modules", name))) return true;
  return dirname(from) !== from && isInstalled(name, dirname(from));
}
