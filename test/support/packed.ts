import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root, run } from "./project.js";

/** What the package finds beside it in a project; linked, since installing it takes minutes and shows nothing new. */
const BESIDE = ["@anthropic-ai", "@types", "ajv", "ajv-formats", "chokidar", "jiti", "ts-morph", "undici-types"];

/**
 * A folder outside this repository with the real package, unpacked from its tarball into node_modules. The caller
 * removes it.
 */
export async function unpackPackage(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "batchgen-unpacked-"));
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  await must(root, npm, "pack", "--ignore-scripts", "--pack-destination", folder);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  const own = join(folder, "node_modules/batchgen");
  mkdirSync(own, { recursive: true });
  await must(folder, "tar", "-xzf", tarball, "-C", own, "--strip-components=1");
  for (const name of BESIDE) {
    const installed = join(root, "node_modules", name);
    if (existsSync(installed)) symlinkSync(installed, join(folder, "node_modules", name));
  }
  return folder;
}

/** A second package folder: a copy of the first, in the node_modules of a project of its own. */
export function copyPackage(folder: string, project: string): string {
  const own = join(project, "node_modules/batchgen");
  mkdirSync(dirname(own), { recursive: true });
  cpSync(join(folder, "node_modules/batchgen"), own, { recursive: true });
  return own;
}

async function must(folder: string, command: string, ...args: string[]): Promise<void> {
  const { code, stdout, stderr } = await run(folder, command, args);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")}\n${stdout}\n${stderr}`);
}
