/**
 * What the user lets pass in a column although it is not equal. It is applied by the core to both sides' canonical
 * values, after the adapters: so it means the same on every engine, whatever their collations. Key columns are never
 * loosened.
 */
export interface Loosening {
  /** White space at both ends of a text does not count. */
  readonly trim: boolean;
  /** Letter case of a text does not count, by Unicode's simple lower case. */
  readonly foldCase: boolean;
  /** How far two floats may lie apart, relative to the larger one; null for not at all. */
  readonly floatTolerance: number | null;
  /** How far two times may lie apart, in microseconds; null for not at all. */
  readonly timeTolerance: number | null;
  /** MySQL's zero dates (`0000-00-00`) are NULL. */
  readonly zeroDateIsNull: boolean;
  /** An empty text is NULL. */
  readonly emptyIsNull: boolean;
}

/** Nothing is let pass. */
export const STRICT: Loosening = {
  trim: false,
  foldCase: false,
  floatTolerance: null,
  timeTolerance: null,
  zeroDateIsNull: false,
  emptyIsNull: false,
};

/** Whether nothing is let pass. */
export function isStrict(loosening: Loosening): boolean {
  return Object.values(loosening).every((value) => value === false || value === null);
}

/** Whether values that are not equal may still pass for each other when they lie near enough. */
export function isTolerant({ floatTolerance, timeTolerance }: Loosening): boolean {
  return floatTolerance !== null || timeTolerance !== null;
}

/** What is let pass, in the words of the options. */
export function looseningTexts(loosening: Loosening): readonly string[] {
  const { trim, foldCase, floatTolerance, timeTolerance, zeroDateIsNull, emptyIsNull } = loosening;
  return [
    ...(trim ? ['trim'] : []),
    ...(foldCase ? ['fold case'] : []),
    ...(floatTolerance === null ? [] : [`float tolerance ${String(floatTolerance)}`]),
    ...(timeTolerance === null ? [] : [`time tolerance ${durationText(timeTolerance)}`]),
    ...(zeroDateIsNull ? ['zero dates as null'] : []),
    ...(emptyIsNull ? ['empty as null'] : []),
  ];
}

function durationText(microseconds: number): string {
  if (microseconds % 1_000_000 === 0) return `${String(microseconds / 1_000_000)}s`;
  return microseconds % 1000 === 0 ? `${String(microseconds / 1000)}ms` : `${String(microseconds)}us`;
}
