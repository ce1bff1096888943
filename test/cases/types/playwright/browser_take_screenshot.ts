/** The input of `browser_take_screenshot`. */
export type BrowserTakeScreenshotInput = {
  /** Human-readable element description used to obtain permission to interact with the element */
  element?: string;
  /** Exact target element reference from the page snapshot, or a unique element selector */
  target?: string;
  /** Image format for the screenshot. If unset, inferred from the filename extension, otherwise png. */
  type?: "png" | "jpeg" | "webp";
  /**
   * File name to save the screenshot to. Relative file names are resolved against the workspace root. If not specified,
   * the screenshot is saved into the output directory as `page-{timestamp}.{png|jpeg|webp}`.
   */
  filename?: string;
  /**
   * When true, takes a screenshot of the full scrollable page, instead of the currently visible viewport. Cannot be
   * used with element screenshots.
   */
  fullPage?: boolean;
  /**
   * Image resolution scale. "css" produces a screenshot sized in CSS pixels (smaller, consistent across devices).
   * "device" produces a high-resolution screenshot using device pixels (larger, accounts for the device pixel ratio).
   * Default is css.
   * @default "css"
   */
  scale: "css" | "device";
};
