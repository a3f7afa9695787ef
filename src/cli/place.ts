import type { Settings } from '../config/load.ts';
import { flagName, isOption, OPTION_NAMES, optionOf } from '../config/options.ts';
import type { Report } from '../model/report.ts';
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

/** A report with the places of the options that decide what was compared and do not stand on the command line. */
export function withOrigins(report: Report, { places }: Pick<Settings, 'places'>): Report {
  const optionsFrom = Object.entries(places).filter(([name]) => isOption(name) && decides(name));
  return optionsFrom.length === 0 ? report : { ...report, optionsFrom: Object.fromEntries(optionsFrom) };
}

function decides(name: (typeof OPTION_NAMES)[number]): boolean {
  const { group, findings } = optionOf(name);
  return ['what', 'loose', 'gate'].includes(group) || (group === 'how' && findings !== 'no');
}
