import type { IncomingHttpHeaders } from "node:http";
import type { DiagnosticCode } from "../diagnostics/diagnostic.js";
import { isObject, type JsonObject } from "../json/values.js";
import { customTools, first } from "./walk.js";

/** A request on its way through the rules. */
export type CheckedRequest = {
  readonly endpoint: "messages" | "count_tokens" | "models";
  readonly headers: IncomingHttpHeaders;
  readonly body: JsonObject;
};

/** What the places in a rule's wording are filled with: `{ index: 0, key: "foo" }`. */
export type Fill = { readonly [place: string]: string | number };

/**
 * What the lint says where a definition breaks a rule. `{places}` of message and hint are filled like those of the
 * wording.
 */
export type Lint = {
  readonly code: DiagnosticCode;
  /** Absent where the lint reads the definition's file more closely than the API does, and words it there. */
  readonly message?: string;
  readonly hint: string;
  /** What it points at. Default: the value. */
  readonly part?: "key" | "value";
};

/** One thing that the API enforces. */
export type Rule = {
  /** Stable, kebab-case; `requests[n].rule` names it. */
  readonly id: string;
  /** What is checked, in plain words. */
  readonly checks: string;
  readonly status: number;
  readonly type: string;
  /** The API's message, with `{places}`. */
  readonly wording: string;
  /**
   * `quoted`: the API's own words, as people who were refused quoted them. `assumed`: it is documented that the API
   * refuses this, its words are not. `unknown`: whether it refuses this is not known, so the lint warns and the offline
   * Claude accepts.
   */
  readonly words: "quoted" | "assumed" | "unknown";
  /** The lint's half of the rule, where a tool definition alone can break it. */
  readonly lint?: Lint;
  /** The first breach, as the places' contents; undefined where the request keeps the rule. */
  readonly find: (request: CheckedRequest) => Fill | undefined;
};

/** One place where something breaks a rule. */
export type Breach = {
  /** JSON pointer from what was checked: a tool as it is sent, or a schema. */
  readonly pointer: string;
  readonly fill?: Fill;
};

/** A rule on one tool definition. */
export type ToolRule = Rule & { readonly lint: Lint; readonly breaches: (tool: JsonObject) => readonly Breach[] };

/** A rule on one strict schema: a strict tool's, or that of an output format. */
export type SchemaRule = Rule & { readonly lint: Lint; readonly breaches: (schema: JsonObject) => readonly Breach[] };

/** A rule on all tools of a request together; `index` is the tool that goes too far. */
export type ToolListRule = Rule & {
  readonly lint: Lint;
  readonly breaches: (tools: readonly JsonObject[]) => { readonly index: number; readonly fill?: Fill } | undefined;
};

/** What most rules have in common. */
const USUAL = { status: 400, type: "invalid_request_error", words: "quoted" } as const;

type Short<R extends Rule> = Omit<R, keyof typeof USUAL> & Partial<Pick<R, keyof typeof USUAL>>;

/** A rule with what most have in common: 400 `invalid_request_error`, in words that were quoted. */
export function rule(one: Short<Rule>): Rule {
  return { ...USUAL, ...one };
}

/** A rule on all tools together. */
export function toolListRule(one: Short<ToolListRule>): ToolListRule {
  return { ...USUAL, ...one };
}

/** A rule on each tool that the user defines. Its wording can name the tool's place, `{index}`. */
export function toolRule(one: Omit<Short<ToolRule>, "find">): ToolRule {
  const find = (request: CheckedRequest): Fill | undefined =>
    one.words === "unknown"
      ? undefined
      : first(customTools(request), ({ index, value }) => {
          const [breach] = one.breaches(value);
          return breach && { index, ...breach.fill };
        });
  return { ...USUAL, ...one, find };
}

/** A rule on each strict schema of a request. Its wording can name the schema's place, `{at}`. */
export function schemaRule(one: Omit<Short<SchemaRule>, "find">): SchemaRule {
  const find = (request: CheckedRequest): Fill | undefined =>
    one.words === "unknown"
      ? undefined
      : first(strictSchemas(request), ({ at, schema }) => {
          const [breach] = one.breaches(schema);
          return breach && { at, ...breach.fill };
        });
  return { ...USUAL, ...one, find };
}

/** The strict schemas of a request, each with its place: `tools.0.custom` or `output_config.format.schema`. */
export function strictSchemas(request: CheckedRequest): { readonly at: string; readonly schema: JsonObject }[] {
  const tools = customTools(request).flatMap(({ index, value: { strict, input_schema: schema } }) =>
    strict === true && isObject(schema) ? [{ at: `tools.${index}.custom`, schema }] : [],
  );
  const { output_config: settings } = request.body;
  const format = isObject(settings) && isObject(settings["format"]) ? settings["format"]["schema"] : undefined;
  return isObject(format) ? [...tools, { at: "output_config.format.schema", schema: format }] : tools;
}

/** A text with its `{places}` filled in. `show` says how a place's content is written. */
export function fillIn(text: string, fill: Fill, show: (content: string | number) => string = String): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const content = Object.hasOwn(fill, name) ? fill[name] : undefined;
    return content === undefined ? place : show(content);
  });
}
