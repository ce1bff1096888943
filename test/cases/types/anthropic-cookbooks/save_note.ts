/** The input of `save_note`. */
export type SaveNoteInput = {
  /** The content of the note to be saved. */
  note: string;
  author: {
    /** The name of the author. */
    name: string;
    /**
     * The email address of the author.
     * @format email
     */
    email: string;
  };
  /**
   * The priority level of the note (1-5).
   * @default 3
   * @minimum 1
   * @maximum 5
   */
  priority?: number;
  /**
   * Indicates whether the note is publicly accessible.
   * @default false
   */
  is_public?: boolean;
};
