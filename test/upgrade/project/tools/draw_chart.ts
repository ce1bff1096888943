import type { ContentBlock, Handler } from "../generated/index.js";

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

export const handler: Handler<"draw_chart"> = ({ numbers }) => {
  const blocks: ContentBlock[] = [
    { type: "text", text: `A chart of ${numbers.length} numbers.` },
    { type: "image", source: { type: "base64", media_type: "image/png", data: PIXEL } },
  ];
  return blocks;
};
