import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { exampleTools, root, run, write } from "../support/project.js";
import { recipe } from "../support/recipes.js";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];

/** Next alone is 200 MB to install, and builds for half a minute. */
const isLong = process.env["BATCHGEN_LONG"] === "1";

const LAYOUT = `import type { ReactNode } from "react";

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
`;

it.skipIf(!isLong)(
  "the recipe for Next builds, and the code of the tools is in the server's part alone",
  { timeout: 600_000 },
  async () => {
    const scratch = mkdtempSync(join(tmpdir(), "batchgen-next-"));
    onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
    const folder = join(scratch, "project");
    const must = async (cwd: string, ...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await run(cwd, npm, args, { NEXT_TELEMETRY_DISABLED: "1", CI: "true" });
      expect(code, `npm ${args.join(" ")}\n${stdout}\n${stderr}`).toBe(0);
      return `${stdout}${stderr}`;
    };
    await must(root, "pack", "--ignore-scripts", "--pack-destination", scratch);
    const tarball = join(scratch, readdirSync(scratch).find((name) => name.endsWith(".tgz")) ?? "");
    const packages = { "@anthropic-ai/sdk": "^1", next: "*", react: "*", "react-dom": "*" };
    const types = { "@types/node": "*", "@types/react": "*", typescript: "^6", batchgen: `file:${tarball}` };
    const compilerOptions = {
      strict: true,
      lib: ["dom", "esnext"],
      moduleResolution: "bundler",
      module: "esnext",
      jsx: "react-jsx",
      noEmit: true,
    };
    write(folder, {
      "package.json": { ...JSON.parse(recipe("Next.js", "json")), dependencies: packages, devDependencies: types },
      "tsconfig.json": { compilerOptions, include: ["**/*.ts", "**/*.tsx"], exclude: ["node_modules"] },
      "src/app/layout.tsx": LAYOUT,
      "src/app/page.tsx": "export default function Page() {\n  return <p>Ask at /api/ask.</p>;\n}\n",
      "src/app/api/ask/route.ts": recipe("Next.js", "ts"),
      ...Object.fromEntries(Object.entries(exampleTools).map(([path, text]) => [`src/${path}`, text])),
    });
    await must(folder, "install", ...quiet);
    const said = await must(folder, "run", "build");
    expect(said).toContain("batchgen  2 tools");
    expect(said).toMatch(/ƒ \/api\/ask/);
    const page = await run(folder, "grep", ["-rl", "get_weather", ".next/static"]);
    expect(page.stdout).toBe("");
    const server = await run(folder, "grep", ["-rl", "get_weather", ".next/server"]);
    expect(server.stdout).toContain("api/ask");
  },
);
