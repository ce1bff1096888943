import Anthropic from "@anthropic-ai/sdk";
import { handlers, runConversation } from "./generated/index.js";

type Env = {
  ANTHROPIC_API_KEY: string;
  /** Another address than the API's, such as the offline Claude's. */
  ANTHROPIC_BASE_URL?: string;
};

export default {
  /** Answers the question in the body of a POST request. */
  async fetch(request: Request, env: Env): Promise<Response> {
    const result = await runConversation({
      client: new Anthropic({ apiKey: env.ANTHROPIC_API_KEY, baseURL: env.ANTHROPIC_BASE_URL ?? null }),
      model: "claude-sonnet-5-5",
      messages: [{ role: "user", content: await request.text() }],
      handlers,
      signal: request.signal,
    });
    const { outcome, text, error } = result;
    if (outcome === "completed") return Response.json({ outcome, text });
    return Response.json({ outcome, error: error?.message }, { status: 502 });
  },
};
