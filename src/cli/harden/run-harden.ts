import type { HardeningReport, GeneratedProduct } from '../../engine/hardening/harden.js';
import type { HardeningReport as Contract, HardeningSettings } from '../../contracts/hardening.contract.js';
import { collectInputs } from '../check/collect-inputs.js';
import type { CollectedInput, InputKind } from '../check/input-text.js';
import { collectOptions, type ReadingFlags } from '../check/reading-flags.js';
import { exitCodes, printJson, UsageError, widthOf, type CommandLine } from '../command-line.js';
import { coloursFor } from '../output/colour.js';
import { hardeningLines, leftLines } from '../output/hardening-lines.js';
import { shown } from '../output/text.js';
import { hardeningSettings, type SettingFlags } from './harden-settings.js';
import { writeProducts } from './write-products.js';

export interface HardenFlags extends ReadingFlags, SettingFlags {
  readonly for?: readonly string[];
  readonly out?: string;
  readonly json?: true;
}

/** One input with what was made of it; `failure` in place of a report: it could not be read. */
interface Made {
  readonly input: string;
  readonly kind: InputKind | null;
  readonly report: HardeningReport | null;
  readonly failure: string | null;
}

/**
 * Makes what hardens what is given, without a service.
 * @returns the exit code: 0 made, 2 something could not be read or made
 * @throws UsageError for flags that make no sense, and files that are there already
 */
export async function runHarden(
  commandLine: CommandLine,
  words: readonly string[],
  flags: HardenFlags,
): Promise<number> {
  const only = await generatorsNamed(flags.for ?? []);
  const settings = await hardeningSettings(flags);
  const made: Made[] = [];
  for await (const input of inputsOf(commandLine, await thingsOf(words), flags))
    made.push(await hardened(commandLine, input, settings, only));
  const products = made.flatMap(({ report }) => report?.products ?? []);
  const paths = flags.out === undefined ? [] : await writeProducts(flags.out, products);
  if (flags.json) await printReports(commandLine, made);
  else print(commandLine, made, paths);
  const isDone = made.every(({ report }) => report !== null && report.products.length > 0);
  return isDone ? exitCodes.done : exitCodes.failed;
}

/** The words of a run line that come one by one, behind `--`, as one. */
async function thingsOf(words: readonly string[]): Promise<readonly string[]> {
  const [first = '', second = ''] = words;
  if (!/^(?:docker|podman|nerdctl)$/.test(first) || !/^(?:run|create|container)$/.test(second)) return words;
  const { shellQuoted } = await import('../engine.js');
  return [words.map((word) => shellQuoted(word)).join(' ')];
}

type Input = CollectedInput | { readonly ok: 'parameters'; readonly label: string; readonly kind: InputKind };

async function* inputsOf(
  commandLine: CommandLine,
  things: readonly string[],
  flags: HardenFlags,
): AsyncGenerator<Input> {
  const options = await collectOptions(flags);
  if (things.length > 0) yield* collectInputs(things, commandLine, options);
  else if (options.kind === 'host') yield { ok: 'parameters', label: 'host', kind: 'host' };
  else if (flags.image !== undefined) yield { ok: 'parameters', label: flags.image, kind: 'run-command' };
  else throw new UsageError('Name a file, a docker run line, --image, or --kind host');
}

async function hardened(
  commandLine: CommandLine,
  input: Input,
  settings: HardeningSettings,
  only: readonly string[],
): Promise<Made> {
  const { language, errors } = commandLine;
  const failed = (failure: string): Made => {
    errors.write(`${shown(input.label)}: ${shown(failure)}\n`);
    return { input: input.label, kind: null, report: null, failure };
  };
  if (input.ok === false) return failed(input.problem.message[language]);
  const { harden, noFiles } = await import('../engine.js');
  const given = input.ok === 'parameters' ? { text: null, options: {} } : input;
  const {
    name = input.label,
    files = noFiles,
    ...options
  } = given.options as Partial<{
    name: string;
    files: typeof noFiles;
  }>;
  const request = {
    input: input.kind,
    name,
    text: given.text,
    files,
    options,
    settings,
    only,
    now: commandLine.now(),
  };
  const result = harden(request);
  if (result.ok) return { input: input.label, kind: input.kind, report: result, failure: null };
  const { line, message } = result.problem;
  return failed(`${line === null ? '' : `line ${line}: `}${message[language]}`);
}

/** @throws UsageError for what cannot be made */
async function generatorsNamed(names: readonly string[]): Promise<readonly string[]> {
  const { hardeningGenerators, suggestion } = await import('../engine.js');
  const known = hardeningGenerators.map(({ id }) => id);
  const wrong = names.find((name) => !known.includes(name));
  if (wrong === undefined) return names;
  throw new UsageError(`--for ${wrong}: expected one of ${known.join(', ')}${suggestion(wrong, known)}`);
}

function print(commandLine: CommandLine, made: readonly Made[], paths: readonly string[]): void {
  const { output, errors, language } = commandLine;
  const options = { language, colours: coloursFor(errors, commandLine), width: widthOf(errors) };
  const products = made.flatMap(({ report }) => report?.products ?? []);
  if (paths.length === 0) for (const text of textsOf(products)) output.write(text);
  products.forEach((product, index) => {
    for (const line of hardeningLines(product, paths[index] ?? null, options)) errors.write(`${line}\n`);
  });
  for (const { report } of made)
    for (const line of leftLines(report?.left ?? [], options)) errors.write(`${line}\n`);
}

/** One text as it is; several with the name of each before it. */
function textsOf(products: readonly GeneratedProduct[]): string[] {
  if (products.length < 2) return products.map(({ text }) => text);
  return products.map(
    ({ fileName, text }, index) => `${index === 0 ? '' : '\n'}==> ${fileName} <==\n${text}`,
  );
}

/** In REST's representation. */
async function printReports(commandLine: CommandLine, made: readonly Made[]): Promise<void> {
  const { HardeningReport: contract, reportOf } = await import('../../contracts/hardening.contract.js');
  const { localizerOf } = await import('../../contracts/kit/localized.js');
  const localize = localizerOf(contract);
  printJson(commandLine, {
    reports: made.map(({ input, kind, report, failure }) => ({
      ...{ input, failure },
      ...(report && (localize?.(reportOf(kind as Contract['kind'], report), commandLine.language) as object)),
    })),
  });
}
