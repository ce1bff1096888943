import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { askAt } from "../../generator/try/approvals.js";
import type { ApprovalRequest } from "../../templates/runtime/contract/approvals.js";

test(
  "whoever approves a call sees which of its values come from another call's result, and nothing in them steers " +
    "the terminal",
  async () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const request: ApprovalRequest = {
      name: "refund_order",
      input: { order_id: "o\u001b[2J" },
      index: 1,
      invocationCount: 2,
      toolUseId: "toolu_1",
      from: [{ path: "invocations[1].arguments.order_id", id: "o", pointer: "/orders/-1/id" }],
      signal: new AbortController().signal,
    };
    const answer = askAt({ input, output })(request);
    input.write("y\n");
    expect(await answer).toBe(true);
    expect(String(output.read())).toContain(
      'Run refund_order {"order_id":"o\\u001b[2J"}, invocations[1].arguments.order_id from the result ' +
        "o#/orders/-1/id? [y]es, [n]o, [a]lways: ",
    );
  },
);
