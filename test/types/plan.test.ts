import { expect, test } from "vitest";
import { generate } from "../../generator/index.js";
import { compileProject } from "../support/compile.js";
import { makeProject } from "../support/project.js";
import { shopTools } from "../support/shop.js";

const START = `import { createDispatcher, from, handlers, present } from "../generated/index.js";
const dispatcher = createDispatcher(handlers);
`;

/** What fits: every line compiles. */
const RIGHT = `${START}
export const chain = await dispatcher.plan((step) => {
  const customer = step("find_customer", { email: "ada@x.org" });
  const orders = step("list_orders", { customer_id: customer.result.id, limit: 5 });
  const last = orders.result.orders.at(-1);
  const refund = step("refund_order", { order_id: last.id, amount: last.total });
  const mail = step("send_email", { to: "ada@x.org", body: refund.result.refund_id, cc: orders.result.orders.all.id });
  step("send_email", { to: "x", body: present(orders.result.orders.at(0).note), cc: present(orders.result.orders.all.note) });
  step("send_email", { to: "x", body: present(from(orders, "/orders/0/note")), cc: ["a", from(customer, "/name")] });
  step("send_email", { to: "x", body: present(orders.result.orders.at(0).address).city });
  step("send_email", { to: "x", body: "y", cc: from(orders, "/orders/*/id"), headers: orders.result.orders.at(0) });
  return [customer, orders, refund, mail];
});
export const fan = await dispatcher.plan((step) => {
  const customer = step("find_customer", { email: "ada@x.org" });
  const orders = step("list_orders", { customer_id: from(customer, "/id") });
  const refunds = step.each(orders.result.orders, "refund_order", (order) => ({ order_id: order.id, amount: order.total }));
  step("send_email", { to: "x", body: refunds.result.at(0).refund_id, cc: refunds.result.all.refund_id });
  return [customer, refunds];
});
export const refunded: string[] =
  "items" in fan[1] ? fan[1].items.flatMap((item) => (item.status === "ok" ? [item.result.refund_id] : [])) : [fan[1].error.message];
export const id: number | undefined = chain[0].status === "ok" ? chain[0].result.id : undefined;
export const total: number | undefined = chain[1].status === "ok" ? chain[1].result.orders[0]?.total : undefined;
`;

