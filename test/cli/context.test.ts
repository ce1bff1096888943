import { describe, expect, it } from "vitest";
import { compileProject } from "../support/compile.js";
import { batchgen, exampleTools, makeProject, snapshot } from "../support/project.js";

const handler = (name: string): string => `import type { Handler } from "../generated/index.js";

export const handler: Handler<"${name}"> = async ({ location }, { context }) => \`\${context.user} asks about \${location}\`;
`;
const handlers = { "tools/get_weather.ts": handler("get_weather"), "tools/get_time.ts": handler("get_time") };
const type = "export type Context = { user: string };\n";
const create = `${type}export async function createContext(): Promise<Context> {\n  return { user: "guest" };\n}\n`;

describe("handlers.context.ts", () => {
  it("with createContext gives the handlers their context in try and in main.ts", async () => {
    const folder = makeProject({ ...exampleTools, ...handlers, "tools/handlers.context.ts": create });
    expect((await batchgen(folder)).code).toBe(0);
    const { code, stdout, stderr } = await batchgen(folder, "try", "What time is it in Rome?");
    expect(code, stderr).toBe(0);
    expect(stdout).toContain("guest asks about Rome");
    expect(stderr).not.toContain("Note:");
    const files = [...snapshot(folder)].filter(([path]) => path.endsWith(".ts"));
    const project = Object.fromEntries(files.map(([path, { text }]) => [path, text]));
    expect(await compileProject(project, { versions: ["7"] })).toEqual([]);
  });

  it.each([
    "const createContext = (): Context => ({ user: 'guest' });\nexport { createContext };\n",
    "const make = (): Context => ({ user: 'guest' });\nexport { other, make as createContext };\nconst other = 1;\n",
    "export  async  function createContext(): Promise<Context> {\n  return { user: 'guest' };\n}\n",
  ])("with createContext exported in another way: %j", async (text) => {
    const folder = makeProject({ ...exampleTools, ...handlers, "tools/handlers.context.ts": type + text });
    expect((await batchgen(folder)).code).toBe(0);
    expect((await batchgen(folder, "try", "What time is it in Rome?")).stdout).toContain("guest asks about Rome");
  });

  it("whose createContext fails is the user's to fix, and not a defect", async () => {
    const failing = `${type}export const createContext = (): Context => {\n  throw new Error("no database");\n};\n`;
    const folder = makeProject({ ...exampleTools, ...handlers, "tools/handlers.context.ts": failing });
    expect((await batchgen(folder)).code).toBe(0);
    const { code, stderr } = await batchgen(folder, "try", "What time is it in Rome?");
    expect(stderr).toMatch(/^createContext of handlers\.context\.ts failed: no database\n/);
    expect(stderr).toMatch(/tools\/handlers\.context\.ts:3/);
    expect(code).toBe(2);
  });

  it("without it is a type alone, and try says that it has no context to give", async () => {
    const folder = makeProject({ ...exampleTools, ...handlers, "tools/handlers.context.ts": type });
    expect((await batchgen(folder)).code).toBe(0);
    const { stdout, stderr } = await batchgen(folder, "try", "What time is it in Rome?");
    expect(stderr).toContain("handlers.context.ts exports no function createContext");
    expect(stdout).toContain("get_time failed with an internal error");
  });
});
