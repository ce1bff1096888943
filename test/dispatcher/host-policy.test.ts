import type Anthropic from "@anthropic-ai/sdk";
import { describe, expect, it } from "vitest";
import { use as offlineUse } from "../../generator/offline/index.js";
import { play, resultsIn } from "../conversation/scene.js";
import type { Loose } from "../support/loose.js";
import { batch, errorOf, invoke, settle, taking, world } from "./support.js";

/** The long version tries all combinations. */
const isLong = process.env["BATCHGEN_LONG"] === "1";

const path = { path: { type: "string" } };

/** What a file can say about its own tool, with what that means by itself. */
const FILES: { readonly [name: string]: { says: { [key: string]: unknown }; approval: boolean } } = {
  nothing: { says: {}, approval: false },
  "approval: true": { says: { "x-batchgen": { approval: true } }, approval: true },
  "approval: false": { says: { "x-batchgen": { approval: false } }, approval: false },
  destructive: { says: { annotations: { destructiveHint: true } }, approval: true },
  "destructive, approval: false": {
    says: { annotations: { destructiveHint: true }, "x-batchgen": { approval: false } },
    approval: false,
  },
  readOnly: { says: { annotations: { readOnlyHint: true } }, approval: false },
};

/** What a host can say, with what that means; undefined leaves it to the file. */
const HOSTS: { readonly [name: string]: { says: ((tool: Loose) => unknown) | undefined; need?: boolean } } = {
  "no policy": { says: undefined },
  nothing: { says: () => undefined },
  yes: { says: () => true, need: true },
  no: { says: () => false, need: false },
  "a throw": {
    says: () => {
      throw new Error("the policy is broken");
    },
    need: true,
  },
  "a promise of no": { says: async () => false, need: true },
  "a rejected promise": { says: () => Promise.reject(new Error("broken")), need: true },
  null: { says: () => null, need: true },
  zero: { says: () => 0, need: true },
};

const input = { path: "/home" };
const json = JSON.stringify(input);

/** The ways in which one call can come. */
const WAYS: { readonly [name: string]: (name: string, given: unknown) => Loose } = {
  "on its own": (name, given) => ({ id: "toolu_1", name, input: given }),
  "in a batch": (name, given) => batch(invoke(name, given)),
  "among others": (name, given) => batch(invoke("free", input), invoke(name, given), invoke("free", input)),
  "in a batch that is a string": (name, given) => ({
    ...batch(),
    input: JSON.stringify({ invocations: [invoke(name, given)] }),
  }),
  "as an invocation that is a string": (name, given) => batch(JSON.stringify(invoke(name, given))),
  "instead of the list": (name, given) => ({ ...batch(), input: { invocations: invoke(name, given) } }),
  nested: (name, given) => batch(invoke("batch_tool", { invocations: [invoke(name, given)] })),
  "from code in a container": (name, given) => ({
    id: "toolu_1",
    name,
    input: given,
    caller: { type: "code_execution_20250825", tool_id: "srvtoolu_1" },
  }),
  "in a toolset": (name, given) => ({ id: "toolu_1", name, input: given, toolset_name: "files" }),
};

const NAMES = ["guarded", "Guarded", " guarded", "functions.guarded", "__proto__", "constructor"];
const INPUTS = [input, json, JSON.stringify(json), { path: 5 }, {}, { ...input, __proto__: { path: "/" } }, null];

/** What can be answered to the question for approval, with whether that is a yes; undefined: there is nobody to ask. */
const ANSWERS: { readonly [name: string]: { gives: (() => unknown) | undefined; yes: boolean } } = {
  nobody: { gives: undefined, yes: false },
  true: { gives: () => true, yes: true },
  false: { gives: () => false, yes: false },
  approved: { gives: async () => ({ approved: true }), yes: true },
  "a text": { gives: () => "yes", yes: false },
  "an object": { gives: () => ({ approved: "true" }), yes: false },
  "a throw": {
    gives: () => {
      throw new Error("no terminal");
    },
    yes: false,
  },
};

const MODES = [{}, { mode: "sequential" }, { decode: "strict" }, { validate: () => [] }, { concurrency: 1 }];

/** Every combination, or every `step`th of them: a step that divides no list's length meets all pairs. */
function* combinations(step: number) {
  let at = 0;
  for (const file of Object.keys(FILES)) {
    for (const host of Object.keys(HOSTS)) {
      for (const way of Object.keys(WAYS)) {
        for (const name of NAMES) {
          for (const given of INPUTS) {
            for (const answer of Object.keys(ANSWERS)) {
              for (const mode of MODES) {
                if (at++ % step === 0) yield { file, host, way, name, given, answer, mode };
              }
            }
          }
        }
      }
    }
  }
}

/** A tool whose file says this, and one beside it that needs no approval. */
function guardedBy(file: string): Loose {
  return world([taking("guarded", path, ["path"], FILES[file]?.says), taking("free", path, ["path"])]);
}

/** Lets one combination happen. Gives what was asked and what ran, each with its input. */
async function attempt(
  { createDispatcher }: Loose,
  { host, way, name, given, answer, mode }: Loose,
): Promise<{ asked: string[]; ran: string[] }> {
  const asked: string[] = [];
  const ran: string[] = [];
  const says = HOSTS[host]?.says;
  const gives = ANSWERS[answer]?.gives;
  const handlers = { guarded: (input: unknown) => ran.push(JSON.stringify(input)), free: () => "done" };
  const dispatcher = createDispatcher(handlers, {
    ...mode,
    ...(says && { needsApproval: (tool: Loose) => (tool.name === "guarded" ? says(tool) : false) }),
    ...(gives && {
      approve: (call: Loose) => {
        asked.push(JSON.stringify(call.input));
        return gives();
      },
    }),
  });
  await dispatcher.run(WAYS[way]?.(name, given));
  return { asked, ran };
}

