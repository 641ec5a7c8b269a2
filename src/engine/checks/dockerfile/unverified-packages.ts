import { effectiveArgv } from '../../adapters/shell/effective-command.js';
import type { ShellCommand } from '../../model/dockerfile-facts.js';
import { packageCommand } from './package-command.js';

/** How a pattern is found in a command: patterns that are not named here are looked for as a word. */
const matchers: Readonly<Record<string, (command: ShellCommand) => boolean>> = {
  'trusted=yes': (command) => mentions(command, /\btrusted=yes\b/i),
  '--nogpgcheck': (command) => has(command, '--nogpgcheck') || mentions(command, /\bgpgcheck=0\b/),
  'pip --trusted-host': (command) =>
    packageCommand(command)?.manager === 'pip' &&
    command.argv.some((word) => word.startsWith('--trusted-host')),
  'npm strict-ssl false': ({ argv }) => /\bstrict-ssl[ =]false\b/.test(argv.join(' ')),
  'NODE_TLS_REJECT_UNAUTHORIZED=0': (command) => sets(command, 'NODE_TLS_REJECT_UNAUTHORIZED', /^0$/),
  GIT_SSL_NO_VERIFY: (command) =>
    sets(command, 'GIT_SSL_NO_VERIFY', /^(?:1|true|yes|on)$/i) || gitUnverified(command),
  'gem http source': (command) =>
    effectiveArgv(command.argv)[0] === 'gem' &&
    command.argv.some((word) => /^(?:--source=)?http:\/\//.test(word)),
  'apt-key add': ({ argv }) => {
    const [program, ...words] = effectiveArgv(argv);
    return program === 'apt-key' && words.some((word) => word === 'add' || word === 'adv');
  },
};

/** Whether a command turns off what a pattern names. */
export function turnsOff(pattern: string, command: ShellCommand): boolean {
  return Object.hasOwn(matchers, pattern) ? matchers[pattern]!(command) : has(command, pattern);
}

/** Whether a variable with this value does. */
export function isTurnedOffBy(pattern: string, name: string, value: string): boolean {
  if (pattern === 'NODE_TLS_REJECT_UNAUTHORIZED=0')
    return name === 'NODE_TLS_REJECT_UNAUTHORIZED' && value === '0';
  return pattern === 'GIT_SSL_NO_VERIFY' && name === pattern && /^(?:1|true|yes|on)$/i.test(value);
}

function has({ argv }: ShellCommand, word: string): boolean {
  return argv.some((one) => one === word || one.startsWith(`${word}=`));
}

function mentions({ argv, reads }: ShellCommand, pattern: RegExp): boolean {
  return argv.some((word) => pattern.test(word)) || reads.some((text) => pattern.test(text));
}

function sets({ argv, assignments }: ShellCommand, name: string, value: RegExp): boolean {
  const exported = argv.flatMap((word) => (word.startsWith(`${name}=`) ? [word.slice(name.length + 1)] : []));
  const assigned = assignments.flatMap((one) => (one.name === name ? [one.preview] : []));
  return [...exported, ...assigned].some((one) => value.test(one));
}

function gitUnverified({ argv }: ShellCommand): boolean {
  return effectiveArgv(argv)[0] === 'git' && /\bhttp\.sslverify[ =](?:false|0)\b/i.test(argv.join(' '));
}
