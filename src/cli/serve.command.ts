import { InvalidArgumentError, type Command } from 'commander';
import type { Config } from '../platform/config/config.js';
import { exitCodes, type CommandLine } from './command-line.js';
import { untilAborted } from './interruption.js';
import { renderFields } from './output/fields.js';
import { serviceLogger } from './service-logger.js';
import type { Runner } from './runner.js';

interface Flags {
  readonly host?: string;
  readonly port?: string;
  readonly worker: boolean;
}

export function defineServe(program: Command, run: Runner): void {
  program
    .command('serve')
    .description('run the service: the API, and a worker in the same process')
    .option('--host <address>', 'address to listen on (IRONHULL_HOST)')
    .option('--port <port>', 'port to listen on, 0 for any free one (IRONHULL_PORT)', portText)
    .option('--no-worker', 'run the API alone; workers run apart')
    .action((flags: Flags) => run((commandLine) => serve(commandLine, flags)));
}

function portText(text: string): string {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return text;
  throw new InvalidArgumentError('expected a port, 0 to 65535.');
}

async function serve(commandLine: CommandLine, { host, port, worker }: Flags): Promise<number> {
  const { readConfig } = await import('../platform/config/config.js');
  const config = readConfig({
    ...commandLine.environment,
    ...(host === undefined ? {} : { IRONHULL_HOST: host }),
    ...(port === undefined ? {} : { IRONHULL_PORT: port }),
  });
  const log = await serviceLogger(commandLine, config, worker ? undefined : 'api');
  const { openService } = await import('../service.js');
  const service = await openService(config, { roles: { api: true, worker }, log });
  commandLine.output.write(welcome(config, service.address ?? '', service.firstKey, worker));
  await untilAborted(commandLine.signal);
  await service.close();
  return exitCodes.done;
}

/** Where the service is, and, the first time, the key that opens it. */
function welcome(config: Config, address: string, firstKey: string | null, worker: boolean): string {
  const fields: [string, string][] = [
    ['  API', `${address}/v1`],
    ['  documentation', `${address}/docs`],
    ['  data', config.databaseUrl === null ? config.dataFolder : `PostgreSQL, and ${config.dataFolder}`],
  ];
  if (!worker) fields.push(['  worker', 'none in this process: start one with `ironhull worker`']);
  const key = firstKey === null ? [] : ['', `Admin key, shown this once: ${firstKey}`];
  const use =
    firstKey === null
      ? ['', 'On this machine `ironhull` finds the service; `ironhull keys create` makes keys for others.']
      : [
          'Keep it; only its hash is stored. From elsewhere:',
          `  export IRONHULL_URL=${address} IRONHULL_API_KEY=${firstKey}`,
          'On this machine `ironhull scan <archive>` finds the service by itself.',
        ];
  return ['Ironhull is running.', renderFields(fields).trimEnd(), ...key, ...use, ''].join('\n');
}
