import type { Command } from 'commander';
import { exitCodes, printJson, widthOf, type CommandLine } from './command-line.js';
import { layOut } from './output/table.js';
import { shown } from './output/text.js';
import { readPolicyFile } from './policy-file.js';
import type { Runner } from './runner.js';
import { withSession } from './session.js';

interface PublishFlags {
  readonly message: string;
  readonly json?: true;
}

export function definePolicy(program: Command, run: Runner): void {
  const policy = program.command('policy').description('policies and their versions');
  policy
    .command('publish')
    .description('publish a version; the same content again changes nothing')
    .argument('<file>', 'the policy document (YAML)')
    .requiredOption('--message <text>', 'what changed and why')
    .option('--json', 'print the version as JSON')
    .action((file: string, flags: PublishFlags) => run((commandLine) => publish(commandLine, file, flags)));
  policy
    .command('list')
    .description('the policies, by name')
    .option('--json', 'print the policies as JSON')
    .action((flags: { json?: true }) => run((commandLine) => list(commandLine, flags.json === true)));
}

async function publish(commandLine: CommandLine, file: string, flags: PublishFlags): Promise<number> {
  const { name, text } = await readPolicyFile(file);
  const version = await withSession(commandLine, { isQuiet: flags.json === true }, ({ client }) =>
    client.publishPolicy(name, { text, message: flags.message }),
  );
  if (flags.json) printJson(commandLine, version);
  else {
    commandLine.output.write(
      `Published ${shown(version.policy)}@${version.version} (${shown(version.hash)}).\n`,
    );
  }
  return exitCodes.done;
}

async function list(commandLine: CommandLine, isJson: boolean): Promise<number> {
  const policies = await withSession(commandLine, { isQuiet: isJson }, ({ client }) => client.policies());
  if (isJson) printJson(commandLine, policies);
  else {
    const rows = policies.map(({ name, latestVersion, title, isInForce }) => [
      `${shown(name)}@${latestVersion}`,
      isInForce ? 'in force' : '',
      shown(title),
    ]);
    commandLine.output.write(
      layOut(rows, widthOf(commandLine.output))
        .map((line) => `${line}\n`)
        .join(''),
    );
  }
  return exitCodes.done;
}
