import { parentPort } from 'node:worker_threads';

// A thread that ends as soon as it is told anything.
parentPort?.once('message', () => process.exit(3));
