import { defineConfig } from 'vitest/config';

/** The unit tests: Node alone, no network, no account. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**', 'test/browser/**'],
    setupFiles: ['test/sandbox.ts'],
    coverage: { provider: 'v8', include: ['src/**', 'checks/**', 'reports/**'], reporter: ['text-summary', 'html'] },
  },
});