describe("the host's word on approvals", () => {
  it("holds over what the file says, whatever the name, input, way in, answer and mode", {
    timeout: 300_000,
  }, async () => {
    const worlds = new Map(Object.keys(FILES).map((file) => [file, guardedBy(file)]));
    const seen = { tried: 0, ran: 0, withoutQuestion: 0 };
    for (const one of combinations(isLong ? 1 : 101)) {
      const { asked, ran } = await attempt(worlds.get(one.file), one);
      const need = HOSTS[one.host]?.need ?? FILES[one.file]?.approval ?? true;
      const label = JSON.stringify(one);
      seen.tried += 1;
      seen.ran += ran.length;
      if (!need) {
        seen.withoutQuestion += ran.length;
        expect(asked, label).toEqual([]);
        continue;
      }
      // What runs is what was asked for, and only where the answer was a clear yes.
      expect(ran, label).toEqual(ANSWERS[one.answer]?.yes ? asked : []);
    }
    // The campaign would prove nothing if hardly anything ran.
    expect(seen.ran).toBeGreaterThan(seen.tried / 40);
    expect(seen.withoutQuestion).toBeGreaterThan(seen.tried / 100);
  });

  it("is told what the definition claims, and of the call that it has no references", async () => {
    const told: unknown[] = [];
    for (const file of Object.keys(FILES)) {
      const dispatcher = guardedBy(file).createDispatcher(
        { guarded: () => "done", free: () => "done" },
        { needsApproval: (tool: Loose, call: Loose) => void told.push([tool, call]) },
      );
      await dispatcher.call("guarded", input);
    }
    const plain = { name: "guarded", readOnly: false, destructive: false, approval: false };
    const call = { references: [] };
    expect(told).toEqual([
      [plain, call],
      [{ ...plain, approval: true }, call],
      [plain, call],
      [{ ...plain, destructive: true, approval: true }, call],
      [{ ...plain, destructive: true }, call],
      [{ ...plain, readOnly: true }, call],
    ]);
  });

  it("that throws means yes, and the event of the denied call has what it threw", async () => {
    const events: Loose[] = [];
    const dispatcher = guardedBy("nothing").createDispatcher(
      { guarded: () => "done", free: () => "done" },
      { needsApproval: HOSTS["a throw"]?.says, onEvent: (event: Loose) => events.push(event) },
    );
    const result = await dispatcher.run({ id: "toolu_1", name: "guarded", input });
    const message = "guarded needs approval, and there is nobody to ask. It was not executed.";
    expect(errorOf(result)).toEqual({ code: "DENIED", message });
    expect(events.at(-1)?.cause).toEqual(new Error("the policy is broken"));
  });

  it("that comes as a rejected promise ends nothing", async () => {
    const rejections: unknown[] = [];
    const note = (reason: unknown) => rejections.push(reason);
    process.on("unhandledRejection", note);
    const dispatcher = guardedBy("nothing").createDispatcher(
      { guarded: () => "done", free: () => "done" },
      { needsApproval: HOSTS["a rejected promise"]?.says },
    );
    expect(await dispatcher.call("guarded", input)).toMatchObject({ status: "denied" });
    await settle();
    process.off("unhandledRejection", note);
    expect(rejections).toEqual([]);
  });
});

describe("over HTTP, in a conversation", () => {
  const oslo = { location: "Oslo" };

  it(
    "a tool without a word in its file waits for the answer, one with it runs without, and extra tools too are " +
      "asked about",
    async () => {
      const asked: Loose[] = [];
      const calls = [
        offlineUse("get_time", oslo),
        offlineUse("delete_file", { path: "a" }),
        offlineUse("mine", { much: 1 }),
        offlineUse("get_weather", oslo),
      ];
      const { claude, ran } = await play(
        { script: [calls, "Done."] },
        {
          extraTools: [{ name: "mine", ...{ input_schema: { type: "object" } }, run: () => "mine ran" }],
          needsApproval: ({ name }) => (name === "delete_file" ? false : name !== "get_weather" || undefined),
          approve: (call) => {
            asked.push([call.name, call.input]);
            return false;
          },
        },
      );
      expect(asked).toEqual([
        ["get_time", oslo],
        ["mine", { much: 1 }],
      ]);
      expect(ran.map(({ name }) => name)).toEqual(["delete_file", "get_weather"]);
      expect(resultsIn(claude, 1).map(({ is_error }) => is_error === true)).toEqual([true, false, true, false]);
    },
  );

  it("an extra tool runs with what was approved, whatever becomes of the message meanwhile", async () => {
    const inputs: unknown[] = [];
    let message: Anthropic.Message | undefined;
    const { result } = await play(
      { script: [[offlineUse("mine", { much: 1 })], "Done."] },
      {
        stream: false,
        extraTools: [
          {
            name: "mine",
            ...{ input_schema: { type: "object" } },
            run: (input, { toolUse }) => inputs.push(input, toolUse.input),
          },
        ],
        needsApproval: () => true,
        // Whoever decides, or listens, works on the message itself.
        approve: () => {
          const [call] = message?.content ?? [];
          if (call?.type === "tool_use") Object.assign(call.input as object, { much: 1_000_000 });
          return true;
        },
        onEvent: (event) => {
          if (event.type === "response") message = event.message;
        },
      },
    );
    expect(result.outcome).toBe("completed");
    expect(inputs).toEqual([{ much: 1 }, { much: 1 }]);
  });
});
