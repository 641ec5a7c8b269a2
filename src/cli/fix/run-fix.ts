import type { FixReport } from '../../engine/remediation/fix-report.js';
import type { Policy } from '../../engine/policy/policy-schema.js';
import { collectInputs } from '../check/collect-inputs.js';
import { shownPath, type CollectedInput, type InputText } from '../check/input-text.js';
import { localPolicy } from '../check/local-policy.js';
import { collectOptions, type ReadingFlags } from '../check/reading-flags.js';
import { exitCodes, printJson, UsageError, widthOf, type CommandLine } from '../command-line.js';
import { coloursFor } from '../output/colour.js';
import { paintedDiff, reportLines } from '../output/fix-lines.js';
import { shown } from '../output/text.js';
import { namedFixes } from './named-fixes.js';
import { writeFiles } from './write-files.js';

export interface FixFlags extends ReadingFlags {
  readonly write?: true;
  readonly check?: readonly string[];
  readonly policy?: string;
  readonly json?: true;
}

/** One input with what became of it; `failure` in place of a report: it could not be read or written. */
interface Mended {
  readonly input: string;
  readonly report: FixReport | null;
  readonly failure: string | null;
  readonly isLeft: boolean;
}

/**
 * Mends what is given, without a service.
 * @returns the exit code: 0 nothing is left of what was asked, 1 there is, 2 something could not be read or written
 * @throws UsageError for flags that make no sense
 */
export async function runFix(
  commandLine: CommandLine,
  things: readonly string[],
  flags: FixFlags,
): Promise<number> {
  const fixer = new Fixer(commandLine, flags, await checksOf(flags), await namedFixes(flags.check ?? []));
  const mended: Mended[] = [];
  for await (const input of collectInputs(things, commandLine, await collectOptions(flags)))
    mended.push(await fixer.fix(input));
  if (flags.json) await printReports(commandLine, mended);
  if (mended.some(({ failure }) => failure !== null)) return exitCodes.failed;
  return mended.some(({ isLeft }) => isLeft) ? changesLeft : exitCodes.done;
}

const changesLeft = 1;

class Fixer {
  /** Differences of files that several inputs share are shown once. */
  private readonly printed = new Set<string>();

  constructor(
    private readonly commandLine: CommandLine,
    private readonly flags: FixFlags,
    private readonly checks: Policy['checks'],
    private readonly named: Awaited<ReturnType<typeof namedFixes>>,
  ) {}

  async fix(input: CollectedInput): Promise<Mended> {
    const { language } = this.commandLine;
    if (!input.ok) return this.failed(input.label, input.problem.message[language]);
    const { applyFixes, fixReport, isLeft } = await import('../engine.js');
    const { kind, text, options, label } = input;
    const { name = '', files = noFiles, ...rest } = options;
    const { checks, named } = this;
    const now = this.commandLine.now();
    const result = applyFixes({ input: kind, text, name, files, options: rest, checks, named, now });
    if (!result.ok) {
      const { line, message } = result.problem;
      return this.failed(label, `${line === null ? '' : `line ${line}: `}${message[language]}`);
    }
    const report = fixReport(result, (path) => shownPath(input, path));
    if (this.flags.write && input.file) {
      const { projectFolder } = input.file;
      const failure = await writeFiles(projectFolder, result.files).then((): string | null => null, told);
      if (failure !== null) return this.failed(label, failure);
    }
    this.print(input, report);
    const isOpen = report.files.length > 0 && !this.flags.write;
    return { input: label, report, failure: null, isLeft: isOpen || isLeft({ named }, report) };
  }

  private failed(label: string, failure: string): Mended {
    this.commandLine.errors.write(`${shown(label)}: ${shown(failure)}\n`);
    return { input: label, report: null, failure, isLeft: true };
  }

  private print(input: InputText, report: FixReport): void {
    const { output, errors, language } = this.commandLine;
    if (this.flags.json) return;
    if (!input.file) {
      const after = report.files.find(({ path }) => path === input.label)?.text ?? input.text;
      output.write(after.endsWith('\n') || input.kind !== 'run-command' ? after : `${after}\n`);
    } else if (!this.flags.write) {
      for (const { diff } of report.files) {
        if (!this.printed.has(diff))
          output.write(paintedDiff(diff, coloursFor(output, this.commandLine), output.isTTY === true));
        this.printed.add(diff);
      }
    }
    const colours = coloursFor(errors, this.commandLine);
    const how = { language, colours, width: widthOf(errors), isWritten: this.flags.write === true };
    for (const line of reportLines(input.label, report, how)) errors.write(`${line}\n`);
  }
}

const noFiles = { read: () => null, list: () => null };

function told(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return message;
}

async function checksOf({ policy }: FixFlags): Promise<Policy['checks']> {
  if (policy !== undefined) return (await localPolicy(policy)).policy.checks;
  const { checks } = await import('../engine.js');
  return Object.fromEntries(checks.map(({ id }) => [id, {}]));
}

/** In REST's representation. */
async function printReports(commandLine: CommandLine, mended: readonly Mended[]): Promise<void> {
  const { FixReport: contract } = await import('../../contracts/fix.contract.js');
  const { localizerOf } = await import('../../contracts/kit/localized.js');
  const localize = localizerOf(contract.omit({ kind: true }));
  printJson(commandLine, {
    reports: mended.map(({ input, report, failure }) => ({
      ...{ input, failure },
      ...(report && (localize?.(report, commandLine.language) as object)),
    })),
  });
}
