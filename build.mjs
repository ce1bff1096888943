// Builds dist/: the command as one CommonJS bundle (it starts fastest), the library entry points as ESM, their types,
// and the licences of what is bundled.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { createJiti } from "jiti";
import { build } from "rolldown";

const root = import.meta.dirname;
const dist = join(root, "dist");
rmSync(dist, { recursive: true, force: true });

/** What a generated file can depend on, so that a new batchgen knows the output of an older one. */
const parts = [
  "package.json",
  "templates/main.ts",
  ...list("templates/runtime"),
  ...list("build"),
  ...list("generator"),
];
const hash = createHash("sha256");
for (const part of parts.sort()) hash.update(part === "package.json" ? version() : readFileSync(join(root, part)));
const define = { __FINGERPRINT__: JSON.stringify(hash.digest("hex").slice(0, 32)) };

// Loaded when they are needed, from where npm puts them.
const external = [/^node:/, /^(chokidar|jiti|ts-morph|@anthropic-ai\/sdk)(\/|$)/];
/**
 * commander loads this for subcommands that are programs of their own. batchgen has none, and it takes 4 ms of each
 * start.
 */
const noChildProcesses = {
  name: "no-child-processes",
  transform(code, id) {
    if (!/[\\/]commander[\\/]lib[\\/]command\.js$/.test(id)) return null;
    const load = "require('node:child_process')";
    if (!code.includes(load)) throw new Error(`commander does not call ${load} any more: look at build.mjs`);
    return { code: code.replace(load, "{}"), map: null };
  },
};
const shared = { platform: "node", external, transform: { define } };

/**
 * What a run loads is two files: one that finds out whether there is anything to do, and one that does it. Left to
 * itself, the bundler makes fifty, and each takes the time of ten stat calls.
 */
const groups = [
  { name: "start", test: modules("commands/generate", "commands/run-once"), priority: 2 },
  {
    name: "run",
    test: modules(
      "pipeline",
      "cache/sources",
      "define/define-tools",
      "emit/emit-files",
      "emit/refuse-paths",
      "plan/make-manifest",
      "plan/manifest-paths",
      "plan/plan-actions",
      "plan/edited-handlers",
      "apply/apply-plan",
    ),
    priority: 1,
  },
];
const command = await build({
  ...shared,
  plugins: [noChildProcesses],
  input: { main: join(root, "generator/cli.ts") },
  output: {
    dir: join(dist, "cli"),
    format: "cjs",
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name].cjs",
    comments: false,
    codeSplitting: { groups },
  },
});
writeFileSync(join(dist, "cli.cjs"), launcher());
const library = await build({
  ...shared,
  input: { index: join(root, "generator/index.ts"), offline: join(root, "generator/offline/index.ts") },
  output: { dir: dist, format: "esm", chunkFileNames: "lib/[name].js" },
});
chmodSync(join(dist, "cli.cjs"), 0o755);
// Loaded for a pattern that needs them; the packages that recheck depends on are for its other backends.
const recheck = join(root, "node_modules/recheck/lib/browser.js");
copyFileSync(recheck, join(dist, "recheck.cjs"));
const regexpp = join(root, "node_modules/@eslint-community/regexpp/index.js");
copyFileSync(regexpp, join(dist, "regexpp.cjs"));
const bundles = [...command.output, ...library.output, { moduleIds: [recheck, regexpp] }];
writeFileSync(join(dist, "THIRD-PARTY-LICENSES.txt"), licencesOf(bundles));
// What is emitted as it stands: the runtime joined to a few files, which Node imports in a fraction of the time.
const { joinRuntime } = await createJiti(import.meta.url).import("./build/join-runtime.ts");
mkdirSync(join(dist, "templates/runtime"), { recursive: true });
copyFileSync(join(root, "templates/main.ts"), join(dist, "templates/main.ts"));
for (const [name, text] of joinRuntime(join(root, "templates/runtime"))) {
  writeFileSync(join(dist, "templates/runtime", name), text);
}
// The declarations of the library, and the runtime as `batchgen/runtime`, for projects that do not copy it.
for (const project of ["tsconfig.build.json", "tsconfig.runtime.json"]) {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [compiler, "-p", join(root, project)], { stdio: "inherit" });
}

// The SDK has other declarations for CommonJS, whose types are not those of its ES modules: so the runtime has both,
// too.
for (const file of list("dist/runtime").filter((name) => name.endsWith(".d.ts"))) {
  const copy = join(root, file.replace("dist/runtime", "dist/runtime/cjs"));
  mkdirSync(dirname(copy), { recursive: true });
  copyFileSync(join(root, file), copy);
}
writeFileSync(join(dist, "runtime/cjs/package.json"), '{ "type": "commonjs" }\n');

const declarations = new Set();
for (const entry of ["generator/index.d.ts", "generator/offline/index.d.ts"]) follow(join(dist, "types", entry));
for (const file of list("dist/types")) if (!declarations.has(join(root, file))) rmSync(join(root, file));

/**
 * Collects a declaration file and all that it imports: of the others nobody who uses the package ever sees anything.
 */
function follow(file) {
  if (declarations.has(file)) return;
  declarations.add(file);
  for (const [, path] of readFileSync(file, "utf8").matchAll(/(?:from |import\()"(\.[^"]+)\.js"/g)) {
    follow(join(dirname(file), `${path}.d.ts`));
  }
}

/**
 * What Node starts. It parses on every Node there is, so that an old one is told which it must be, and not shown a
 * syntax error.
 */
function launcher() {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const [major, minor] = engines.node.replace(">=", "").split(".");
  return `#!/usr/bin/env node
"use strict";
var found = process.versions.node.split(".");
if (+found[0] < ${major} || (+found[0] === ${major} && +found[1] < ${minor})) {
  process.stderr.write(
    "batchgen needs Node ${major}.${minor} or later, and this is Node " + process.versions.node + ".\\n" +
      "Install a newer one from https://nodejs.org, or with a version manager, such as: nvm install --lts\\n"
  );
  process.exitCode = 2;
} else require("./cli/main.cjs");
`;
}

/** A pattern for files of the generator, with which the bundler takes all that they import. */
function modules(...names) {
  return new RegExp(`[\\\\/]generator[\\\\/](?:${names.join("|").replaceAll("/", "[\\\\/]")})\\.ts$`);
}

function list(folder) {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

/** The licences of all packages with code in the bundles: their terms ask that they go along with it. */
function licencesOf(chunks) {
  const modules = chunks.flatMap(({ moduleIds = [] }) => moduleIds);
  const folders = modules.flatMap((path) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(path)?.[0] ?? []);
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file));
    // A package may name this licence without bringing its text; TypeScript has the same one and brings it.
    if (files.length === 0 && license === "Apache-2.0")
      files.push(relative(folder, join(root, "node_modules/typescript/LICENSE.txt")));
    if (files.length === 0) throw new Error(`${name} is bundled and brings no licence.`);
    const text = files.map((file) => readFileSync(join(folder, file), "utf8").trim()).join("\n\n");
    return `${name} ${version}, ${license}\n\n${text.replaceAll("\r\n", "\n")}\n`;
  });
  return `batchgen contains code of these packages.\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`;
}

function version() {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
}
