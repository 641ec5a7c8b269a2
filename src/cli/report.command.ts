import { Option, type Command } from 'commander';
import { benchmarkReportForms, reportFormats, type ReportFormatId } from '../contracts/report-formats.js';
import type { BenchmarkFormId } from '../engine/benchmarks/index.generated.js';
import { exitCodes, UsageError, type CommandLine } from './command-line.js';
import type { Runner } from './runner.js';
import { withSession } from './session.js';

export function defineReport(program: Command, run: Runner): void {
  program
    .command('report')
    .description(
      'write a target as a bill of materials with its vulnerabilities, its findings, or by the CIS benchmark',
    )
    .argument('<target>', 'id of a target, or digest of an image')
    .addOption(
      new Option('--format <format>', 'how it is written')
        .choices(Object.keys(reportFormats))
        .default('cyclonedx' satisfies ReportFormatId),
    )
    .addOption(
      new Option('--as <form>', 'how the format cis is written; default: text').choices(
        Object.keys(benchmarkReportForms),
      ),
    )
    .action((target: string, flags: ReportFlags) => run((commandLine) => report(commandLine, target, flags)));
}

interface ReportFlags {
  readonly format: ReportFormatId;
  readonly as?: BenchmarkFormId;
}

async function report(
  commandLine: CommandLine,
  target: string,
  { format, as: form }: ReportFlags,
): Promise<number> {
  if (form !== undefined && format !== 'cis') throw new UsageError('--as is of --format cis');
  const as = format === 'cis' ? (form ?? 'text') : undefined;
  const text = await withSession(commandLine, { isQuiet: true, isRepeatable: true }, async ({ client }) => {
    if (!target.startsWith('sha256:')) return client.report(target, format, as);
    const { targetId } = await client.gate(target);
    if (targetId === null) throw new UsageError(`${target}: no image with this digest was ever scanned`);
    return client.report(targetId, format, as);
  });
  commandLine.output.write(text);
  return exitCodes.done;
}
