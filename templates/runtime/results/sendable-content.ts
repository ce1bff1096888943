import { findMediaFault, MAX_IMAGE_BASE64, MEDIA_TYPES } from "../contract/media.js";
import type { ContentBlock } from "../contract/outcomes.js";
import { byteLength, headOf, jsonLength, wellFormed } from "../json/text.js";
import { isObject } from "../json/values.js";

/** What is left of a tool result's limits, in bytes. Whoever puts content blocks into it takes from this. */
export type Room = {
  /** For what handlers gave. */
  text: number;
  /** For what stands around that; what is more counts as text. */
  frame: number;
  /** For base64 in images and documents; undefined where that counts as text. */
  media: number | undefined;
};

/** What the texts of one result's blocks took. */
type Taken = {
  /** How much one result may still have. */
  left: number;
  given: number;
  of: number;
  /** How long the texts given are in JSON. */
  inJson: number;
};

/**
 * Content blocks as the API takes them in a tool result: no blank text, no citations on text, no half of a surrogate
 * pair, and instead of an image or document that it would refuse, a text that says why. Texts are cut, and blocks left
 * out, where there is no room for them; a text at the end says so.
 *
 * @param room What the tool result has room for: it is made less.
 * @param most The texts of all blocks together may have so many bytes of UTF-8.
 * @param label A text of batchgen's own that stands before them.
 * @returns Undefined where there is no room for a word about them.
 */
export function sendableContent(
  blocks: readonly ContentBlock[],
  room: Room,
  most: number,
  label?: string,
): ContentBlock[] | undefined {
  const sent = label === undefined ? [] : [textBlock(label)];
  if (!takeRoom(NOTES_BYTES + (label === undefined ? 0 : sizeOf(textBlock(label))), room)) return undefined;
  const taken: Taken = { left: Math.min(most, room.text), given: 0, of: 0, inJson: 0 };
  let without = 0;
  for (const block of blocks) {
    const [roomBefore, takenBefore] = [{ ...room }, { ...taken }];
    const made = sendableBlocks(block, room, taken);
    room.text -= taken.given - takenBefore.given;
    const around = made.reduce((sum, one) => sum + sizeOf(one), 0) - (taken.inJson - takenBefore.inJson);
    if (takeRoom(around, room)) sent.push(...made);
    else {
      Object.assign(room, roomBefore);
      Object.assign(taken, takenBefore);
      without += 1;
    }
  }
  if (taken.given === taken.of && without === 0) room.frame += NOTES_BYTES;
  if (taken.given < taken.of) sent.push(textBlock(`[truncated: the first ${taken.given} of ${taken.of} bytes]`));
  if (without > 0) sent.push(textBlock(`[left out, since there is no room: ${without} of ${blocks.length} blocks]`));
  return sent;
}

/** The notes at the end take at most so much. */
const NOTES_BYTES = 200;

/** Takes so much room, of the frame first; false where there is not so much. */
function takeRoom(bytes: number, room: Room): boolean {
  if (bytes > room.frame + room.text) return false;
  const fromText = Math.max(0, bytes - room.frame);
  room.frame -= bytes - fromText;
  room.text -= fromText;
  return true;
}

/** The bytes of a block as JSON, base64 apart. */
function sizeOf(block: ContentBlock): number {
  return byteLength(JSON.stringify(block, withoutData)) + 1;
}

/** Base64 is counted where it is taken. */
function withoutData(_key: string, value: unknown): unknown {
  return isObject(value) && value["type"] === "base64" ? { ...value, data: "" } : value;
}

/** Blocks for where only text may stand: a result of a call that was made by code. */
export function textOnly(blocks: readonly ContentBlock[]): ContentBlock[] {
  return blocks.map((block) =>
    block.type === "text" ? block : textBlock(`[${block.type} left out: the result of a call made by code is text]`),
  );
}

function textBlock(text: string): ContentBlock {
  return { type: "text", text };
}

function takeText(text: string, taken: Taken): string {
  const size = byteLength(text);
  const head = size <= taken.left ? text : headOf(text, taken.left);
  const given = size <= taken.left ? size : byteLength(head);
  taken.of += size;
  taken.given += given;
  taken.left -= given;
  const sound = wellFormed(head);
  taken.inJson += jsonLength(sound);
  return sound;
}

function sendableBlocks(block: ContentBlock, room: Room, taken: Taken): ContentBlock[] {
  switch (block.type) {
    case "text": {
      const { citations: _, ...rest } = block;
      const given = takeText(block.text, taken);
      return given.trim() === "" ? [] : [{ ...rest, text: given }];
    }
    case "search_result": {
      const content = block.content
        .flatMap((part) => sendableBlocks(part, room, taken))
        .filter(({ type }) => type === "text");
      // These may be left out, and not be null as elsewhere.
      const { citations, ...rest } = block;
      return content.length === 0
        ? []
        : [{ ...rest, ...(citations == null ? {} : { citations }), content: content as typeof block.content }];
    }
    case "tool_reference":
      return [block];
    case "image":
      return [refused(block.type, block.source, room) ?? block];
    case "document":
      return sendableDocument(block, room, taken);
  }
}

function sendableDocument(block: ContentBlock & { type: "document" }, room: Room, taken: Taken): ContentBlock[] {
  const { source } = block;
  switch (source.type) {
    case "text": {
      const data = takeText(source.data, taken);
      // Text of any kind is told as the one that the API knows.
      return data.trim() === "" ? [] : [{ ...block, source: { ...source, media_type: "text/plain", data } }];
    }
    case "content": {
      const content: typeof source.content =
        typeof source.content === "string"
          ? takeText(source.content, taken)
          : source.content.flatMap((part) => sendableBlocks(part, room, taken) as (typeof part)[]);
      return content.length === 0 ? [] : [{ ...block, source: { ...source, content } }];
    }
    default:
      return [refused(block.type, source, room) ?? block];
  }
}

type Source = { type: string; media_type?: string; data?: unknown };

/**
 * The text that stands for a block that the API would refuse, or that has no room; undefined where it takes the block.
 * One refused block makes every later request of its conversation refused.
 */
function refused(type: "image" | "document", source: Source, room: Room): ContentBlock | undefined {
  if (source.type !== "base64") return undefined;
  const { media_type: mediaType = "", data } = source;
  const why = typeof data === "string" ? faultOfMedia(type, mediaType, data) : "its data is no text";
  if (why !== undefined || typeof data !== "string") return textBlock(`[${type} left out: ${why}]`);
  const left = room.media ?? room.text;
  if (data.length > left)
    return textBlock(`[${type} left out: ${data.length} bytes of base64, and there is room for ${left}]`);
  if (room.media === undefined) room.text -= data.length;
  else room.media -= data.length;
  return undefined;
}

function faultOfMedia(type: "image" | "document", mediaType: string, data: string): string | undefined {
  const known = MEDIA_TYPES[type];
  if (!known.includes(mediaType)) return `${mediaType.slice(0, 100)} is none of ${known.join(", ")}`;
  const found = findMediaFault(type, mediaType, data);
  switch (found?.fault) {
    case undefined:
      return undefined;
    case "empty":
      return "its data is empty";
    case "not-base64":
      return "its data is not base64";
    case "too-large":
      return `${data.length} bytes of base64, and the API takes ${MAX_IMAGE_BASE64}`;
    case "unreadable":
      return `its data does not begin as ${known.join(", ")} does`;
    case "other-type":
      return `it is declared as ${mediaType}, and its data is ${found?.found}`;
  }
}
