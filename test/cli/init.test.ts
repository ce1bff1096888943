import { describe, expect, it } from "vitest";
import { batchgen, makeProject, read, snapshot } from "../support/project.js";

describe("batchgen init", () => {
  it("makes a sample, a tsconfig.json and scripts, and leaves all that is there", async () => {
    const folder = makeProject({
      "package.json": '{\n    "type": "module",\n    "scripts": { "generate": "mine" }\n}\n',
    });
    const { code, stderr } = await batchgen(folder, "init");
    expect(code).toBe(0);
    expect(stderr).toContain("made     tools/get_weather.json");
    expect(stderr).toContain("npx batchgen ./tools");
    const { compilerOptions } = JSON.parse(read(folder, "tsconfig.json"));
    expect(compilerOptions).toMatchObject({
      module: "NodeNext",
      types: ["node"],
      verbatimModuleSyntax: true,
      strict: true,
    });
    expect(read(folder, "package.json")).toBe(`{
    "type": "module",
    "scripts": {
        "generate": "mine",
        "generate:check": "batchgen ./tools --check"
    }
}
`);
    const before = snapshot(folder);
    const again = await batchgen(folder, "init");
    expect(again.code).toBe(0);
    expect(again.stderr).toContain("Nothing to do: all is there.");
    expect(snapshot(folder)).toEqual(before);
  });

  it("makes the sample also where the tools folder is there and holds no definition", async () => {
    const folder = makeProject({ "tools/.gitkeep": "" });
    expect((await batchgen(folder, "init")).stderr).toContain("made     tools/get_weather.json");
    expect((await batchgen(folder, "./tools")).code).toBe(0);
  });

  it("says what the file system refuses, with exit 2", async () => {
    const folder = makeProject({ tools: "a file, and no folder" });
    const { code, stderr } = await batchgen(folder, "init");
    expect(code).toBe(2);
    expect(stderr).toContain("The file system refused");
    expect(stderr).toContain("Mend that and run batchgen again");
    expect(stderr).not.toContain("defect");
  });

  it("leaves out of a CommonJS package's tsconfig.json what TypeScript does not allow there", async () => {
    const folder = makeProject({ "package.json": { name: "mine" } });
    await batchgen(folder, "init");
    expect(JSON.parse(read(folder, "tsconfig.json")).compilerOptions).not.toHaveProperty("verbatimModuleSyntax");
  });
});