/** One mistake each, and the tool that the compiler's message must name. */
const WRONG: readonly [what: string, code: string, tool: string][] = [
  ["a name is no id", 'step("list_orders", { customer_id: c.result.name });', "list_orders"],
  ["there is no such member", 'step("list_orders", { customer_id: c.result.customer_id });', "find_customer"],
  ["a list where one is wanted", 'step("refund_order", { order_id: o.result.orders, amount: 1 });', "refund_order"],
  [
    "may be absent or null",
    'step("refund_order", { order_id: o.result.orders.at(0).note, amount: 1 });',
    "refund_order",
  ],
  ["an argument is missing", 'step("refund_order", { order_id: o.result.orders.at(0).id });', "refund_order"],
  ["an argument too many", 'step("find_customer", { email: "x", phone: "y" });', "find_customer"],
  ["no such pointer", 'from(o, "/orders/0/idd");', "list_orders"],
  ["the pointer's type does not fit", 'step("list_orders", { customer_id: from(o, "/orders/-1/id") });', "list_orders"],
  ["each wants a list", 'step.each(c.result.id, "find_customer", () => ({ email: "x" }));', "find_customer"],
  ["no output is declared", 'step("find_customer", { email: m.result.id });', "send_email"],
  ["an unknown tool", 'step("find_costumer", { email: "x" });', "find_costumer"],
  ["a reference written by hand", 'step("list_orders", { customer_id: { $result: "s0#/id" } });', "list_orders"],
  ["a step in place of its result", 'step("list_orders", { customer_id: c });', "list_orders"],
  ["arithmetic with what is not there", 'step("list_orders", { customer_id: c.result.id + 1 });', "find_customer"],
  [
    "the length of a list that is not there",
    'step("list_orders", { customer_id: o.result.orders.length });',
    "list_orders",
  ],
  ["a loop over a list that is not there", "for (const order of o.result.orders) from(o, order);", "list_orders"],
  [
    "all of a list where one is wanted",
    'step("refund_order", { order_id: o.result.orders.all.id, amount: 1 });',
    "refund_order",
  ],
  ["one where a list is wanted", 'step("send_email", { to: "x", body: "y", cc: c.result.name });', "send_email"],
  [
    "an element of another type in a list",
    'step("send_email", { to: "x", body: "y", cc: [c.result.id] });',
    "send_email",
  ],
  [
    "any string where one of some is wanted",
    'step("send_email", { to: "x", body: "y", priority: c.result.name });',
    "send_email",
  ],
  [
    "a string where any object is wanted",
    'step("send_email", { to: "x", body: "y", headers: c.result.name });',
    "send_email",
  ],
  ["a result without a declared shape", 'step("send_email", { to: "x", body: m.result });', "send_email"],
  ["a pointer into such a result", 'from(m, "/id");', "send_email"],
  [
    "a wrong value beside references",
    'step("refund_order", { order_id: o.result.orders.at(0).id, amount: "1" });',
    "refund_order",
  ],
  ["a member of what may be absent", "o.result.orders.at(0).address.city;", "list_orders"],
  ["an element of what is no list", "c.result.at(0);", "find_customer"],
  ["a list that is there", 'step.each([1, 2], "find_customer", () => ({ email: "x" }));', "find_customer"],
  [
    "a list that may be absent",
    'step.each(o.result.orders.at(0).tags, "find_customer", (email) => ({ email }));',
    "find_customer",
  ],
  [
    "an element's member of another type",
    'step.each(o.result.orders, "refund_order", ({ total }) => ({ order_id: total, amount: 1 }));',
    "refund_order",
  ],
  [
    "an argument missing for each",
    'step.each(o.result.orders, "refund_order", ({ id }) => ({ order_id: id }));',
    "refund_order",
  ],
  [
    "an argument too many for each",
    'step.each(o.result.orders, "refund_order", ({ id }) => ({ order_id: id, amount: 1, currency: "EUR" }));',
    "refund_order",
  ],
  [
    "the result of each as if it were one",
    'step("send_email", { to: "x", body: step.each(o.result.orders, "refund_order", ({ id }) => ({ order_id: id, ' +
      "amount: 1 })).result.refund_id });",
    "refund_order",
  ],
  ["a result that is given in place of its step", "dispatcher.plan(() => [c.result]);", "find_customer"],
  ["one step in place of a list", "dispatcher.plan(() => c);", "find_customer"],
  ["an async function", "dispatcher.plan(async () => [c]);", "find_customer"],
  ["an outcome without a look at its status", "(await dispatcher.plan(() => [c]))[0].result;", "find_customer"],
  [
    "the outcome of each as if it were one",
    'const all = step.each(o.result.orders, "refund_order", ({ id }) => ({ order_id: id, amount: 1 })); (await ' +
      "dispatcher.plan(() => [all]))[0].result;",
    "refund_order",
  ],
  ["an outcome too many", "(await dispatcher.plan(() => [c]))[1];", "find_customer"],
];

test(`what fits in a plan compiles, and ${WRONG.length} wrong uses are errors that name the tool, on every compiler`, {
  timeout: 180_000,
}, async () => {
  const cwd = makeProject({ "tools/shop.json": shopTools });
  const { files } = await generate({ cwd });
  const before = `${START}await dispatcher.plan((step) => {
  const c = step("find_customer", { email: "x" });
  const o = step("list_orders", { customer_id: c.result.id });
  const m = step("send_email", { to: "a", body: "b" });
  void [from, present, m];
`;
  const lines = WRONG.map(([, code]) => `  { const use = async () => { ${code} }; void use; }`);
  const first = before.split("\n").length;
  const found = await compileProject(
    {
      ...Object.fromEntries(files.map(({ path, content }) => [path, content])),
      "uses/right.ts": RIGHT,
      "uses/wrong.ts": `${before}${lines.join("\n")}\n  return [c, o];\n});\n`,
    },
    { settings: ["esm"] },
  );
  expect(found.filter((line) => !line.includes("uses/wrong.ts"))).toEqual([]);
  const versions = ["5.9", "6", "7"];
  for (const version of versions) {
    const told = found.filter((line) => line.startsWith(`esm, TypeScript ${version}: `));
    for (const [at, [what, , tool]] of WRONG.entries()) {
      const own = told.filter((line) => line.includes(`uses/wrong.ts(${first + at},`));
      expect(own, `${what}, TypeScript ${version}`).toHaveLength(1);
      expect(own[0], `${what}, TypeScript ${version}`).toContain(tool);
    }
    expect(told, told.join("\n")).toHaveLength(WRONG.length);
  }
});
