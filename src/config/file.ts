import { readFile } from 'node:fs/promises';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { CrosstallyError } from '../errors.ts';
import { checkOptions, problemText } from './check.ts';
import type { Problem } from './check.ts';
import type { Said } from './options.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a config file said, and what is wrong with it, each problem with its place. */
export interface FileSaid {
  readonly said: Said;
  readonly problems: readonly string[];
  /** Where each option stands: `crosstally.yaml:7`. */
  readonly lines: Readonly<Record<string, string>>;
  /** Several pairs of sides, by their names; what a pair says goes before what the file says of all. */
  readonly pairs?: Readonly<Record<string, PairSaid>>;
}

export type PairSaid = Pick<FileSaid, 'said' | 'lines'>;

/**
 * Reads a config file.
 *
 * @throws CrosstallyError `CONFIG_INVALID` when it cannot be read at all.
 */
export async function readConfigFile(path: string, environment: Environment): Promise<FileSaid> {
  try {
    return parseConfig(await readFile(path, 'utf8'), path, environment);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${String(code ?? cause)})`;
    throw new CrosstallyError('CONFIG_INVALID', `config file ${path}: ${why}`, { hint: 'see --config', cause });
  }
}

/** A config file's text. Every problem is told with its line: `crosstally.yaml:7: …`. */
export function parseConfig(text: string, name: string, environment: Environment): FileSaid {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const line = (offset: number | undefined): number => (offset === undefined ? 1 : counter.linePos(offset).line);
  const syntax = [...document.errors, ...document.warnings].map((error) => ({
    offset: error.pos[0],
    message: error.message,
  }));
  const problems = (placed: readonly PlacedProblem[]): string[] =>
    placed
      .map(({ offset, message }) => ({ line: line(offset), message }))
      .sort((a, b) => a.line - b.line)
      .map(({ line, message }) => `${name}:${String(line)}: ${message}`);
  if (syntax.length > 0) return { said: {}, problems: fewOf(problems(syntax)), lines: {} };
  if (document.contents === null) return { said: {}, problems: [], lines: {} };
  if (!isMap(document.contents)) {
    const message = 'has to hold options, each as name: value';
    return { said: {}, problems: problems([{ offset: 0, message }]), lines: {} };
  }
  const missing = fillIn(document, environment);
  const { pairs, ...raw } = document.toJS() as Readonly<Record<string, unknown>>;
  const checked = checkOptions(raw, 'text');
  const paired = checkPairs(pairs);
  const wrong = [...checked.problems, ...paired.problems].map((problem) => {
    return { offset: offsetOf(document, problem.path), message: problemText(problem) };
  });
  const linesOf = (options: object, ...path: readonly string[]): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.keys(options).map((option) => [option, `${name}:${String(line(offsetOf(document, [...path, option])))}`]),
    );
  return {
    said: checked.said,
    problems: problems([...missing, ...wrong]),
    lines: linesOf(raw),
    ...(paired.said === null
      ? {}
      : {
          pairs: Object.fromEntries(
            Object.entries(paired.said).map(([pair, said]) => [pair, { said, lines: linesOf(said, 'pairs', pair) }]),
          ),
        }),
  };
}

interface CheckedPairs {
  readonly said: Readonly<Record<string, Said>> | null;
  readonly problems: readonly Problem[];
}

/** Pairs by their names, each with options of its own. */
function checkPairs(pairs: unknown): CheckedPairs {
  if (pairs === undefined) return { said: null, problems: [] };
  if (!isMapping(pairs) || Object.keys(pairs).length === 0) {
    const message = 'has to hold pairs of sides, each as name: { source: …, target: … }';
    return { said: null, problems: [{ path: ['pairs'], message }] };
  }
  const checked = Object.entries(pairs).map(([pair, options]) => {
    if (isMapping(options)) return { pair, ...checkOptions(options, 'text') };
    return { pair, said: {}, problems: [{ path: [], message: 'has to be a mapping with source and target' }] };
  });
  return {
    said: Object.fromEntries(checked.map(({ pair, said }) => [pair, said])),
    problems: checked.flatMap(({ pair, problems }) =>
      problems.map(({ path, message }) => ({ path: ['pairs', pair, ...path], message })),
    ),
  };
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is no YAML at all is not made clearer by its twentieth line. */
function fewOf(problems: readonly string[]): readonly string[] {
  if (problems.length <= FEW) return problems;
  return [...problems.slice(0, FEW - 1), `and ${String(problems.length - FEW + 1)} more: is it YAML?`];
}

const FEW = 3;

interface PlacedProblem {
  readonly offset: number | undefined;
  readonly message: string;
}

/** Replaces `${NAME}` in values by the environment's; `$${` stands for `${`. */
function fillIn(document: Document, environment: Environment): PlacedProblem[] {
  const missing: PlacedProblem[] = [];
  visit(document, {
    Scalar(key, node) {
      if (key === 'key' || typeof node.value !== 'string') return;
      node.value = node.value.replace(/\$(\$\{)|\$\{([^}]*)\}/g, (_all, literal: string | undefined, name: string) => {
        if (literal !== undefined) return literal;
        const value = environment[name];
        if (value === undefined) missing.push({ offset: node.range?.[0], message: `the environment has no ${name}` });
        return value ?? '';
      });
    },
  });
  return missing;
}

/** Where the node of a path begins: of the key for an unknown option, of the value for an element of a list. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const [last, parent] = [path[length - 1], document.getIn(path.slice(0, length - 1), true)];
    const pair = isMap(parent ?? document.contents) ? keyOffset(parent ?? document.contents, last) : undefined;
    const node = document.getIn(path.slice(0, length), true);
    const offset = pair ?? (isNode(node) ? node.range?.[0] : undefined);
    if (offset !== undefined) return offset;
  }
  return undefined;
}

function keyOffset(parent: unknown, name: PropertyKey | undefined): number | undefined {
  if (!isMap(parent)) return undefined;
  const key = parent.items.map((pair) => pair.key).find((key) => isScalar(key) && key.value === name);
  return isScalar(key) ? key.range?.[0] : undefined;
}
