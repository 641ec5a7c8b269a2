import { afterEach } from 'vitest';
import type { TestService } from './service.js';
import { runTypescript, type TypescriptProcess } from './typescript-process.js';

/** Starts workers of a service in processes of their own, which can be killed; each test ends those it started. */
export function workerProcesses(service: () => TestService): () => Promise<TypescriptProcess> {
  const workers: TypescriptProcess[] = [];
  afterEach(async () => {
    for (const worker of workers.splice(0)) if (worker.child.exitCode === null) await worker.kill();
  });
  return async () => {
    const environment = JSON.stringify(service().processEnvironment);
    const worker = runTypescript('test/support/worker-process.ts', environment);
    workers.push(worker);
    await worker.nextMessage();
    return worker;
  };
}
