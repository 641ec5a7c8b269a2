import type { Command } from 'commander';
import { exitCodes, type CommandLine } from './command-line.js';
import { untilAborted } from './interruption.js';
import { serviceLogger } from './service-logger.js';
import type { Runner } from './runner.js';

export function defineWorker(program: Command, run: Runner): void {
  program
    .command('worker')
    .description('run a worker: it does the scans and imports that the API queues')
    .action(() => run(work));
}

async function work(commandLine: CommandLine): Promise<number> {
  const { readConfig } = await import('../platform/config/config.js');
  const config = readConfig(commandLine.environment);
  const log = await serviceLogger(commandLine, config, 'worker');
  const { openService } = await import('../service.js');
  const service = await openService(config, { roles: { api: false, worker: true }, log });
  const { workerConcurrency } = config;
  commandLine.output.write(
    `Ironhull's worker is running, up to ${workerConcurrency} jobs at a time. Ctrl-C ends it.\n`,
  );
  await untilAborted(commandLine.signal);
  await service.close();
  return exitCodes.done;
}
