// The twelve tasks of `npm run live`, each with the plan by which the offline Claude carries it out.

const ref = ($result) => ({ $result });
const find = { id: "c", name: "find_customer", arguments: { email: "ada@x.org" } };
const list = { id: "l", name: "list_orders", arguments: { customer_id: ref("c#/id") } };
const lastOrder = { id: "o", name: "get_order", arguments: { order_id: ref("l#/orders/-1/id") } };
const parcel = { id: "p", name: "track_parcel", arguments: { parcel_id: ref("o#/parcel_id") } };
const depot = { id: "d", name: "get_depot", arguments: { depot_id: ref("p#/depot_id") } };
const hours = { id: "h", name: "get_opening_hours", arguments: { city: ref("d#/city") } };
const eachOrder = {
  id: "e",
  name: "get_order",
  each: ref("l#/orders"),
  arguments: { order_id: ref("item#/id") },
};
const refund = {
  id: "r",
  name: "refund_order",
  arguments: { order_id: ref("l#/orders/-1/id"), amount: ref("l#/orders/-1/total") },
};

/** The longest chain of the tools: each call needs the one before it. */
export const CHAIN = [find, list, lastOrder, parcel, depot, hours];

/** A list, and a call for each of its elements. */
export const FAN_OUT = [{ ...list, arguments: { customer_id: 42 } }, eachOrder];

export const TASKS = [
  { question: "How many orders does ada@x.org have?", plan: CHAIN.slice(0, 2) },
  { question: "What did ada@x.org order last?", plan: CHAIN.slice(0, 3) },
  { question: "Where is the parcel with the last order of ada@x.org?", plan: CHAIN.slice(0, 4) },
  { question: "Which depot has the parcel with the last order of ada@x.org?", plan: CHAIN.slice(0, 5) },
  { question: "When does the depot with the last parcel of ada@x.org open?", plan: CHAIN },
  { question: "What is in each order of the customer with the id 42?", plan: FAN_OUT },
  { question: "What is in each order of ada@x.org?", plan: [find, list, eachOrder] },
  {
    question: "Where is the parcel of each order of ada@x.org?",
    plan: [
      find,
      list,
      eachOrder,
      { name: "track_parcel", each: ref("e#"), arguments: { parcel_id: ref("item#/parcel_id") } },
    ],
  },
  {
    question: "What are the first orders of ada@x.org and of bob@x.org?",
    plan: ["ada", "bob"].flatMap((name) => [
      { ...find, id: `c-${name}`, arguments: { email: `${name}@x.org` } },
      { ...list, id: `l-${name}`, arguments: { customer_id: ref(`c-${name}#/id`) } },
      { ...lastOrder, id: `o-${name}`, arguments: { order_id: ref(`l-${name}#/orders/0/id`) } },
    ]),
  },
  {
    question: "Look up ada@x.org and bob@x.org.",
    plan: [find, { ...find, id: "b", arguments: { email: "bob@x.org" } }],
  },
  // A failure: there is no such customer, so what needs them is not done.
  {
    question: "What did nobody@x.org order last, and who is ada@x.org?",
    plan: [{ ...find, arguments: { email: "nobody@x.org" } }, list, lastOrder, { ...find, id: "a" }],
    failures: 1,
  },
  // An approval: a refund runs after a yes.
  { question: "Refund the last order of ada@x.org.", plan: [find, list, refund] },
];
