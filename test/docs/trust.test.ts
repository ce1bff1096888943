import { describe, expect, it } from "vitest";
import { read, root } from "../support/project.js";

describe("docs/trust.md", () => {
  const promises = [...read(root, "docs/trust.md").matchAll(/^\| (.+?) \| `(\S+)`: (.+?) \|$/gm)];

  it("makes promises, each in a row with its test", () => {
    expect(promises.length).toBeGreaterThan(20);
  });

  it.each(promises.map(([, promise = "", file = "", name = ""]) => [promise, file, name]))(
    "%s",
    (_promise, file, name) => {
      // A title stands before its test's function or settings, also behind a table of cases.
      const titles = [...read(root, `test/${file}`).matchAll(/["`]([^"`\n]{10,})["`],\s*(?:async|\(|\{)/g)];
      expect(titles.map(([, title = ""]) => title).filter((title) => title.includes(name))).not.toEqual([]);
    },
  );
});
