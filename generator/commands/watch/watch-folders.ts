import { existsSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { watch } from "chokidar";
import { realPath } from "../../config/refuse-folders.js";
import { CONTEXT_FILE } from "../../read/handler-context.js";

/**
 * What happened to a path, absolute. `handler` is any TypeScript file where handlers live, `output` a folder that is
 * generated.
 */
export type Change = {
  path: string;
  event: "added" | "changed" | "removed";
  kind: "definition" | "setting" | "handler" | "output";
};

/** What is watched. All paths are absolute; none has to exist. */
export type WatchedFolders = {
  cwd: string;
  toolsDir: string;
  outDir: string;
  handlersDir: string;
  files: readonly string[];
};

export type Watched = {
  close(): Promise<void>;
  /**
   * Whether a folder is another one than was found under its name, as after it was gone for a while: what happens in
   * it, nobody sees.
   */
  isStale(): boolean;
  /**
   * Whether one of the folders has come or gone since the last call, as by a rename of a folder above, of which the
   * system says nothing.
   */
  hasMoved(): boolean;
};

const EVENTS = { add: "added", addDir: "added", change: "changed", unlink: "removed", unlinkDir: "removed" } as const;

/** How often files are looked at where the system cannot watch them, in milliseconds. */
const POLL_MS = 500;

/**
 * Watches the definitions, the handlers and the files that the settings depend on, and whatever of them comes into
 * being later: for what does not exist, the nearest folder above it is watched. Of the output its folders are. Resolves
 * once the watching has begun.
 * @param isPolling Whether to look at the files again and again, instead of asking the system.
 */
export async function watchFolders(
  folders: WatchedFolders,
  isPolling: boolean,
  onChange: (change: Change) => void,
  onError: (error: unknown) => void,
): Promise<Watched> {
  const { cwd, outDir } = folders;
  // A folder that is a link is watched where it leads, and its files are called as they are called through the link.
  const [toolsDir, handlersDir] = [realPath(folders.toolsDir), realPath(folders.handlersDir)];
  const real = { ...folders, toolsDir, handlersDir };
  // A tsconfig.json above the project that may come into being one day is not worth watching the whole way up.
  const files = folders.files.filter((file) => isBelow(file, cwd) || existsSync(file));
  const context = join(handlersDir, CONTEXT_FILE);
  const single = new Set([toolsDir, handlersDir, folders.toolsDir, folders.handlersDir, outDir, context, ...files]);
  const roots = new Set([
    cwd,
    ...[toolsDir, handlersDir, outDir, ...files].filter((path) => !isBelow(path, cwd)).map(nearestFolder),
  ]);
  const onTheWay = new Set([...single].flatMap((path) => above(path, roots)));

  const ignored = (path: string, stats?: Stats): boolean => {
    if (single.has(path) || onTheWay.has(path) || roots.has(path)) return false;
    if (isBelow(path, outDir)) return stats?.isDirectory() === false;
    return !isWanted(path, real) || (stats?.isFile() === true && !/\.(json|ts)$/.test(path));
  };
  const kindOf = (path: string): Change["kind"] | undefined => {
    if (path === toolsDir || path === folders.toolsDir) return "definition";
    if (files.includes(path) || path === context) return "setting";
    if (path === outDir || isBelow(path, outDir)) return "output";
    if (path.endsWith(".json") && isBelow(path, toolsDir)) return "definition";
    return path.endsWith(".ts") ? "handler" : undefined;
  };

  // chokidar goes by names: where another folder is put in a folder's place at once, it goes on watching the one that
  // is gone.
  const found = new Map([folders.toolsDir, folders.handlersDir].map((folder) => [folder, identify(folder)]));
  const isReplaced = (folder: string): boolean => {
    const now = identify(folder);
    return now !== undefined && now !== found.get(folder);
  };

  let isReady = false;
  const polling = isPolling ? { usePolling: true, interval: POLL_MS, binaryInterval: POLL_MS } : {};
  const watcher = watch([...roots], { ignored, followSymlinks: false, ...polling });
  watcher.on("error", onError);
  watcher.on("raw", (event, name, details) => {
    const { watchedPath } = details as { watchedPath?: string };
    const path = join(watchedPath ?? cwd, name ?? "");
    if (isReady && event === "rename" && found.has(path) && isReplaced(path))
      onChange({ path, event: "changed", kind: kindOf(path) ?? "definition" });
  });
  watcher.on("all", (event, path) => {
    if (event === "addDir" && !found.has(path)) found.set(path, identify(path));
    if (!isReady) return;
    const kind = kindOf(path);
    const happened = (EVENTS as { readonly [event: string]: Change["event"] | undefined })[event];
    if (kind === undefined || happened === undefined) return;
    // A file that is put in place by a rename is said to be removed first.
    if (happened === "removed" && existsSync(path)) return;
    const home = isBelow(path, toolsDir) ? "toolsDir" : "handlersDir";
    const called = isBelow(path, real[home]) ? join(folders[home], relative(real[home], path)) : path;
    onChange({ path: called, event: happened, kind });
  });
  await new Promise<void>((resolve) => {
    watcher.on("ready", resolve);
  });
  isReady = true;
  const list = (): string => [cwd, folders.toolsDir, outDir, folders.handlersDir].map(identify).join();
  let listed = list();
  const hasMoved = (): boolean => {
    const before = listed;
    listed = list();
    return listed !== before;
  };
  return { close: () => watcher.close(), isStale: () => [...found.keys()].some(isReplaced), hasMoved };
}

/**
 * What tells a folder from another one of the same name; undefined for none. Numbers of deleted folders are used again,
 * hence the time.
 */
function identify(folder: string): string | undefined {
  const stats = statSync(folder, { bigint: true, throwIfNoEntry: false });
  return stats && `${stats.dev}:${stats.ino}:${stats.birthtimeNs}`;
}

/** Whether a path is where definitions or handlers can be. */
function isWanted(path: string, { toolsDir, handlersDir }: WatchedFolders): boolean {
  const home = [toolsDir, handlersDir].find((folder) => isBelow(path, folder));
  if (home === undefined) return false;
  const parts = relative(home, path).split(sep);
  return !parts.some((part) => part.startsWith(".") || part === "node_modules") && !basename(path).endsWith(".tmp");
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function nearestFolder(path: string): string {
  const folder = dirname(path);
  return existsSync(folder) || folder === path ? folder : nearestFolder(folder);
}

/** The folders between a path and the root that it is watched from. */
function above(path: string, roots: ReadonlySet<string>): string[] {
  const folder = dirname(path);
  return roots.has(folder) || folder === path ? [] : [folder, ...above(folder, roots)];
}

/**
 * Two changes of one path in one burst, as one: what it was before the burst against what it is after. A system that is
 * quick to look says of a new file "added" and then "changed" (it was empty at the first look); one that is slow says
 * "added" alone.
 */
export function mergeChanges(first: Change, then: Change): Change {
  const wasThere = first.event !== "added";
  if (then.event === "removed") return then;
  return { ...then, event: wasThere ? "changed" : "added" };
}
