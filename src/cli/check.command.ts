import { Option, type Command } from 'commander';
import { benchmarkReportForms } from '../contracts/report-formats.js';
import { severities, type Severity } from '../engine/model/severity.js';
import { addReadingFlags } from './check/reading-flags.js';
import type { CheckFlags } from './check/run-check.js';
import type { Runner } from './runner.js';

const gradedSeverities = severities.filter((severity) => severity !== 'unknown');

export function defineCheck(program: Command, run: Runner): void {
  const command = program
    .command('check')
    .description('judge Dockerfiles, manifests, containers and docker run lines, without a service')
    .argument(
      '<thing...>',
      'Dockerfiles, compose files, manifests, what docker inspect prints, what was collected of a host, results of docker-bench-security, folders of them, - for standard input, host for this machine (a folder of that name is ./host); or a docker run line in quotes',
    )
    .option(
      '--policy <policy>',
      'judge under this policy: one that comes with the program, or a file; default: baseline, of --format cis cis-docker-1.7',
    )
    .option('--format <format>', 'text, json, sarif, junit, github, or cis: by the CIS benchmark', 'text')
    .addOption(
      new Option('--as <form>', 'how the format cis is written; default: text').choices(
        Object.keys(benchmarkReportForms),
      ),
    )
    .option('--json', 'the same as --format json')
    .option('--output <file>', 'write the result there')
    .addOption(
      new Option('--severity <severity>', 'list findings from this severity on')
        .choices(gradedSeverities)
        .default('info' satisfies Severity),
    )
    .option('--all', 'tell also what passed, and of all that is undecided');
  addReadingFlags(command)
    .addHelpText('after', '\nExit codes: 0 allow, 1 deny, 2 could not decide, not readable or bad usage.')
    .action((things: string[], flags: CheckFlags) =>
      run(async (commandLine) => {
        const { runCheck } = await import('./check/run-check.js');
        return runCheck(commandLine, things, flags);
      }),
    );
}
