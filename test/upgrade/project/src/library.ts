// The package's own API in 0.1.0's docs.
import assert from "node:assert/strict";
import {
  type Config,
  type Diagnostic,
  type DiagnosticCode,
  defineConfig,
  type GenerateOptions,
  type GenerateResult,
  generate,
  type ImportExtension,
  type VirtualFile,
  type WriteResult,
  write,
} from "batchgen";

export async function useLibrary(): Promise<void> {
  const extension: ImportExtension = "js";
  const config: Config = defineConfig({
    tools: "tools",
    out: "generated",
    handlers: "tools",
    importExtension: extension,
    batchName: "all_at_once",
    maxInvocations: 10,
  });
  const options: GenerateOptions = { ...config, cwd: "." };
  const result: GenerateResult = await generate(options);
  assert.deepEqual(result.diagnostics, []);
  assert.ok(result.tools.includes("measure"));
  const file: VirtualFile | undefined = result.files.find(({ path }) => path === "generated/index.ts");
  assert.deepEqual([file?.owner, typeof file?.content], ["machine", "string"]);
  const written: WriteResult = await write(result);
  assert.ok(
    written.actions.every(({ path, action, owner }) => path !== "" && owner !== undefined && action === "keep"),
  );
  assert.deepEqual(written.diagnostics, []);
  const refused = await generate({ cwd: ".", maxInvocations: 0 });
  const [diagnostic]: Diagnostic[] = refused.diagnostics;
  const code: DiagnosticCode | undefined = diagnostic?.code;
  assert.deepEqual([code, diagnostic?.severity, refused.files], ["OPTION_INVALID", "error", []]);
}
