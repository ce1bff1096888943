import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { rolldown } from "rolldown";
import { expect, it, onTestFinished } from "vitest";
import { generate, write as writeResult } from "../../generator/index.js";
import { startOfflineClaude } from "../../generator/offline/index.js";
import { exampleTools, makeProject, root } from "../support/project.js";

const WORKER = `
import Anthropic from "@anthropic-ai/sdk";
import { handlers, runConversation } from "./generated/index.js";

export default {
  async fetch(request) {
    const { baseURL, question } = await request.json();
    const client = new Anthropic({ apiKey: "none", baseURL });
    const messages = [{ role: "user", content: question }];
    const calls = [];
    const onEvent = (event) => {
      if (event.type === "call_end") calls.push([event.name, event.outcome.status]);
    };
    const { outcome, text } = await runConversation({ client, handlers, model: "claude-sonnet-5-5", messages, onEvent });
    return Response.json({ outcome, text, calls });
  },
};
`;

/** A Worker as Cloudflare runs it: no Node, and no code made from strings. */
const CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (modules = [(name = "worker", esModule = embed "bundle.js")], compatibilityDate = "2026-01-01")),
    (name = "internet", network = (allow = ["private", "public"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;

it("the example's conversation runs in a Worker, bundled with the SDK and nothing else", {
  timeout: 120_000,
}, async () => {
  const handlerOf = (name: string): string => readFileSync(join(root, "tools", `${name}.ts`), "utf8");
  const folder = makeProject({
    ...exampleTools,
    "tools/get_weather.ts": handlerOf("get_weather"),
    "tools/get_time.ts": handlerOf("get_time"),
    "worker.js": WORKER,
    "config.capnp": CONFIG,
  });
  await writeResult(await generate({ cwd: folder }));
  const bundle = await rolldown({
    input: join(folder, "worker.js"),
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
  const port = await startWorker(join(folder, "config.capnp"));
  const question = "What's the weather and time in San Francisco?";
  const response = await fetch(`http://127.0.0.1:${port}`, {
    method: "POST",
    body: JSON.stringify({ baseURL: offline.baseURL, question }),
  });
  const answer = await response.text();
  expect(response.status, answer).toBe(200);
  const { outcome, calls } = JSON.parse(answer);
  expect(outcome, answer).toBe("completed");
  expect(calls).toEqual([
    ["get_weather", "ok"],
    ["get_time", "ok"],
  ]);
});

/** Starts workerd's own binary, as its package brings it when no install script has run. Gives the port that it listens on. */
async function startWorker(config: string): Promise<number> {
  const require = createRequire(import.meta.url);
  const platform = `${process.platform}-${process.arch === "x64" ? "64" : process.arch}`;
  const workerd = createRequire(require.resolve("workerd/package.json"));
  const manifest = workerd.resolve(`@cloudflare/workerd-${platform}/package.json`);
  const binary = join(dirname(manifest), "bin", process.platform === "win32" ? "workerd.exe" : "workerd");
  const child = spawn(binary, ["serve", "--control-fd=3", config], { stdio: ["ignore", "inherit", "inherit", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const control = child.stdio[3];
  if (control === null || control === undefined) throw new Error("workerd has no control channel");
  const [said] = await once(control, "data");
  return Number(JSON.parse(String(said).split("\n")[0] ?? "").port);
}
