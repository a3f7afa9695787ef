import type { Verdict } from '../model/report.ts';

/** 0 match · 1 mismatch · 2 could not tell. */
export type ExitCode = 0 | 1 | 2;

const CODES: Readonly<Record<Verdict, ExitCode>> = { match: 0, mismatch: 1, incomplete: 2 };

/** What the process answers with: the gate of a cutover script. */
export function exitCode(report: { readonly verdict: Verdict }): ExitCode {
  return CODES[report.verdict];
}
