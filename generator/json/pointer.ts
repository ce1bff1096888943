import { fromSegment } from "../../templates/runtime/json/values.js";

export { decodePercent, fromSegment, pointerKeys, toSegment, valueAt } from "../../templates/runtime/json/values.js";

/** The keys that a JSON pointer goes along; none for `""`, the root. Unlike a reference, it is not percent-encoded. */
export function splitPointer(pointer: string): string[] {
  return pointer.split("/").slice(1).map(fromSegment);
}

/** A pointer as a reference has it behind `#`: what a URI cannot hold is percent-encoded. */
export function toFragment(pointer: string): string {
  const segments = pointer.split("/").map((segment) => encodeURIComponent(segment));
  return segments.join("/").replace(/%(?:24|26|2B|2C|3A|3B|3D|40)/g, decodeURIComponent);
}
