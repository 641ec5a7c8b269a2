import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandLine } from '../cli/command-line.js';
import { reportFailure } from '../cli/failure.js';
import { Interruption } from '../cli/interruption.js';
import { exitWith, processCommandLine } from '../cli/process-command-line.js';
import { coloursFor } from '../cli/output/colour.js';
import { IronhullClient } from '../client/ironhull-client.js';
import { Narrator } from './narrator.js';

/** Runs the demo in a folder of its own, which is gone afterwards; returns the exit code. */
async function demo(commandLine: CommandLine): Promise<number> {
  const narrator = new Narrator(commandLine.output, coloursFor(commandLine.output, commandLine));
  const folder = await mkdtemp(join(tmpdir(), 'ironhull-demo-'));
  try {
    await playOn(folder, commandLine, narrator);
    sayWhatNext(narrator);
    return 0;
  } catch (error) {
    const reason: unknown = commandLine.signal.aborted ? commandLine.signal.reason : error;
    if (reason instanceof Interruption) return reason.exitCode;
    reportFailure(commandLine, error);
    return 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function playOn(folder: string, commandLine: CommandLine, narrator: Narrator): Promise<void> {
  narrator.step('A service of its own: API, worker and PostgreSQL, in a folder that goes away again');
  const [{ readConfig }, { openService }, { createLogger }, { play }] = await Promise.all([
    import('../platform/config/config.js'),
    import('../service.js'),
    import('../platform/logging/logger.js'),
    import('./story.js'),
  ]);
  const config = readConfig({ IRONHULL_DATA: join(folder, 'data'), IRONHULL_PORT: '0' });
  const log = createLogger({
    level: 'error',
    destination: { write: (line) => void commandLine.errors.write(line) },
  });
  const service = await openService(config, { roles: { api: true, worker: true }, log });
  try {
    const key = service.firstKey ?? (await service.localKey());
    const admin = new IronhullClient({ url: service.address ?? '', key });
    narrator.say(`It listens on ${admin.url}.`);
    commandLine.signal.throwIfAborted();
    await play({ commandLine, narrator, folder, admin });
  } finally {
    await service.close();
  }
}

function sayWhatNext(narrator: Narrator): void {
  narrator.step('What to try next');
  narrator.say('Run it for good, and scan an image of yours from another terminal:');
  narrator.command('npx ironhull serve');
  narrator.command('docker save <image> -o image.tar');
  narrator.command('npx ironhull advisories import <file or folder of OSV records>');
  narrator.command('npx ironhull scan image.tar');
}

exitWith(await demo(processCommandLine({ endsAtOnce: false })));
