/** All that can be said of them. */
export type CommentsInput = {
  /** *\/ export const x = 1; /* */
  end?: string;
  /**
   * \@deprecated is no tag here, nor is
   * \@default 1; mail me@example.com is no tag.
   */
  tag?: string;
  /** The word to look up */
  title?: string;
  /**
   * For example:
   *
   * ```json
   * { "a": [1, 2, 3], "b": "a line of code that is far too long to fit, and must not be broken, since it would mean another thing" }
   * ```
   *
   * and prose after it that goes on for so long that it has to be broken into two lines, at a space and nowhere else.
   */
  code?: string;
  /**
   * | column | another |
   * | --- | --- |
   * | a cell that goes on for a long time and must stay on its line whatever the width of the page | x |
   */
  table?: string;
  /**
   * - one point that goes on for so long that it has to be broken, so that its second line keeps the indent of the
   *   first
   * - two
   */
  list?: string;
  blank?: string;
  /** a\u0007b\u202ec  d */
  controls?: string;
  machine?: number;
  long_default?: string;
  /** Items: One of them. */
  items?: string[];
  /** @minLength 2 */
  wrong?: string;
};
