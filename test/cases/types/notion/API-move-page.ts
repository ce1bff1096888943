/** The input of `API-move-page`. */
export type APIMovePageInput = {
  /**
   * Identifier for a Notion page
   * @format uuid
   */
  page_id: string;
  parent: MovePageParentRequest | string;
};

export type MovePageParentRequest =
  | {
      type: "page_id";
      /** @format uuid */
      page_id: string;
      [key: string]: unknown;
    }
  | {
      type: "database_id";
      /** @format uuid */
      database_id: string;
      [key: string]: unknown;
    }
  | { type: "workspace"; [key: string]: unknown };
