/** Completion and the man page: current, and of use to a shell. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bashCompletion, describedCommands, fishCompletion, zshCompletion } from './completions.ts';
import { manPage } from './man-page.ts';

const fileOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const { version, files, man } = JSON.parse(readFileSync(fileOf('package.json'), 'utf8')) as {
  version: string;
  files: string[];
  man: string[];
};

it.each([
  ['completions/crosstally.bash', bashCompletion()],
  ['completions/_crosstally', zshCompletion()],
  ['completions/crosstally.fish', fishCompletion()],
  ['man/crosstally.1', manPage(version)],
])('%s says what the tables say', async (path, text) => {
  await expect(text).toMatchFileSnapshot(fileOf(path));
});

it('are in the package', () => {
  expect(files).toEqual(expect.arrayContaining(['completions', 'man']));
  // A list: npm links no page for a name alone.
  expect(man.map((name) => existsSync(fileOf(name)))).toEqual([true]);
});

/** What bash would offer behind these words. */
function offered(...words: string[]): string[] {
  const script = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _crosstally; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const said = execFileSync('bash', [
    '-c',
    script,
    'bash',
    fileOf('completions/crosstally.bash'),
    'crosstally',
    ...words,
  ]);
  return said
    .toString()
    .split('\n')
    .filter((word) => word !== '');
}

describe('bash', () => {
  it('offers commands, options and values', () => {
    expect(offered('ver')).toEqual(['verify']);
    expect(offered('verify', '--stra')).toEqual(['--strategy']);
    expect(offered('verify', '--strategy', '')).toEqual(['auto', 'pushdown', 'stream']);
    expect(offered('plan', '--sq')).toEqual(['--sql']);
    expect(offered('verify', '--sq')).toEqual([]);
    expect(offered('help', 'sch')).toEqual(['schema']);
    expect(offered('verify', '--config', fileOf('report.sch'))).toEqual([fileOf('report.schema.json')]);
  });

  it('offers every option of every command', () => {
    for (const { name, flags } of describedCommands()) {
      expect(offered(name, '--').sort()).toEqual(flags.map((flag) => flag.name).sort());
    }
  });
});

describe('the man page', () => {
  it('has every option, and no line that a dash or a dot would spoil', () => {
    const page = manPage(version);
    for (const { flags } of describedCommands()) {
      for (const { name } of flags.filter(
        ({ name }) => !['--help', '--config', '--no-config', '--pair', '--why'].includes(name),
      )) {
        expect(page).toContain(name.replaceAll('-', '\\-'));
      }
    }
    expect(page.split('\n').filter((line) => line.startsWith("'") || /^\.(?!TH|SH|TP|B |br|\\")/.test(line))).toEqual(
      [],
    );
  });
});
