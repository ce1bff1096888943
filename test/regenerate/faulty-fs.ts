import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/** Every way in which batchgen changes the disk. */
export const CHANGES = [
  "writeFileSync",
  "utimesSync",
  "renameSync",
  "linkSync",
  "copyFileSync",
  "mkdirSync",
  "rmSync",
  "rmdirSync",
  "unlinkSync",
  "chmodSync",
] as const;

/** The cache is not part of the output: whatever becomes of it costs time alone. */
const CACHE = /[\\/]\.cache[\\/]/;

/**
 * What happens at the n-th change of the disk, counted from 1, or at the n-th of one kind: the process dies before it
 * or in its middle, or the system refuses it, and all that follow.
 */
export type Fault = {
  at: number;
  how: "killed" | "killed in the middle" | "ENOSPC" | "EROFS" | "EACCES" | "EPERM" | "EBUSY" | "EXDEV";
  for?: "once" | "ever";
  only?: (typeof CHANGES)[number];
};

/** Stands for a kill: nothing after it reaches the disk. */
export class Killed extends Error {}

/** Does something while the disk has a fault; gives how many changes of the disk were tried. */
export async function withFault(
  fault: Fault | undefined,
  act: () => Promise<unknown>,
): Promise<{ tried: number; error: unknown }> {
  const { openSync } = fs;
  const original = Object.fromEntries(CHANGES.map((name) => [name, fs[name]]));
  let tried = 0;
  /** The files of the cache that are open. */
  const ofCache = new Set<unknown>();
  const patched = fs as unknown as { [name: string]: unknown };
  // What opens a file writes into it next. Node itself opens what it reads and writes, too.
  patched["openSync"] = (...args: Parameters<typeof openSync>): number => {
    const descriptor = openSync(...args);
    if (CACHE.test(String(args[0]))) ofCache.add(descriptor);
    else ofCache.delete(descriptor);
    return descriptor;
  };
  for (const name of CHANGES) {
    const real = original[name] as (...args: unknown[]) => unknown;
    patched[name] = (...args: unknown[]): unknown => {
      if (ofCache.has(args[0])) return real(...args);
      if (CACHE.test(String(args[0]))) return real(...args);
      if (fault?.only !== undefined && fault.only !== name) return real(...args);
      tried++;
      const isNow = fault !== undefined && (tried === fault.at || (tried > fault.at && fault.for !== "once"));
      if (!isNow) return real(...args);
      const isWrite = name === "writeFileSync" && tried === fault.at;
      if (isWrite && fault.how !== "killed")
        real(args[0], String(args[1]).slice(0, String(args[1]).length / 2), args[2]);
      if (fault.how.startsWith("killed")) throw new Killed(`at ${tried}: ${name}`);
      throw Object.assign(new Error(`${fault.how}: the test says so, ${name}`), {
        code: fault.how,
        syscall: name,
        // The system does not say which file it is that it could open and not write.
        ...(isWrite ? {} : { path: args[0] }),
      });
    };
  }
  syncBuiltinESMExports();
  const { wait } = Atomics;
  // Nothing waits in vain for a disk that recovers.
  if (fault !== undefined) Atomics.wait = () => "timed-out";
  try {
    await act();
    return { tried, error: undefined };
  } catch (error) {
    return { tried, error };
  } finally {
    Atomics.wait = wait;
    Object.assign(fs, original, { openSync });
    syncBuiltinESMExports();
  }
}
