import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

describe('runCli', () => {
  it('tells exit code, output and memory', async () => {
    const { exitCode, stdout, maxRssBytes } = await runCli(['--version']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string });
    expect(maxRssBytes).toBeGreaterThan(20_000_000);
  });

  it('rejects when the program does not end in time', async () => {
    await expect(runCli(['--version'], { timeoutMs: 1 })).rejects.toThrow(
      'crosstally --version did not end within 1 ms',
    );
  });
});
