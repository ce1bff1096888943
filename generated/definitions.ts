// batchgen: generated from ../tools/. Do not edit: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import type { Definition } from "./runtime/index.js";
import type { ToolName } from "./tools.js";

/** Every tool: the definition as the API gets it, and what the dispatcher knows beside it. */
export const definitions: { readonly [N in ToolName]: Definition } = {
  get_time: {
    tool: {
      name: "get_time",
      description: "Get the current time in a given location",
      input_schema: {
        type: "object",
        properties: {
          location: { type: "string", description: "The city and state, e.g. San Francisco, CA" },
        },
        required: ["location"],
      },
    },
  },
  get_weather: {
    tool: {
      name: "get_weather",
      description: "Get the current weather in a given location",
      input_schema: {
        type: "object",
        properties: {
          location: { type: "string", description: "The city and state, e.g. San Francisco, CA" },
        },
        required: ["location"],
      },
    },
  },
};
