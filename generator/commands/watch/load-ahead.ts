import { statSync } from "node:fs";
import { join } from "node:path";
import { emitTemplates } from "../../emit/emit-templates.js";
import { packageRoot, packageVersion } from "../../package-root.js";

/**
 * Loads all that any run can need. batchgen can be updated or removed while it watches: a part of the new version that
 * is loaded beside parts of the old one would not fit.
 */
export async function loadAhead(): Promise<void> {
  packageVersion();
  emitTemplates({ runtime: "copy", main: true, extension: "js" });
  await Promise.all([
    import("../../config/tsconfig.js"),
    import("../../config/load-module.js"),
    import("../../config/local-imports.js"),
    import("../../diagnostics/nearest.js"),
    import("../../json/parse-json.js"),
    import("../../pipeline.js"),
    import("../../define/define-tools.js"),
    import("../../emit/emit-files.js"),
    import("../../plan/make-manifest.js"),
    import("../../plan/manifest-paths.js"),
    import("../../plan/plan-actions.js"),
    import("../../plan/refuse-output.js"),
    import("../../plan/edited-handlers.js"),
    import("../../plan/inspect-handlers.js"),
    import("../../apply/apply-plan.js"),
    import("../../apply/file-system-error.js"),
    import("../missing-package.js"),
    import("../../report/format-diagnostics.js"),
    import("../../report/use-color.js"),
    import("../../report/diagnostics-as-data.js"),
    import("semver/functions/gt.js"),
    import("semver/functions/valid.js"),
  ]);
}

/** Tells whether the package on disk is another one than when this was called. */
export function watchPackage(): () => boolean {
  const file = join(packageRoot(), "package.json");
  const identify = (): string | undefined => {
    const stats = statSync(file, { throwIfNoEntry: false });
    return stats && `${stats.ino}:${stats.size}:${stats.mtimeMs}`;
  };
  const before = identify();
  return () => {
    const now = identify();
    // While it is being replaced it is not there.
    return now !== undefined && now !== before;
  };
}
