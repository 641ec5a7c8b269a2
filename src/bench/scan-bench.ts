import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Output } from '../cli/command-line.js';
import { renderFields } from '../cli/output/fields.js';
import type { IronhullClient } from '../client/ironhull-client.js';
import { knownEcosystemsIn, refreshedFrom, sourceSettings } from './import-bench.js';
import { median, rounded } from './numbers.js';
import { runPeers, type PeerRun } from './peers.js';
import { startServiceUnderTest } from './service-under-test.js';

const warmRuns = 5;

interface Measured {
  readonly seconds: number;
  readonly ratioToFloor: number;
}

interface Cold extends Measured {
  /** Of the worker; null where the system does not tell. */
  readonly peakMemoryMb: number | null;
}

interface MeasuredPeer {
  readonly seconds: number;
  /** Seconds of the cold scan that does the same work, to the peer's: less than 1 is faster than the peer. */
  readonly ratio: number;
  /** What it did in that time. */
  readonly does: string;
}

/** What `bench scan --json` prints. */
export interface ScanBench {
  readonly cold: Cold;
  readonly warm: Measured;
  /** Cold, with the advisories imported before; null: there were none to import. */
  readonly matching: Measured | null;
  readonly floor: { readonly seconds: number };
  /** Those on PATH that scanned the archive, by name. */
  readonly peers: Readonly<Record<string, MeasuredPeer>>;
  /** Why others on PATH did not. */
  readonly refusals: Readonly<Record<string, string>>;
}

export interface ScanBenchOptions {
  /** A folder of OSV's bulk files, `<ecosystem>/all.zip`; null: nothing is matched. */
  readonly advisories: string | null;
  readonly tell: (line: string) => void;
}

/**
 * Scans an archive with a fresh service that has come to rest after its start, then again with what that service knows
 * then, and once more with a fresh one that has advisories. A scan goes from the client's first request to the verdict.
 * The floor is measured before and after, in the same run; so are the peers.
 */
export async function benchScan(archive: string, options: ScanBenchOptions): Promise<ScanBench> {
  const floors = [await floorAlone(archive), await floorAlone(archive)];
  const { cold, warm } = await scanFresh(archive, warmRuns);
  floors.push(await floorAlone(archive));
  const advisories = await folderOrNull(options.advisories);
  const matching = advisories === null ? null : (await scanFresh(archive, 0, advisories)).cold;
  const peers = await runPeers(archive, advisories, options.tell);
  const floorSeconds = median(floors);
  const measured = (seconds: number): Measured => ({
    seconds: rounded(seconds, 3),
    ratioToFloor: rounded(seconds / floorSeconds, 2),
  });
  return {
    cold: { ...measured(cold.seconds), peakMemoryMb: cold.peakMemoryMb },
    warm: measured(median(warm)),
    matching: matching && measured(matching.seconds),
    floor: { seconds: rounded(floorSeconds, 3) },
    ...comparedWith(peers, cold, matching),
  };
}

/** Seconds, in a process that does nothing else. */
async function floorAlone(archive: string): Promise<number> {
  const program = fileURLToPath(new URL('./floor-main.js', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, archive]);
  return Number(stdout);
}

interface FreshScan {
  readonly seconds: number;
  readonly peakMemoryMb: number | null;
}

/** One scan by a fresh service, and so many more of the same archive. */
async function scanFresh(
  archive: string,
  again: number,
  advisories: string | null = null,
): Promise<{ cold: FreshScan; warm: number[] }> {
  const ecosystems = advisories === null ? [] : await knownEcosystemsIn(advisories);
  const settings = advisories === null ? {} : sourceSettings(advisories, ecosystems);
  const service = await startServiceUnderTest(settings);
  try {
    if (advisories !== null) await refreshedFrom(service, ecosystems);
    await service.settle();
    const seconds = await timeScan(service.client, archive);
    const cold = { seconds, peakMemoryMb: await service.workerPeakMb() };
    const warm: number[] = [];
    for (let run = 0; run < again; run += 1) warm.push(await timeScan(service.client, archive));
    return { cold, warm };
  } finally {
    await service.close();
  }
}

function comparedWith(
  runs: readonly PeerRun[],
  cold: FreshScan,
  matching: FreshScan | null,
): Pick<ScanBench, 'peers' | 'refusals'> {
  const peers: Record<string, MeasuredPeer> = {};
  const refusals: Record<string, string> = {};
  for (const run of runs) {
    if ('refusal' in run) refusals[run.name] = run.refusal;
    else {
      const own = run.work === 'matching' && matching ? matching : cold;
      peers[run.name] = {
        seconds: rounded(run.seconds, 3),
        ratio: rounded(own.seconds / run.seconds, 2),
        does: run.does,
      };
    }
  }
  return { peers, refusals };
}

async function folderOrNull(path: string | null): Promise<string | null> {
  if (path === null) return null;
  if (!(await stat(path)).isDirectory()) throw new Error(`${path} is no folder of OSV's bulk files`);
  return resolve(path);
}

/** Seconds from the first request to the verdict. */
async function timeScan(client: IronhullClient, archive: string): Promise<number> {
  const start = performance.now();
  const submitted = await client.scanArchive(archive);
  const scan = await client.followScan(submitted.id);
  if (scan.targetId === null) throw new Error(`the scan failed: ${scan.error?.message}`);
  await client.verdict(scan.targetId);
  return (performance.now() - start) / 1000;
}

export function printScanBench(output: Output, bench: ScanBench): void {
  const { cold, warm, matching, floor, peers, refusals } = bench;
  const of = ({ seconds, ratioToFloor }: Measured) => `${seconds} s, ${ratioToFloor} × the floor`;
  const memory = ({ peakMemoryMb }: Cold) =>
    peakMemoryMb === null ? 'not known here' : `${peakMemoryMb} MB (worker)`;
  output.write(
    renderFields([
      ['floor', `${floor.seconds} s: the layers through zlib and sha256 and nothing else`],
      ['cold', of(cold)],
      ['  peak memory', memory(cold)],
      ['warm', `${of(warm)} (median of ${warmRuns})`],
      ...(matching ? [['cold, with advisories', of(matching)] as const] : []),
      ...Object.entries(peers).flatMap(([name, { seconds, ratio, does }]) => [
        [name, `${seconds} s; Ironhull takes ${ratio} × that`] as const,
        ['', does] as const,
      ]),
      ...Object.entries(refusals).map(([name, why]) => [name, `not measured: ${why}`] as const),
    ]),
  );
}
