// batchgen: generated from ../tools/. Do not edit: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import type Anthropic from "@anthropic-ai/sdk";
import { definitions } from "./definitions.js";
import * as runtime from "./runtime/conversation.js";

/** The name by which Claude calls the batch tool. */
export const BATCH_NAME: string = "batch_tool";

/** How many invocations run in one batch. What comes after them is answered with LIMIT_EXCEEDED. */
export const MAX_INVOCATIONS: number = 25;

/** What the runtime is handed of this project. */
export const project: runtime.Project = { definitions, batchName: BATCH_NAME, maxInvocations: MAX_INVOCATIONS };

/** The batch tool as it stands beside the tools themselves; `toolsFor` gives it in every other exposure. */
export const batchTool: Anthropic.Tool = /* @__PURE__ */ runtime.lazyBatchTool(project);

/** All definitions as the API gets them, in the order of their files. */
export const tools: Anthropic.Tool[] = /* @__PURE__ */ runtime.listTools(project);
