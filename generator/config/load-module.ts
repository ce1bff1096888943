import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

/** What a module exports as default, a promise awaited; `kind` says what it is where that is no plain value. */
export type Loaded = { value: unknown; kind?: string };

type Answer = { loaded: Loaded } | { failed: { message: string; name?: string; code?: string } };

/**
 * Runs in a thread of its own, which has no modules yet: so all that the configuration imports is read from disk, each
 * time. Node itself keeps every ES module that it has loaded.
 */
const LOADER = `
const { parentPort, workerData } = require("node:worker_threads");
async function load({ url, path, jiti }) {
  if (jiti === undefined) return import(url);
  return require(jiti).createJiti(path, { fsCache: false, tryNative: false }).import(path);
}
function describe(value) {
  if (typeof value === "function") return { value: undefined, kind: "a function" };
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { value };
  const prototype = Object.getPrototypeOf(value);
  const isPlain = prototype === null || prototype === Object.prototype;
  return isPlain ? { value: { ...value } } : { value: undefined, kind: "a " + prototype.constructor.name };
}
load(workerData)
  .then(async (module) => parentPort.postMessage({ loaded: describe(await module.default) }))
  .catch((error) => {
    const { name, message, code } = error instanceof Error ? error : { message: String(error) };
    parentPort.postMessage({ failed: { name, message, code } });
  });
`;

/**
 * Runs a module of the user's, JavaScript or TypeScript, and gives its default export. Nothing is kept from one call to
 * the next.
 * @param path Absolute.
 * @throws What the module throws, or an Error that says why it gives nothing.
 */
export async function loadModule(path: string): Promise<Loaded> {
  const isTypeScript = /\.m?ts$/.test(path);
  const jiti = isTypeScript ? createRequire(import.meta.url).resolve("jiti") : undefined;
  const worker = new Worker(LOADER, { eval: true, workerData: { url: pathToFileURL(path).href, path, jiti } });
  try {
    const answer = await new Promise<Answer>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", () => reject(new Error("it ended before it exported anything")));
    });
    if ("loaded" in answer) return answer.loaded;
    const { message, ...rest } = answer.failed;
    // A function among the settings, say, cannot leave its thread.
    if (rest.name === "DataCloneError") throw new Error(`a setting is no plain value (${message.split("\n", 1)[0]})`);
    throw Object.assign(new Error(message), rest);
  } finally {
    await worker.terminate();
  }
}
