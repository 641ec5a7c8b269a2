import type { Command } from 'commander';
import { addReadingFlags, repeated } from './check/reading-flags.js';
import type { HardenFlags } from './harden/run-harden.js';
import type { Runner } from './runner.js';

const help = `
Of a docker run line, docker inspect or a compose file: run, compose, apparmor, seccomp. Of a host's bundle ("ironhull
collect") or a daemon.json: daemon, firewall, audit, subid. Of --image alone, as of a run line; of --kind host alone,
what holds for any host.
  ironhull harden --for run -- docker run -p 8080:80 nginx:1.27
  ironhull harden host.json --for firewall --allow 8080=192.168.1.0/24,fd00::/8 --out hardened
The texts go to standard output, or to files of --out; what was changed, what may break, how to undo it and what is left
open go to standard error.
Exit codes: 0 made, 2 something could not be read, made or written, or bad usage.`;

export function defineHarden(program: Command, run: Runner): void {
  const command = program
    .command('harden')
    .description('make what hardens a workload or a host, without a service')
    .argument('[thing...]', 'a file, - for standard input; or a docker run line, in quotes or behind --')
    .option('--for <what>', 'make only this; may be repeated; default: all that fits', repeated)
    .option('--out <folder>', 'write the texts to files there; none that is there is written over')
    .option('--json', 'print the report as JSON');
  addWorkloadFlags(command);
  addHostFlags(command);
  addReadingFlags(command)
    .addHelpText('after', help)
    .action((things: string[], flags: HardenFlags) =>
      run(async (commandLine) => {
        const { runHarden } = await import('./harden/run-harden.js');
        return runHarden(commandLine, things, flags);
      }),
    );
}

function addWorkloadFlags(command: Command): void {
  command
    .option('--image <reference>', 'the image, or what stands in place of the one there')
    .option('--name <name>', 'of the container, its profiles and files')
    .option('--user <uid:gid>', 'whom it runs as')
    .option('--memory <amount>', 'limit of memory: 512m')
    .option('--cpus <number>', 'limit of CPU time: 1.5')
    .option('--pids <number>', 'limit of processes')
    .option('--network <name>', 'a network of its own')
    .option('--publish-address <address>', 'of the host, for ports that name none; default: 127.0.0.1')
    .option('--health-cmd <command>', 'what tells, within the container, whether it is well')
    .option('--log-address <address>', 'where syslog takes what it logs: tcp+tls://host:6514')
    .option(
      '--keep-cap <capability>',
      'a capability that a test proved to be needed; may be repeated',
      repeated,
    )
    .option('--with-profiles', 'name the profiles for AppArmor and seccomp in the run line and the service')
    .option('--default-seccomp <file>', "the engine's own default profile; default: the one known here");
}

function addHostFlags(command: Command): void {
  command
    .option(
      '--allow <port=sources>',
      'who may reach a published port: 8080=10.0.0.0/8,fd00::/8 or 53/udp=; may be repeated',
      repeated,
    )
    .option('--remap-user <name>', 'whom the ids of containers are for; default: dockremap')
    .option('--userns-remap', 'remap the users of containers in daemon.json');
}
