/** `a/b` as a segment of a JSON pointer (RFC 6901): `a~1b`. */
export function toSegment(key: string | number): string {
  return String(key).replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The keys that a JSON pointer goes along; none for `""`, the root. */
export function splitPointer(pointer: string): string[] {
  if (pointer === "") return [];
  return pointer.slice(1).split("/").map(fromSegment);
}

/** A segment of a JSON pointer as the key that it stands for. */
export function fromSegment(segment: string): string {
  return segment.replaceAll("~1", "/").replaceAll("~0", "~");
}
