/** What a run asked of one side. */
export interface Usage {
  readonly statements: number;
  /** Of all of them together, from the question to the end of the answer: more than the time that passed where several run at once. */
  readonly busySeconds: number;
  readonly longestStatementSeconds: number;
  readonly longestTransactionSeconds: number;
  readonly rows: number;
  readonly bytes: number;
  /** Statements that failed, for whatever reason. */
  readonly failures: number;
  /** Those among them that waited for a lock in vain. */
  readonly lockTimeouts: number;
}
