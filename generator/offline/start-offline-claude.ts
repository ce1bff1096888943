import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { handleRequest, type ServerState } from "./handle-request.js";
import { OfflineClaudeError } from "./offline-claude-error.js";
import { turnSource } from "./script/turn-source.js";
import type { AnyTools, OfflineClaude, OfflineOptions, Script, ToolMap } from "./types.js";
import { createPromptCache } from "./wire/prompt-cache.js";
import { createThreads } from "./wire/threads.js";

/**
 * Starts an offline Claude: an HTTP server on loopback that the Anthropic SDK talks to as to the API.
 *
 * ```ts
 * const claude = await startOfflineClaude();
 * const client = new Anthropic({ apiKey: "offline", baseURL: claude.baseURL });
 * ```
 *
 * With the generated `Tools` as type argument, a script's tool uses are typed: `startOfflineClaude<Tools>({ script:
 * [...] })`.
 */
export async function startOfflineClaude<T extends ToolMap<T> = AnyTools>(
  options: OfflineOptions<T> = {},
): Promise<OfflineClaude> {
  // Inside, a script is data: its types have done their work where it was written.
  const plain = options as unknown as OfflineOptions;
  const source = turnSource(plain.script as Script | undefined, plain.manner ?? "batch");
  const closing = new AbortController();
  const state: ServerState = {
    options: plain,
    source,
    threads: createThreads(),
    cache: createPromptCache(),
    requests: [],
    lost: new Set(),
    closing: closing.signal,
    startedAt: performance.now(),
    messageRequests: 0,
  };
  const server = createServer((request, response) => {
    // A connection per request. Clients keep connections by address: one that was kept from an offline Claude which is
    // closed would fail the next that gets its port, and one that had idled to its end would fail whoever takes it up
    // just then.
    response.shouldKeepAlive = false;
    handleRequest(state, request, response).catch((thrown) => {
      // A caller that goes away in the middle is nobody's fault; anything else must not pass unseen.
      if (!request.destroyed && !response.destroyed)
        source.failures.push(`offline Claude: ${String(thrown?.stack ?? thrown)}`);
      response.destroy();
    });
  });
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    baseURL: `http://127.0.0.1:${port}`,
    requests: state.requests,
    verify: () => {
      const left = source.left();
      const unused =
        left === 0 ? [] : [`offline Claude: ${left} scripted turn${left === 1 ? " was" : "s were"} never asked for.`];
      if (source.failures.length + left > 0) throw new OfflineClaudeError([...source.failures, ...unused]);
    },
    close: async () => {
      closing.abort();
      if (server.listening) {
        const closed = once(server, "close");
        server.close();
        server.closeAllConnections();
        await closed;
      }
      if (source.failures.length > 0) throw new OfflineClaudeError(source.failures);
    },
  };
}
