import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cli, type Ran, run } from "../support/project.js";

/** Runs the built batchgen with something loaded before it that looks over its shoulder. */
export function batchgenWith(preload: string, folder: string, ...args: string[]): Promise<Ran> {
  const file = join(folder, "..", `preload-${Math.random().toString(36).slice(2)}.cjs`);
  writeFileSync(file, preload);
  return run(folder, process.execPath, ["--require", file, cli, ...args]);
}

/** Notes every module that is loaded, by require and by import, in a file. */
export function recordModules(file: string): string {
  const hook = `
    import { appendFileSync } from "node:fs";
    export async function load(url, context, next) {
      appendFileSync(${JSON.stringify(file)}, url + "\\n");
      return next(url, context);
    }`;
  return `
    const Module = require("node:module");
    const { appendFileSync } = require("node:fs");
    Module.register("data:text/javascript," + encodeURIComponent(${JSON.stringify(hook)}));
    const load = Module._load;
    Module._load = function (request, parent, isMain) {
      try { appendFileSync(${JSON.stringify(file)}, Module._resolveFilename(request, parent, isMain) + "\\n"); } catch {}
      return load.apply(this, arguments);
    };`;
}

/** A disk that cannot be written, also for root: every attempt fails, and is noted on stderr. */
export const READ_ONLY = `
  const fs = require("node:fs");
  const names = ["writeFile", "appendFile", "rename", "link", "symlink", "copyFile", "cp", "mkdir", "mkdtemp", "rm", "rmdir",
    "unlink", "truncate", "utimes", "chmod", "chown", "createWriteStream"];
  const refuse = (name) => (...args) => {
    process.stderr.write("TRIED TO WRITE: " + name + " " + args[0] + "\\n");
    throw Object.assign(new Error("EROFS: read-only file system, " + name), { code: "EROFS", syscall: name, path: String(args[0]) });
  };
  for (const name of names) {
    for (const one of [name, name + "Sync"]) if (fs[one]) fs[one] = refuse(one);
    if (fs.promises[name]) fs.promises[name] = async (...args) => refuse(name)(...args);
  }
  for (const [host, name] of [[fs, "openSync"], [fs, "open"], [fs.promises, "open"]]) {
    const real = host[name];
    host[name] = (path, flags, ...rest) => {
      if (typeof flags === "string" && /[wa+]/.test(flags)) return refuse(name)(path);
      return real.call(host, path, flags, ...rest);
    };
  }
  require("node:module").syncBuiltinESMExports();`;

/** A disk on which names that differ by case alone are one file, as they are by default on macOS and Windows. */
export const CASE_INSENSITIVE = `
  const fs = require("node:fs");
  const path = require("node:path");
  const readdir = fs.readdirSync;
  const lstat = fs.lstatSync;
  const find = (given) => {
    if (typeof given !== "string") return given;
    const file = path.resolve(given);
    if (lstat(file, { throwIfNoEntry: false })) return file;
    const folder = path.dirname(file) === file ? file : find(path.dirname(file));
    let names = [];
    try { names = readdir(folder); } catch {}
    const name = path.basename(file);
    return path.join(folder, names.find((one) => one.toLowerCase() === name.toLowerCase()) ?? name);
  };
  for (const name of ["readFileSync", "writeFileSync", "lstatSync", "statSync", "rmSync", "rmdirSync", "mkdirSync", "readdirSync", "existsSync"]) {
    const real = fs[name];
    fs[name] = (file, ...rest) => real(find(file), ...rest);
  }
  for (const name of ["renameSync", "linkSync"]) {
    const real = fs[name];
    fs[name] = (from, to, ...rest) => real(find(from), find(to), ...rest);
  }
  require("node:module").syncBuiltinESMExports();`;

/** Notes in a file, at the end, every read of a file, and every part of Node that was loaded. */
export function recordReads(file: string): string {
  return `
    const fs = require("node:fs");
    const { readFileSync, writeFileSync } = fs;
    const reads = [];
    fs.readFileSync = (path, ...rest) => {
      reads.push(String(path));
      return readFileSync(path, ...rest);
    };
    require("node:module").syncBuiltinESMExports();
    process.on("exit", () => {
      const parts = process.moduleLoadList.map((part) => part.split(" ")[1]);
      writeFileSync(${JSON.stringify(file)}, JSON.stringify({ reads, parts }));
    });`;
}
