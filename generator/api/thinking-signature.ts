import { createHash } from "node:crypto";

const OWN = "sig_";

/** The signature that the offline Claude puts under its thinking: the same for the same text. */
export function signatureOf(thinking: string): string {
  return OWN + createHash("sha256").update(thinking).digest("hex").slice(0, 24);
}

/** Whether a signature can be that of a text: one of another model's cannot be checked, an empty one is none. */
export function mayBeSignatureOf(thinking: string, signature: string): boolean {
  return signature.startsWith(OWN) ? signature === signatureOf(thinking) : signature !== "";
}
