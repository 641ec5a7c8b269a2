import { Option, type Command } from 'commander';
import { ClientError, type Wire } from '../client/ironhull-client.js';
import type { Binding, BindingResolution, WriteBinding } from '../contracts/binding.contract.js';
import { bindingModes, type BindingMode } from '../engine/policy/binding.js';
import { exitCodes, printJson, UsageError, widthOf, type CommandLine } from './command-line.js';
import { layOut } from './output/table.js';
import { shown, wrapped } from './output/text.js';
import type { Runner } from './runner.js';
import { selectorText, selectorsOf, withSelectorFlags, type SelectorFlags } from './selector-flags.js';
import { withSession } from './session.js';

interface JsonFlag {
  readonly json?: true;
}

interface SetFlags extends JsonFlag, SelectorFlags {
  readonly policy: string;
  readonly priority: string;
  readonly mode: BindingMode;
}

export function defineBinding(program: Command, run: Runner): void {
  const binding = program
    .command('binding')
    .description('which policy judges which targets, and in which mode');
  binding
    .command('list')
    .description('the bindings, in the order in which they count')
    .option('--json', 'print them as JSON')
    .action((flags: JsonFlag) => run((commandLine) => list(commandLine, flags)));
  defineSet(binding, run);
  binding
    .command('remove')
    .description('delete a binding; what it bound is judged again')
    .argument('<name>')
    .option('--json', 'print what it was as JSON')
    .action((name: string, flags: JsonFlag) => run((commandLine) => remove(commandLine, name, flags)));
  binding
    .command('resolve')
    .description('which policy judges a target, and why')
    .argument('<target>', 'its id, a digest, or a name: registry.example/team/app:1.2')
    .option('--json', 'print it as JSON')
    .action((target: string, flags: JsonFlag) => run((commandLine) => resolve(commandLine, target, flags)));
}

function defineSet(binding: Command, run: Runner): void {
  withSelectorFlags(
    binding
      .command('set')
      .description('make a binding, or replace the one of this name as it is now')
      .argument('<name>')
      .requiredOption('--policy <policy>', 'name: its newest version; or name@version'),
  )
    .option('--priority <number>', 'the higher comes first', '0')
    .addOption(
      new Option('--mode <mode>', 'enforce; warn: allowed with a warning; dry-run: only noted')
        .choices([...bindingModes])
        .default('enforce'),
    )
    .option('--json', 'print it as JSON')
    .action((name: string, flags: SetFlags) => run((commandLine) => set(commandLine, name, flags)));
}

async function list(commandLine: CommandLine, { json }: JsonFlag): Promise<number> {
  const bindings = await withSession(commandLine, { isQuiet: json === true }, ({ client }) =>
    client.policyUse.bindings(),
  );
  if (json) printJson(commandLine, bindings);
  else if (bindings.length === 0)
    commandLine.output.write('There are no bindings: the standard policy judges all.\n');
  else printRows(commandLine, bindings.map(rowOf));
  return exitCodes.done;
}

function rowOf({ name, policy, priority, mode, selectors }: Wire<Binding>): string[] {
  return [name, policy, mode, String(priority), selectorText(selectors)].map(shown);
}

async function set(commandLine: CommandLine, name: string, flags: SetFlags): Promise<number> {
  const body = bodyOf(flags);
  const binding = await withSession(commandLine, { isQuiet: flags.json === true }, async ({ client }) => {
    const known = await client.policyUse.binding(name).catch((error: unknown) => {
      if (error instanceof ClientError && error.is('not-found')) return null;
      throw error;
    });
    return known
      ? client.policyUse.replaceBinding(name, body, known.etag)
      : client.policyUse.createBinding({ name, ...body });
  });
  if (flags.json) printJson(commandLine, binding);
  else commandLine.output.write(`Bound: ${rowOf(binding).join('  ')}\n`);
  return exitCodes.done;
}

function bodyOf({ policy, priority, mode, ...flags }: SetFlags): WriteBinding {
  if (!/^-?\d{1,7}$/.test(priority)) throw new UsageError('--priority takes a whole number');
  return { policy, selectors: selectorsOf(flags), priority: Number(priority), mode };
}

async function remove(commandLine: CommandLine, name: string, { json }: JsonFlag): Promise<number> {
  const binding = await withSession(commandLine, { isQuiet: json === true }, async ({ client }) =>
    client.policyUse.deleteBinding(name, (await client.policyUse.binding(name)).etag),
  );
  if (json) printJson(commandLine, binding);
  else commandLine.output.write(`Removed ${shown(name)}.\n`);
  return exitCodes.done;
}

async function resolve(commandLine: CommandLine, target: string, { json }: JsonFlag): Promise<number> {
  const resolution = await withSession(commandLine, { isQuiet: json === true }, ({ client }) =>
    client.policyUse.resolve(target),
  );
  if (json) printJson(commandLine, resolution);
  else printResolution(commandLine, resolution);
  return exitCodes.done;
}

function printResolution(commandLine: CommandLine, resolution: Wire<BindingResolution>): void {
  const { target, targetId, binding, mode, policy, version, explanation } = resolution;
  const by = binding === null ? 'by no binding' : `by ${shown(binding)}`;
  const use = version === null ? ', of which no version is in use' : ` (version ${version})`;
  const seen = targetId === null ? ' It was never scanned: by its name alone.' : '';
  const { output } = commandLine;
  const sentence = `${shown(target)}: ${shown(policy)}${use}, ${by}, mode ${mode}.${seen}`;
  output.write(`${wrapped(sentence, widthOf(output)).join('\n')}\n`);
  printRows(
    commandLine,
    explanation.map((each) => [each.binding, each.outcome, each.reason].map(shown)),
  );
}

function printRows({ output }: CommandLine, rows: readonly (readonly string[])[]): void {
  for (const line of layOut(rows, widthOf(output))) output.write(`${line}\n`);
}
