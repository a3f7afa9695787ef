import type { Definitions, Setting } from '../model/definition.ts';
import { draft } from './draft.ts';
import type { Draft } from './draft.ts';
import { isHidden } from './hidden.ts';
import { isOneEngine } from './paired.ts';
import type { Inspected } from './paired.ts';

/** Settings that change results for an application: no definition has them, and an application relies on them. */
export function compareSettings(inspected: Inspected): Draft[] {
  if (isHidden(inspected, { object: 'setting', name: null })) return [];
  const { source, target } = inspected.definitions;
  const oneEngine = isOneEngine(inspected);
  const [from, to] = [byName(source.settings), byName(target.settings)];
  const found = [...new Set([...from.keys(), ...to.keys()])].flatMap((key) => {
    const [before, after] = [from.get(key), to.get(key)];
    const one = before ?? after;
    if (one === undefined || before?.value === after?.value) return [];
    if (one.name === 'owner' && !areOwners(before, after, target.roles)) return [];
    // Engines have other settings; what both have is worth a word.
    if (!oneEngine && (before === undefined || after === undefined)) return [];
    return [
      draft({
        kind: 'changed',
        object: 'setting',
        name: one.name,
        aspect: one.scope,
        severity: one.severity,
        source: before?.value ?? 'not set',
        target: after?.value ?? 'not set',
        message: one.effect,
      }),
    ];
  });
  // A session begins with what its database says: that is not said of the server once more.
  const said = new Set(found.filter(({ aspect }) => aspect === 'database').map(({ name }) => name.toLowerCase()));
  return found.filter(({ name, aspect }) => aspect !== 'server' || !said.has(name.toLowerCase()));
}

/** A schema that one side alone compares has none to compare; of a role that the target lacks all is said once, with the role. */
function areOwners(before: Setting | undefined, after: Setting | undefined, roles: Definitions['roles']): boolean {
  return before !== undefined && after !== undefined && roles?.some(({ name }) => name === before.value) === true;
}

function byName(settings: readonly Setting[]): ReadonlyMap<string, Setting> {
  return new Map(settings.map((one) => [JSON.stringify([one.scope, one.name]), one]));
}
