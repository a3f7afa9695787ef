import type { Feature } from '../adapter.ts';
import type { IndexDefinition } from '../model/definition.ts';
import type { Inspected } from './paired.ts';

/** Why the target's engine cannot have something that the source has: never a difference, always a sentence. */
export function cannotHave({ dialects }: Inspected, feature: Feature): string | null {
  return dialects.target.cannotHave(feature);
}

/** Why the target's engine cannot have this index; null when it can. */
export function cannotIndex(inspected: Inspected, index: IndexDefinition): string | null {
  const features: readonly (readonly [boolean, Feature])[] = [
    [index.predicate !== null, 'predicate'],
    [index.include.length > 0, 'include'],
    [index.parts.some((part) => part.operatorClass !== null), 'operator class'],
    [true, `${index.method} index`],
    [index.parts.some((part) => part.expression !== null), 'expression index'],
    [index.parts.some((part) => part.prefix !== null), 'prefix'],
  ];
  for (const [has, feature] of features) {
    const limit = has ? cannotHave(inspected, feature) : null;
    if (limit !== null) return limit;
  }
  return null;
}
