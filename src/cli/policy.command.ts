import type { Command } from 'commander';
import { exitCodes, printJson, widthOf, type CommandLine } from './command-line.js';
import { layOut } from './output/table.js';
import { shown } from './output/text.js';
import { listPreviews, previewPolicy, type PreviewFlags } from './policy-preview.js';
import { readPolicyFile } from './policy-file.js';
import { pullPolicies, type PullFlags } from './policy/pull-policies.js';
import { pushPolicies, type PushFlags } from './policy/push-policies.js';
import { testPolicies } from './policy/test-policies.js';
import { publishedBy } from './policy/policy-parents.js';
import { diffPolicy, lintPolicies, rollBackPolicy, type DiffFlags } from './policy-history.js';
import type { Runner } from './runner.js';
import { withSelectorFlags } from './selector-flags.js';
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
  definePolicyCode(policy, run);
}

/** Policies as files. */
function definePolicyCode(policy: Command, run: Runner): void {
  policy
    .command('test')
    .description('run the test cases that policy documents bring; needs no service')
    .argument('<file...>', 'policy documents (YAML)')
    .option('--json', 'print the results as JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 all passed, 1 a test failed, 2 a document is not valid or bad usage.',
    )
    .action((files: string[], flags: { json?: true }) =>
      run((commandLine) => testPolicies(commandLine, files, flags)),
    );
  policy
    .command('push')
    .description('publish the policies that have changed, each after what it extends')
    .argument('<path...>', 'policy documents (YAML), or folders of them')
    .option('--message <text>', 'what changed and why; default: the name of the file')
    .option('--dry-run', 'publish nothing, and tell what would change')
    .option('--update-parents', 'publish also what extends a policy that has a newer version')
    .option('--json', 'print what became of each as JSON')
    .action((paths: string[], flags: PushFlags) =>
      run((commandLine) => pushPolicies(commandLine, paths, flags)),
    );
  policy
    .command('pull')
    .description('print the text of a published policy, or write files')
    .argument('[name[@version]...]', 'without a version: the newest one; with --to and no name: all')
    .option('--to <folder>', 'write <name>.yaml there')
    .action((references: string[], flags: PullFlags) =>
      run((commandLine) => pullPolicies(commandLine, references, flags)),
    );
}

/** Versions against each other, and the way back. */
function definePolicyHistory(policy: Command, run: Runner): void {
  policy
    .command('lint')
    .description(
      'read policy documents, run their tests, and name everything that is wrong; needs no service',
    )
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
  definePreview(policy, run);
  definePreviewList(policy, run);
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

function definePreview(policy: Command, run: Runner): void {
  withSelectorFlags(
    policy
      .command('preview')
      .description('what a policy would do to everything stored; publishes nothing')
      .argument('<policy>', 'a file; name@version; or name: the draft that is stored')
      .option('--all', 'as if it judged every target, whatever the bindings say'),
  )
    .option('--json', 'print it as JSON')
    .addHelpText(
      'after',
      '\nThe targets that bindings give it are judged, and those that the flags choose as if a binding gave it them.' +
        '\nExit codes: 0 no decision would change, 1 some would, 2 failure.',
    )
    .action((what: string, flags: PreviewFlags) =>
      run((commandLine) => previewPolicy(commandLine, what, flags)),
    );
}

function definePreviewList(policy: Command, run: Runner): void {
  policy
    .command('previews')
    .description('previews that were made, newest first')
    .argument('[name]', 'of this policy only')
    .option('--json', 'print them as JSON')
    .action((name: string | undefined, flags: { json?: true }) =>
      run((commandLine) => listPreviews(commandLine, name ?? null, flags.json === true)),
    );
}

async function publish(commandLine: CommandLine, file: string, flags: PublishFlags): Promise<number> {
  const { name, text } = await readPolicyFile(file, publishedBy(commandLine));
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
