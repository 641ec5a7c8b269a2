import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { CommandLine } from '../cli/command-line.js';
import { reportFailure } from '../cli/failure.js';
import { exitWith, processCommandLine } from '../cli/process-command-line.js';
import { benchApi, printApiBench } from './api-bench.js';
import { benchCheck, printCheckBench } from './check-bench.js';
import { benchHost, printHostBench } from './host-bench.js';
import { benchImport, printImportBench } from './import-bench.js';
import { benchMatch, printMatchBench } from './match-bench.js';
import { benchPreview, printPreviewBench } from './preview-bench.js';
import { benchScan, printScanBench } from './scan-bench.js';

interface Flags {
  readonly json?: true;
}

interface ScanFlags extends Flags {
  readonly advisories?: string;
}

interface CheckFlags extends Flags {
  readonly count: number;
}

interface HostFlags extends Flags {
  readonly hosts: number;
  readonly containers: number;
}

interface MatchFlags extends Flags {
  readonly images: number;
  readonly components: number;
  readonly ranges: number;
  readonly doubled: boolean;
}

const commandLine = processCommandLine({ endsAtOnce: true });
const { output } = commandLine;
const program = new Command('bench').description('measures the service as it is built');
program
  .command('scan')
  .description('scan an image archive: time, memory, the ratio to the floor and to every peer on PATH')
  .argument('<archive>', 'docker save or OCI layout')
  .option('--advisories <folder>', 'OSV bulk files to match against, <ecosystem>/all.zip')
  .option('--json', 'print the numbers as one JSON object, on the last line')
  .action(async (archive: string, { advisories, json }: ScanFlags) => {
    const tell = (line: string) => commandLine.errors.write(`${line}\n`);
    const result = await untilInterrupted(
      commandLine,
      benchScan(archive, { advisories: advisories ?? null, tell }),
    );
    printScanBench(output, result);
    if (json) output.write(`${JSON.stringify(result)}\n`);
  });
program
  .command('import')
  .description('import advisories: time, records a second, memory')
  .argument('<path>', 'a zip, a JSON file, or a folder of them')
  .option('--json', 'print the numbers as one JSON object, on the last line')
  .action(async (path: string, { json }: Flags) => {
    const result = await untilInterrupted(commandLine, benchImport(path));
    printImportBench(output, result);
    if (json) output.write(`${JSON.stringify(result)}\n`);
  });

program
  .command('match')
  .description('match and judge a made-up fleet: from nothing, and when advisories arrive')
  .option('--images <count>', 'images in the fleet', Number, 10_000)
  .option('--components <count>', 'components of each', Number, 300)
  .option('--ranges <count>', 'affected ranges', Number, 500_000)
  .option('--no-doubled', 'leave out the fleet of twice the size')
  .option('--json', 'print the numbers as one JSON object, on the last line')
  .action(async ({ images, components, ranges, doubled, json }: MatchFlags) => {
    const scale = { images, componentsPerImage: components, ranges };
    const tell = (line: string) => commandLine.errors.write(`${line}\n`);
    const result = await untilInterrupted(commandLine, benchMatch(scale, tell, doubled));
    printMatchBench(output, result);
    if (json) output.write(`${JSON.stringify(result)}\n`);
  });

program
  .command('api')
  .description(
    'ask the gate and every list on a made-up fleet: requests a second, the ratio to a bare handler',
  )
  .option('--images <count>', 'images in the fleet', Number, 10_000)
  .option('--components <count>', 'components of each', Number, 300)
  .option('--ranges <count>', 'affected ranges', Number, 500_000)
  .option('--json', 'print the numbers as one JSON object, on the last line')
  .action(async ({ images, components, ranges, json }: Omit<MatchFlags, 'doubled'>) => {
    // So that each image has about a hundred vulnerabilities.
    const scale = { images, componentsPerImage: components, ranges, rangesPerHit: 60 };
    const tell = (line: string) => commandLine.errors.write(`${line}\n`);
    const result = await untilInterrupted(commandLine, benchApi(scale, tell));
    printApiBench(output, result);
    if (json) output.write(`${JSON.stringify(result)}\n`);
  });

program
  .command('preview')
  .description('preview drafts of the standard policy against a made-up fleet')
  .option('--images <count>', 'images in the fleet', Number, 10_000)
  .option('--components <count>', 'components of each', Number, 300)
  .option('--ranges <count>', 'affected ranges', Number, 500_000)
  .option('--json', 'print the numbers as one JSON object, on the last line')
  .action(async ({ images, components, ranges, json }: Omit<MatchFlags, 'doubled'>) => {
    const scale = { images, componentsPerImage: components, ranges };
    const tell = (line: string) => commandLine.errors.write(`${line}\n`);
    const result = await untilInterrupted(commandLine, benchPreview(scale, tell));
    printPreviewBench(output, result);
    if (json) output.write(`${JSON.stringify(result)}\n`);
  });

program
  .command('check')
  .description('read and judge documents against every check, on one core')
  .argument('[files...]', 'documents, which are read over and over; default: made-up containers')
  .option('--count <count>', 'documents', Number, 1_000)
  .option('--json', 'print the numbers as one JSON object, on the last line')
  .action(async (files: string[], { count, json }: CheckFlags) => {
    const read = async (file: string) => [file, await readFile(file, 'utf8')] as const;
    const result = benchCheck(new Map(await Promise.all(files.map(read))), count);
    printCheckBench(output, result);
    if (json) output.write(`${JSON.stringify(result)}\n`);
  });

program
  .command('host')
  .description('scan the bundles of a made-up fleet of hosts, and once more: through the queue, nothing lost')
  .option('--hosts <count>', 'hosts in the fleet', Number, 1_000)
  .option('--containers <count>', 'containers of each', Number, 50)
  .option('--json', 'print the numbers as one JSON object, on the last line')
  .action(async ({ hosts, containers, json }: HostFlags) => {
    const tell = (line: string) => commandLine.errors.write(`${line}\n`);
    const result = await untilInterrupted(commandLine, benchHost(hosts, containers, tell));
    printHostBench(output, result);
    if (json) output.write(`${JSON.stringify(result)}\n`);
  });

/** The processes under test get the terminal's signal themselves; what they leave undone ends the bench. */
async function untilInterrupted<T>({ signal }: CommandLine, work: Promise<T>): Promise<T> {
  const result = await work;
  signal.throwIfAborted();
  return result;
}

try {
  await program.parseAsync();
  exitWith(0);
} catch (error) {
  reportFailure(commandLine, error);
  exitWith(1);
}
