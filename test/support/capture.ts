import { vi } from "vitest";
import { stderr } from "../../generator/report/sink.js";

const STREAMS = { stdout: process.stdout, stderr } as const;

/**
 * Takes what batchgen prints in this process, in place of the streams. `said` grows by it, `restore` ends it.
 */
export function captureOutput(): { said: { stdout: string; stderr: string; all: string }; restore: () => void } {
  const said = { stdout: "", stderr: "", all: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(STREAMS[name], "write").mockImplementation((text: unknown) => {
      said[name] += String(text);
      said.all += String(text);
      return true;
    }),
  );
  return { said, restore: () => spies.forEach((spy) => void spy.mockRestore()) };
}
