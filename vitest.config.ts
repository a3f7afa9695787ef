import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  // Node 20 has no native `await using`: it is compiled away, here as by tsc.
  oxc: { target: 'es2022' },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    passWithNoTests: false,
    // Three database servers share the machine with the workers.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes late on a machine with other work: a second would be too short.
    expect: { poll: { timeout: 30_000 } },
    coverage: { provider: 'v8', include: ['src/**/*.ts', 'adapters/**/*.ts'] },
  },
});

export default config;
