import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/project.js";

const folder = join(root, "../shared/corpora");

/** Whether the corpora lie beside this repository. */
export const hasCorpora: boolean = existsSync(folder);

/** What to put behind a test's name, so that a skipped one is seen. */
export const whenAbsent: string = hasCorpora ? "" : " (SKIPPED: ../shared/corpora is absent)";

/** A tool definition as it stands in a corpus, in whichever dialect. */
export type RawTool = { name: string; [key: string]: unknown };

/** Why a definition cannot be part of the run of all; undefined where it can. */
export function whyLeftOut({ name }: RawTool, before: ReadonlySet<string>): string | undefined {
  if (name === "batch_tool") return "named like the batch tool";
  return before.has(name) ? "repeated: the first one stays" : undefined;
}

/** The corpora of real tools by their file names, without what cannot be part of one run. */
export function toolCorpora(): { file: string; tools: RawTool[] }[] {
  if (!hasCorpora) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return files.sort().map((file) => {
    const seen = new Set<string>();
    const tools = (JSON.parse(readFileSync(join(folder, file), "utf8")) as RawTool[]).filter((tool) => {
      const reason = whyLeftOut(tool, seen);
      seen.add(tool.name);
      return reason === undefined;
    });
    return { file, tools };
  });
}

/** A case of the Berkeley Function Calling Leaderboard: the calls answer the question in parallel. */
export type ParallelCase = {
  id: string;
  tools: RawTool[];
  calls: { name: string; arguments: { [key: string]: unknown } }[];
};

export function parallelCases(): ParallelCase[] {
  if (!hasCorpora) return [];
  return ["bfcl-parallel.jsonl", "bfcl-parallel_multiple.jsonl"].flatMap((file) =>
    readFileSync(join(folder, file), "utf8")
      .trim()
      .split("\n")
      .map((line): ParallelCase => JSON.parse(line)),
  );
}

/** A hostile input folder, and what must happen to it. */
export type NastyCase = {
  case: string;
  expect: "ACCEPT" | "REJECT" | "EITHER";
  why: string;
  message_should_mention?: string[];
  folder: string;
};

export function nastyCases(): NastyCase[] {
  if (!hasCorpora) return [];
  const lines = readFileSync(join(folder, "nasty/expect.jsonl"), "utf8").trim().split("\n");
  return lines.map((line) => {
    const entry = JSON.parse(line) as Omit<NastyCase, "folder">;
    return { ...entry, folder: join(folder, "nasty", entry.case) };
  });
}
