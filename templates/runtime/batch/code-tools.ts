import type Anthropic from "@anthropic-ai/sdk";
import { CODE_EXECUTION } from "../contract/limits.js";
import type { Definition } from "../contract/project.js";
import { withReturns } from "./returns.js";

/** A tool of a request: one of the project's, or the API's code execution tool. */
export type SentTool = Anthropic.Tool | Anthropic.CodeExecutionTool20260521;

const CODE_TOOL: Anthropic.CodeExecutionTool20260521 = { type: CODE_EXECUTION, name: "code_execution" };

/** Who may call a tool. */
export type Callers = { direct: boolean; code: boolean };

/**
 * Who may call a tool: whoever its definition names. Where it names nobody, Claude may, and code too, unless each call
 * needs approval or the schema contains itself.
 */
export function callersOf({ tool, approval, recursive }: Definition): Callers {
  const named = callersNamed(tool.allowed_callers);
  return named ?? { direct: true, code: approval !== true && recursive !== true };
}

/** The callers in a tool's `allowed_callers`; undefined where there is none. */
export function callersNamed(allowed: unknown): Callers | undefined {
  if (!Array.isArray(allowed)) return undefined;
  return { direct: allowed.includes("direct"), code: allowed.some((caller) => caller !== "direct") };
}

/**
 * The tools for code to call: the code execution tool, where any of them may be called by code, then all of them. Those
 * that code may call say what they return, and are not strict, which the API does not take with it.
 *
 * @throws TypeError for a tool with the code execution tool's name.
 */
export function toolsForCode(definitions: readonly Definition[]): SentTool[] {
  const isCallable = (definition: Definition): boolean => callersOf(definition).code;
  if (!definitions.some(isCallable)) return definitions.map(({ tool }) => tool);
  if (definitions.some(({ tool }) => tool.name === CODE_TOOL.name)) {
    const text =
      `A tool is called ${CODE_TOOL.name}, as the API's code execution tool is. Rename it, or use another exposure ` +
      "than programmatic.";
    throw new TypeError(text);
  }
  return [CODE_TOOL, ...definitions.map((one) => (isCallable(one) ? callableByCode(one) : one.tool))];
}

function callableByCode(definition: Definition): Anthropic.Tool {
  const { strict: _, ...tool } = withReturns(definition).tool;
  const { direct } = callersOf(definition);
  return { ...tool, allowed_callers: [...(direct ? ["direct" as const] : []), CODE_EXECUTION] };
}

/** Whether a tool is a code execution tool whose code can call tools. */
export function isCodeTool(tool: object): boolean {
  return ["code_execution_20260120", CODE_EXECUTION].includes(String(Reflect.get(tool, "type")));
}
