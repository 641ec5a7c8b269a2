import type { Command } from 'commander';
import { exitCodes, printJson, widthOf, type CommandLine } from './command-line.js';
import { layOut } from './output/table.js';
import { shown } from './output/text.js';
import { previewPolicy } from './policy-preview.js';
import { readPolicyFile } from './policy-file.js';
import { diffPolicy, lintPolicies, pullPolicy, rollBackPolicy, type DiffFlags } from './policy-history.js';
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
  definePolicyHistory(policy, run);
}

/** Versions against each other, and the way back. */
function definePolicyHistory(policy: Command, run: Runner): void {
  policy
    .command('lint')
    .description('read policy documents, and name everything that is wrong with them; needs no service')
    .argument('<file...>', 'policy documents (YAML)')
    .action((files: string[]) => run((commandLine) => lintPolicies(commandLine, files)));
  policy
    .command('diff')
    .description('what one policy changes against another, in meaning')
    .argument('<from>', 'a file, or name@version of a published one')
    .argument('<to>', 'a file, or name@version')
    .option('--text', 'the two texts beside each other instead')
    .option('--json', 'print both as JSON')
    .action((from: string, to: string, flags: DiffFlags) =>
      run((commandLine) => diffPolicy(commandLine, from, to, flags)),
    );
  policy
    .command('preview')
    .description('what a policy would do to everything stored; publishes nothing')
    .argument('<policy>', 'a file; name@version; or name: the draft that is stored')
    .option('--json', 'print it as JSON')
    .addHelpText('after', '\nExit codes: 0 no decision would change, 1 some would, 2 failure.')
    .action((what: string, flags: { json?: true }) =>
      run((commandLine) => previewPolicy(commandLine, what, flags)),
    );
  policy
    .command('pull')
    .description('print the text of a published policy')
    .argument('<name[@version]>', 'without a version: the newest one')
    .action((reference: string) => run((commandLine) => pullPolicy(commandLine, reference)));
  policy
    .command('rollback')
    .description('publish the content of an older version as a new one')
    .argument('<name@version>', 'the version to go back to')
    .requiredOption('--message <text>', 'why')
    .option('--json', 'print the version as JSON')
    .action((reference: string, flags: PublishFlags) =>
      run((commandLine) => rollBackPolicy(commandLine, reference, flags)),
    );
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
