import type { ObjectKind } from '../model/definition.ts';
import type { Severity } from '../model/finding.ts';

/** What it means when one side lacks an object of a kind, or says another thing of it. */
export interface KindRule {
  readonly missing: Severity;
  readonly extra: Severity;
  readonly changed: Severity;
  /** What an application meets when the target lacks it. */
  readonly loss: string;
  /** What it meets when only the target has it. */
  readonly gain?: string;
  /** Other engines have it too, in other words: compared by name. */
  readonly across?: true;
}

const BREAKS = { missing: 'blocker', extra: 'note', changed: 'blocker' } as const;
const SLOWS = { missing: 'warning', extra: 'note', changed: 'warning' } as const;
const ACTS = { missing: 'blocker', extra: 'blocker', changed: 'blocker' } as const;
const LOST = 'the target has none';

/** THE table of the kinds of objects. */
export const KIND_RULES: Readonly<Record<ObjectKind, KindRule>> = {
  view: { ...BREAKS, loss: LOST, across: true },
  'materialized view': { ...BREAKS, loss: LOST, across: true },
  trigger: { ...BREAKS, extra: 'warning', loss: LOST, across: true },
  function: { ...BREAKS, loss: LOST, across: true },
  event: { ...BREAKS, extra: 'warning', loss: LOST, gain: 'only the target has it: it runs there', across: true },
  policy: {
    ...ACTS,
    loss: 'roles see, and may write, other rows without it',
    gain: 'roles see, and may write, other rows by it',
  },
  rule: { ...ACTS, loss: 'statements do something else without it', gain: 'statements do something else by it' },
  aggregate: { ...BREAKS, loss: LOST },
  operator: { ...BREAKS, loss: LOST },
  'operator class': { ...BREAKS, loss: LOST },
  cast: { ...BREAKS, extra: 'warning', loss: LOST, gain: 'values are converted that the source does not convert' },
  enum: { ...BREAKS, loss: LOST },
  domain: { ...BREAKS, loss: LOST },
  'composite type': { ...BREAKS, loss: LOST },
  'range type': { ...BREAKS, loss: LOST },
  collation: { ...BREAKS, loss: LOST },
  'text search configuration': { ...BREAKS, loss: LOST },
  'text search dictionary': { ...BREAKS, loss: LOST },
  'foreign table': { ...BREAKS, loss: 'the target has none: queries of it fail' },
  'foreign server': { ...SLOWS, loss: LOST },
  index: { ...BREAKS, loss: 'queries that go by it read the whole view' },
  extension: { ...SLOWS, loss: LOST },
  language: { ...SLOWS, loss: LOST },
  statistics: { ...SLOWS, loss: LOST },
  'event trigger': { ...SLOWS, extra: 'warning', loss: LOST },
  publication: { ...SLOWS, loss: 'the target publishes nothing by this name: whoever subscribes gets no changes' },
  subscription: { ...SLOWS, loss: 'the target takes no changes by this name' },
  schema: { ...SLOWS, loss: LOST },
};

export interface FactRule {
  readonly severity: Severity;
  readonly message: string;
  /** The source's statement says nothing of it. */
  readonly unsaid?: true;
}

/** THE table of what is said of an object besides its definition: by `kind.fact`, else by `fact`. */
export const FACT_RULES: Readonly<Record<string, FactRule>> = {
  'view.security invoker': { severity: 'blocker', message: 'it reads with the rights of somebody else' },
  'view.security barrier': { severity: 'blocker', message: 'conditions of others may see the rows that it leaves out' },
  'view.check option': { severity: 'blocker', message: 'it takes rows that the other one refuses' },
  'view.defaults': { severity: 'blocker', message: 'inserts through it get other values' },
  'view.security': { severity: 'blocker', message: 'it reads with the rights of somebody else' },
  'view.updatable': { severity: 'blocker', message: 'writes through it fail, or do not', unsaid: true },
  'view.columns': { severity: 'blocker', message: 'it has other columns' },
  'function.security': { severity: 'blocker', message: 'it runs with the rights of somebody else' },
  parameters: { severity: 'blocker', message: 'calls pass their values to other parameters' },
  'sql mode': { severity: 'blocker', message: 'it runs under another sql_mode: the same statements do other things' },
  'character set': { severity: 'warning', message: 'its texts are read in another character set' },
  schedule: { severity: 'blocker', message: 'it runs at other times' },
  'on completion': { severity: 'blocker', message: 'it is dropped when it is done, or not' },
  'time zone': { severity: 'blocker', message: 'its times are those of another time zone' },
  deterministic: { severity: 'warning', message: 'the server may take its answer for the same, or not' },
  'data access': { severity: 'note', message: 'it says otherwise what it reads or writes' },
  position: { severity: 'blocker', message: 'triggers of the same moment run in another order' },
  definer: { severity: 'warning', message: 'it runs with the rights of somebody else' },
  owner: { severity: 'warning', message: 'somebody else owns it, and it may run with his rights' },
  'collation.deterministic': { severity: 'blocker', message: 'what is equal, and unique, is decided by other rules' },
  rules: { severity: 'warning', message: 'texts sort by other rules' },
  provider: { severity: 'warning', message: 'texts sort by the rules of another library' },
  version: { severity: 'note', message: 'another version' },
  schema: { severity: 'note', message: 'it is in another schema, and its members are the same' },
  options: { severity: 'note', message: 'other options' },
  'default character set': { severity: 'warning', message: 'tables made later get another one' },
};

export function factRule(object: ObjectKind, fact: string): FactRule {
  return FACT_RULES[`${object}.${fact}`] ?? FACT_RULES[fact] ?? { severity: 'note', message: `another ${fact}` };
}
