import { resolve } from 'node:path';
import { runnerImport } from 'vite';

// Runs a TypeScript module in a process of its own: node test/support/run-typescript.mjs <module> [arguments…]
const [module] = process.argv.splice(2, 1);
await runnerImport(resolve(module));
