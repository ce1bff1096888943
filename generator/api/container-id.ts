import { createHash } from "node:crypto";

const OWN = /^container_([0-9a-f]{20})([0-9a-f]{4})$/;

function checksum(digits: string): string {
  return createHash("sha256").update(`container ${digits}`).digest("hex").slice(0, 4);
}

/** The id of a container that the offline Claude makes: the same for the same seed. */
export function containerId(seed: string): string {
  const digits = createHash("sha256").update(seed).digest("hex").slice(0, 20);
  return `container_${digits}${checksum(digits)}`;
}

/**
 * Whether there may be a container of that id: one in the offline Claude's own form that it never made is none, others
 * cannot be checked.
 */
export function mayBeContainer(id: string): boolean {
  const [, digits = "", check] = OWN.exec(id) ?? [];
  return check === undefined || check === checksum(digits);
}
