import { expect, test } from "vitest";
import { createDispatcher, handlers } from "../generated/index.js";

const dispatcher = createDispatcher(handlers);

test("a handler's result is the outcome of its call", async () => {
  const outcome = await dispatcher.call("get_weather", { location: "Oslo" });
  expect(outcome).toMatchObject({ status: "ok", result: "It is 41 degrees in Oslo." });
});

test("a call that fails leaves the others of its batch alone", async () => {
  const [weather, time] = await dispatcher.batch([
    { name: "get_weather", arguments: { location: "Nowhere" } },
    { name: "get_time", arguments: { location: "Nowhere" } },
  ]);
  expect(weather).toMatchObject({ status: "error", error: { message: "There is no weather for Nowhere." } });
  expect(time.status).toBe("ok");
});

test("arguments are checked before a handler runs", async () => {
  const [issue] = await dispatcher.validate("get_weather", { location: 5 });
  expect(issue).toMatchObject({ path: "location" });
});
