import type { Settings } from '../config/load.ts';
import { compareSchemas } from '../inspect.ts';
import type { Report } from '../model/report.ts';
import { exitCode } from '../report/exit-code.ts';
import { jsonReport } from '../report/json.ts';
import { textReport } from '../report/text.ts';
import { headline } from '../report/text/headline.ts';
import type { Command, Given, Io } from './command.ts';
import { prepareDelivery, prepareFixes } from './deliver.ts';
import { onInterrupt } from './interrupt.ts';
import { flagsOf, settingsOf, SIDES_HELP } from './options.ts';
import { hasColor, widthOf } from './print.ts';
import { adaptersOf } from './sides.ts';

const ERROR = 2;

export const schemaCommand: Command = {
  usage: 'schema [source] [target]',
  summary: 'compare definitions alone: columns, keys, indexes, constraints, sequences, views; reads no rows',
  about: SIDES_HELP,
  options: flagsOf('schema'),
  examples: [
    [
      'crosstally schema postgres://app@old/shop postgres://app@new/shop',
      'all of it, with the statements that mend it',
    ],
    ['crosstally schema $OLD $NEW --schema-ignore "index:*,column.comment"', 'without some kinds of findings'],
  ],
  run: runSchema,
};

async function runSchema(given: Given, io: Io): Promise<number> {
  const settings = await settingsOf('schema', given, io);
  const deliver = await prepareDelivery(settings, io);
  const writeFixes = await prepareFixes(settings);
  const interrupt = onInterrupt(io, ERROR);
  try {
    const adapters = await adaptersOf(settings, io);
    const report = await compareSchemas({ ...settings.said, ...adapters, signal: interrupt.signal });
    await deliver(rendered(report, settings, io));
    await writeFixes(report);
    if (settings.config.output !== null) io.stderr.write(`crosstally: ${headline(report)}\n`);
    return exitCode(report);
  } catch (error) {
    throw interrupt.error() ?? error;
  } finally {
    interrupt.release();
  }
}

function rendered(report: Report, settings: Settings, io: Io): string {
  if (settings.config.format === 'json') return jsonReport(report);
  const color = settings.config.output === null && hasColor(io.stdout, io.env);
  return textReport(report, {
    color,
    width: widthOf(io.stdout),
    ...(settings.config.output === null ? { lines: 0 } : {}),
  });
}
