import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import Anthropic from "@anthropic-ai/sdk";
import { type OfflineClaude, type OfflineOptions, startOfflineClaude } from "../../generator/offline/index.js";
import type { runConversation } from "../../templates/runtime/conversation.js";
import type {
  ConversationEvent,
  ConversationOptions,
  ConversationResult,
} from "../../templates/runtime/conversation-types.js";
import type { Handlers } from "../../templates/runtime/types.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

const location = { type: "object", properties: { location: { type: "string" } }, required: ["location"] };

/** The tools of every scene: their definitions beside what batchgen knows about them. */
const DEFINITIONS = {
  get_weather: { tool: { name: "get_weather", description: "The weather at a place", input_schema: location } },
  get_time: { tool: { name: "get_time", description: "The time at a place", input_schema: location } },
  count: {
    tool: {
      name: "count",
      description: "Counts to a number",
      input_schema: { type: "object", properties: { to: { type: "integer" } }, required: ["to"] },
    },
  },
  delete_file: {
    tool: {
      name: "delete_file",
      description: "Deletes a file",
      input_schema: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
    },
    approval: true,
  },
};

const INDEX = ["index", "conversation", "stream-conversation", "trace-lines"]
  .map((name) => `export * from "./runtime/${name}.js";\n`)
  .concat(`export { handlers } from "./handlers.js";\n`)
  .join("");

/** The runtime as it stands in a generated folder, with the tools above in the emitted files' place. */
export function buildRuntime(): string {
  mkdirSync(`${root}/test/.tmp`, { recursive: true });
  const folder = mkdtempSync(`${root}/test/.tmp/conversation-`);
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  cpSync(`${root}/templates`, folder, { recursive: true, filter: (path) => !path.endsWith("tsconfig.json") });
  writeFileSync(
    `${folder}/definitions.ts`,
    `import type { Definition } from "./runtime/types.js";\nexport const definitions: { readonly [name: string]: Definition } = ${JSON.stringify(DEFINITIONS)} as never;\n`,
  );
  writeFileSync(`${folder}/index.ts`, INDEX);
  return folder;
}

const folder = buildRuntime();

/** A module of the runtime that was built for this test file. */
export function load<T>(name: string): Promise<T> {
  return import(/* @vite-ignore */ pathToFileURL(`${folder}/runtime/${name}.ts`).href) as Promise<T>;
}

/** Every handler of the scene, with notes of what ran. */
export type Stage = { handlers: Handlers; ran: { name: string; input: unknown }[] };

/** Handlers that answer at once; `others` takes the place of some. */
export function stage(others: Handlers = {}): Stage {
  const ran: Stage["ran"] = [];
  const plain: Handlers = {
    get_weather: () => "72 degrees and sunny",
    get_time: () => "12:32 PM",
    count: ({ to }) => ({ counted: to as number }),
    delete_file: () => "deleted",
    ...others,
  };
  const entries = Object.entries(plain).map(([name, handler]): [string, Handlers[string]] => [
    name,
    (input, call) => {
      ran.push({ name, input });
      return handler(input, call);
    },
  ]);
  return { handlers: Object.fromEntries(entries), ran };
}

/** What plays the API in a scene. `fetch` is what a client must go by, where the fake needs that. */
export type Fake = Pick<OfflineClaude, "baseURL" | "requests" | "close"> & { fetch?: typeof fetch };

let fake: (options: OfflineOptions) => Promise<Fake> = startOfflineClaude;

/** Lets something else play the API from here on. */
export function setFake(start: typeof fake): void {
  fake = start;
}

/** Starts what plays the API: the offline Claude, unless {@link setFake} says otherwise. */
export function startClaude(options: OfflineOptions): Promise<Fake> {
  return fake(options);
}

export type Played = {
  result: ConversationResult;
  events: ConversationEvent[];
  claude: Fake;
  ran: Stage["ran"];
};

/** Holds one conversation with an offline Claude that behaves like this. */
export async function play(
  offline: OfflineOptions,
  options: Partial<ConversationOptions> & { others?: Handlers } = {},
): Promise<Played> {
  const { others, ...rest } = options;
  const { handlers, ran } = stage(others);
  const claude = await startClaude(offline);
  const { runConversation: run } = await load<{ runConversation: typeof runConversation }>("conversation");
  const events: ConversationEvent[] = [];
  try {
    const result = await run({
      client: clientFor(claude),
      model: "claude-sonnet-5-5",
      messages: [{ role: "user", content: "What's the weather and time in San Francisco?" }],
      handlers,
      onEvent: (event) => events.push(event),
      ...rest,
    });
    return { result, events, claude, ran };
  } finally {
    await claude.close();
  }
}

/** The real client, talking to what plays the API. */
export function clientFor(
  { baseURL, fetch }: Fake,
  options: ConstructorParameters<typeof Anthropic>[0] = {},
): Anthropic {
  return new Anthropic({ apiKey: "offline", baseURL, openTelemetry: false, ...(fetch && { fetch }), ...options });
}

/** Whether a server tool of the last turn is under way: results may follow it, and no question yet. */
function isUnderWay(messages: ConversationResult["messages"]): boolean {
  return messages.at(-1)?.role === "user" && JSON.stringify(messages.at(-2) ?? "").includes('"server_tool_use"');
}

/** Whether the API would take this history with a question after it: throws its refusal where it would not. */
export async function sendAgain(messages: ConversationResult["messages"]): Promise<void> {
  const { toolsFor } = await load<{ toolsFor: () => Anthropic.Tool[] }>("tools-for");
  const claude = await startOfflineClaude({ script: ["Yes."] });
  try {
    await clientFor(claude).messages.create({
      model: "claude-sonnet-5-5",
      max_tokens: 100,
      tools: toolsFor(),
      messages: isUnderWay(messages) ? messages : [...messages, { role: "user", content: "And now?" }],
    });
  } finally {
    await claude.close();
  }
}

type Body = {
  messages: Anthropic.MessageParam[];
  tools?: Anthropic.Tool[];
  system?: unknown;
  tool_choice?: unknown;
  cache_control?: unknown;
  container?: unknown;
};

/** The body of the n-th request, from 0. */
export function bodyOf(claude: Fake, n: number): Body {
  return claude.requests[n]?.body as unknown as Body;
}

/** The tool results in a request's last message. */
export function resultsIn(claude: Fake, n: number): Anthropic.ToolResultBlockParam[] {
  const { content } = bodyOf(claude, n).messages.at(-1) ?? { content: "" };
  if (typeof content === "string") return [];
  return (content as Anthropic.ContentBlockParam[]).filter((block) => block.type === "tool_result");
}
