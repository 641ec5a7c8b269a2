import { Option, type Command } from 'commander';
import { roles, type Role } from '../contracts/kit/permission.js';
import { exitCodes, printJson, type CommandLine } from './command-line.js';
import { instantFlag } from './instant-flag.js';
import { shown } from './output/text.js';
import type { Runner } from './runner.js';
import { withSession } from './session.js';

interface Flags {
  readonly name: string;
  readonly role: Role[];
  readonly expires?: string;
  readonly json?: true;
}

export function defineKeys(program: Command, run: Runner): void {
  program
    .command('keys')
    .description('API keys')
    .command('create')
    .description('make an API key; its text is shown this once')
    .requiredOption('--name <name>', 'who will use it; shown in the audit log')
    .addOption(new Option('--role <role...>', 'what it may do').choices([...roles]).makeOptionMandatory())
    .option('--expires <when>', 'when it ends: 90d, 12h, or a date; never unless told')
    .option('--json', 'print the key as JSON')
    .action((flags: Flags) => run((commandLine) => createKey(commandLine, flags)));
}

async function createKey(commandLine: CommandLine, flags: Flags): Promise<number> {
  const expiresAt =
    flags.expires === undefined ? null : instantFlag('--expires', flags.expires, commandLine.now());
  const created = await withSession(commandLine, { isQuiet: flags.json === true }, ({ client }) =>
    client.createKey({ name: flags.name, roles: flags.role, expiresAt }),
  );
  if (flags.json) printJson(commandLine, created);
  else {
    const { name, expiresAt: end, key } = created;
    const until = end === null ? 'does not expire' : `expires ${end}`;
    commandLine.output.write(
      `Key for ${shown(name)} (${created.roles.join(', ')}; ${until}), shown this once:\n${key}\n`,
    );
  }
  return exitCodes.done;
}
