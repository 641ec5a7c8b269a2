import { open, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { fileChunks } from '../client/archive-upload.js';
import type { Wire } from '../client/ironhull-client.js';
import type { AdvisoryImport } from '../contracts/advisory.contract.js';
import { exitCodes, printJson, type CommandLine } from './command-line.js';
import { advisoryLines } from './advisory-lines.js';
import { statusReport } from './advisory-status-report.js';
import { byteText, countText, shown } from './output/text.js';
import type { SourceItem } from '../platform/sources/source-item.js';
import type { Runner } from './runner.js';
import { withSession, type Session } from './session.js';

interface ImportFlags {
  readonly source?: string;
  readonly json?: true;
}

export function defineAdvisories(program: Command, run: Runner): void {
  const advisories = program
    .command('advisories')
    .description('the advisory database: import into it, see its state');
  advisories
    .command('import')
    .description(
      "import OSV records, CISA's catalogue of known exploited vulnerabilities, or FIRST's scores (EPSS)",
    )
    .argument('<path>', 'a zip, a JSON file, a folder of them, or a CSV of scores')
    .option('--source <name>', 'a name for the source, shown in the status (default: name of the file)')
    .option('--json', 'print the import as JSON')
    .action((path: string, flags: ImportFlags) =>
      run((commandLine) => importAdvisories(commandLine, path, flags)),
    );
  advisories
    .command('refresh')
    .description('have the service look for what is new in its sources now; the status tells when it has')
    .action(() =>
      run(async (commandLine) => {
        await withSession(commandLine, {}, ({ client }) => client.refreshAdvisories());
        commandLine.output.write('Queued. Next: ironhull advisories status\n');
        return exitCodes.done;
      }),
    );
  advisories
    .command('status')
    .description('what the database can speak about, and how old it is')
    .option('--json', 'print the status as JSON')
    .action((flags: { json?: true }) => run((commandLine) => showStatus(commandLine, flags.json === true)));
}

async function importAdvisories(commandLine: CommandLine, path: string, flags: ImportFlags): Promise<number> {
  const isFolder = (await stat(path)).isDirectory();
  const isQuiet = flags.json === true;
  const unreadable = new Map<string, string>();
  const source = flags.source ?? (basename(resolve(path)) || 'upload').slice(0, 200);
  const ended = await withSession(commandLine, { isQuiet, isRepeatable: true }, async (session) => {
    const queued = await (isFolder
      ? sendFolder(session, path, source, unreadable)
      : sendFile(session, path, source));
    const onChange = (state: Wire<AdvisoryImport>) => session.progress.show(importState(state));
    return session.client.followImport(queued.id, { onChange, signal: session.signal });
  });
  if (isQuiet) printJson(commandLine, ended);
  else commandLine.output.write(importReport(ended, unreadable));
  return ended.state === 'succeeded' ? exitCodes.done : exitCodes.failed;
}

async function sendFile(
  { client, progress, signal }: Session,
  path: string,
  source: string,
): Promise<Wire<AdvisoryImport>> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const onSent = (sent: number) => {
      const detail = `${byteText(sent)} of ${byteText(size)}`;
      progress.show({ label: 'sending', fraction: sent / Math.max(1, size), detail });
    };
    return await client.importAdvisories(fileChunks(handle), { source, total: size, onSent, signal });
  } finally {
    await handle.close();
  }
}

/** @param unreadable is given why the first items that could not be read here could not: the service cannot know. */
async function sendFolder(
  { client, progress, signal }: Session,
  path: string,
  source: string,
  unreadable: Map<string, string>,
): Promise<Wire<AdvisoryImport>> {
  const { openAdvisorySource } = await import('../platform/sources/advisory-source.js');
  const folder = await openAdvisorySource(path);
  let read = 0;
  const onItem = (item: SourceItem) => {
    read += 1;
    if ('problem' in item && unreadable.size < toldProblems) {
      unreadable.set(item.name, item.problem.replace(`${item.name}: `, ''));
    }
    const fraction = folder.total === null ? null : read / Math.max(1, folder.total);
    progress.show({ label: 'sending', fraction, detail: countText(read, 'record') });
  };
  return client.importAdvisories(advisoryLines(folder.records(), onItem), { source, signal });
}

function importState({ state, read, total }: Wire<AdvisoryImport>) {
  const label = state === 'queued' ? 'waiting' : 'importing';
  const of = total === null ? '' : ` of ${total}`;
  return {
    label,
    fraction: total === null ? null : read / Math.max(1, total),
    detail: `${read}${of} records`,
  };
}

/** Problems that are told; JSON has up to a hundred. */
const toldProblems = 10;

function importReport(ended: Wire<AdvisoryImport>, unreadable: ReadonlyMap<string, string>): string {
  const { state, error, read, stored, unchanged, withdrawn, invalid, knownExploited, problems } = ended;
  if (state === 'failed') {
    return `The import failed, nothing was changed: ${shown(error?.message ?? 'the service does not say why')}\n`;
  }
  const lines = [
    `Imported ${countText(read, 'record')} from ${shown(ended.source)}: ${stored} new or changed, ${unchanged} unchanged.`,
    ...(withdrawn > 0
      ? [`${countText(withdrawn, 'record is', 'records are')} withdrawn and match nothing.`]
      : []),
    ...(knownExploited > 0
      ? [`${countText(knownExploited, 'flaw is', 'flaws are')} known to be exploited.`]
      : []),
    ...(invalid > 0 ? [`${countText(invalid, 'item was', 'items were')} left out:`] : []),
    ...problems
      .slice(0, toldProblems)
      .map(({ name, problem }) => `  ${shown(name)}: ${shown(unreadable.get(name) ?? problem)}`),
    ...(invalid > toldProblems ? [`  and ${invalid - toldProblems} more`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

async function showStatus(commandLine: CommandLine, isJson: boolean): Promise<number> {
  const status = await withSession(commandLine, { isQuiet: isJson }, ({ client }) => client.advisoryStatus());
  if (isJson) printJson(commandLine, status);
  else commandLine.output.write(statusReport(status, commandLine.now()));
  return exitCodes.done;
}
