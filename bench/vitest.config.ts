import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** Benchmarks are run by vitest for its TypeScript alone: nothing is asserted, and no test waits for them. */
const config: ViteUserConfig = defineConfig({
  oxc: { target: 'es2022' },
  test: { include: ['bench/**/*.bench.ts'], testTimeout: 3_600_000, maxWorkers: 1, silent: false },
});

export default config;
