import { createDispatcher, handlers } from "./generated/index.js";

const dispatcher = createDispatcher(handlers, {
  // A person would be asked here. All calls of a turn are asked for before any of them runs.
  approve: ({ name, input }) => {
    console.log(`Run ${name} ${JSON.stringify(input)}?`);
    return input.path.startsWith("/tmp/") || { approved: false, reason: "Only files in /tmp may be deleted." };
  },
});

const outcomes = await dispatcher.batch([
  { name: "delete_file", arguments: { path: "/tmp/a.txt" } },
  { name: "delete_file", arguments: { path: "/home/b.txt" } },
]);
for (const outcome of outcomes) {
  console.log(outcome.status === "ok" ? outcome.result : `${outcome.status}: ${outcome.error.message}`);
}
