/**
 * What a write to a table moves, by the engine that the table is in: `logged` in the log of InnoDB, `counted` with the
 * statements of the server, `untold` where other servers write to it too, or a commit is not told.
 */
export function writesTo(engine: string): 'logged' | 'counted' | 'untold' {
  if (/^InnoDB$/i.test(engine)) return 'logged';
  return /^(MyISAM|MRG_MyISAM|Aria|MEMORY|CSV|ARCHIVE|BLACKHOLE)$/i.test(engine) ? 'counted' : 'untold';
}

/** Why what is read of a table is not part of the one view of a side that was asked for; null when it is. */
export function outOfView(engine: string): string | null {
  if (writesTo(engine) === 'logged') return null;
  return `the engine ${engine} has no part in the consistent view of --consistency snapshot: its rows were read as they were at each moment`;
}
