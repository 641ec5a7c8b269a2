import type { Command } from 'commander';
import type { CheckDescription } from '../engine/checks/describe-check.js';
import { checkAreas } from '../engine/checks/check.js';
import { exitCodes, printJson, UsageError, widthOf, type CommandLine } from './command-line.js';
import { coloursFor } from './output/colour.js';
import type { Runner } from './runner.js';

interface Flags {
  readonly area?: string;
  readonly input?: string;
  readonly json?: true;
}

export function defineChecks(program: Command, run: Runner): void {
  program
    .command('checks')
    .description('the catalogue of checks; with an id, all of one')
    .argument('[id]', 'of one check')
    .option('--area <area>', `of one part of the catalogue: ${checkAreas.join(', ')}`)
    .option('--input <input>', 'those that look at this kind of input')
    .option('--json', 'print them as JSON')
    .action((id: string | undefined, flags: Flags) => run((commandLine) => tell(commandLine, id, flags)));
}

async function tell(commandLine: CommandLine, id: string | undefined, flags: Flags): Promise<number> {
  const engine = await import('./engine.js');
  const { checks, describeCheck, suggestion } = engine;
  if (id === undefined) {
    const described = checks.map((check) => describeCheck(check));
    return list(commandLine, described, flags);
  }
  const check = checks.find((one) => one.id === id);
  if (!check) {
    const ids = checks.map((one) => one.id);
    throw new UsageError(`there is no check ${id}${suggestion(id, ids)}; ironhull checks lists them`);
  }
  if (flags.json) printJson(commandLine, describeCheck(check));
  else {
    const { renderCheckDescription } = await import('./output/check-description.js');
    const { output, language } = commandLine;
    const how = { width: widthOf(output), colours: coloursFor(output, commandLine), language };
    output.write(renderCheckDescription(check, engine, how));
  }
  return exitCodes.done;
}

async function list(
  commandLine: CommandLine,
  described: readonly CheckDescription[],
  { area, input, json }: Flags,
): Promise<number> {
  refuseUnknown('--area', area, checkAreas);
  refuseUnknown('--input', input, [...new Set(described.flatMap(({ inputs }) => inputs))].sort());
  const listed = described.filter(
    (check) =>
      (area === undefined || check.area === area) &&
      (input === undefined || check.inputs.some((one) => one === input)),
  );
  if (json) printJson(commandLine, listed);
  else {
    const { renderCheckList } = await import('./output/check-description.js');
    const { output, language } = commandLine;
    const how = { width: widthOf(output), colours: coloursFor(output, commandLine), language };
    output.write(renderCheckList(listed, how));
  }
  return exitCodes.done;
}

function refuseUnknown(flag: string, value: string | undefined, choices: readonly string[]): void {
  if (value === undefined || choices.includes(value)) return;
  throw new UsageError(`${flag} ${value}: expected one of ${choices.join(', ')}`);
}
