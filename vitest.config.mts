import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Without a server or a file of their own. */
const pure = ['src/engine/**/*.spec.ts'];

export default defineConfig({
  // As Node resolves it: two copies of graphql do not know each other's classes.
  resolve: { alias: { graphql: createRequire(import.meta.url).resolve('graphql') } },
  test: {
    pool: 'forks',
    // Files share a process, which loads the service once; each leaves it as it found it.
    isolate: false,
    // Tests over HTTP wait for servers half of their time.
    maxWorkers: availableParallelism() + 1,
    // For machines that do other things besides: what has to be fast is measured by `npm run bench`.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'engine', include: pure } },
      {
        extends: true,
        test: {
          name: 'service',
          include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
          exclude: [...pure, 'node_modules'],
          globalSetup: ['test/support/scratch.setup.ts'],
        },
      },
    ],
  },
});
