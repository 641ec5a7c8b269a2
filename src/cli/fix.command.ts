import type { Command } from 'commander';
import { addReadingFlags, repeated } from './check/reading-flags.js';
import type { FixFlags } from './fix/run-fix.js';
import type { Runner } from './runner.js';

const help = `
Safe fixes are made together. One for review is made when its check is named; what it can break is told.
The difference, and what a docker run line or standard input becomes, go to standard output; all else to standard error.
Exit codes: 0 nothing is left to mend of what was asked, 1 there are changes to make, or some that could not be made,
2 something could not be read or written, or bad usage.`;

export function defineFix(program: Command, run: Runner): void {
  const command = program
    .command('fix')
    .description('mend Dockerfiles, compose files, manifests and docker run lines, without a service')
    .argument('<thing...>', 'files, folders of them, - for standard input; or a docker run line in quotes')
    .option('--write', 'write the files, instead of showing the difference')
    .option(
      '--check <id>',
      'make also the fixes for review of this check, or of id:element; may be repeated',
      repeated,
    )
    .option('--policy <policy>', 'mend what this policy judges, by its parameters; default: every check')
    .option('--json', 'print the reports as JSON');
  addReadingFlags(command)
    .addHelpText('after', help)
    .action((things: string[], flags: FixFlags) =>
      run(async (commandLine) => {
        const { runFix } = await import('./fix/run-fix.js');
        return runFix(commandLine, things, flags);
      }),
    );
}
