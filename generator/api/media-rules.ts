import { findMediaFault, MAX_IMAGE_BASE64, type MediaFault } from "../../templates/runtime/contract/media.js";
import { arrayOf, isObject, type JsonObject, objectOf, stringOf } from "../json/values.js";
import { factsOf } from "./models.js";
import { type CheckedRequest, type Fill, type Rule, rule } from "./rule.js";
import { blocksOf, first } from "./walk.js";

/** The most images in one request, by the window of the model. */
const MAX_IMAGES = { small: 100, large: 600 };
const LARGE_WINDOW = 1_000_000;

type Media = { readonly kind: "image" | "document"; readonly at: string; readonly source: JsonObject };

/** Every image and document of the messages, those in results and in documents too, each with its place. */
function mediaOf(request: CheckedRequest): Media[] {
  return blocksOf(request).flatMap(({ m, b, block }) => mediaIn(block, `messages.${m}.content.${b}`));
}

function mediaIn(block: unknown, at: string): Media[] {
  const { type, source, content } = objectOf(block);
  if (type === "tool_result") {
    return arrayOf(content).flatMap((one, index) => mediaIn(one, `${at}.tool_result.content.${index}`));
  }
  if ((type !== "image" && type !== "document") || !isObject(source)) return [];
  const inside = arrayOf(source["content"]).flatMap((one, index) =>
    mediaIn(one, `${at}.document.source.content.content.${index}`),
  );
  return [{ kind: type, at: `${at}.${type}.source.${String(source["type"])}`, source }, ...inside];
}

function findFault(
  request: CheckedRequest,
  fault: MediaFault["fault"],
  fill: (media: Media, found: MediaFault) => Fill = ({ at }) => ({ at }),
): Fill | undefined {
  return first(mediaOf(request), (media) => {
    const { type, media_type: mediaType, data } = media.source;
    if (type !== "base64") return undefined;
    const found = findMediaFault(media.kind, String(mediaType), stringOf(data) ?? "");
    return found?.fault === fault && fill(media, found);
  });
}

/** The rules on images and documents, in the order in which they are checked. */
export const MEDIA_RULES: readonly Rule[] = [
  rule({
    id: "media-not-empty",
    checks: "an image or document in base64 holds something",
    wording: "{at}.data: String should have at least 1 character",
    words: "assumed",
    find: (request) => findFault(request, "empty"),
  }),
  rule({
    id: "media-base64",
    checks: "the data of an image or document in base64 is base64",
    wording: "{at}.data: Invalid base64 data",
    words: "assumed",
    find: (request) => findFault(request, "not-base64"),
  }),
  rule({
    id: "image-size",
    checks: "an image is no longer than 5 MB of base64",
    wording: `{at}: image exceeds 5 MB maximum: {size} bytes > ${MAX_IMAGE_BASE64} bytes`,
    find: (request) =>
      findFault(request, "too-large", ({ at, source }) => ({ at, size: String(source["data"]).length })),
  }),
  rule({
    id: "media-readable",
    checks: "an image or document in base64 begins as one of its kind does",
    wording: "{what}",
    find: (request) =>
      findFault(request, "unreadable", ({ kind }) => ({
        what: kind === "image" ? "Could not process image" : "The PDF specified was not valid.",
      })),
  }),
  rule({
    id: "media-type",
    checks: "an image or document in base64 is of the media type that it says",
    wording:
      "{at}.data: The {kind} was specified using the {said} media type, but the {kind} appears to be a {found} {kind}",
    find: (request) =>
      findFault(request, "other-type", ({ at, kind, source }, found) => ({
        at,
        kind,
        said: String(source["media_type"]),
        found: found.fault === "other-type" ? found.found : "",
      })),
  }),
  rule({
    id: "document-text-not-empty",
    checks: "a document of text holds something",
    wording: "{at}.data: String should have at least 1 character",
    words: "assumed",
    find: (request) =>
      first(mediaOf(request), ({ at, source }) => source["type"] === "text" && source["data"] === "" && { at }),
  }),
  rule({
    id: "images-count",
    checks: "at most 100 images in a request, 600 with a model whose window is a million tokens",
    wording: "messages: too many images: {count} > {most}",
    words: "assumed",
    find: (request) => {
      const { window } = factsOf(request.body["model"]);
      if (window === undefined) return undefined;
      const most = window >= LARGE_WINDOW ? MAX_IMAGES.large : MAX_IMAGES.small;
      const count = mediaOf(request).filter(({ kind }) => kind === "image").length;
      return count > most ? { count, most } : undefined;
    },
  }),
];
