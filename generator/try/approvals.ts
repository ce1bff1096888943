import { createInterface } from "node:readline/promises";
import type { Approval, ApprovalRequest } from "../../templates/runtime/contract/approvals.js";
import { escapeInvisible } from "../diagnostics/show-value.js";
import { print, type Writer } from "../report/sink.js";

/** Streams that a person reads and types at. */
export type Terminal = { input: NodeJS.ReadableStream; output: NodeJS.WritableStream };

/** How the calls of a conversation are approved. */
export type Approver = (call: ApprovalRequest) => Promise<Approval>;

/** Approves every call. */
export async function approveAll(): Promise<Approval> {
  return true;
}

/** Denies every call, since there is nobody to ask, and says for each tool once how its calls can be approved. */
export function denyAll(stderr: Writer): Approver {
  const said = new Set<string>();
  return async ({ name }) => {
    if (!said.has(name))
      print(stderr, `${escapeInvisible(name)} needs approval, and nobody was asked: --yes approves every call.\n`);
    said.add(name);
    return { approved: false, reason: "There is nobody to ask." };
  };
}

/**
 * Asks the person at a terminal about one call after the other. `always` holds for the tool until the end. A terminal
 * that is closed denies. It reads only while it asks, so that it keeps no process alive.
 */
export function askAt({ input, output }: Terminal): Approver {
  const always = new Set<string>();
  let queue: Promise<unknown> = Promise.resolve();

  async function ask({ name, input: given, from = [] }: ApprovalRequest): Promise<Approval> {
    if (always.has(name)) return true;
    const terminal = createInterface({ input, output });
    const closed = new Promise<string>((resolve) => terminal.once("close", () => resolve("")));
    // In full, and what comes from other calls' results by name: nobody can approve what is not shown.
    const origins = from.map(({ path, id, pointer }) => `, ${path} from the result ${id}#${pointer}`).join("");
    const call = escapeInvisible(`${name} ${JSON.stringify(given)}${origins}`);
    const answer = await Promise.race([terminal.question(`Run ${call}? [y]es, [n]o, [a]lways: `), closed]);
    terminal.close();
    const choice = answer.trim().toLowerCase();
    if (choice === "a" || choice === "always") always.add(name);
    const approved = ["y", "yes", "a", "always"].includes(choice);
    return approved || { approved, reason: "The user said no." };
  }

  return (call) => {
    const asked = queue.then(() => ask(call));
    queue = asked.catch(() => {});
    return asked;
  };
}
