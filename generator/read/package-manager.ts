import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** A package manager, and how a project calls it. */
export type PackageManager = {
  name: "npm" | "pnpm" | "yarn" | "bun";
  /** The command that installs packages, as dependencies of the program or of its development. */
  install: (packages: readonly string[], isDev?: boolean) => string;
  /** The command that runs the program of an installed package. */
  run: (command: string) => string;
  /** The command that makes a package.json. */
  init: string;
};

const MANAGERS: { readonly [N in PackageManager["name"]]: PackageManager } = {
  npm: {
    name: "npm",
    install: (packages, isDev) => `npm install ${isDev ? "--save-dev " : ""}${packages.join(" ")}`,
    run: (command) => `npx ${command}`,
    init: "npm init -y",
  },
  pnpm: {
    name: "pnpm",
    install: (packages, isDev) => `pnpm add ${isDev ? "-D " : ""}${packages.join(" ")}`,
    run: (command) => `pnpm exec ${command}`,
    init: "pnpm init",
  },
  yarn: {
    name: "yarn",
    install: (packages, isDev) => `yarn add ${isDev ? "-D " : ""}${packages.join(" ")}`,
    run: (command) => `yarn ${command}`,
    init: "yarn init -y",
  },
  bun: {
    name: "bun",
    install: (packages, isDev) => `bun add ${isDev ? "-d " : ""}${packages.join(" ")}`,
    run: (command) => `bunx ${command}`,
    init: "bun init -y",
  },
};

/** Lock files, and whose they are. */
const LOCKS: readonly (readonly [string, PackageManager["name"]])[] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
  ["package-lock.json", "npm"],
];

/**
 * The package manager at hand: the one that started this process, else the one whose lock file is the nearest upward
 * from a folder, else npm.
 * @param from Absolute.
 * @param env Where package managers say who they are.
 */
export function findManager(
  from: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): PackageManager {
  const caller = /^(?:npm|pnpm|yarn|bun)(?=\/)/.exec(env["npm_config_user_agent"] ?? "")?.[0];
  return MANAGERS[(caller as PackageManager["name"] | undefined) ?? lockedBy(from) ?? "npm"];
}

function lockedBy(folder: string): PackageManager["name"] | undefined {
  const lock = LOCKS.find(([file]) => existsSync(join(folder, file)));
  if (lock !== undefined) return lock[1];
  return dirname(folder) === folder ? undefined : lockedBy(dirname(folder));
}
