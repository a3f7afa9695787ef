import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** A longer form of the tests: it needs pgloader, which no other test does. */
const config: ViteUserConfig = defineConfig({
  oxc: { target: 'es2022' },
  test: {
    include: ['test/pgloader/*.long.ts'],
    globalSetup: 'test/support/global-setup.ts',
    maxWorkers: 1,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

export default config;
