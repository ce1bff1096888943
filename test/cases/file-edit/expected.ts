/** The input of `file_edit`. */
export type FileEditInput = {
  path: string;
  edits: {
    /** Must occur exactly once. */
    old_text: string;
    new_text: string;
  }[];
  /**
   * Only show what would change.
   * @default false
   */
  dry_run?: boolean;
};
