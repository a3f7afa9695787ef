import type { Settings } from '../config/load.ts';
import { flagName, OPTION_NAMES } from '../config/options.ts';
import { CrosstallyError, retold } from '../errors.ts';

/** An error about an option that a file said, with its place there: `--tables ordrs (crosstally.yaml:4) matches no …`. */
export function withPlace(error: unknown, { places }: Pick<Settings, 'places'>): unknown {
  if (!(error instanceof CrosstallyError)) return error;
  const [, flag] = /^--([a-z-]+)/.exec(error.message) ?? [];
  const option = OPTION_NAMES.find((name) => flag !== undefined && flagName(name) === flag);
  const place = option === undefined ? undefined : places[option];
  if (place === undefined) return error;
  return retold(error, `${error.message} (${place})`);
}
