import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { singleFlight } from "../../generator/commands/watch/single-flight.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A task of 500 ms that counts how often it began and how often it ended. */
function slowTask() {
  const count = { begun: 0, ended: 0 };
  const task = async (): Promise<void> => {
    count.begun++;
    await new Promise((resolve) => setTimeout(resolve, 500));
    count.ended++;
  };
  return { count, task };
}

it("runs once, when nobody has asked for a while", async () => {
  const { count, task } = slowTask();
  const flight = singleFlight(task, 100);
  for (let time = 0; time < 1000; time += 90) {
    flight.ask();
    await vi.advanceTimersByTimeAsync(90);
  }
  expect(count.begun).toBe(0);
  await vi.advanceTimersByTimeAsync(10);
  expect(count.begun).toBe(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(count).toEqual({ begun: 1, ended: 1 });
});

it("makes one more run of all that is asked for during a run, and no two at once", async () => {
  const { count, task } = slowTask();
  const flight = singleFlight(task, 100);
  const first = flight.now();
  for (let asked = 0; asked < 5; asked++) flight.ask();
  await vi.advanceTimersByTimeAsync(499);
  expect(count).toEqual({ begun: 1, ended: 0 });
  await vi.advanceTimersByTimeAsync(1);
  await first;
  await vi.advanceTimersByTimeAsync(100);
  expect(count).toEqual({ begun: 2, ended: 1 });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(count).toEqual({ begun: 2, ended: 2 });
});

it("ends when its run has ended, and begins no other", async () => {
  const { count, task } = slowTask();
  const flight = singleFlight(task, 100);
  const first = flight.now();
  flight.ask();
  const end = flight.end();
  flight.ask();
  await vi.advanceTimersByTimeAsync(10_000);
  await Promise.all([first, end]);
  expect(count).toEqual({ begun: 1, ended: 1 });
});
