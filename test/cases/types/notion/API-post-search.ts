/** The input of `API-post-search`. */
export type APIPostSearchInput = {
  /** The text that the API compares page and database titles against. */
  query?: string;
  sort?: {
    /** The direction to sort. Possible values include `ascending` and `descending`. */
    direction?: string;
    /** The name of the timestamp to sort against. Possible values include `last_edited_time`. */
    timestamp?: string;
    [key: string]: unknown;
  } | string;
  filter?: {
    /**
     * The value of the property to filter the results by.  Possible values for object type include `page` or
     * `data_source`.  **Limitation**: Currently the only filter allowed is `object` which will filter by type of object
     * (either `page` or `data_source`)
     */
    value?: "page" | "data_source";
    /**
     * The name of the property to filter by. Currently the only property you can filter by is the object type.
     * Possible values include `object`.   Limitation: Currently the only filter allowed is `object` which will filter
     * by type of object (either `page` or `data_source`)
     */
    property?: string;
    [key: string]: unknown;
  } | string;
  /**
   * A `cursor` value returned in a previous response that If supplied, limits the response to results starting after
   * the `cursor`. If not supplied, then the first page of results is returned. Refer to
   * [pagination](https://developers.notion.com/reference/intro#pagination) for more details.
   */
  start_cursor?: string;
  /**
   * The number of items from the full list to include in the response. Maximum: `100`.
   * @default 100
   * @format int32
   */
  page_size?: number;
};
