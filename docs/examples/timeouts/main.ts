import { createDispatcher, handlers } from "./generated/index.js";

// The definition of `search` says 50 ms for itself; every other call may take 5 s, and a whole batch 20 s.
const dispatcher = createDispatcher(handlers, { timeoutMs: 5_000, batchTimeoutMs: 20_000 });

const outcomes = await dispatcher.batch([
  { name: "search", arguments: { query: "needle" } },
  { name: "look_up", arguments: { word: "needle" } },
]);
for (const outcome of outcomes) {
  console.log(outcome.status === "ok" ? outcome.result : `${outcome.status}: ${outcome.error.message}`);
}

// Whoever asked can end it as well: what is finished stays finished.
const stopped = await dispatcher.call("look_up", { word: "hay" }, { signal: AbortSignal.abort() });
console.log(stopped.status);
