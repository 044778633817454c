import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/postgres-server.ts'],
    pool: 'forks',
    // A journey waits for real sockets and a real database; a hang still ends.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
