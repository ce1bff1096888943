import { afterEach, beforeEach, expect } from "vitest";
import { type LeakWatch, watchLeaks } from "./leaks.js";

/** The tests that run the runtime in their own process. */
const RUNTIME_TESTS = /[\\/]test[\\/](conversation|dispatcher|runtime|trace|validate)[\\/]/;

/**
 * After each of the runtime's tests nothing may be left. What is still to end by itself has a moment for it; vitest
 * reports unhandled rejections.
 */
if (RUNTIME_TESTS.test(expect.getState().testPath ?? "")) {
  let watch: LeakWatch | undefined;
  beforeEach(() => {
    watch = watchLeaks();
  });
  afterEach(async () => {
    for (let waited = 0; waited < 50 && watch?.left().length !== 0; waited += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const left = watch?.left();
    watch?.end();
    expect(left, "left behind by the runtime").toEqual([]);
  });
}
