import { Option, type Command } from 'commander';
import { reportFormats, type ReportFormatId } from '../contracts/report-formats.js';
import { exitCodes, UsageError, type CommandLine } from './command-line.js';
import type { Runner } from './runner.js';
import { withSession } from './session.js';

export function defineReport(program: Command, run: Runner): void {
  program
    .command('report')
    .description('write a target as a bill of materials with its vulnerabilities, or its findings')
    .argument('<target>', 'id of a target, or digest of an image')
    .addOption(
      new Option('--format <format>', 'how it is written')
        .choices(Object.keys(reportFormats))
        .default('cyclonedx' satisfies ReportFormatId),
    )
    .action((target: string, { format }: { format: ReportFormatId }) =>
      run((commandLine) => report(commandLine, target, format)),
    );
}

async function report(commandLine: CommandLine, target: string, format: ReportFormatId): Promise<number> {
  const text = await withSession(commandLine, { isQuiet: true, isRepeatable: true }, async ({ client }) => {
    if (!target.startsWith('sha256:')) return client.report(target, format);
    const { targetId } = await client.gate(target);
    if (targetId === null) throw new UsageError(`${target}: no image with this digest was ever scanned`);
    return client.report(targetId, format);
  });
  commandLine.output.write(text);
  return exitCodes.done;
}
