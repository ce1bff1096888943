// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import { byteLength, headOf, wellFormed } from "./text.js";
import type { ContentBlock } from "./types.js";

/** What the API takes in base64 (SDK: Base64ImageSource, Base64PDFSource). */
const MEDIA_TYPES = {
  image: ["image/jpeg", "image/png", "image/gif", "image/webp"],
  document: ["application/pdf"],
};

/**
 * Content blocks as the API takes them in a tool result: no blank text, no citations on text, no half of a surrogate pair,
 * and instead of an image or document of a type that it does not know, a text that says so.
 *
 * @param bytes The texts in all blocks are cut where they are longer together, in bytes of UTF-8; a text at the end says so.
 */
export function sendableContent(blocks: readonly ContentBlock[], bytes: number): ContentBlock[] {
  let left = bytes;
  let of = 0;
  let given = 0;
  const take = (text: string): string => {
    const size = byteLength(text);
    const head = size <= left ? text : headOf(text, left);
    const taken = size <= left ? size : byteLength(head);
    of += size;
    given += taken;
    left -= taken;
    return wellFormed(head);
  };
  const sent = blocks.flatMap((block) => sendable(block, take));
  if (given < of) sent.push(text(`[truncated: the first ${given} of ${of} bytes]`));
  return sent;
}

/** Blocks for where only text may stand: a result of a call that was made by code. */
export function textOnly(blocks: readonly ContentBlock[]): ContentBlock[] {
  return blocks.map((block) =>
    block.type === "text" ? block : text(`[${block.type} left out: the result of a call made by code is text]`),
  );
}

function text(text: string): ContentBlock {
  return { type: "text", text };
}

function sendable(block: ContentBlock, take: (text: string) => string): ContentBlock[] {
  switch (block.type) {
    case "text": {
      const { citations: _, ...rest } = block;
      const taken = take(block.text);
      return taken.trim() === "" ? [] : [{ ...rest, text: taken }];
    }
    case "search_result": {
      const content = block.content.flatMap((part) => sendable(part, take)).filter((part) => part.type === "text");
      // These may be left out, and not be null as elsewhere.
      const { citations, ...rest } = block;
      return content.length === 0 ? [] : [{ ...rest, ...(citations == null ? {} : { citations }), content }];
    }
    case "image":
      return [refused(block.type, block.source) ?? block];
    case "document":
      return sendableDocument(block, take);
  }
}

function sendableDocument(block: ContentBlock & { type: "document" }, take: (text: string) => string): ContentBlock[] {
  const { source } = block;
  switch (source.type) {
    case "text": {
      const data = take(source.data);
      // Text of any kind is told as the one that the API knows.
      return data.trim() === "" ? [] : [{ ...block, source: { ...source, media_type: "text/plain", data } }];
    }
    case "content": {
      const content: typeof source.content =
        typeof source.content === "string"
          ? take(source.content)
          : source.content.flatMap((part) => sendable(part, take) as (typeof part)[]);
      return content.length === 0 ? [] : [{ ...block, source: { ...source, content } }];
    }
    default:
      return [refused(block.type, source) ?? block];
  }
}

/** The text that stands for a block whose media type the API would refuse; undefined where it would not. */
function refused(type: "image" | "document", source: { type: string; media_type?: string }): ContentBlock | undefined {
  const known = MEDIA_TYPES[type];
  if (source.type !== "base64" || known.includes(source.media_type ?? "")) return undefined;
  return text(`[${type} left out: ${source.media_type} is none of ${known.join(", ")}]`);
}
