/** What the API takes in base64 (SDK: Base64ImageSource, Base64PDFSource). */
export const MEDIA_TYPES: { readonly [kind in "image" | "document"]: readonly string[] } = {
  image: ["image/jpeg", "image/png", "image/gif", "image/webp"],
  document: ["application/pdf"],
};

/** The longest image, in characters of base64, which is what the API counts. */
export const MAX_IMAGE_BASE64: number = 5 * 1024 * 1024;

/** What is wrong with an image or a document in base64; `found` is the media type that the bytes look like. */
export type MediaFault =
  | { readonly fault: "empty" | "not-base64" | "too-large" | "unreadable" }
  | { readonly fault: "other-type"; readonly found: string };

/** Finds what the API would refuse of an image or a document in base64; undefined where it would take it. */
export function findMediaFault(kind: "image" | "document", mediaType: string, data: string): MediaFault | undefined {
  if (data === "") return { fault: "empty" };
  if (data.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(data)) return { fault: "not-base64" };
  if (kind === "image" && data.length > MAX_IMAGE_BASE64) return { fault: "too-large" };
  const found = mediaTypeOf(data);
  if (found === undefined) return { fault: "unreadable" };
  return found === mediaType ? undefined : { fault: "other-type", found };
}

/** The media type that the first bytes are of; undefined where it is none that the API takes. */
function mediaTypeOf(data: string): string | undefined {
  const start = atob(data.slice(0, 16));
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (start.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) return "image/gif";
  if (start.startsWith("RIFF") && start.slice(8, 12) === "WEBP") return "image/webp";
  return start.startsWith("%PDF-") ? "application/pdf" : undefined;
}
