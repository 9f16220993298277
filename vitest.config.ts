import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/vscode/**'],
    pool: 'threads',
    // Many tests wait for processes and clocks: no processor need stay free for the rest.
    maxWorkers: '100%',
    testTimeout: 30_000,
  },
});
