/** The input of `API-update-page-markdown`. */
export type APIUpdatePageMarkdownInput = {
  /**
   * Identifier for a Notion page (or block) to read or update as markdown.
   * @format uuid
   */
  page_id: string;
  /**
   * The kind of edit to apply. Prefer `replace_content` (overwrite the whole page) or `update_content` (targeted
   * find-and-replace). `insert_content` and `replace_content_range` are deprecated.
   */
  type: "replace_content" | "update_content" | "insert_content" | "replace_content_range";
  replace_content?: {
    /** The complete new page content as enhanced Markdown. */
    new_str: string;
    /** Permit deletion of existing child pages/databases that are no longer present in the new content. */
    allow_deleting_content?: boolean;
    [key: string]: unknown;
  } | string;
  update_content?: {
    /** Up to 100 find-and-replace edits applied in order. */
    content_updates: {
      /** Exact existing Markdown text to find. */
      old_str: string;
      /** Replacement Markdown text. */
      new_str: string;
      /** Replace every occurrence of old_str instead of just the first (default false). */
      replace_all_matches?: boolean;
      [key: string]: unknown;
    }[];
    /** Permit deletion of existing child pages/databases removed by the edits. */
    allow_deleting_content?: boolean;
    [key: string]: unknown;
  } | string;
  insert_content?: {
    /** Enhanced Markdown to insert. */
    content: string;
    /** Ellipsis-format selection ("start text...end text") to insert after. Cannot be combined with position. */
    after?: string;
    /** Insert at the start or end of the page. Cannot be combined with after. */
    position?: { type?: "start" | "end"; [key: string]: unknown };
    [key: string]: unknown;
  } | string;
  replace_content_range?: {
    /** New Markdown content for the range. */
    content: string;
    /** Ellipsis-format selection ("start text...end text") identifying the range to replace. */
    content_range: string;
    /** Permit deletion of child pages/databases within the replaced range. */
    allow_deleting_content?: boolean;
    [key: string]: unknown;
  } | string;
};
