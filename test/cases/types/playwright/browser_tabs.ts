/** The input of `browser_tabs`. */
export type BrowserTabsInput = {
  /** Operation to perform */
  action: "list" | "new" | "close" | "select";
  /** Tab index, used for close/select. If omitted for close, current tab is closed. */
  index?: number;
  /** URL to navigate to in the new tab, used for new. */
  url?: string;
};
