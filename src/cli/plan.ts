import { plan } from '../explain.ts';
import { jsonPlan } from '../report/plan-json.ts';
import { textPlan } from '../report/plan-text.ts';
import type { Settings } from '../config/load.ts';
import type { Command, Io } from './command.ts';
import { answering } from './answer.ts';
import type { Deliver } from './deliver.ts';
import { onInterrupt } from './interrupt.ts';
import { flagsOf, SIDES_HELP } from './options.ts';
import { hasColor, widthOf } from './print.ts';
import { adaptersOf } from './sides.ts';

const ERROR = 2;

export const planCommand: Command = {
  usage: 'plan [source] [target]',
  summary: 'show what would be compared and how: tables, keys, rules, and the SQL with --sql; reads no row',
  about: SIDES_HELP,
  options: flagsOf('plan'),
  examples: [
    ['crosstally plan postgres://app@old/shop mysql://app@new/shop', 'all tables'],
    ['crosstally plan $OLD $NEW --tables orders --format json', 'one table, for a program'],
  ],
  run: answering('plan', runPlan),
};

async function runPlan(settings: Settings, deliver: Deliver, io: Io): Promise<number> {
  const interrupt = onInterrupt(io, ERROR);
  try {
    const adapters = await adaptersOf(settings, io);
    const made = await plan({ ...settings.said, ...adapters, signal: interrupt.signal });
    const color = settings.config.output === null && hasColor(io.stdout, io.env);
    await deliver(
      settings.config.format === 'json'
        ? jsonPlan(made)
        : textPlan(made, { color, width: widthOf(io.stdout), sql: settings.config.sql }),
    );
    return made.plan.tables.length === 0 ? ERROR : 0;
  } catch (error) {
    throw interrupt.error() ?? error;
  } finally {
    interrupt.release();
  }
}
