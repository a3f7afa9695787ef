import type { Dialect } from '../adapter.ts';
import type { ColumnType, Kind } from '../model/column.ts';
import type { Inspected } from './paired.ts';

/**
 * THE place for spellings that mean the same: what two servers write differently and is no difference. Texts are
 * the servers' own; nothing here parses SQL, and what cannot be made equal here is said to be different.
 */

/** What is asked of the engines: how each spells things. */
type Spelt = Pick<Inspected, 'dialects'>;

/** Whether two type names of one engine are the same type: INT(11) is INT, ZEROFILL and TINYINT(1) are not lost. */
export function sameType({ dialects }: Spelt, source: string, target: string): boolean {
  return dialects.source.plainType(source) === dialects.target.plainType(target);
}

/** Whether two defaults give the same value to a column of this type. */
export function sameDefault(
  { dialects }: Spelt,
  source: string | null,
  target: string | null,
  type: ColumnType,
): boolean {
  return defaultMeaning(dialects.source, source, type) === defaultMeaning(dialects.target, target, type);
}

const NUMBERS: ReadonlySet<Kind> = new Set(['integer', 'decimal', 'float', 'year', 'boolean']);

function defaultMeaning(dialect: Dialect, text: string | null, { kind, size }: ColumnType): string | null {
  if (text === null) return null;
  const plain = plainExpression(dialect, text);
  if (plain === 'null') return null;
  // Some leave leading zeros out; what is said without a B has to have the column's length.
  if (kind === 'bits')
    return plain.startsWith('b') ? plain.slice(2, -1).padStart(size ?? 1, '0') : plain.replaceAll("'", '');
  const [, inner] = /^'(.*)'$/s.exec(plain) ?? [];
  return inner !== undefined && NUMBERS.has(kind) ? number(inner) : NUMBERS.has(kind) ? number(plain) : plain;
}

const TRUTHS: Readonly<Record<string, string>> = { true: '1', t: '1', false: '0', f: '0' };

/** 0.00 is 0, b'1' and true are 1. */
function number(text: string): string {
  const [, bits] = /^b'([01]+)'$/.exec(text) ?? [];
  if (bits !== undefined) return BigInt(`0b${bits}`).toString();
  const plain = TRUTHS[text] ?? text;
  if (!/^[+-]?\d+(\.\d*)?$/.test(plain)) return plain;
  return plain
    .replace(/^\+/, '')
    .replace(/^(-?)0+(?=\d)/, '$1')
    .replace(/(\.\d*?)0*$/, '$1')
    .replace(/\.$/, '');
}

/** An expression of the source with the target's names for columns that are called otherwise there. */
export function inTargetNames(text: string, columns: ReadonlyMap<string, string>): string {
  const renamed = [...columns].filter(([from, to]) => from.toLowerCase() !== to.toLowerCase());
  if (renamed.length === 0) return text;
  const names = new Map(renamed.map(([from, to]) => [from.toLowerCase(), to]));
  const [words, literals] = withoutLiterals(text);
  const named = words.replace(
    /["`]?[a-z_]\w*["`]?/gi,
    (word) => names.get(word.replace(/["`]/g, '').toLowerCase()) ?? word,
  );
  return withLiterals(named, literals);
}

