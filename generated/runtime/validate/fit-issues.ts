// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
// @generated
/* eslint no-restricted-syntax: ["error", "Program > *"] */
/* eslint-disable */
// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated

import { MAX_ERROR_BYTES } from "../contract/limits.js";
import type { CallError } from "../contract/types.js";
import { byteLength, clip, clipMiddle, jsonLength } from "../json/text.js";

/**
 * An error whose issues are cut so that with any one of them alone it takes at most MAX_ERROR_BYTES as JSON. What Claude wrote
 * itself can have any length: keys, constants and values.
 */
export function fitIssues(error: CallError): CallError {
  const around = byteLength(JSON.stringify({ ...error, issues: [{ path: "", message: "" }] }));
  const room = Math.max(40, MAX_ERROR_BYTES - around);
  const issues = (error.issues ?? []).map(({ path, message }) => {
    // The path may take what the message leaves, and half of the room in any case.
    const fitting = clipMiddle(path, Math.max(Math.floor(room / 2), room - jsonLength(message)));
    return { path: fitting, message: clip(message, room - jsonLength(fitting)) };
  });
  return { ...error, issues };
}
