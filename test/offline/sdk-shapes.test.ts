import { expect, test } from "vitest";
import { OPENED_BY } from "../../generator/api/betas.js";
import { readSdkBetas, readSdkShapes } from "./read-sdk-shapes.js";

const HEAD = `import type { Fields } from "./shape.js";

// Read off the declarations of the installed SDK. After an update of the SDK: npx vitest run
// test/offline/sdk-shapes.test.ts -u

`;

test("the shapes of requests are those of the installed SDK's types", async () => {
  const shapes = Object.entries(readSdkShapes()).map(
    ([name, shape]) => `  ${JSON.stringify(name)}: ${JSON.stringify(shape)},`,
  );
  const betas = readSdkBetas().map((beta) => `  ${JSON.stringify(beta)},`);
  const text = [
    HEAD,
    "/** The types of a request's body; what is marked with `beta` is in the SDK's beta types alone. */\n",
    `export const SDK_SHAPES: Fields = {\n${shapes.join("\n")}\n};\n\n`,
    `/** The betas that the SDK knows. */\nexport const SDK_BETAS: readonly string[] = [\n${betas.join("\n")}\n];\n`,
  ];
  await expect(text.join("")).toMatchFileSnapshot("../../generator/api/sdk-shapes.ts");
});

test("all that a beta opens is opened by betas that the SDK knows", () => {
  const known = readSdkBetas();
  expect(
    Object.values(OPENED_BY)
      .flat()
      .filter((beta) => !known.includes(beta)),
  ).toEqual([]);
});
