import type { Command } from 'commander';
import type { CollectFlags } from './collect/run-collect.js';
import type { Runner } from './runner.js';

const help = `
Runs a POSIX shell script that reads and never writes, and needs no service. On a host without Node, run that script:
  sh "$(ironhull collect --script)" > host.json
What this user may not read is marked so: run it as root for everything. Secrets are replaced by *** before they leave
the script, as far as their names and forms give them away.`;

export function defineCollect(program: Command, run: Runner): void {
  program
    .command('collect')
    .description('collect the facts of this host, its Docker daemon and its firewall into one bundle (JSON)')
    .option('--output <file>', 'write the bundle there, readable by its owner only')
    .option('--root <folder>', "the host's files are below this folder")
    .option('--script', 'print where the script is, and run nothing')
    .addHelpText('after', help)
    .action((flags: CollectFlags) =>
      run(async (commandLine) => {
        const { runCollect } = await import('./collect/run-collect.js');
        return runCollect(commandLine, flags);
      }),
    );
}
