import type { Hidden } from '../model/definition.ts';
import type { Finding } from '../model/finding.ts';
import type { Side } from '../model/side.ts';
import { draft } from './draft.ts';
import type { Draft } from './draft.ts';
import type { Inspected } from './paired.ts';

/** Stands for whatever is no table: a catalog of many kinds was closed. */
export const ALL_OBJECTS = 'object';

/** Whether an object of one side may be there, or be otherwise, on the side that was not shown it. */
export function isHidden(
  { definitions }: Pick<Inspected, 'definitions'>,
  { object, name }: { readonly object: string; readonly name: string | null },
): boolean {
  return [...definitions.source.hidden, ...definitions.target.hidden].some(
    (one) => (one.object === object || one.object === ALL_OBJECTS) && (one.name === null || one.name === name),
  );
}

/** What an account was not shown is named: nobody knows whether it is equal. */
export function hiddenDefinitions({ definitions, plan }: Inspected, wholeSchemas: boolean): Draft[] {
  return (['source', 'target'] as const).flatMap((side) =>
    definitions[side].hidden
      .filter(
        ({ object, schema, name }) =>
          // A sequence may be anywhere, and counts since something draws from it.
          object === 'sequence' ||
          (wholeSchemas && (schema === '' || name === null || plan.schemas[side].includes(schema))),
      )
      .map((one) => hidden(side, one)),
  );
}

function hidden(side: Side, { object, schema, name, hint }: Hidden): Draft {
  const home = schema === '' ? '' : `${schema}.`;
  return draft({
    kind: 'hidden',
    object,
    name: name ?? `${home}*`,
    aspect: side,
    severity: 'warning',
    message: `the account of the ${side} may not see ${name === null ? 'them' : 'it'}: ${hint}`,
  });
}

/** Kinds of which a difference would be no blocker: not to know of it leaves the verdict as it is. */
const HARMLESS: readonly string[] = ['grant', 'role', 'setting', 'statistics', 'history', 'policy'];

/** What counts on the side where it is used: a definer that the source lacks is none of the target's affair. */
const OF_TARGET: readonly string[] = ['definer'];

/** Why the definitions are not known to be equal; null when all that could block was seen. */
export function hiddenFailure(findings: readonly Finding[]): string | null {
  const unseen = findings.filter(
    ({ kind, severity, object, aspect }) =>
      kind === 'hidden' &&
      severity !== 'note' &&
      !HARMLESS.includes(object) &&
      !(OF_TARGET.includes(object) && aspect === 'source'),
  );
  const [first] = unseen;
  if (first === undefined) return null;
  const kinds = [...new Set(unseen.map(({ object, aspect }) => `${object} (${aspect ?? ''})`))];
  return `not all definitions could be read: ${kinds.join(', ')} · ${first.message}`;
}
