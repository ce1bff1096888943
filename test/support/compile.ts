import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The compilers that generated code must please; each is a development dependency. */
export type TypeScriptVersion = "5.9" | "6" | "7";

/**
 * How a user's project is set up: an ES-module package, a bundled one, a CommonJS one (whose TypeScript forbids
 * verbatimModuleSyntax), or an ES-module package whose relative imports end in `.ts`. The others differ in `lib` or
 * `target`: a newer library, the newest with a browser's, what create-next-app writes, and a worker's without Node's
 * types and main.ts.
 */
export type ProjectSetting = "esm" | "bundler" | "cjs" | "esm-ts" | "es2023" | "dom" | "next" | "worker";

export type CompileOptions = {
  /** Default: all three. */
  versions?: readonly TypeScriptVersion[];
  /** Default: esm, bundler and cjs, which the same files suit; esm-ts is for files whose imports end in `.ts`. */
  settings?: readonly ProjectSetting[];
  /** The `types` of the tsconfig. Default: `["node"]`. */
  types?: readonly string[];
  /** Further compiler options, which win over the strict ones. */
  compilerOptions?: { [option: string]: unknown };
};

const root = fileURLToPath(new URL("../..", import.meta.url));
export const COMPILERS: { [version in TypeScriptVersion]: string } = {
  "5.9": "node_modules/typescript-5.9/bin/tsc",
  "6": "node_modules/typescript/bin/tsc",
  "7": "node_modules/typescript-7/bin/tsc",
};

/** What is promised of generated code: it compiles clean under all of these. */
export const STRICT_FLAGS = {
  target: "ES2022",
  lib: ["ES2022"],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  declaration: true,
  erasableSyntaxOnly: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  skipLibCheck: false,
  noEmit: true,
};

const ESM = { module: "NodeNext", verbatimModuleSyntax: true };

const SETTING_FLAGS: { [setting in ProjectSetting]: { [option: string]: unknown } } = {
  esm: ESM,
  bundler: { module: "ESNext", moduleResolution: "Bundler", verbatimModuleSyntax: true },
  cjs: { module: "NodeNext" },
  "esm-ts": { ...ESM, allowImportingTsExtensions: true, rewriteRelativeImportExtensions: true },
  es2023: { ...ESM, target: "ES2023", lib: ["ES2023"] },
  dom: { ...ESM, target: "ESNext", lib: ["ESNext", "DOM", "DOM.Iterable"] },
  // What create-next-app writes.
  next: { module: "ESNext", moduleResolution: "Bundler", target: "ES2017", lib: ["DOM", "DOM.Iterable", "ESNext"] },
  worker: { ...ESM, lib: ["ES2022", "WebWorker"], types: [] },
};

/**
 * Compiles a project under every flag of the promise, once per setting and compiler, and gives all diagnostics as
 * `<setting>, TypeScript <version>: <file>(<line>,<column>): error TS…`; none where it is clean.
 *
 * The project is a folder (copied, without its node_modules and tsconfig.json) or a record of files by path. One call
 * with many cases in it, each in a folder of its own, is far cheaper than a call per case: starting a compiler costs
 * more than checking a thousand types.
 */
export async function compileProject(
  project: string | { readonly [path: string]: string },
  options: CompileOptions = {},
): Promise<string[]> {
  const { versions = ["5.9", "6", "7"], settings = ["esm", "bundler", "cjs"], types = ["node"] } = options;
  const scratch = join(root, "test/.tmp/compile");
  await mkdir(scratch, { recursive: true });
  const base = await mkdtemp(join(scratch, "project-"));
  try {
    for (const setting of settings) {
      const folder = join(base, setting);
      await place(project, folder);
      await writeFile(
        join(folder, "package.json"),
        JSON.stringify({ type: setting === "cjs" ? "commonjs" : "module" }),
      );
      const compilerOptions = { ...STRICT_FLAGS, types, ...SETTING_FLAGS[setting], ...options.compilerOptions };
      const exclude = ["node_modules", ...(setting === "worker" ? ["generated/main.ts"] : [])];
      const config = { compilerOptions, include: ["**/*"], exclude };
      await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
    }
    const found = await Promise.all(versions.map((version) => compile(base, settings, version)));
    return settings.flatMap((setting) =>
      versions.flatMap((version, index) =>
        (found[index]?.get(setting) ?? []).map((line) => `${setting}, TypeScript ${version}: ${line}`),
      ),
    );
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

async function place(project: string | { readonly [path: string]: string }, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (typeof project === "string") {
    const filter = (source: string): boolean => {
      const path = relative(project, source);
      return !path.split(sep).includes("node_modules") && path !== "tsconfig.json" && path !== "package.json";
    };
    await cp(project, folder, { recursive: true, filter });
    return;
  }
  for (const [path, text] of Object.entries(project)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/**
 * Runs one compiler over a project of every setting. As one build it reads what they share, the libraries, once. Gives
 * the diagnostics by setting, a line each (with what belongs to it), with paths relative to the project; one that names
 * no project counts for the first.
 */
function compile(
  base: string,
  settings: readonly ProjectSetting[],
  version: TypeScriptVersion,
): Promise<Map<ProjectSetting, string[]>> {
  const args = [join(root, COMPILERS[version]), "--build", ...settings, "--pretty", "false"];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: base, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      const text = `${stdout}${stderr}`.trim();
      if (error !== null && text === "") {
        reject(new Error(`TypeScript ${version} ended without a word`, { cause: error }));
        return;
      }
      const found = new Map<ProjectSetting, string[]>(settings.map((setting) => [setting, []]));
      for (const line of error === null ? [] : text.split(/\n(?! )/)) {
        const setting = settings.find((one) => line.startsWith(`${one}/`));
        const inProject = setting === undefined ? line : line.slice(setting.length + 1);
        found.get(setting ?? settings[0] ?? "esm")?.push(inProject);
      }
      resolve(found);
    });
  });
}

/**
 * Several generated folders as one project with one copy of the runtime, which is the same in all of them: it is
 * compiled once.
 */
export function withOneRuntime(project: { readonly [path: string]: string }): { [path: string]: string } {
  const folderOf = (path: string): string | undefined => /^(?:.*\/)?generated\/runtime(?=\/)/.exec(path)?.[0];
  const shared = Object.keys(project).flatMap((path) => folderOf(path) ?? [])[0];
  if (shared === undefined) return { ...project };
  const kept = Object.entries(project).filter(([path]) => [undefined, shared].includes(folderOf(path)));
  const files = kept.map(([path, text]): [string, string] => {
    if (!/(?:^|\/)generated\/[^/]*$/.test(path)) return [path, text];
    const runtime = posix.relative(posix.dirname(path), shared);
    return [
      path,
      text.replaceAll(' from "./runtime/', ` from "${runtime.startsWith(".") ? runtime : `./${runtime}`}/`),
    ];
  });
  return Object.fromEntries(files);
}
