/** The long form of cases that wait (`npm run parked`): on servers that are started again meanwhile. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/integration/parked.test.ts'],
    globalSetup: ['test/parked/global-setup.ts'],
    pool: 'forks',
    hookTimeout: 120_000,
  },
});
