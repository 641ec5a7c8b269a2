import { open } from 'node:fs/promises';
import type { Command } from 'commander';
import { fileChunks } from '../client/archive-upload.js';
import type { VexClient } from '../client/vex-client.js';
import type { Wire } from '../client/ironhull-client.js';
import type { VexDocument, VexSource } from '../contracts/vex.contract.js';
import { exitCodes, printJson, type CommandLine } from './command-line.js';
import { renderFields } from './output/fields.js';
import { layOut } from './output/table.js';
import { countText, shown } from './output/text.js';
import { widthOf } from './command-line.js';
import type { Runner } from './runner.js';
import { withSession } from './session.js';

interface Flags {
  readonly json?: true;
}

export function defineVex(program: Command, run: Runner): void {
  const vex = program
    .command('vex')
    .description('what others say of flaws: import VEX documents, and say whose word counts');
  vex
    .command('import')
    .description(
      'import OpenVEX, CSAF 2.0 or CycloneDX as JSON; a new source decides nothing until it is trusted',
    )
    .argument('<file>', 'the document')
    .requiredOption('--source <name>', 'who it comes from, as it is to be called here')
    .option('--json', 'print the document as JSON')
    .action((file: string, flags: Flags & { source: string }) =>
      run((commandLine) => answered(commandLine, flags, importing(file, flags.source), documentText)),
    );
  defineLists(vex, run);
  vex
    .command('remove')
    .description('take the statements of a document back')
    .argument('<id>', 'id of the document')
    .option('--json', 'print the document as JSON')
    .action((id: string, flags: Flags) =>
      run((commandLine) => answered(commandLine, flags, (client) => client.remove(id), documentText)),
    );
  defineTrust(vex, run);
}

function defineTrust(vex: Command, run: Runner): void {
  for (const [name, trust, description] of [
    ['trust', 'trusted', "let a source's not_affected and fixed take findings away from the gate"],
    ['distrust', 'advisory', 'have a source shown only: it decides nothing'],
  ] as const) {
    vex
      .command(name)
      .description(description)
      .argument('<source>', 'name of the source')
      .option('--json', 'print the source as JSON')
      .action((source: string, flags: Flags) =>
        run((commandLine) =>
          answered(
            commandLine,
            flags,
            (client) => client.trust(source, trust),
            (one, width) => sourcesText([one], width),
          ),
        ),
      );
  }
}

function defineLists(vex: Command, run: Runner): void {
  vex
    .command('list')
    .description('imported documents, newest first')
    .option('--source <name>', 'only those of one source')
    .option('--all', 'also those that are superseded or removed')
    .option('--json', 'print them as JSON')
    .action((flags: Flags & { source?: string; all?: true }) => {
      const query = {
        ...(flags.source === undefined ? {} : { source: flags.source }),
        ...(flags.all ? {} : { state: 'in_force' }),
      };
      return run((commandLine) =>
        answered(commandLine, flags, (client) => client.list(query), documentsText),
      );
    });
  vex
    .command('sources')
    .description('who documents came from, and whose word counts')
    .option('--json', 'print them as JSON')
    .action((flags: Flags) =>
      run((commandLine) => answered(commandLine, flags, (client) => client.sources(), sourcesText)),
    );
}

function importing(file: string, source: string) {
  return async (client: VexClient): Promise<Wire<VexDocument>> => {
    const handle = await open(file, 'r');
    try {
      return await client.import(fileChunks(handle), source);
    } finally {
      await handle.close();
    }
  };
}

/** Asks the service, and prints what it answers. */
async function answered<T>(
  commandLine: CommandLine,
  { json = false }: { readonly json?: boolean },
  ask: (client: VexClient) => Promise<T>,
  render: (answer: T, width: number) => string,
): Promise<number> {
  const answer = await withSession(commandLine, { isQuiet: json }, ({ client }) => ask(client.vex));
  if (json) printJson(commandLine, answer);
  else commandLine.output.write(render(answer, widthOf(commandLine.output)));
  return exitCodes.done;
}

function documentText(document: Wire<VexDocument>): string {
  const { id, source, state, format, name, version, author, issuedAt, statements } = document;
  const left = document.problemCount;
  const fields: [string, string][] = [
    ['document', id],
    ['source', source],
    ['state', state.replace('_', ' ')],
    ['name', shown(`${name} (${format}, version ${version})`)],
    ['author', shown(author ?? 'not named')],
    ['issued', issuedAt],
    ['statements', String(statements)],
    ...(left === 0 ? [] : ([['left out', countText(left, 'part')]] as [string, string][])),
    ...document.problems.map((problem): [string, string] => ['', shown(problem)]),
  ];
  return renderFields(fields);
}

function documentsText(documents: readonly Wire<VexDocument>[], width: number): string {
  if (documents.length === 0) return 'No documents.\n';
  const rows = documents.map(({ id, source, state, statements, name }) =>
    [id, source, state.replace('_', ' '), countText(statements, 'statement'), name].map(shown),
  );
  return `${layOut(rows, width).join('\n')}\n`;
}

function sourcesText(sources: readonly Wire<VexSource>[], width: number): string {
  if (sources.length === 0) return 'No sources.\n';
  const rows = sources.map(({ name, trust, documents, statements, changedBy }) => [
    name,
    trust === 'trusted' ? 'trusted' : 'advisory only',
    countText(documents, 'document'),
    countText(statements, 'statement'),
    shown(`by ${changedBy}`),
  ]);
  return `${layOut(rows, width).join('\n')}\n`;
}
