import { defineConfig } from 'vitest/config';

/** Tests against the emulated account; they start a moto server and, for some, the built CLI. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/setup.ts'],
    // Moto starts within seconds; the deny matrix runs some twenty scans.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
