import { join } from "node:path";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { generate } from "../../generator/index.js";
import { exampleTools, makeProject, write } from "../support/project.js";

/**
 * What a program makes of the generated code: the conversation, the dispatcher alone, or only the list of the tools.
 */
const PROGRAMS = {
  conversation: `import { handlers, runConversation } from "./generated/index.js";
export const use = (options) => runConversation({ handlers, ...options });`,
  dispatcher: `import { createDispatcher, handlers } from "./generated/index.js";
export const dispatcher = createDispatcher(handlers);`,
  tools: `import { toolsFor } from "./generated/index.js";
export const tools = toolsFor();`,
};

it("lets a bundler leave out what a program does not use", async () => {
  const cwd = makeProject(exampleTools);
  const { files } = await generate({ cwd });
  write(cwd, Object.fromEntries(files.map(({ path, content }) => [path, content])));
  const [conversation, dispatcher, tools] = await Promise.all([
    measure(cwd, PROGRAMS.conversation),
    measure(cwd, PROGRAMS.dispatcher),
    measure(cwd, PROGRAMS.tools),
  ]);
  const sizes = JSON.stringify({ conversation, dispatcher, tools });
  expect(tools.all / conversation.all, sizes).toBeLessThanOrEqual(0.12);
  expect(dispatcher.all / conversation.all, sizes).toBeLessThanOrEqual(0.78);
  // Whoever runs a call checks its arguments: what validates, the largest part, is in both.
  const without = ({ all, foundation }: Size): number => all - foundation;
  expect(without(dispatcher) / without(conversation), sizes).toBeLessThanOrEqual(0.7);
});

/** Bytes of a minified bundle, and those of them that come from the file that validates. */
type Size = { all: number; foundation: number };

async function measure(cwd: string, contents: string): Promise<Size> {
  const { metafile } = await build({
    stdin: { contents, resolveDir: cwd, loader: "ts" },
    absWorkingDir: cwd,
    external: ["@anthropic-ai/sdk"],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "neutral",
    write: false,
    metafile: true,
    outfile: join(cwd, "dist/bundle.js"),
    logLevel: "silent",
  });
  const [output] = Object.values(metafile.outputs);
  const inputs = Object.entries(output?.inputs ?? {}).filter(([file]) => file.includes("runtime/foundation"));
  const foundation = inputs.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
  return { all: output?.bytes ?? Number.NaN, foundation };
}
