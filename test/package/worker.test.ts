import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { rolldown } from "rolldown";
import { expect, it, onTestFinished } from "vitest";
import { generate, write as writeResult } from "../../generator/index.js";
import { startOfflineClaude } from "../../generator/offline/index.js";
import { makeProject, root } from "../support/project.js";

/** A Worker as Cloudflare runs it: without Node, and without code made from strings. */
const CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (modules = [(name = "worker", esModule = embed "bundle.js")], compatibilityDate = "2026-01-01", bindings = [
      (name = "ANTHROPIC_API_KEY", text = "offline"),
      (name = "ANTHROPIC_BASE_URL", fromEnvironment = "OFFLINE_CLAUDE"),
    ])),
    (name = "internet", network = (allow = ["private", "public"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;

it("the example for Workers runs in workerd, bundled with the SDK and nothing else", {
  timeout: 120_000,
}, async () => {
  const folder = makeProject({ "config.capnp": CONFIG });
  cpSync(join(root, "examples/workers"), folder, { recursive: true });
  await writeResult(await generate({ cwd: folder }));
  const bundle = await rolldown({
    input: join(folder, "worker.ts"),
    platform: "browser",
    external: /^node:/,
    resolve: { conditionNames: ["workerd", "worker", "browser", "import"] },
  });
  const { output } = await bundle.generate({ format: "esm", codeSplitting: false });
  await bundle.close();
  const [{ code, modules }] = output;
  const packages = Object.keys(modules).flatMap(
    (path) => /[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path)?.[1] ?? [],
  );
  expect([...new Set(packages)]).toContain("@anthropic-ai/sdk");
  expect([...new Set(packages)]).not.toContain("ajv");
  writeFileSync(join(folder, "bundle.js"), code);

  const offline = await startOfflineClaude();
  onTestFinished(() => offline.close());
  const port = await startWorker(join(folder, "config.capnp"), offline.baseURL);
  const question = "What's the weather and time in San Francisco?";
  const response = await fetch(`http://127.0.0.1:${port}`, {
    method: "POST",
    body: question,
  });
  const answer = await response.text();
  expect(response.status, answer).toBe(200);
  const { outcome, text } = JSON.parse(answer);
  expect(outcome, answer).toBe("completed");
  expect(text).toMatch(/72 degrees[\s\S]*12:32 PM/);
});

/**
 * Starts workerd's own binary, as its package brings it when no install script has run. Gives the port that it listens
 * on.
 */
async function startWorker(config: string, offlineClaude: string): Promise<number> {
  const require = createRequire(import.meta.url);
  const platform = `${process.platform}-${process.arch === "x64" ? "64" : process.arch}`;
  const workerd = createRequire(require.resolve("workerd/package.json"));
  const manifest = workerd.resolve(`@cloudflare/workerd-${platform}/package.json`);
  const binary = join(dirname(manifest), "bin", process.platform === "win32" ? "workerd.exe" : "workerd");
  const child = spawn(binary, ["serve", "--control-fd=3", config], {
    stdio: ["ignore", "inherit", "inherit", "pipe"],
    env: { ...process.env, OFFLINE_CLAUDE: offlineClaude },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const control = child.stdio[3];
  if (control === null || control === undefined) throw new Error("workerd has no control channel");
  const [said] = await once(control, "data");
  return Number(JSON.parse(String(said).split("\n")[0] ?? "").port);
}
