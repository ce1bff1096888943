import { createDispatcher, handlers } from "./generated/index.js";

// One call after the other, and none after the first that fails. Without `mode`, they would run side by side.
const dispatcher = createDispatcher(handlers, { mode: "sequential", stopOnError: true });

const outcomes = await dispatcher.batch([
  { name: "create_folder", arguments: { path: "notes" } },
  { name: "create_folder", arguments: { path: "/etc/notes" } },
  { name: "write_file", arguments: { path: "/etc/notes/today.txt", text: "Hello" } },
]);
for (const outcome of outcomes) {
  console.log(outcome.status === "ok" ? outcome.result : `${outcome.status}: ${outcome.error.message}`);
}
