/** The input of `API-post-page`. */
export type APIPostPageInput = {
  parent: ParentRequest | string;
  properties: { [key: string]: unknown } | string;
  /**
   * The content to be rendered on the new page, represented as an array of [block
   * objects](https://developers.notion.com/reference/block).
   */
  children?: (string | { [key: string]: unknown })[];
  /**
   * The icon of the new page. Either an [emoji object](https://developers.notion.com/reference/emoji-object) or an
   * [external file object](https://developers.notion.com/reference/file-object)..
   * @format json
   */
  icon?: string;
  /**
   * The cover image of the new page, represented as a [file
   * object](https://developers.notion.com/reference/file-object).
   * @format json
   */
  cover?: string;
};

export type ParentRequest =
  | PageIdParentRequest
  | DataSourceIdParentRequest
  | { type: "workspace"; [key: string]: unknown };

export type PageIdParentRequest = {
  /** @format uuid */
  page_id: string;
  [key: string]: unknown;
};

export type DataSourceIdParentRequest = {
  type?: "database_id";
  /** @format uuid */
  database_id: string;
  [key: string]: unknown;
};
