import { describe, expect, it } from "vitest";
import { RULES } from "../../generator/api/rules.js";
import { CODES } from "../../generator/diagnostics/diagnostic.js";
import { checkRequest } from "../../generator/offline/check-request.js";
import { API_CASES, DRIFTS } from "./api-cases.js";
import { runFiles } from "./corpora.js";
import { CASES } from "./diagnostic-cases.js";

const SHARED = RULES.filter(({ lint }) => lint !== undefined);

/** What the lint says of definitions in one file. */
function lint(tools: readonly object[]): { codes: string[]; errors: string[]; warnings: string[] } {
  const { diagnostics } = runFiles({ "x.json": JSON.stringify(tools) });
  const of = (severity: string): string[] =>
    diagnostics.filter((one) => one.severity === severity).map(({ code }) => code);
  return { codes: diagnostics.map(({ code }) => code), errors: of("error"), warnings: of("warning") };
}

const CODE_TOOL = { type: "code_execution_20260521", name: "code_execution" };

/** The rule by which the offline Claude refuses a request with these tools; undefined where it accepts it. */
function offline(tools: readonly object[]): string | undefined {
  const headers = { authorization: "Bearer offline", "anthropic-version": "2026-10-21" };
  // Deferred tools are found by a search tool, which the lint expects to come from the conversation's options.
  const isDeferred = tools.some((tool) => "defer_loading" in tool && tool.defer_loading === true);
  const search = { type: "tool_search_tool_bm25_20251119", name: "tool_search_tool_bm25", defer_loading: true };
  // So does the code execution tool, for those that code may call.
  const code = tools.some((tool) => "allowed_callers" in tool) ? [CODE_TOOL] : [];
  const body = {
    model: "claude-opus-5-5",
    max_tokens: 1024,
    messages: [{ role: "user", content: "hello" }],
    tools: [...code, ...(isDeferred ? [search] : []), ...tools],
  };
  return checkRequest({ endpoint: "messages", headers, body })?.rule;
}

describe("the API's rules on tool definitions", () => {
  it("have a case each", () => {
    expect(Object.keys(API_CASES).sort()).toEqual(SHARED.map(({ id }) => id).sort());
  });

  it.each(SHARED.map((rule) => [rule.id, rule] as const))("%s: lint and offline Claude agree", (id, rule) => {
    const { breaks = [], keeps = [] } = API_CASES[id] ?? {};
    const code = rule.lint?.code ?? "";
    expect(lint(breaks).codes).toContain(code);
    expect(offline(breaks)).toBe(rule.words === "unknown" ? undefined : id);
    expect(lint(keeps).codes).not.toContain(code);
    expect(lint(keeps).errors).toEqual([]);
    expect(offline(keeps)).toBeUndefined();
    if (rule.words === "unknown") expect(CODES[code as keyof typeof CODES].severity).toBe("warning");
  });

  it.each(DRIFTS)("agree on %s: %s", (_, verdict, tool) => {
    const said = lint([tool]);
    const refusing = offline([tool]);
    expect(said.errors.length > 0 ? "refused" : said.warnings.length > 0 ? "unknown" : "accepted").toBe(verdict);
    expect(refusing === undefined).toBe(verdict !== "refused");
  });

  it("hold for a key that only a reference brings to the root", () => {
    const definitions = { In: { type: "object", properties: { $top: {} } } };
    const input_schema = { $ref: "#/$defs/In", $defs: definitions };
    expect(lint([{ name: "x", description: "d", input_schema }]).errors).toEqual(["PROPERTY_KEY_REFUSED"]);
  });

  it("are kept by all that the lint lets pass: what is sent is accepted", () => {
    const refused = CASES.flatMap(({ files, what }) => {
      const plain = Object.entries(files).map(([file, text]) => [file, text.replace("«", "")] as const);
      const { tools } = runFiles(Object.fromEntries(plain));
      // The lint leaves it to the conversation's options to bring a tool that is not deferred.
      const sent = tools.map((one) => one.sent).filter((one) => one["defer_loading"] !== true);
      const rule =
        sent.length > 0 && runFiles(Object.fromEntries(plain)).errors.length === 0 ? offline(sent) : undefined;
      return rule === undefined ? [] : [`${what}: ${rule}`];
    });
    expect(refused).toEqual([]);
  });
});
