/** Option files: https://dev.mysql.com/doc/refman/8.4/en/option-files.html, and MariaDB's the same. */
import { dirname, isAbsolute, join } from 'node:path';
import { CrosstallyError } from '../../../src/errors.ts';
import { namesIn, readClientFile, requireClientFile } from '../../sql/client-files.ts';

/** Options by name, with dashes; true for one without a value. */
export type FileOptions = Readonly<Record<string, string | true>>;

/** What a file said, and what is to be known of it. */
export interface OptionFile {
  readonly options: FileOptions;
  readonly notices: readonly string[];
}

const WHAT = 'the option file';
/** Files that include each other. */
const DEEPEST = 10;

/**
 * Reads the groups of an option file, a later line before an earlier one. As MySQL's own clients do, it passes over a file
 * that anybody may write, and says so. `must`: the file was named, and has to be there.
 *
 * @throws CrosstallyError `ADAPTER_SETTINGS_INVALID` with the line's number; no line is shown, it may be the password's.
 */
export function readOptionFile(path: string, groups: ReadonlySet<string>, must = false, depth = 0): OptionFile {
  const file = must ? requireClientFile(path, WHAT) : readClientFile(path, WHAT);
  if (file === null || !file.isPlain) return { options: {}, notices: [] };
  if ((file.mode & 0o002) !== 0) {
    return { options: {}, notices: [`${WHAT} ${path} is ignored: anybody may write it · hint: chmod 600 ${path}`] };
  }
  const said: OptionFile[] = [];
  let group = '';
  for (const [i, raw] of file.text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (/^([#;]|$)/.test(line)) continue;
    if (line.startsWith('!')) {
      said.push(...included(line, path, i, depth).map((one) => readOptionFile(one, groups, false, depth + 1)));
    } else if (line.startsWith('[')) group = groupOf(line, path, i);
    else if (group === '') throw invalid(path, i, 'put [client] above the first option');
    else if (groups.has(group)) said.push({ options: optionOf(line), notices: [] });
  }
  return {
    options: Object.assign({}, ...said.map(({ options }) => options)) as FileOptions,
    notices: said.flatMap(({ notices }) => notices),
  };
}

function groupOf(line: string, path: string, i: number): string {
  const [, name] = /^\[([^\]]*)\]\s*(?:[#;].*)?$/.exec(line) ?? [];
  if (name === undefined) throw invalid(path, i, 'write a group as [client]');
  return name.trim();
}

/** `!include file`, `!includedir folder` with its *.cnf; a relative path begins at the file's own folder. */
function included(line: string, path: string, i: number, depth: number): readonly string[] {
  const [, kind, name = ''] = /^!include(dir)?\s+(.+)$/.exec(line) ?? [];
  if (name === '') throw invalid(path, i, 'after ! there is include FILE or includedir FOLDER');
  if (depth >= DEEPEST) throw invalid(path, i, 'option files include each other in a circle');
  const target = isAbsolute(name) ? name : join(dirname(path), name);
  if (kind === undefined) return [target];
  return namesIn(target, 'the folder of option files')
    .filter((one) => one.endsWith('.cnf'))
    .map((one) => join(target, one));
}

/** `name`, `name = value # comment`, `name = "value # with"`, `loose-name`; underscores are as good as dashes. */
function optionOf(line: string): FileOptions {
  const at = line.indexOf('=');
  const written = (at < 0 ? withoutComment(line) : line.slice(0, at)).trim();
  const name = written.replaceAll('_', '-').replace(/^loose-/, '');
  return { [name]: at < 0 ? true : valueOf(line.slice(at + 1).trim()) };
}

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  r: '\r',
  s: ' ',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

/** A backslash before any other sign stands for itself. */
function valueOf(text: string): string {
  const bare = withoutComment(text);
  const [, , quoted] = /^(["'])(.*)\1$/s.exec(bare) ?? [];
  return (quoted ?? bare).replace(/\\(.)/gs, (both, sign: string) => ESCAPES[sign] ?? both);
}

/** A comment can begin in the middle of a line, outside of quotes; a quote that is not closed goes to the end. */
function withoutComment(text: string): string {
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const sign = text.charAt(i);
    if (quote === '' && sign === '#') return text.slice(0, i).trim();
    if (quote !== '' && sign === '\\') i++;
    else if (sign === quote) quote = '';
    else if (quote === '' && (sign === '"' || sign === "'")) quote = sign;
  }
  return text.trim();
}

function invalid(path: string, line: number, hint: string): CrosstallyError {
  const message = `${WHAT} ${path} cannot be read from line ${String(line + 1)} on`;
  return new CrosstallyError('ADAPTER_SETTINGS_INVALID', message, { hint });
}
