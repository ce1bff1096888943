/** What did not come as a script expects it. The message lists every difference. */
export class OfflineClaudeError extends Error {
  override readonly name = "OfflineClaudeError";
  /** One text per failed expectation. */
  readonly failures: readonly string[];

  constructor(failures: readonly string[]) {
    super(failures.join("\n\n"));
    this.failures = failures;
  }
}
