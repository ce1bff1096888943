import { propertyKey, quote } from "./text.js";

const WIDTH = 110;

/** A JSON value as a TypeScript literal, laid out as a person would: on one line where it is short. */
export function literal(value: unknown, indent = ""): string {
  const short = onOneLine(value, WIDTH - indent.length);
  if (short !== undefined) return short;
  const deeper = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((entry) => literal(entry, deeper))
    : Object.entries(value as object).map(([key, entry]) => `${memberKey(key)}: ${literal(entry, deeper)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${lines.map((line) => `${deeper}${line},\n`).join("")}${indent}${close}`;
}

/** `__proto__: x` would set the prototype; a computed key makes an ordinary member. */
export function memberKey(key: string): string {
  return key === "__proto__" ? '["__proto__"]' : propertyKey(key);
}

/** The value on one line, if it is flat and short enough. */
function onOneLine(value: unknown, width: number): string | undefined {
  if (typeof value === "string") return quote(value);
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return Array.isArray(value) ? "[]" : "{}";
  if (entries.some(([, entry]) => typeof entry === "object" && entry !== null && !Array.isArray(entry)))
    return undefined;
  // Objects of more than three members read better one below the other.
  if (!Array.isArray(value) && entries.length > 3) return undefined;
  const parts = entries.map(([key, entry]) => {
    const text = onOneLine(entry, width);
    return Array.isArray(value) || text === undefined ? text : `${memberKey(key)}: ${text}`;
  });
  if (parts.includes(undefined)) return undefined;
  const text = Array.isArray(value) ? `[${parts.join(", ")}]` : `{ ${parts.join(", ")} }`;
  return text.length <= width ? text : undefined;
}