/** A text of the source with the target's names for the schemas that it names: some engines write them out. */
export function inTargetSchemas(text: string, schemas: ReadonlyMap<string, string>): string {
  const renamed = [...schemas].filter(([from, to]) => from !== to);
  if (renamed.length === 0) return text;
  const [words, literals] = withoutLiterals(text);
  const named = words.replace(
    /(["`]?)([\p{L}_][\p{L}\p{N}_$ -]*)\1\.(?=["`\p{L}_])/gu,
    (all, quote: string, name: string) => {
      const to = schemas.get(name);
      return to === undefined ? all : `${quote}${to}${quote}.`;
    },
  );
  return withLiterals(named, literals);
}

/** Whether a text names something by its schema, which is none of these. */
export function namesOtherSchema(text: string, schemas: readonly string[]): boolean {
  const [words] = withoutLiterals(text);
  const named = Array.from(words.matchAll(/(["`])((?:(?!\1).)+)\1\.(?=["`])/gsu), ([, , name = '']) => name);
  return named.some((name) => !schemas.includes(name));
}

/** Whether two expressions are written alike but for spellings that mean the same. */
export function sameExpression({ dialects }: Spelt, source: string | null, target: string | null): boolean {
  if (source === null || target === null) return source === target;
  return plainExpression(dialects.source, source) === plainExpression(dialects.target, target);
}

/** Without what only its engine writes, needless parentheses and blanks; in lower case. */
function plainExpression(dialect: Dialect, text: string): string {
  const [words, literals] = withoutLiterals(text.trim());
  const plain = dialect
    .plainWords(words)
    .toLowerCase()
    .replace(
      /\b(?:now\(\d?\)|(?:current_timestamp|localtimestamp|localtime|transaction_timestamp)(?:\(\d?\))?)/g,
      'now()',
    )
    .replace(/\b(?:current_date|curdate)(?:\(\))?/g, 'current_date')
    .replace(/\b(?:gen_random_uuid|uuid_generate_v4|uuid)\(\)/g, 'uuid()')
    .replace(/!=/g, '<>')
    .replace(/\s+/g, ' ')
    .replace(/ ?([(),=<>+*/%|-]) ?/g, '$1')
    .replace(/\b(and|or|not)\(/g, '$1 (')
    .replace(/\)(and|or)\b/g, ') $1');
  return withLiterals(withoutNeedlessParentheses(plain.replace(/ in ?\(/g, ' in(')), literals);
}

/** String literals must keep their blanks and their case: they are put aside. */
function withoutLiterals(text: string): [string, readonly string[]] {
  const literals: string[] = [];
  const words = text.replace(/'(?:[^']|'')*'/g, (literal) => {
    literals.push(literal);
    return '\u0000';
  });
  return [words, literals];
}

function withLiterals(text: string, literals: readonly string[]): string {
  let marks = 0;
  return text.replace(/\u0000/g, () => literals[marks++] ?? '');
}

/** Around the whole, around one word, around one comparison. */
function withoutNeedlessParentheses(text: string): string {
  const atom = String.raw`(?:[\w.]+|\u0000)`;
  const one = new RegExp(String.raw`(^|[^\w])\((-?${atom}|${atom}(?:=|<>|<=|>=|<|>)-?${atom})\)`, 'g');
  let [before, after] = ['', text];
  while (before !== after) {
    before = after;
    after = unwrapped(after).replace(one, (_, left: string, inner: string) => `${left}${spaced(left, inner)}`);
  }
  return after.replace(/ ?\b(and|or)\b ?/g, ' $1 ').trim();
}

function spaced(left: string, inner: string): string {
  return left === '' || /[\s(,=<>+*/%|-]/.test(left) ? inner : ` ${inner}`;
}

function unwrapped(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  for (let i = 0; i < text.length - 1; i++) {
    if (text.charAt(i) === '(') depth++;
    else if (text.charAt(i) === ')') depth--;
    if (depth === 0) return text;
  }
  return text.slice(1, -1);
}

/** Whether two foreign key actions do the same: where an engine knows no deferred check, NO ACTION is RESTRICT. */
export function sameAction(source: string, target: string, oneEngine: boolean): boolean {
  const plain = (action: string): string => (!oneEngine && action === 'restrict' ? 'no action' : action);
  return plain(source) === plain(target);
}

/** Whether two texts of views or functions say the same but for white space. */
export function sameText(source: string, target: string): boolean {
  const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
  return plain(source) === plain(target);
}

/** Whether the source's text says the same in the target's names, which may need other quotes than its own. */
export function sameRenamedText(source: string, target: string, names: ReadonlyMap<string, string>): boolean {
  return sameText(bare(inTargetNames(source, names)), bare(target));
}

/** Names as a server folds them, without their quotes; literals stay as they are. */
function bare(text: string): string {
  const [words, literals] = withoutLiterals(text);
  return withLiterals(words.replace(/["`]/g, '').toLowerCase(), literals);
}
