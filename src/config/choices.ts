/** Options that say something of one table or column: `orders=sales_orders`, `orders: a < 3`. */
import { z } from 'zod';
import type { ColumnMapping, KeyChoice, TableMapping, Where } from './nouns.ts';
import type { JsonSchema, Kind, Reads } from './option.ts';
import { commaParts, pairParts, TEXT, words } from './pieces.ts';

/** One text, a list of them, or a mapping. */
type Texts<Value = string> = string | readonly string[] | Readonly<Record<string, Value>>;
export type Mappings = Reads<readonly TableMapping[], Texts>;
export type ColumnMappings = Reads<readonly ColumnMapping[], Texts>;
export type KeyChoices = Reads<readonly KeyChoice[], Texts<string | readonly string[]>>;
export type Conditions = Reads<Where, Texts>;

const NAMED: JsonSchema = { $ref: '#/definitions/named' };

/** `source=target`, split at the first `=`. */
const mapping: z.ZodType<TableMapping> = written('table=table', (text) => {
  const [source, target] = halves(text);
  return source === '' || target === null || target === '' ? null : { source, target };
});

/** `column,column` for all tables or `table=column,column`. */
const keyChoice: z.ZodType<KeyChoice> = written('column,column or table=column,column', (text) => {
  const [first, second] = halves(text);
  const choice = { table: second === null ? null : first, columns: commaParts(second ?? first) };
  return choice.table !== '' && choice.columns.every((column) => column !== '') ? choice : null;
});

const columnMapping: z.ZodType<ColumnMapping> = written('column=column or table.column=column', (text) => {
  const [first, target] = halves(text);
  return target === null ? null : columnMappingOf(first, target);
});

/** What stands before the last dot is the table, with or without its schema. */
function columnMappingOf(name: string, target: string): ColumnMapping | null {
  const dot = name.lastIndexOf('.');
  const [table, source] = [dot < 0 ? null : name.slice(0, dot), name.slice(dot + 1)];
  return table === '' || source === '' || target === '' ? null : { table, source, target };
}

/** A text that stands for something, or else has to be written in another way. */
export function written<T>(form: string, read: (text: string) => T | null): z.ZodType<T> {
  return z.string(TEXT).transform((text, context) => {
    const value = read(text);
    if (value !== null) return value;
    context.issues.push({ code: 'custom', message: `has to be written as ${form}`, input: text });
    return z.NEVER;
  });
}

/** The text before and behind the first `=`. */
export function halves(text: string): [string, string | null] {
  const at = text.indexOf('=');
  return at < 0 ? [text.trim(), null] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** In a file `{ orders: sales_orders }` or a list of `orders=sales_orders`. */
export const map: Kind<readonly TableMapping[]> = {
  check: listOrMapping(
    mapping,
    z.record(words, words).transform((of) => Object.entries(of).map(([source, target]) => ({ source, target }))),
    pairParts,
  ),
  program: z.array(z.strictObject({ source: words, target: words })),
  flag: 'several',
  parts: pairParts,
  json: NAMED,
};

/** In a file `{ customers.first: first_name }` or a list of `customers.first=first_name`. */
const columnMappings: z.ZodType<readonly ColumnMapping[]> = listOrMapping(
  columnMapping,
  z.record(words, words).transform((of, context) =>
    Object.entries(of).flatMap(([name, target]) => {
      const found = columnMappingOf(name.trim(), target.trim());
      if (found !== null) return [found];
      const message = 'has to be named as column or table.column';
      context.issues.push({ code: 'custom', path: [name], message, input: of });
      return [];
    }),
  ),
  pairParts,
);

export const mapColumns: Kind<readonly ColumnMapping[]> = {
  check: columnMappings,
  program: z.array(z.strictObject({ table: words.nullable(), source: words, target: words })),
  flag: 'several',
  parts: pairParts,
  json: NAMED,
};

/** In a file `{ orders: [id, line], '*': code }`, or `orders=id,line`, or a list of those. */
const keyChoices: z.ZodType<readonly KeyChoice[]> = listOrMapping(
  keyChoice,
  z
    .record(
      words,
      z.preprocess((value) => (typeof value === 'string' ? commaParts(value) : value), z.array(words).min(1)),
    )
    .transform((of) =>
      Object.entries(of).map(([table, columns]) => ({ table: table === '*' ? null : table, columns })),
    ),
);

export const key: Kind<readonly KeyChoice[]> = {
  check: keyChoices,
  program: z.array(z.strictObject({ table: words.nullable(), columns: z.array(words).min(1) })),
  flag: 'several',
  json: {
    anyOf: [
      { type: 'string' },
      { type: 'array', items: { type: 'string' } },
      { type: 'object', additionalProperties: { $ref: '#/definitions/globs' } },
    ],
  },
};

/** A table and a condition, `*` for all tables. */
type Condition = readonly [table: string, condition: string];

/** No condition in SQL begins with a name, a colon and white space. */
const TABLE = /^((?:[\p{L}_][\p{L}\p{N}_$]*\.)?[\p{L}_][\p{L}\p{N}_$]*):\s+(.*)$/su;

const condition: z.ZodType<Condition> = words.transform((text): Condition => {
  const [, table = '*', own = text] = TABLE.exec(text.trim()) ?? [];
  return [table, own];
});

/** A condition for all tables, or `{ orders: …, '*': … }`, or a list of `orders: …`. */
const conditions: z.ZodType<Exclude<Where, null>> = listOrMapping<Condition>(
  condition,
  z.record(words, words).transform((of) => Object.entries(of)),
).transform((conditions, context) => {
  const tables = conditions.map(([table]) => table);
  const twice = tables.find((table, i) => tables.indexOf(table) !== i);
  if (twice !== undefined) {
    const message = `is given more than once${twice === '*' ? '' : ` for ${twice}`}`;
    context.issues.push({ code: 'custom', message, input: conditions });
  }
  const [[table, only] = ['', '']] = conditions;
  return conditions.length === 1 && table === '*' ? only : Object.fromEntries(conditions);
});

export const where: Kind<Exclude<Where, null>> = { check: conditions, flag: 'several', json: NAMED };

/**
 * Decided by what was written, and not by what fits: so that a problem is told at its own place.
 *
 * @param parts what one text says: several things, perhaps
 */
export function listOrMapping<T>(
  item: z.ZodType<T>,
  mapping: z.ZodType<readonly T[]>,
  parts: (text: string) => readonly string[] = (text) => [text],
): z.ZodType<readonly T[]> {
  const list = z.array(item, { error: 'has to be a list or a mapping' });
  return z.unknown().transform((value, context) => {
    const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
    const isOne = typeof value === 'string' || typeof value === 'number';
    const result = (isMapping ? mapping : list).safeParse(
      typeof value === 'string' ? parts(value) : isOne ? [value] : value,
    );
    if (result.success) return result.data;
    context.issues.push(
      ...result.error.issues.map((issue) => ({
        code: 'custom' as const,
        // A value stands for a list of one.
        path: isOne ? issue.path.slice(1) : issue.path,
        message: issue.message,
        input: value,
      })),
    );
    return z.NEVER;
  });
}
