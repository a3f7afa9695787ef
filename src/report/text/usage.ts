import type { Report } from '../../model/report.ts';
import type { Usage } from '../../model/usage.ts';
import { counted, duration } from '../numbers.ts';
import { styled, wrapped } from './layout.ts';
import type { Layout } from './layout.ts';

/** What the run asked of each side, one line a side. */
export function usageLines({ usage }: Report, layout: Layout): string[] {
  if (usage === undefined) return [];
  const line = (side: 'source' | 'target'): string[] => {
    const asked = usage[side];
    const label = styled(layout, 'dim', `asked of ${side}`);
    return asked === null ? [] : wrapped(words(asked), layout.width, '    ', `  ${label} `);
  };
  return [...line('source'), ...line('target')];
}

function words(usage: Usage): string {
  const parts = [
    counted(usage.statements, 'statement'),
    `longest ${duration(usage.longestStatementSeconds)}, transaction ${duration(usage.longestTransactionSeconds)}`,
    size(usage.bytes),
    ...(usage.failures > 0 ? [`${counted(usage.failures, 'failure')}`] : []),
    ...(usage.lockTimeouts > 0 ? [`${counted(usage.lockTimeouts, 'lock timeout')}`] : []),
  ];
  return parts.join(' · ');
}

/** `12 kB`, `3.4 GB`: thousands, as networks count. */
function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : value.toFixed(0)} ${units[power] ?? ''}`;
}
