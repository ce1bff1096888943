/** The input of `tracker-create`. */
export type TrackerCreateInput = {
  project: string;
  /**
   * One line.
   * @minLength 1
   * @maxLength 256
   */
  title: string;
  /**
   * GitHub-flavoured markdown:
   *
   * - lists
   * - `code`
   *
   * and paragraphs.
   */
  body?: string;
  /** 1 is the most urgent. */
  priority?: 1 | 2 | 3 | 4;
  assignees?: string[];
  /** The number of the issue that this one is part of. */
  parent?: number;
  /** Custom fields. */
  fields?: { [key: string]: string | number | boolean };
};
