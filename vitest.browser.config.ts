import { defineConfig } from 'vitest/config';

/** Tests that open pages in Chromium; apart from the others, since they need one installed. */
export default defineConfig({
  test: { include: ['test/browser/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
