import { type PathLike, readFileSync, rmSync, type Stats } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { runGenerate } from "../../generator/commands/generate.js";
import { runOnce } from "../../generator/commands/run-once.js";
import { reportRun } from "../../generator/commands/watch/report-run.js";
import { captureOutput } from "../support/capture.js";
import { batchgen, exampleTools, makeProject, tool, write } from "../support/project.js";
import { replaceFs } from "../support/replace-fs.js";

/** A generated project whose next run deletes the types and the untouched stub of get_time. */
async function projectToShrink(runtime: "copy" | "import" = "import"): Promise<string> {
  const folder = makeProject(exampleTools);
  expect((await runOnce({ runtime }, "write", folder)).exitCode).toBe(0);
  rmSync(join(folder, "tools/get_time.json"));
  return folder;
}

const GONE = ["generated/types/get_time.ts", "tools/get_time.ts"];

/** The disk takes everything but the manifest, which is written last. */
function refuseManifest(): void {
  replaceFs("renameSync", (real) => (from, to) => {
    if (String(to).endsWith(".batchgen.json"))
      throw Object.assign(new Error("EROFS: held"), { code: "EROFS", syscall: "rename" });
    real(from, to);
  });
}

function capture(stream: "stdout" | "stderr"): () => string {
  const { said, restore } = captureOutput();
  onTestFinished(restore);
  return () => said[stream];
}

it("a run that the disk refuses in its middle names what it had deleted", async () => {
  const folder = await projectToShrink();
  refuseManifest();
  const said = capture("stderr");
  expect(await runGenerate(undefined, { runtime: "import" }, folder)).toBe(2);
  expect(said()).toContain("WRITE_FAILED");
  expect(said()).toContain(GONE.map((path) => `  deleted: ${path}\n`).join(""));
});

it("and so does its report as JSON", async () => {
  const folder = await projectToShrink();
  refuseManifest();
  const said = capture("stdout");
  expect(await runGenerate(undefined, { runtime: "import", json: true }, folder)).toBe(2);
  const { actions, diagnostics } = JSON.parse(said());
  expect(diagnostics).toMatchObject([{ code: "WRITE_FAILED" }]);
  expect(actions).toEqual([
    { path: GONE[0], action: "delete", owner: "machine" },
    { path: GONE[1], action: "delete", owner: "user" },
  ]);
});

it("and so does --watch", async () => {
  const folder = await projectToShrink();
  refuseManifest();
  const outcome = await runOnce({ runtime: "import" }, "write", folder);
  const said = capture("stderr");
  await reportRun(outcome, undefined, "removed tools/get_time.json", 1, { quiet: false, verbose: false });
  expect(said()).toContain(`1 error, waiting for a change · deleted ${GONE.join(", ")}\n`);
});

it("a run that begins anew, since the input changed while it wrote, names what its first attempt deleted", async () => {
  const folder = await projectToShrink();
  let deletions = 0;
  replaceFs("rmSync", (real) => (path, options) => {
    if (++deletions === 1) write(folder, { "tools/late.json": tool("late") });
    real(path, options);
  });
  const said = capture("stdout");
  expect(await runGenerate(undefined, { runtime: "import", json: true }, folder)).toBe(0);
  const { actions, tools } = JSON.parse(said());
  expect(tools).toEqual(["get_weather", "late"]);
  const deleted = actions.filter(({ action }: { action: string }) => action === "delete");
  expect(deleted.map(({ path }: { path: string }) => path)).toEqual(GONE);
});

it("a definition that changes while it is carried out is seen, also where the clock of the disk cannot show it", async () => {
  const folder = makeProject({ ...exampleTools, "tools/get_time.json": tool("get_time", { description: "One." }) });
  let seen: Stats | undefined;
  replaceFs("statSync", (real) => {
    const stat = (path: PathLike, options: never): Stats => {
      if (!String(path).endsWith("get_time.json")) return real(path, options) as Stats;
      seen ??= Object.assign(real(path), { ctimeMs: Date.now() });
      return seen;
    };
    return stat as typeof real;
  });
  replaceFs("linkSync", (real) => (from, to) => {
    if (seen !== undefined) write(folder, { "tools/get_time.json": tool("get_time", { description: "Two." }) });
    real(from, to);
  });
  expect((await runOnce({}, "write", folder)).exitCode).toBe(0);
  expect(readFileSync(join(folder, "generated/definitions.ts"), "utf8")).toContain('description: "Two."');
});

it("try names what it deletes to bring the output up to date", { timeout: 60_000 }, async () => {
  const folder = await projectToShrink("copy");
  const { code, stderr } = await batchgen(folder, "try", "What's the weather in San Francisco?");
  expect([code, stderr]).toEqual([0, expect.stringContaining(GONE.map((path) => `  deleted: ${path}\n`).join(""))]);
});
