import { url } from '../kinds.ts';
import type { Text } from '../kinds.ts';
import { EVERY } from '../option.ts';
import type { Table } from '../option.ts';

export interface SideOptions {
  /** URL of the side where the data comes from. */
  readonly source: Text;
  /** URL of the side where the data should have arrived. */
  readonly target: Text;
}

export const SIDES: Table<SideOptions> = {
  source: {
    group: 'sides',
    kind: url,
    fallback: null,
    flag: null,
    help: null,
    takenBy: EVERY,
    findings: 'self',
    example: 'mysql://app:${OLD_PASSWORD}@old-host:3306/shop',
  },
  target: {
    group: 'sides',
    kind: url,
    fallback: null,
    flag: null,
    help: null,
    takenBy: EVERY,
    findings: 'self',
    example: 'postgres://app:${NEW_PASSWORD}@new-host:5432/shop',
  },
};
