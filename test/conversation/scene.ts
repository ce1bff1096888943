import Anthropic from "@anthropic-ai/sdk";
import { type OfflineClaude, type OfflineOptions, startOfflineClaude } from "../../generator/offline/index.js";
import type {
  ConversationEvent,
  ConversationOptions,
  ConversationResult,
} from "../../templates/runtime/contract/conversation-types.js";
import type { HandlerCall } from "../../templates/runtime/contract/dispatcher-types.js";
import { runConversation, toolsFor } from "../../templates/runtime/unbound.js";
import { projectOf } from "../support/bound.js";
import { generateInto } from "../support/generated.js";
import type { Loose } from "../support/loose.js";
import { type Files, makeFolder, tool, write } from "../support/project.js";

const count = { type: "object", properties: { to: { type: "integer" } }, required: ["to"] };
const removal = { type: "object", properties: { path: { type: "string" } }, required: ["path"] };

/** The tools of every scene. */
const DEFINITIONS = [
  tool("get_weather"),
  tool("get_time"),
  tool("count", { input_schema: count }),
  tool("delete_file", { input_schema: removal, "x-batchgen": { approval: true } }),
];

/** What the runtime is handed in every scene. */
export const project = projectOf(DEFINITIONS);

/**
 * A project with the tools of every scene on the disk, generated, for programs of their own. A handler is given by its
 * code.
 */
export async function writeScene(handlers: { readonly [name: string]: string }): Promise<string> {
  const entries = DEFINITIONS.flatMap((definition): [string, unknown][] => {
    const name = String(definition["name"]);
    const code = handlers[name] ?? '() => "done"';
    return [
      [`tools/${name}.json`, definition],
      [`tools/${name}.ts`, `export const handler = (${code}) as never;\n`],
    ];
  });
  const folder = makeFolder();
  write(folder, { "package.json": { type: "module" }, ...Object.fromEntries(entries) } satisfies Files);
  await generateInto(folder);
  return folder;
}

/** Handlers by their tools' names. */
export type Handlers = { readonly [name: string]: (input: Loose, call: HandlerCall) => unknown };

/** Every handler of the scene, with notes of what ran. */
export type Stage = { handlers: Handlers; ran: { name: string; input: unknown }[] };

/** Handlers that answer at once; `others` takes the place of some. */
export function stage(others: Handlers = {}): Stage {
  const ran: Stage["ran"] = [];
  const plain: Handlers = {
    get_weather: () => "72 degrees and sunny",
    get_time: () => "12:32 PM",
    count: ({ to }) => ({ counted: to }),
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
  const events: ConversationEvent[] = [];
  try {
    const result = await runConversation(project, {
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
  const claude = await startOfflineClaude({ script: ["Yes."] });
  try {
    await clientFor(claude).messages.create({
      model: "claude-sonnet-5-5",
      max_tokens: 100,
      tools: toolsFor(project),
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
