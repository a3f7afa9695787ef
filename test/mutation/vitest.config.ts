import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** The tests that need no server: they are run once for every mutant. */
const config: ViteUserConfig = defineConfig({
  oxc: { target: 'es2022' },
  test: {
    include: [
      'test/compare/**/*.test.ts',
      'test/model/*.test.ts',
      'test/plan/*.test.ts',
      'test/adapters/{finish,finish-*,time-zone,memory}.test.ts',
    ],
    // These look at servers, or play hundreds of scenes: too long for each of some thousand mutants.
    exclude: [
      'test/plan/{many-tables,elsewhere,families,history,materialized-views}.test.ts',
      'test/compare/{rows-that-change,schedules}.test.ts',
    ],
    maxWorkers: 1,
    testTimeout: 60_000,
  },
});

export default config;
