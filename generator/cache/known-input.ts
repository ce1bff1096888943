import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Source } from "../json/source.js";
import type { KnownFiles } from "../read/read-folder.js";
import { isSameStamp, type Stamps } from "../read/stamps.js";
import type { Memory } from "./memory.js";
import { isSettled } from "./settle.js";

/** What was read, as far as a second look needs it. */
type Look = { toolsDir: string; sources: readonly Source[]; stamps: Stamps; settledAt: number };

/**
 * What a first look tells a second one in the same run: the definition files whose stamps are the same, and such that
 * every change would show in them. What else is in the folder was looked into already.
 * @param now The stamps of the second look.
 */
export function knownFromLook({ toolsDir, sources, stamps, settledAt }: Look, now: Stamps): KnownFiles {
  const byPath = new Map(sources.map((source) => [join(toolsDir, source.file), source]));
  return {
    source: (path) => {
      const [stamp, other] = [stamps.get(path), now.get(path)];
      if (stamp === undefined || other === undefined || !isSameStamp(stamp, other)) return undefined;
      return isSettled(new Map([[path, stamp]]), settledAt) ? byPath.get(path) : undefined;
    },
    unread: () => [],
  };
}

/**
 * What the last run tells this one: a file that has not changed since is not read, unless somebody asks for its bytes.
 * @param hashOf The hash of a definition file at the last run, by its path from the tools folder.
 * @param now The stamps of this run.
 */
export function knownFromMemory(memory: Memory, hashOf: (file: string) => string | undefined, now: Stamps): KnownFiles {
  return {
    source: (path, names) => {
      const hash = hashOf(names.file);
      return hash !== undefined && memory.isSame(path, now.get(path)) ? unreadSource(path, names, hash) : undefined;
    },
    unread: (path, shown) => (memory.isSame(path, now.get(path)) ? memory.saidOf(shown, "FILE_NOT_READ") : undefined),
  };
}

function unreadSource(path: string, names: Pick<Source, "path" | "file">, hash: string): Source {
  let bytes: Uint8Array | undefined;
  return {
    ...names,
    hash,
    get bytes(): Uint8Array {
      bytes ??= readFileSync(path);
      return bytes;
    },
  };
}
