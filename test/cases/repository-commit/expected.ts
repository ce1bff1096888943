/** The input of `repository_commit`. */
export type RepositoryCommitInput = {
  branch: string;
  message: string;
  /** All of them, or none, are committed. */
  changes: (
    | {
        action: "create" | "update";
        path: string;
        content: string;
        /** @default "utf-8" */
        encoding?: "utf-8" | "base64";
      }
    | { action: "delete"; path: string }
    | { action: "move"; from: string; to: string }
  )[];
};
