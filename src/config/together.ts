/** What options say together: what cannot be, and what has no effect. */
import type { OptionName, Said } from './options.ts';

/** What an option is called where it was said. */
type Call = (name: OptionName) => string;

/** What asks for something that another option rules out. */
const ABOUT_DEFINITIONS: readonly OptionName[] = ['strict', 'checkConstraints', 'wouldHold', 'fixes'];

/** What cannot be: something was asked for that would not happen. */
export function joinedProblems(said: Said, call: Call): string[] {
  return [
    ...(said.resume === true && said.checkpoint === undefined
      ? [`${call('resume')} needs ${call('checkpoint')}: the file of the run to go on with`]
      : []),
    ...(said.acceptAllowed === true && !isAsked(said, 'allow')
      ? [`${call('acceptAllowed')} needs ${call('allow')}: how many rows may differ`]
      : []),
    ...(said.compareSchema === false
      ? ABOUT_DEFINITIONS.filter((name) => isAsked(said, name)).map(
          (name) => `${call(name)} is about definitions, and ${call('compareSchema')} leaves them out`,
        )
      : []),
  ];
}

/** What was said and changes nothing: told, so that nobody counts on it. */
export function idleWords(said: Said, call: Call, command: string): string[] {
  const idle = (name: OptionName, why: string): string[] =>
    isAsked(said, name) ? [`${call(name)} has no effect ${why}`] : [];
  const { consistency = 'recheck', compareSchema = true, format = 'text' } = said;
  return [
    ...(consistency === 'recheck' ? [] : idle('settle', `with ${call('consistency')} ${consistency}`)),
    ...(consistency === 'snapshot' || command !== 'verify'
      ? []
      : idle('maxSnapshotAge', 'without --consistency snapshot')),
    ...(compareSchema
      ? []
      : (['schemaIgnore', 'schemaSeverity'] as const).flatMap((name) => idle(name, `with ${call('compareSchema')}`))),
    ...(said.listen == null ? idle('token', `without ${call('listen')}`) : []),
    ...(isAsked(said, 'webhook') ? [] : idle('webhookFormat', `without ${call('webhook')}`)),
    ...(format === 'json' && command === 'plan' ? idle('sql', 'with JSON, which has the statements anyway') : []),
  ];
}

/** Said, and not to say no. */
function isAsked(said: Said, name: OptionName): boolean {
  const value: unknown = said[name];
  return value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
}
