import { describe, expect, it } from "vitest";
import { generateInto } from "../support/generated.js";
import { makeProject, run, tool } from "../support/project.js";

/** Prints how a right and a wrong call came out, and whether anything of ajv was loaded before and after them. */
const main = (options: string): string => `
import Module from "node:module";
import { createDispatcher } from "./generated/index.js";
const loaded = () => Object.keys(Module._cache).some((path) => /node_modules.ajv/.test(path));
const seen: unknown[] = [loaded()];
const dispatcher = createDispatcher({ get_weather: async () => "sunny" }, ${options});
for (const location of ["Paris", 5]) {
  const { status, error } = await dispatcher.call("get_weather", { location } as never);
  seen.push(error?.issues ?? status);
}
console.log(JSON.stringify([...seen, loaded()]));
`;

async function printed(options: string, ...flags: string[]): Promise<unknown> {
  const folder = makeProject({ "tools/get_weather.json": tool("get_weather"), "main.ts": main(options) });
  await generateInto(folder);
  const { stdout, stderr } = await run(folder, process.execPath, [...flags, "--import", "jiti/register", "main.ts"]);
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

describe("validation", () => {
  it("is ajv's, which is loaded with the first call that is checked", async () => {
    const issues = [{ path: "location", message: "must be string, not integer" }];
    expect(await printed("{}")).toEqual([false, "ok", issues, true]);
  });

  it("is the validator's that is given, where `new Function` is forbidden; nothing of ajv is loaded then", async () => {
    const forbidden = "--disallow-code-generation-from-strings";
    const validate = `({ required: [key] }, value) =>
      typeof value[key] === "string" ? [] : [{ pointer: "/" + key, message: "is no text" }]`;
    const issues = [{ path: "location", message: "is no text" }];
    expect(await printed(`{ validate: ${validate} }`, forbidden)).toEqual([false, "ok", issues, false]);
    // What cannot be checked does not pass.
    const unchecked = [{ path: "input", message: "cannot be checked" }];
    expect(await printed("{}", forbidden)).toEqual([false, unchecked, unchecked, true]);
  });
});
