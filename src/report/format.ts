import { CrosstallyError } from '../errors.ts';
import type { Report } from '../model/report.ts';
import { jsonReport } from './json.ts';
import { textReport } from './text.ts';

export type ReportFormat = 'text' | 'json';

export interface FormatOptions {
  /** Colours for a terminal, in text; none when left out. */
  readonly color?: boolean;
  /** Columns to fill, in text; 100 when left out. */
  readonly width?: number;
}

const WIDTH = 100;

const FORMATS: Readonly<Record<ReportFormat, (report: Report, options: FormatOptions) => string>> = {
  text: (report, { color = false, width = WIDTH }) => textReport(report, { color, width }),
  json: (report) => jsonReport(report),
};

/**
 * A report as the command line prints it.
 *
 * @param format `text` for people, with every difference that the report lists; `json` validates against
 * `crosstally/report.schema.json`.
 * @throws CrosstallyError `CONFIG_INVALID` for another format.
 * @example
 * const report = await verify({ source: postgres(oldUrl), target: postgres(newUrl) }).report();
 * console.log(formatReport(report, 'text', { width: 80 }));
 */
export function formatReport(report: Report, format: ReportFormat = 'text', options: FormatOptions = {}): string {
  if (Object.hasOwn(FORMATS, format)) return FORMATS[format](report, options);
  throw new CrosstallyError('CONFIG_INVALID', `there is no report format '${String(format)}'`, {
    hint: `there are ${Object.keys(FORMATS).join(' and ')}`,
  });
}
