import type { ContentBlock, Handler } from "../generated/index.js";

/** A PNG of one pixel stands in for the chart. */
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** Draw a chart of some numbers */
export const handler: Handler<"draw_chart"> = async ({ numbers }) => {
  const blocks: ContentBlock[] = [
    { type: "text", text: `A chart of ${numbers.length} numbers.` },
    { type: "image", source: { type: "base64", media_type: "image/png", data: PNG } },
  ];
  return blocks;
};
