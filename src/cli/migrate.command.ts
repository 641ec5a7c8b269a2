import type { Command } from 'commander';
import { exitCodes, printJson, type CommandLine } from './command-line.js';
import { serviceLogger } from './service-logger.js';
import type { Runner } from './runner.js';

interface Flags {
  readonly json?: true;
}

export function defineMigrate(program: Command, run: Runner): void {
  program
    .command('migrate')
    .description('bring the database up to date; the service does so too when it starts')
    .option('--json', 'print the result as JSON')
    .action((flags: Flags) => run((commandLine) => migrate(commandLine, flags)));
}

async function migrate(commandLine: CommandLine, flags: Flags): Promise<number> {
  const { readConfig } = await import('../platform/config/config.js');
  const config = readConfig(commandLine.environment);
  const log = await serviceLogger(commandLine, config);
  const { runMigrations } = await import('../service.js');
  const migrations = await runMigrations(config, log);
  if (flags.json) printJson(commandLine, { migrations });
  else if (migrations.length === 0) commandLine.output.write('The database is up to date.\n');
  else commandLine.output.write(`Ran ${migrations.join(', ')}. The database is up to date.\n`);
  return exitCodes.done;
}
