import { isObject, type JsonObject } from "../json/values.js";
import { betasOf } from "./betas.js";
import { findMisfit, type Misfit } from "./find-misfit.js";
import { NAMED, requestShape } from "./request-shape.js";
import { type CheckedRequest, type Rule, rule } from "./rule.js";
import type { Shape } from "./shape.js";

const SHAPES = new Map<string, Shape>();

function shapeFor({ endpoint, headers }: CheckedRequest): Shape {
  const version = String(headers["anthropic-version"]);
  const key = `${endpoint} ${version}`;
  const shape = SHAPES.get(key) ?? requestShape({ endpoint, version });
  SHAPES.set(key, shape);
  return shape;
}

/** The body with the type that a tool has where it names none. */
function withTypes(body: JsonObject): JsonObject {
  const { tools } = body;
  if (!Array.isArray(tools)) return body;
  const typed = tools.map((tool: unknown) =>
    isObject(tool) && (tool["type"] === undefined || tool["type"] === null) ? { ...tool, type: "custom" } : tool,
  );
  return { ...body, tools: typed };
}

function search(request: CheckedRequest): Misfit | undefined {
  const around = { betas: betasOf(request), named: NAMED };
  return findMisfit(withTypes(request.body), shapeFor(request), "", around);
}

// Every rule below asks for the same search: it is made once for a request.
const searched = new WeakMap<CheckedRequest, Misfit | false>();

function misfit(request: CheckedRequest, fault: Misfit["fault"]): { path: string; about: string } | undefined {
  const found = searched.get(request) ?? search(request) ?? false;
  searched.set(request, found);
  return found && found.fault === fault ? { path: found.path, about: found.about } : undefined;
}

/**
 * The rules on fields and their types, held against the shape of a request; the first misfit decides which rule it
 * breaks.
 */
export const SHAPE_RULES: readonly Rule[] = [
  rule({
    id: "field-required",
    checks: "no field is missing that a request, message, content block or tool must have",
    wording: "{path}: Field required",
    lint: { code: "TOOL_NAME_MISSING", hint: 'Add "name": what Claude calls the tool by.' },
    find: (request) => misfit(request, "required"),
  }),
  rule({
    id: "field-type",
    checks: "each field holds a value of its type",
    wording: "{path}: Input should be a valid {about}",
    lint: { code: "TOOL_FIELD_TYPE", hint: "Give it such a value, or leave it out." },
    find: (request) => misfit(request, "type"),
  }),
  rule({
    id: "field-choice",
    checks: "a field with a list of values holds one of them",
    wording: "{path}: Input should be {about}",
    lint: { code: "CALLER_UNKNOWN", hint: "Remove it." },
    find: (request) => misfit(request, "choice"),
  }),
  rule({
    id: "field-tag",
    checks: "content blocks, sources, thinking and tool_choice are of a type that the API knows",
    wording: "{path}: Input tag {about}",
    lint: { code: "TOOL_FIELD_TYPE", hint: "Give it such a value, or leave it out." },
    find: (request) => misfit(request, "tag"),
  }),
  rule({
    id: "field-unknown",
    checks: "no field that the API does not know; those of betas only with an anthropic-beta header",
    wording: "{path}: Extra inputs are not permitted",
    lint: { code: "TOOL_FIELD_UNKNOWN", hint: 'Remove it, or let its name start with "x-".' },
    find: (request) => misfit(request, "unknown"),
  }),
];
