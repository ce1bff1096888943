import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generate, write as writeResult } from "../../generator/index.js";
import { batchgen, exampleTools, makeProject, read, snapshot, tool, write } from "../support/project.js";
import { differences, snapshotOf } from "./project-model.js";

describe("generate() and write()", () => {
  it("generate writes nothing, write puts it there, and a second write changes nothing", async () => {
    const folder = makeProject(exampleTools);
    const before = snapshot(folder);
    const result = await generate({ cwd: folder });
    expect(result.diagnostics).toEqual([]);
    expect(result.tools).toEqual(["get_time", "get_weather"]);
    expect(result.files.map(({ path }) => path)).toContain("generated/index.ts");
    expect(snapshot(folder)).toEqual(before);
    const first = await writeResult(result);
    expect(first.actions.every(({ action }) => action === "create")).toBe(true);
    for (const { path, content } of result.files) expect(read(folder, path)).toBe(content);
    const written = snapshotOf(folder);
    const second = await writeResult(await generate({ cwd: folder }));
    expect(second.actions.every(({ action }) => action === "keep")).toBe(true);
    expect(differences(written, snapshotOf(folder))).toEqual([]);
  });

  it("write looks at the disk as it is then, not as it was when generate ran", async () => {
    const folder = makeProject(exampleTools);
    await writeResult(await generate({ cwd: folder }));
    write(folder, { "tools/get_time.json": tool("get_time") });
    const result = await generate({ cwd: folder });
    write(folder, { "tools/get_time.ts": "export const handler = async () => 'mine';\n" });
    await writeResult(result);
    expect(read(folder, "tools/get_time.ts")).toContain("mine");
    rmSync(join(folder, "generated"), { recursive: true });
    write(folder, { "generated/index.ts": "another person's" });
    const { diagnostics } = await writeResult(result);
    expect(diagnostics.map(({ code }) => code)).toEqual(["OUT_CONFLICT"]);
    expect(existsSync(join(folder, "generated/tools.ts"))).toBe(false);
  });

  it("gives what is wrong as diagnostics, and write refuses it", async () => {
    const folder = makeProject({ "tools/a.json": "{" });
    const result = await generate({ cwd: folder });
    expect(result.files).toEqual([]);
    expect(result.diagnostics[0]).toMatchObject({ severity: "error", file: "tools/a.json", line: 1 });
    await expect(writeResult(result)).rejects.toThrow(TypeError);
    const wrong = await generate({ cwd: folder, maxInvocations: 0 });
    expect(wrong.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "OPTION_INVALID maxInvocations is 0; it must be an integer of at least 1.",
    ]);
  });
});

describe("--handlers", () => {
  it("given later, untouched stubs move along; edited handlers stay, and are named until they are moved", async () => {
    const folder = makeProject({ ...exampleTools, "tools/deep/a.json": tool("a") });
    await batchgen(folder);
    const mine = `${read(folder, "tools/get_time.ts")}// mine\n`;
    write(folder, { "tools/get_time.ts": mine });
    const args = ["--handlers", "src/handlers"];
    for (let run = 0; run < 2; run++) {
      const { code, stderr } = await batchgen(folder, ...args);
      expect(code).toBe(0);
      expect(stderr).toMatch(/tools\/get_time\.ts.*HANDLER_ORPHANED/);
      expect(read(folder, "tools/get_time.ts")).toBe(mine);
      expect([existsSync(join(folder, "tools/get_weather.ts")), existsSync(join(folder, "tools/deep/a.ts"))]).toEqual([
        false,
        false,
      ]);
      expect(read(folder, "src/handlers/deep/a.ts")).toContain('from "../../../generated/index.js"');
    }
    rmSync(join(folder, "tools/get_time.ts"));
    write(folder, { "src/handlers/get_time.ts": mine });
    expect((await batchgen(folder, ...args, "--check")).stderr).not.toContain("HANDLER_ORPHANED");
    expect(read(folder, "src/handlers/get_time.ts")).toBe(mine);
  });
});
