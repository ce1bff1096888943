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

/** What a thrown value says. */
export function thrownText(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
