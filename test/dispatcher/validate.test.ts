import { describe, expect, it } from "vitest";
import { generateInto } from "../support/generated.js";
import { makeProject, run, tool } from "../support/project.js";

/** Prints how a right and a wrong call came out, and which packages were loaded. */
const main = (options: string): string => `
import Module from "node:module";
import { createDispatcher } from "./generated/index.js";
const seen: unknown[] = [];
const dispatcher = createDispatcher({ get_weather: async () => "sunny" }, ${options});
for (const location of ["Paris", 5]) {
  const { status, error } = await dispatcher.call("get_weather", { location } as never);
  seen.push(error?.issues ?? status);
}
const loaded = Object.keys(Module._cache).filter((path) => /node_modules/.test(path) && !/jiti/.test(path));
console.log(JSON.stringify([...seen, loaded]));
`;

async function printed(options: string, ...flags: string[]): Promise<unknown> {
  const folder = makeProject({ "tools/get_weather.json": tool("get_weather"), "main.ts": main(options) });
  await generateInto(folder);
  const { stdout, stderr } = await run(folder, process.execPath, [...flags, "--import", "jiti/register", "main.ts"]);
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

const FORBIDDEN = "--disallow-code-generation-from-strings";

describe("validation", () => {
  it("works where code generation from strings is forbidden, and loads no package", async () => {
    const issues = [{ path: "location", message: "must be string, not integer" }];
    expect(await printed("{}", FORBIDDEN)).toEqual(["ok", issues, []]);
  });

  it("is the validator's that is given, which may take its time; where it throws, the value does not pass", async () => {
    const validate = `async ({ required: [key] }, value) =>
      typeof value[key] === "string" ? [] : [{ pointer: "/" + key, message: "is no text" }]`;
    const issues = [{ path: "location", message: "is no text" }];
    expect(await printed(`{ validate: ${validate} }`)).toEqual(["ok", issues, []]);
    const unchecked = [{ path: "input", message: "cannot be checked" }];
    expect(await printed(`{ validate: () => { throw new Error("x"); } }`)).toEqual([unchecked, unchecked, []]);
  });
});
