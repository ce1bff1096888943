import { dirname, join, relative, resolve } from "node:path";
import { isInside } from "../../config/refuse-folders.js";
import type { Options } from "../../config/settings.js";
import { findTsconfig, takesIn } from "../../config/tsconfig.js";
import { toPosix } from "../../read/files.js";
import { findManager, type PackageManager } from "../../read/package-manager.js";
import { installedVersion } from "./installed.js";
import type { Package } from "./json-files.js";

/** What the generated code runs on, and what compiles it: batchgen's peer dependencies. */
const RUN_ON = ["@anthropic-ai/sdk"];
const COMPILED_BY = ["typescript", "@types/node"];

/** The oldest versions that the generated code compiles and runs with, and what to install in place of an older one. */
const OLDEST = [
  { name: "@anthropic-ai/sdk", oldest: [1, 0], install: "@anthropic-ai/sdk@1", isDev: false },
  { name: "typescript", oldest: [5, 9], install: "typescript@latest", isDev: true },
  { name: "@types/node", oldest: [20, 0], install: "@types/node@latest", isDev: true },
] as const;

/**
 * What a project that was there before has to change before the generated code compiles and runs in it. Each with the
 * way out.
 */
export function adviseSetup(options: Options, found: Package | undefined): string[] {
  const { cwd } = options;
  const manager = findManager(cwd);
  return [
    ...adviseTsconfig(options, found, manager),
    ...advisePackages(cwd, found, manager),
    ...adviseVersions(cwd, manager),
    ...adviseKind(options, found, manager),
  ];
}

function adviseTsconfig(
  { cwd, toolsDir, outDir }: Options,
  found: Package | undefined,
  manager: PackageManager,
): string[] {
  const file = join(outDir, "index.ts");
  const tsconfig = readTsconfig(file);
  if (tsconfig === undefined) return [];
  const { module = "", rootDir, verbatimModuleSyntax, lib, target } = tsconfig.config.compilerOptions ?? {};
  const name = toPosix(relative(cwd, tsconfig.path));
  const folders = [toolsDir, outDir].map((folder) => `${toPosix(relative(cwd, folder))}/`).join(" and ");
  const root = rootDir === undefined ? undefined : resolve(dirname(tsconfig.path), rootDir);
  const advice: string[] = [];
  if (root !== undefined && !(isInside(outDir, root) && isInside(toolsDir, root))) {
    advice.push(
      `${name} has the rootDir ${rootDir}, and ${folders} are not in it. Widen it, or keep both in there: ` +
        `${configured(cwd, root)}`,
    );
  } else if (!takesIn(tsconfig, file)) {
    advice.push(`${name} does not take in ${folders}: tsc would not check them. Add both to its "include".`);
  }
  const isCommonJs = found !== undefined && found.value["type"] !== "module" && /^(node|commonjs)/i.test(module);
  const makeModule = manager.name === "npm" ? "npm pkg set type=module" : 'write "type": "module" into package.json';
  if (isCommonJs && verbatimModuleSyntax === true) {
    advice.push(
      `${name} has verbatimModuleSyntax, which TypeScript does not allow in a CommonJS package. Make it an ` +
        `ES-module package (${makeModule}), or remove the option.`,
    );
  } else if (isCommonJs) {
    advice.push(
      'The package is CommonJS, where "await" works inside functions alone. To use it at the top of a file, as ' +
        `the README's program does: ${makeModule}.`,
    );
  }
  const tooOld = findOldLib(lib, target);
  if (tooOld !== undefined) {
    advice.push(
      `${name} has the ${tooOld}, and the generated code needs ES2022 or later. Raise it: ` +
        `"${tooOld.split(" ")[0]}": ${lib === undefined ? '"ES2022"' : '["ES2022"]'}.`,
    );
  }
  return advice;
}

/** What in a tsconfig.json leaves ES2022 out: `lib` where there is one, else `target`. */
function findOldLib(lib: readonly string[] | undefined, target: string | undefined): string | undefined {
  if (lib !== undefined) return lib.some(isNewEnough) ? undefined : `lib ${lib.join(", ")}`;
  return target === undefined || isNewEnough(target) ? undefined : `target ${target}`;
}

function isNewEnough(name: string): boolean {
  return /^es(?:next|20(?:2[2-9]|[3-9]\d))$/i.test(name);
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

/**
 * npm installs peer dependencies, others leave them to the user; and in production they go where batchgen goes: away.
 */
function advisePackages(cwd: string, found: Package | undefined, manager: PackageManager): string[] {
  const dependencies = found?.value["dependencies"] ?? {};
  const kept = RUN_ON.filter((name) => !Object.hasOwn(dependencies, name));
  const compilers = COMPILED_BY.filter((name) => !isInstalled(name, cwd));
  const commands = [
    ...(kept.length === 0 ? [] : [`  ${manager.install(kept)}`]),
    ...(compilers.length === 0 ? [] : [`  ${manager.install(compilers, true)}`]),
  ];
  if (commands.length === 0) return [];
  const isUrgent = compilers.length > 0 || kept.some((name) => !isInstalled(name, cwd));
  const why = isUrgent
    ? "Not installed here"
    : "Before you ship, make these dependencies of your own; so far batchgen alone brings them, a development " +
      "dependency";
  return [`${why}:\n${commands.join("\n")}`];
}

/** Whether batchgen is a dependency of the program has to agree with where the program takes the runtime from. */
function adviseKind({ runtime }: Options, found: Package | undefined, manager: PackageManager): string[] {
  const has = (key: string): boolean => Object.hasOwn(found?.value[key] ?? {}, "batchgen");
  if (runtime === "copy" && has("dependencies")) {
    const move = manager.install(["batchgen"], true);
    return [
      `batchgen is in "dependencies", and the generated code does not import it. Make it a development one:\n  ${move}`,
    ];
  }
  if (runtime === "import" && has("devDependencies") && !has("dependencies")) {
    const move = manager.install(["batchgen"]);
    return [
      'batchgen is in "devDependencies", and with "runtime": "import" the generated code imports it. Make it a ' +
        `dependency of the program:\n  ${move}`,
    ];
  }
  return [];
}

/** What is installed and too old. */
function adviseVersions(cwd: string, manager: PackageManager): string[] {
  return OLDEST.flatMap(({ name, oldest, install, isDev }) => {
    const version = installedVersion(name, cwd);
    const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
    const isOld = major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
    if (version === undefined || !isOld) return [];
    return [`${name} is ${version}, and must be ${oldest.join(".")} or later:\n  ${manager.install([install], isDev)}`];
  });
}

function isInstalled(name: string, from: string): boolean {
  return installedVersion(name, from) !== undefined;
}
