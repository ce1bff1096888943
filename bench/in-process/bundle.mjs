// Runs inside a project: the generated code as one minified file, as a Worker is deployed, the SDK aside. Prints its
// size in bytes.
import { build } from "rolldown";

const { output } = await build({
  input: "build/generated/index.js",
  platform: "neutral",
  external: [/^@anthropic-ai\//],
  write: false,
  output: { format: "esm", minify: true },
});
process.stdout.write(JSON.stringify(output.reduce((sum, { code = "" }) => sum + Buffer.byteLength(code), 0)));
