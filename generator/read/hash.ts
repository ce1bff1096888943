import { hash } from "node:crypto";

const CR = 0x0d;

/** SHA-256 of bytes that are most likely text, in whatever encoding, hex; CRLF counts as LF. */
export function hashBytes(bytes: Uint8Array): string {
  if (!bytes.includes(CR)) return hash("sha256", bytes);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  return hash("sha256", Buffer.from(text.replaceAll("\r\n", "\n"), "latin1"));
}

/**
 * The hash of a text, as the manifest keeps it: SHA-256, hex, the first 32 digits. CRLF counts as LF, since git may
 * have checked it out so.
 */
export function hashText(text: string): string {
  return hash("sha256", normalizeEnds(text)).slice(0, 32);
}

/** The text with LF line ends. */
export function normalizeEnds(text: string): string {
  return text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
}
