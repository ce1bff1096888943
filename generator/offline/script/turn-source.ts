import { arrayOf, type JsonObject, objectOf } from "../json.js";
import { planTurn } from "../plan/plan-turn.js";
import type { Fault, FullTurn, Manner, ReceivedRequest, Script } from "../types.js";
import { estimateTokens } from "../wire/estimate-tokens.js";
import type { WireError } from "../wire/types.js";
import { checkExpectation } from "./check-expectation.js";
import { fullTurn } from "./full-turn.js";

/** A turn to answer with, or the error to answer where a script does not go on. */
export type Taken = {
  readonly turn: FullTurn;
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
  /** How many scripted turns have not been asked for. */
  left(): number;
};

const refusal = (message: string): WireError => ({
  status: 400,
  type: "invalid_request_error",
  message,
  headers: { "x-should-retry": "false" },
  rule: "script",
});

/** How the refusal of a request begins that does not come as the script expects it. */
const named = (request: ReceivedRequest, what: string): string => `offline Claude, request ${request.number}: ${what}`;

const fromScript = (script: Script): TurnSource => {
  const failures: string[] = [];
  const due: FullTurn[] = typeof script === "function" ? [] : script.map(fullTurn);
  const next = async (request: ReceivedRequest): Promise<FullTurn | undefined> =>
    typeof script === "function" ? fullTurn(await script(request)) : due.shift();
  const fail = (message: string): WireError => {
    failures.push(message);
    return refusal(message);
  };
  return {
    failures,
    left: () => due.length,
    take: async (request, body) => {
      let turn: FullTurn | undefined;
      try {
        turn = await next(request);
      } catch (thrown) {
        return fail(named(request, `the script threw: ${thrown instanceof Error ? thrown.message : String(thrown)}`));
      }
      if (!turn) return fail(named(request, "the script has no turn left for it. Add one, or ask for less."));
      const { fault, ...whole } = turn;
      const wrong = turn.expect ? checkExpectation(turn.expect, { ...request, body }) : [];
      if (wrong.length > 0) {
        return fail(named(request, `it is not what the script expects.\n${wrong.map((one) => `  ${one}`).join("\n")}`));
      }
      return { turn, fault, giveBack: () => typeof script !== "function" && due.unshift(whole) };
    },
  };
};

const fromPlanner = (manner: Manner): TurnSource => ({
  failures: [],
  left: () => 0,
  take: async (_, body) => {
    const turn = planTurn(body, manner);
    return { turn, fault: truncation(turn, body), giveBack: () => {} };
  },
});

// A model stops where its tokens end; the planner does so too, by the same estimate that `usage` reports.
const truncation = (turn: FullTurn, body: JsonObject): Fault | undefined => {
  const written = turn.content
    .map((piece) => ("text" in piece ? piece.text : JSON.stringify(objectOf(piece))))
    .join("");
  const max = Number(body["max_tokens"]);
  return estimateTokens(written) > max && arrayOf(turn.content).length > 0
    ? { kind: "truncate", atByte: max * 4 }
    : undefined;
};

/** The source of answers: the script where there is one, else the planner. */
export const turnSource = (script: Script | undefined, manner: Manner): TurnSource =>
  script === undefined ? fromPlanner(manner) : fromScript(script);
