import type { Settings } from '../config/load.ts';
import { compareSchemas } from '../inspect.ts';
import type { Report } from '../model/report.ts';
import { exitCode } from '../report/exit-code.ts';
import { jsonReport } from '../report/json.ts';
import { textReport } from '../report/text.ts';
import { headline } from '../report/text/headline.ts';
import type { Command, Io } from './command.ts';
import { answering } from './answer.ts';
import { isPrinted, prepareFixes } from './deliver.ts';
import type { Deliver } from './deliver.ts';
import { onInterrupt } from './interrupt.ts';
import { flagsOf, SIDES_HELP } from './options.ts';
import { hasColor, widthOf } from './print.ts';
import { withOrigins } from './place.ts';
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
  run: answering('schema', runSchema),
};

async function runSchema(settings: Settings, deliver: Deliver, io: Io): Promise<number> {
  const writeFixes = await prepareFixes(settings.config, io);
  const interrupt = onInterrupt(io, ERROR);
  try {
    const adapters = await adaptersOf(settings, io);
    const made = await compareSchemas({ ...settings.said, ...adapters, signal: interrupt.signal });
    const report = withOrigins(made, settings);
    await deliver(rendered(report, settings, io));
    await writeFixes(report);
    if (!isPrinted(settings.config, io)) io.stderr.write(`crosstally: ${headline(report)}\n`);
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
    ...(isPrinted(settings.config, io) && !settings.config.full ? { lines: 0 } : {}),
  });
}
