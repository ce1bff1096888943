const BYTES_PER_TOKEN = 4;

/** A rough count, a token for every 4 bytes: it makes requests comparable, and is not Claude's own count. */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
}
