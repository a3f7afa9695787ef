/** What a run asked of one side. */
export interface Usage {
  readonly statements: number;
  readonly longestStatementSeconds: number;
  readonly longestTransactionSeconds: number;
  readonly rows: number;
  readonly bytes: number;
  /** Statements that failed, for whatever reason. */
  readonly failures: number;
  /** Those among them that waited for a lock in vain. */
  readonly lockTimeouts: number;
}
