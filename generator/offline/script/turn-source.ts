import { estimateTokens } from "../../api/estimate-tokens.js";
import { arrayOf, type JsonObject, objectOf } from "../../json/values.js";
import { planTurn } from "../answer/plan-turn.js";
import { thrownText } from "../offline-claude-error.js";
import type { Fault, FullTurn, Manner, NamedTurn, ReceivedRequest, Script } from "../types.js";
import type { WireError } from "../wire/types.js";
import { checkExpectation } from "./check-expectation.js";
import { fullTurn } from "./full-turn.js";
import { nameTurn } from "./name-pieces.js";

/** A turn to answer with, or the error to answer where a script does not go on. */
export type Taken = {
  readonly turn: NamedTurn;
  readonly fault: Fault | undefined;
  /** Makes the turn due again: it did not arrive whole. */
  readonly giveBack: () => void;
};

/** Where answers come from: a script, or the planner. */
export type TurnSource = {
  /** `body` is the request's, with what a thread holds filled in. */
  take(request: ReceivedRequest, body: JsonObject): Promise<Taken | WireError>;
  /** What did not come as the script expects. */
  readonly failures: string[];
  /** Keeps a failure, and gives the error to answer the request with. */
  fail(request: ReceivedRequest, what: string): WireError;
  /** How many scripted turns have not been asked for. */
  left(): number;
};

function createFailures(): Pick<TurnSource, "failures" | "fail"> {
  const failures: string[] = [];
  return {
    failures,
    fail: ({ number }, what) => {
      const message = `offline Claude, request ${number}: ${what}`;
      failures.push(message);
      // The SDK would send it again, to no other end.
      const headers = { "x-should-retry": "false" };
      return { status: 400, type: "invalid_request_error", message, headers, rule: "script" };
    },
  };
}

function listed(script: Exclude<Script, (...args: never) => unknown>): FullTurn[] {
  if (!Array.isArray(script)) throw new TypeError("startOfflineClaude: `script` is a list of turns or a function.");
  return script.map((turn, place) => {
    try {
      return fullTurn(turn);
    } catch (thrown) {
      throw new TypeError(`startOfflineClaude: script[${place}]: ${thrownText(thrown)}`);
    }
  });
}

function fromScript(script: Script): TurnSource {
  const { failures, fail } = createFailures();
  const due = typeof script === "function" ? [] : listed(script);
  const next = async (request: ReceivedRequest): Promise<FullTurn | undefined> =>
    typeof script === "function" ? fullTurn(await script(request)) : due.shift();
  return {
    failures,
    fail,
    left: () => due.length,
    take: async (request, body) => {
      let turn: FullTurn | undefined;
      try {
        turn = await next(request);
      } catch (thrown) {
        return fail(request, `the script threw: ${thrownText(thrown)}`);
      }
      if (!turn) return fail(request, "the script has no turn left for it. Add one, or ask for less.");
      const { fault, expect, ...whole } = turn;
      const wrong = expect ? checkExpectation(expect, { ...request, body }) : [];
      if (wrong.length > 0) {
        return fail(request, `it is not what the script expects.\n${wrong.map((one) => `  ${one}`).join("\n")}`);
      }
      const answer = nameTurn(whole, body);
      if (typeof answer === "string") return fail(request, answer);
      // What had to come has come: the request that asks for the turn again may be another one.
      return { turn: answer, fault, giveBack: () => typeof script !== "function" && due.unshift(whole) };
    },
  };
}

function fromPlanner(manner: Manner): TurnSource {
  const { failures, fail } = createFailures();
  return {
    failures,
    fail,
    left: () => 0,
    take: async (request, body) => {
      const turn = nameTurn(planTurn(body, manner), body);
      if (typeof turn === "string") return fail(request, turn);
      return { turn, fault: truncation(turn, body), giveBack: () => {} };
    },
  };
}

// A model stops where its tokens end; the planner does so too, by the same estimate that `usage` reports.
function truncation(turn: NamedTurn, body: JsonObject): Fault | undefined {
  const written = turn.content
    .map((piece) => ("text" in piece ? piece.text : JSON.stringify(objectOf(piece))))
    .join("");
  const max = Number(body["max_tokens"]);
  return estimateTokens(written) > max && arrayOf(turn.content).length > 0
    ? { kind: "truncate", atByte: max * 4 }
    : undefined;
}

/** The source of answers: the script where there is one, else the planner. */
export function turnSource(script: Script | undefined, manner: Manner): TurnSource {
  return script === undefined ? fromPlanner(manner) : fromScript(script);
}
