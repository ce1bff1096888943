/** The input of `git_worktree`. */
export type GitWorktreeInput = {
  /**
   * Path to the Git repository. Defaults to session working directory set via git_set_working_dir.
   * @default "."
   */
  path?: string;
  /**
   * The worktree operation to perform.
   * @default "list"
   */
  mode?: "list" | "add" | "remove" | "move" | "prune";
  /**
   * Path for the new worktree (for add/move operations). Must not start with "-".
   * @minLength 1
   */
  worktreePath?: string;
  /**
   * For add operation: create a NEW branch with this name in the new worktree. Fails if the branch already exists — use
   * `commitish` to check out an existing branch instead.
   * @minLength 1
   * @maxLength 255
   */
  branch?: string;
  /**
   * For add operation: check out this existing branch/commit/tag in the new worktree (no new branch is created).
   * @minLength 1
   */
  commitish?: string;
  /**
   * Force operation (for remove operation with uncommitted changes).
   * @default false
   */
  force?: boolean;
  /**
   * New path for the worktree (for move operation). Must not start with "-".
   * @minLength 1
   */
  newPath?: string;
  /**
   * Create worktree with detached HEAD (for add operation).
   * @default false
   */
  detach?: boolean;
  /**
   * Provide detailed output for worktree operations.
   * @default false
   */
  verbose?: boolean;
  /**
   * Preview the operation without executing it (for prune operation).
   * @default false
   */
  dryRun?: boolean;
};

/** The output of `git_worktree`. */
export type GitWorktreeOutput = {
  /** Indicates if the operation was successful. */
  success: boolean;
  /** Operation mode that was performed. */
  mode: string;
  /** List of worktrees (for list mode). */
  worktrees?: {
    /** Absolute path to the worktree. */
    path: string;
    /** HEAD commit hash in this worktree. */
    head: string;
    /** Branch checked out (if not detached). */
    branch?: string;
    /** Whether worktree is bare. */
    bare: boolean;
    /** Whether HEAD is detached. */
    detached: boolean;
    /** Whether the worktree is locked. */
    locked: boolean;
    /** Whether the worktree can be pruned. */
    prunable: boolean;
  }[];
  /** Added worktree path (for add mode). */
  added?: string;
  /** Removed worktree path (for remove mode). */
  removed?: string;
  /** Move operation info (for move mode). */
  moved?: { from: string; to: string };
  /** Pruned worktree paths (for prune mode). */
  pruned?: string[];
};
