import { Command, CommanderError, Option } from 'commander';
import { languages, type Language } from '../engine/model/text.js';
import { defineAttest } from './attest.command.js';
import { defineCheck } from './check.command.js';
import { defineChecks } from './checks.command.js';
import { defineAdvisories } from './advisories.command.js';
import { defineBinding } from './binding.command.js';
import { defineAudit } from './audit.command.js';
import { defineCollect } from './collect.command.js';
import { exitCodes, widthOf, type CommandLine } from './command-line.js';
import { defineEvents } from './events.command.js';
import { defineExemption } from './exemption.command.js';
import { reportFailure } from './failure.js';
import { defineFix } from './fix.command.js';
import { defineHarden } from './harden.command.js';
import { Interruption } from './interruption.js';
import { defineKeys } from './keys.command.js';
import { defineMigrate } from './migrate.command.js';
import { definePolicy } from './policy.command.js';
import { defineReceipt } from './receipt.command.js';
import type { Runner } from './runner.js';
import { defineReport } from './report.command.js';
import { defineScan } from './scan.command.js';
import { defineServe } from './serve.command.js';
import { defineVex } from './vex.command.js';
import { defineWebhook } from './webhook.command.js';
import { defineWorker } from './worker.command.js';

const commands = [
  defineServe,
  defineWorker,
  defineScan,
  defineCheck,
  defineFix,
  defineHarden,
  defineCollect,
  defineChecks,
  defineReport,
  defineAdvisories,
  defineExemption,
  defineAttest,
  defineVex,
  definePolicy,
  defineBinding,
  defineKeys,
  defineAudit,
  defineReceipt,
  defineEvents,
  defineWebhook,
  defineMigrate,
];

const environmentHelp = `
Without IRONHULL_URL, commands use the service that runs on the data folder (IRONHULL_DATA, default
./.ironhull), or run one in their own process for as long as they take.
  IRONHULL_URL, IRONHULL_API_KEY   the service to talk to, and the key to use
  NO_COLOR                         no colours`;

/**
 * Runs one command line, without the program's name in front.
 * @returns the exit code: 0 allow or done, 1 deny, 2 could not decide, bad usage or failure; 128 + n for a signal.
 */
export async function runProgram(
  args: readonly string[],
  commandLine: CommandLine,
  version: string,
): Promise<number> {
  let exitCode: number = exitCodes.done;
  const program = buildProgram(commandLine, version, async (work) => {
    const { lang = commandLine.language } = program.opts<{ lang?: Language }>();
    exitCode = await work({ ...commandLine, language: lang });
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error, commandLine);
  }
}

function buildProgram(commandLine: CommandLine, version: string, run: Runner): Command {
  const { output, errors } = commandLine;
  const program = new Command('ironhull')
    .description('Security policy service for containers: may this image run, why not, and how to fix it.')
    .version(version)
    .helpCommand(false)
    .addOption(
      new Option('--lang <language>', "of findings, reasons and checks; default: the locale's").choices([
        ...languages,
      ]),
    )
    .addHelpText('after', environmentHelp);
  for (const define of commands) define(program, run);
  for (const command of withSubcommands(program)) {
    command.exitOverride().configureOutput({
      writeOut: (text) => void output.write(text),
      writeErr: (text) => void errors.write(text),
      getOutHelpWidth: () => widthOf(output),
      getErrHelpWidth: () => widthOf(errors),
      outputError: (text, write) => write(text.replace(/^error: /, 'ironhull: ')),
    });
  }
  return program;
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

function exitCodeOf(error: unknown, commandLine: CommandLine): number {
  if (error instanceof CommanderError) {
    return error.code === 'commander.helpDisplayed' || error.code === 'commander.version'
      ? exitCodes.done
      : exitCodes.failed;
  }
  const { signal } = commandLine;
  const reason: unknown = signal.aborted ? signal.reason : error;
  if (reason instanceof Interruption) return reason.exitCode;
  reportFailure(commandLine, error);
  return exitCodes.failed;
}
