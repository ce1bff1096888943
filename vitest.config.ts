import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/seed.ts", "test/support/no-leaks.ts"],
    exclude: ["test/.tmp/**", "test/cases/**", "**/node_modules/**"],
    reporters: ["default", ["json", { outputFile: "test/.tmp/results.json" }]],
    // Most of the time goes to compilers and commands that the tests start.
    maxWorkers: 2,
    // Compilers and packages run inside the tests; the machine decides how fast.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    // Folders made by tests hold code that is imported from the source tree.
    server: { deps: { inline: [/test\/\.tmp/] } },
  },
});
