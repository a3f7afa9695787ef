import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareOutput } from '../../src/config/output-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstally-output-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('an output file', () => {
  it('is written whole, and nothing lies beside it', async () => {
    const write = await prepareOutput(join(folder, 'report.json'));
    expect(await readdir(folder)).toEqual([]);
    await write('all of it');
    expect(await readdir(folder)).toEqual(['report.json']);
    expect(await readFile(join(folder, 'report.json'), 'utf8')).toBe('all of it');
  });

  it('takes the place of an older one, also behind a link', async () => {
    await writeFile(join(folder, 'real.json'), 'old');
    await symlink(join(folder, 'real.json'), join(folder, 'link.json'));
    await (
      await prepareOutput(join(folder, 'link.json'))
    )('new');
    expect(await readFile(join(folder, 'real.json'), 'utf8')).toBe('new');
    expect((await readdir(folder)).sort()).toEqual(['link.json', 'real.json']);
  });

  it('is refused before the run when its folder is not there', async () => {
    await expect(prepareOutput(join(folder, 'no', 'report.json'))).rejects.toMatchObject({
      code: 'OUTPUT_FAILED',
      message: expect.stringContaining('its folder does not exist') as string,
    });
  });

  it('is refused when it is a folder', async () => {
    await expect(prepareOutput(folder)).rejects.toMatchObject({ code: 'OUTPUT_FAILED' });
  });

  it('that is a device or a pipe is written to as it is', async () => {
    await (
      await prepareOutput('/dev/null')
    )('gone');
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const [, read] = await Promise.all([
      prepareOutput(pipe).then((write) => write('all of it')),
      readFile(pipe, 'utf8'),
    ]);
    expect(read).toBe('all of it');
  });

  it('leaves nothing behind when it cannot be moved into its place', async () => {
    const path = join(folder, 'report.json');
    const write = await prepareOutput(path);
    await mkdir(path);
    await expect(write('text')).rejects.toMatchObject({ code: 'OUTPUT_FAILED' });
    expect(await readdir(folder)).toEqual(['report.json']);
  });

  it('leaves the older one as it was when it cannot be written', async () => {
    const path = join(folder, 'in', 'report.json');
    await mkdir(join(folder, 'in'));
    const write = await prepareOutput(path);
    await rm(join(folder, 'in'), { recursive: true });
    await expect(write('text')).rejects.toMatchObject({ code: 'OUTPUT_FAILED' });
    expect(await readdir(folder)).toEqual([]);
  });
});
