/** The input of `page_update`. */
export type PageUpdateInput = {
  /** Where the page belongs. */
  parent?: Parent;
  /** Where the page belongs. */
  move_to?: Parent;
  /** Items: A row. */
  rows?: Rows[];
  first?: Rows;
  same?: string;
};

export type Parent = {
  database?: string;
  page?: string;
};

/** A row. */
export type Rows = {
  id: string;
  cells?: string[];
};
