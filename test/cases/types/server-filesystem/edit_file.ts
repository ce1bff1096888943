/** The input of `edit_file`. */
export type EditFileInput = {
  path: string;
  edits: {
    /** Text to search for - must match exactly */
    oldText: string;
    /** Text to replace with */
    newText: string;
  }[];
  /**
   * Preview changes using git-style diff format
   * @default false
   */
  dryRun?: boolean;
};

/** The output of `edit_file`. */
export type EditFileOutput = {
  content: string;
};
