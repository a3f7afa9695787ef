/** `npm run test:faults`: no change has to wait for it. */
import { defineConfig, mergeConfig, type ViteUserConfig } from 'vitest/config';
import base from '../../../vitest.config.ts';

const own: ViteUserConfig = defineConfig({
  test: { include: ['test/faults/random/*.long.ts'], testTimeout: 3_600_000 },
});
const config: ViteUserConfig = mergeConfig({ ...base, test: { ...base.test, include: [] } }, own);

export default config;
