import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Loose } from "../support/loose.js";
import { root } from "../support/project.js";

const load = (name: string): Promise<Loose> => import(/* @vite-ignore */ join(root, "bench/chains", name));
const { converseOffline, WAYS } = await load("converse.mjs");
const { CHAIN, FAN_OUT } = await load("tasks.mjs");
const shop = await (await load("shop.mjs")).loadShop();

/** How many requests each way takes for a plan, in which all calls must succeed. */
async function requestsOf(plan: Loose, orders: number): Promise<{ [way: string]: number }> {
  const found: [way: string, requests: number][] = [];
  const calls = plan === FAN_OUT ? orders + 1 : plan.length;
  for (const way of Object.keys(WAYS)) {
    const run = await converseOffline({ shop, plan, orders, way, question: "Go." });
    const { requests, failed, errors } = run;
    expect({ calls: run.calls, failed, errors }, way).toEqual({ calls, failed: 0, errors: [] });
    found.push([way, requests]);
  }
  return Object.fromEntries(found);
}

describe("the requests that dependent calls take, over HTTP to the offline Claude", () => {
  it.each([2, 4, 6])(
    "a chain of %d: 2 with references, one for each call and one more in every other way",
    async (depth) => {
      const others = depth + 1;
      expect(await requestsOf(CHAIN.slice(0, depth), 3)).toEqual({
        "one call per turn": others,
        native: others,
        batch: others,
        references: 2,
        programmatic: others,
      });
    },
  );

  it.each([1, 20])("a list and a call for each of %d: 2 with references", async (orders) => {
    expect(await requestsOf(FAN_OUT, orders)).toEqual({
      "one call per turn": orders + 2,
      native: 3,
      batch: 3,
      references: 2,
      programmatic: orders + 2,
    });
  });
});
