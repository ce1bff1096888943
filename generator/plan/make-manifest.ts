import { relative } from "node:path";
import type { EmitContext, VirtualFile } from "../emit/context.js";
import { handlerPath } from "../emit/modules.js";
import { packageVersion } from "../package-root.js";
import { relativePath, toPosix } from "../read/files.js";
import { hashText } from "../read/hash.js";
import { FORMAT } from "./manifest.js";
import { manifestPaths } from "./manifest-paths.js";
import type { Manifest } from "./plan.js";

/** The manifest of a run's files. It holds no path from outside the project and no time. */
export function makeManifest(context: EmitContext, files: readonly VirtualFile[]): Manifest {
  const { cwd, outDir, toolsDir, tools, settings } = context;
  const { toManifest } = manifestPaths({ cwd, outDir });
  const toolAt = new Map(tools.map((tool) => [relativePath(cwd, handlerPath(context, tool)), tool.name]));
  const entries = files.map(({ path, content, owner }) => {
    const tool = toolAt.get(path);
    return [toManifest(path), { owner, hash: hashText(content), ...(tool === undefined ? {} : { tool }) }] as const;
  });
  const folder = toPosix(relative(outDir, toolsDir));
  const indent = tools.every((tool) => tool.indent === "\t") ? "\t" : "  ";
  const own = { format: FORMAT, batchgen: packageVersion(), tools: folder, indent } as const;
  const manifest = { ...own, files: Object.fromEntries(entries) };
  if (settings === undefined) return manifest;
  const { handlers } = settings;
  const folders = handlers === undefined ? {} : { handlers: toPosix(relative(outDir, handlers)) };
  return { ...manifest, settings: { ...settings, ...folders } };
}
