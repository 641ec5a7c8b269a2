import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

/** Without state of their own, so that their files share one process and load the engine once. */
const pure = ['src/engine/**/*.spec.ts'];

export default defineConfig({
  // As Node resolves it: two copies of graphql do not know each other's classes.
  resolve: { alias: { graphql: createRequire(import.meta.url).resolve('graphql') } },
  test: {
    pool: 'forks',
    maxWorkers: '100%',
    // For machines that do other things besides: what has to be fast is measured by `npm run bench`.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'engine', include: pure, isolate: false } },
      {
        extends: true,
        test: {
          name: 'service',
          include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
          exclude: [...pure, 'node_modules'],
        },
      },
    ],
  },
});
