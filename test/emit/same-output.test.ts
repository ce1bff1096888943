import { join } from "node:path";
import { expect, it } from "vitest";
import { cli, makeProject, run, snapshot, tool, write } from "../support/project.js";

/** Names whose order differs by locale, by case and between code units and code points. */
const names = ["zebra", "Zebra", "aeon", "ibis", "Ibis", "i-bis", "_x", "x10", "x9", "get_x", "getX"];

it("is a function of the input alone: not of locale, time zone, working directory or the order of files", async () => {
  const outputs = [];
  for (const [index, env] of [
    { LC_ALL: "C", TZ: "UTC" },
    { LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", TZ: "Asia/Tokyo" },
  ].entries()) {
    const cwd = makeProject();
    const files = names.map((name, at) => [`tools/${at % 3}/${at}.json`, tool(name)] as const);
    write(cwd, Object.fromEntries(index === 0 ? files : files.toReversed()));
    const [at, ...folders] =
      index === 0 ? [cwd, "./tools"] : ["/", join(cwd, "tools"), "--out", join(cwd, "generated")];
    const { code, stderr } = await run(at, process.execPath, [cli, ...folders], env);
    expect(code, stderr).toBe(0);
    outputs.push([...snapshot(cwd)].map(([path, { text }]) => [path, text]));
  }
  expect(outputs[1]).toEqual(outputs[0]);
});
