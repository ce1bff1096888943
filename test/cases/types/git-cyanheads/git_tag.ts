/** The input of `git_tag`. */
export type GitTagInput = {
  /**
   * Path to the Git repository. Defaults to session working directory set via git_set_working_dir.
   * @default "."
   */
  path?: string;
  /**
   * The tag operation to perform.
   * @default "list"
   */
  mode?: "list" | "create" | "delete" | "verify";
  /**
   * Tag name for create/delete/verify operations.
   * @minLength 1
   * @maxLength 255
   */
  tagName?: string;
  /**
   * Commit to tag (default: HEAD for create operation).
   * @minLength 1
   */
  commit?: string;
  /**
   * Tag message. Providing a message always produces an annotated tag (git does not support messages on lightweight
   * tags). For release tags, summarize notable changes.
   */
  message?: string;
  /**
   * Create an annotated tag with a default "Tag <name>" message. Only effective when no message is provided and signing
   * is disabled — otherwise the tag is always annotated.
   * @default false
   */
  annotated?: boolean;
  /**
   * Overwrite an existing tag (create mode only; has no effect on list or delete).
   * @default false
   */
  force?: boolean;
  /**
   * For list mode: cap the number of tags returned (applied at the git command via `--count=N`). Use on repos with many
   * tags.
   * @minimum 1
   * @maximum 1000
   */
  limit?: number;
};

/** The output of `git_tag`. */
export type GitTagOutput = {
  /** Indicates if the operation was successful. */
  success: boolean;
  /** Operation mode that was performed. */
  mode: string;
  /** List of tags (for list mode). */
  tags?: {
    /** Tag name. */
    name: string;
    /** Commit hash the tag points to. */
    commit: string;
    /** First line of the tag annotation (annotated tags only). See `annotationBody` for the remainder. */
    message?: string;
    /** Remaining annotation body after the subject line (annotated tags only). */
    annotationBody?: string;
    /** Tagger name and email. */
    tagger?: string;
    /** Tag creation timestamp. */
    timestamp?: number;
  }[];
  /** Created tag name (for create mode). */
  created?: string;
  /** Deleted tag name (for delete mode). */
  deleted?: string;
  /**
   * Whether the created tag was signed. Only populated for create mode. False when GIT_SIGN_COMMITS=false or when
   * signing failed and fell back to unsigned.
   */
  signed?: boolean;
  /** Populated only when signing was requested but failed, and the tag was created unsigned as a fallback. */
  signingWarning?: string;
  /** Verified tag name (for verify mode). Echoes the input so callers can correlate results in batched flows. */
  verifiedTag?: string;
  /**
   * Whether the signature validated (for verify mode). `false` for unsigned tags, missing trust config, bad signatures,
   * or unparseable output — inspect `warning` to distinguish.
   */
  verified?: boolean;
  /**
   * Signature algorithm family when detectable from `git tag -v` output (verify mode). Absent for unsigned tags or
   * unparseable output.
   */
  signatureType?: "gpg" | "ssh" | "x509";
  /** Signer identity as emitted by git — e.g., `Name <email>` for GPG or the SSH principal. Verify mode only. */
  signerIdentity?: string;
  /**
   * Key material emitted by git — GPG fingerprint/key ID or SSH key fingerprint (`SHA256:…`). Verify mode only; absent
   * when git did not surface it.
   */
  signerKey?: string;
  /**
   * Populated on verify failure with a human-readable reason distinguishing unsigned tags, missing trust configuration,
   * bad signatures, and unparseable output.
   */
  warning?: string;
  /** Raw stderr from `git tag -v` for callers that need the full verification output (verify mode only). */
  rawOutput?: string;
};
