import { beforeEach, describe, expect, test } from "vitest";
import { startAimock } from "./aimock.js";
import { setFake } from "./scene.js";

const ends = "ends as an outcome, runs nothing, and leaves a history to go on with";
const again = "is asked for again, and no call runs twice";

/** The tests that need a stop reason, a block, a fault or a rule which aimock lacks, and which that is. */
const LACKING = new Map([
  [
    "1. Claude's turn goes back unchanged, thinking included, and the history only grows",
    "redacted after plain thinking",
  ],
  [`2. stop_sequence ${ends}`, "stop sequences"],
  [`2. max_tokens in the thinking ${ends}`, "an answer of thinking alone"],
  [`2. no stop reason ${ends}`, "an answer without a stop reason"],
  ["2. a refusal's partial answer is not in the history", "stop_details"],
  ["2. a turn that was cut behind a finished server tool is kept as far as it is valid", "server tools"],
  ["2. a paused turn is sent as it is, a bounded number of times", "server tools"],
  ["3. an end without content is an answer without text", "an answer without blocks"],
  ["5. beside a server tool under way, results come alone, with the same tools and the same container", "server tools"],
  ["6. an input is checked before its handler runs, and the error says where and what", "tool input that is no JSON"],
  ["12. a forced choice that the model refuses becomes auto, for good, and an event says so", "rules"],
  ["15. usage is added up over all requests, and each answer comes with its request's id", "cache usage"],
  ["16. a call of a toolset that nobody runs is answered in its name", "toolsets"],
  ["17. the same call in other words of JSON is the same call", "tool input in the words it is written in"],
  [`an answer that is cut before its first byte ${again}`, "cuts before the first byte"],
  [`an answer that is overloaded in the middle ${again}`, "errors in the middle of a stream"],
  [`an answer that is silent ${again}`, "stalls"],
  ["an answer in one piece that is cut is asked for again, too", "faults in an answer in one piece"],
  ["an answer in one piece that is silent is asked for again, too", "stalls"],
  ["an answer that breaks off every time ends as an error, after a bounded number of requests", "faults without end"],
  ["a refused history is an error and never a rejection", "rules"],
  ["tool input that is no JSON is that call's error, and the conversation goes on", "tool input that is no JSON"],
]);

setFake(startAimock);
const seen = new Set<string>();
beforeEach(({ task, skip }) => {
  seen.add(task.name);
  const lack = LACKING.get(task.name);
  if (lack !== undefined) skip(`aimock lacks ${lack}`);
});

describe("the same tests against @copilotkit/aimock", async () => {
  await import("./points.test.js");
  await import("./faults.test.js");
  await import("./surroundings.test.js");

  test("those left out are the listed ones, all of which there are", () => {
    expect([...LACKING.keys()].filter((name) => !seen.has(name))).toEqual([]);
    expect(seen.size).toBeGreaterThan(2 * LACKING.size);
  });
});
