/** The input of `git_set_working_dir`. */
export type GitSetWorkingDirInput = {
  /**
   * Absolute path to the git repository to use as the working directory.
   * @minLength 1
   */
  path: string;
  /**
   * Validate that the path is a Git repository.
   * @default true
   */
  validateGitRepo?: boolean;
  /**
   * If not a Git repository, initialize it with 'git init'.
   * @default false
   */
  initializeIfNotPresent?: boolean;
};

/** The output of `git_set_working_dir`. */
export type GitSetWorkingDirOutput = {
  /** Indicates if the operation was successful. */
  success: boolean;
  /** The working directory that was set. */
  path: string;
  /** Confirmation message. */
  message: string;
  /** Best-effort repository snapshot. Omitted when the path is not a git repository (see enrichmentWarnings). */
  repository?: {
    status: {
      /** Current branch (null on detached HEAD). */
      branch: string | null;
      /** True when the working tree has no changes. */
      isClean: boolean;
      /** Paths staged for the next commit. */
      staged: string[];
      /** Paths with unstaged modifications. */
      unstaged: string[];
      /** Untracked paths. */
      untracked: string[];
      /** Paths with merge conflicts. */
      conflicts: string[];
      /** Upstream ref being tracked by the current branch. */
      upstream?: string;
      /** Commits ahead of upstream (if tracking). */
      ahead?: number;
      /** Commits behind upstream (if tracking). */
      behind?: number;
    };
    /** Up to 2 most recent commits on the current branch. */
    recentCommits: {
      /** Short commit hash. */
      hash: string;
      /** Author name. */
      author: string;
      /** Author date (ISO 8601). */
      date: string;
      /** First line of the commit message. */
      subject: string;
    }[];
    /** Up to 2 most recent tags by creator date. */
    recentTags: {
      /** Tag name. */
      name: string;
      /** Creator date (ISO 8601); absent for lightweight tags with no metadata. */
      date?: string;
      /** Tagger identity (annotated tags only). */
      tagger?: string;
      /** First line of the tag annotation (annotated tags only). */
      annotationSubject?: string;
      /** Remaining annotation body after the subject (annotated tags only). */
      annotationBody?: string;
    }[];
    /** Configured remote repositories. */
    remotes: {
      /** Remote name. */
      name: string;
      /** Fetch URL. */
      fetchUrl: string;
      /** Push URL (may differ from fetch URL). */
      pushUrl: string;
    }[];
  };
  /** Actionable notes when snapshot gathering was skipped or partially failed. */
  enrichmentWarnings?: string[];
};
