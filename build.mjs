// Builds dist/: the command as one CommonJS bundle (it starts fastest), the library entry points as ESM, and their types.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "rolldown";

const root = import.meta.dirname;
const dist = join(root, "dist");
rmSync(dist, { recursive: true, force: true });

/** What a generated file can depend on, so that a new batchgen knows the output of an older one. */
const parts = [
  "package.json",
  "templates/main.ts",
  ...list("templates/runtime"),
  ...list("generator/read"),
  ...list("generator/define"),
  ...list("generator/emit"),
];
const hash = createHash("sha256");
for (const part of parts.sort()) hash.update(part === "package.json" ? version() : readFileSync(join(root, part)));
const define = { __FINGERPRINT__: JSON.stringify(hash.digest("hex").slice(0, 32)) };

// Loaded when they are needed, from where npm puts them.
const external = [
  /^node:/,
  /^(ajv|ajv-formats|chokidar|jiti|json-schema-to-typescript|ts-morph|@anthropic-ai\/sdk)(\/|$)/,
];
const shared = { platform: "node", external, transform: { define } };

await build({
  ...shared,
  input: { cli: join(root, "generator/cli.ts") },
  output: {
    dir: dist,
    format: "cjs",
    entryFileNames: "[name].cjs",
    chunkFileNames: "cli/[name].cjs",
    banner: (chunk) => (chunk.isEntry ? "#!/usr/bin/env node" : ""),
  },
});
await build({
  ...shared,
  input: { index: join(root, "generator/index.ts"), offline: join(root, "generator/offline/index.ts") },
  output: { dir: dist, format: "esm", chunkFileNames: "lib/[name].js" },
});
chmodSync(join(dist, "cli.cjs"), 0o755);
execFileSync(
  process.execPath,
  [join(root, "node_modules/typescript/bin/tsc"), "-p", join(root, "tsconfig.build.json")],
  { stdio: "inherit" },
);

function list(folder) {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

function version() {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
}
