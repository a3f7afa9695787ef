import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { printable } from './printable.ts';

/** The fixes of a report as one script: each behind what it is for, in an order that works, none twice. */
export function fixScript({ schema = [] }: Report): string {
  const said = new Set<string>();
  const fixes = schema.filter(({ fix, severity }) => {
    if (fix === null || severity === 'note' || said.has(fix)) return false;
    said.add(fix);
    return true;
  });
  const head = '-- Puts the definitions of the target right, in this order. Read it first: nothing has run it.';
  return `${[head, ...fixes.map(step)].join('\n\n')}\n`;
}

/** A comment ends with its line, whatever a name holds. */
function step({ severity, kind, object, table, name, aspect, message, fix }: Finding): string {
  const what = `${severity}: ${kind} ${object} ${table === null ? '' : `${table} · `}${name}${aspect === null ? '' : ` · ${aspect}`}`;
  return `-- ${printable(`${what}: ${message}`.replace(/\s+/g, ' '))}\n${forClients(fix ?? '')}`;
}

/** A statement of statements, which ends with its last semicolon alone. */
const COMPOUND = /^(use `[\s\S]*?\n)(create (?:procedure|function|trigger|event)\b[\s\S]*;[\s\S]*);$/i;

/** MySQL's clients end a statement at the first semicolon, unless they are told of another mark. */
function forClients(fix: string): string {
  const [, before, statement] = COMPOUND.exec(fix) ?? [];
  if (before === undefined || statement === undefined) return fix;
  const mark = ['//', '$$', ';;;;', '~~~~'].find((one) => !statement.includes(one)) ?? '//';
  return `${before}delimiter ${mark}\n${statement}\n${mark}\ndelimiter ;`;
}
