import { type Diagnostic, diagnose, NOWHERE } from "../diagnostics/diagnostic.js";

/** The diagnostic of a package that is not installed; undefined for any other error. */
export function missingPackage(error: unknown): Diagnostic | undefined {
  if (!(error instanceof Error) || !("code" in error) || !/^(ERR_)?MODULE_NOT_FOUND$/.test(String(error.code)))
    return undefined;
  // A path instead of a name is a file of batchgen's own.
  const [, name] = /^Cannot find (?:module|package) '((?:@[^/']+\/)?[^./'][^/']*)/.exec(error.message) ?? [];
  if (name === undefined) return undefined;
  const message = `The package ${name} is not installed where batchgen can find it.`;
  const hint =
    `Install it beside batchgen: npm install ${name}. With another package manager than npm: @anthropic-ai/sdk, ` +
    "typescript and @types/node.";
  return diagnose("PACKAGE_MISSING", NOWHERE, message, hint);
}
