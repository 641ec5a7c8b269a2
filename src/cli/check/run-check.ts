import { writeFile } from 'node:fs/promises';
import type { FindingReport, ReportedTarget } from '../../engine/finding-formats/finding-format.js';
import type { Severity } from '../../engine/model/severity.js';
import { packageVersion } from '../../platform/package-version.js';
import type * as engineModule from '../engine.js';
import { exitCodes, UsageError, widthOf, type CommandLine, type Output } from '../command-line.js';
import { renderCheck } from '../output/check-report.js';
import { coloursFor } from '../output/colour.js';
import { collectInputs } from './collect-inputs.js';
import { InputJudge } from './judge-inputs.js';
import { localPolicy } from './local-policy.js';
import { collectOptions, type ReadingFlags } from './reading-flags.js';

export interface CheckFlags extends ReadingFlags {
  readonly policy?: string;
  readonly format: string;
  /** How the format `cis` is written. */
  readonly as?: string;
  readonly json?: true;
  readonly output?: string;
  readonly severity: Severity;
  readonly all?: true;
}

/**
 * Judges what is given, without a service, and prints the result.
 * @returns the exit code: of the worst verdict, or that something could not be read
 * @throws UsageError for flags that make no sense
 */
export async function runCheck(
  commandLine: CommandLine,
  things: readonly string[],
  flags: CheckFlags,
): Promise<number> {
  const engine = await import('../engine.js');
  const format = flags.json ? 'json' : flags.format;
  const writer = writerOf(engine, format, flags.as);
  const { language } = commandLine;
  const judge = new InputJudge(engine, {
    policy: await localPolicy(flags.policy ?? (format === 'cis' ? engine.cisPolicy : 'baseline')),
    language,
    now: commandLine.now(),
    withPasses: flags.all === true || format === 'junit' || format === 'cis',
  });
  const targets: ReportedTarget[] = [];
  for await (const input of collectInputs(things, commandLine, await collectOptions(flags))) {
    targets.push(judge.judge(input));
  }
  const report = judge.report(targets, packageVersion());
  const file = await openOutput(commandLine, flags.output);
  file.write(writer ? writer(report) : textOf(commandLine, file, report, flags));
  await file.close();
  return exitCodeOf(report);
}

/**
 * What writes the format; null: it is text for people.
 * @throws UsageError for a format or a form that there is not
 */
function writerOf(
  { findingFormats, benchmarkForms, cisReport }: typeof engineModule,
  format: string,
  form: string | undefined,
): ((report: FindingReport) => string) | null {
  if (form !== undefined && format !== 'cis') throw new UsageError('--as is of --format cis');
  if (format === 'text') return null;
  if (format === 'cis') {
    const writer = benchmarkForms.find(({ id }) => id === (form ?? 'text'));
    if (!writer) throw new UsageError(`--as ${form}: there is no such form`);
    return (report) => writer.write(cisReport(report));
  }
  const writer = findingFormats.find(({ id }) => id === format);
  if (writer) return (report) => writer.write(report);
  const known = ['text', ...findingFormats.map(({ id }) => id), 'cis'];
  throw new UsageError(`--format ${format}: expected one of ${known.join(', ')}`);
}

interface OpenOutput extends Output {
  close(): Promise<void>;
}

/** Standard output, or a file that is written when it is closed. */
async function openOutput({ output }: CommandLine, file: string | undefined): Promise<OpenOutput> {
  if (file === undefined) {
    const { isTTY, columns } = output;
    return { write: (text) => output.write(text), isTTY, columns, close: () => Promise.resolve() };
  }
  await writeFile(file, '');
  let written = '';
  return { write: (text) => (written += text), close: () => writeFile(file, written) };
}

function textOf(commandLine: CommandLine, output: Output, report: FindingReport, flags: CheckFlags): string {
  return renderCheck(report, {
    width: widthOf(output),
    colours: coloursFor(output, commandLine),
    severity: flags.severity,
    isComplete: flags.all === true,
  });
}

/** That not everything could be read goes before any verdict on the rest. */
function exitCodeOf({ targets, decision }: FindingReport): number {
  if (targets.some(({ failure }) => failure !== null)) return exitCodes.undecided;
  if (decision === 'allow') return exitCodes.allow;
  return decision === 'deny' ? exitCodes.deny : exitCodes.undecided;
}
