import type { Output } from '../cli/command-line.js';
import { renderFields } from '../cli/output/fields.js';
import type { IronhullClient } from '../client/ironhull-client.js';
import { floorOf } from './floor.js';
import { median, rounded } from './numbers.js';
import { startServiceUnderTest } from './service-under-test.js';

const warmRuns = 5;

interface Measured {
  readonly seconds: number;
  readonly ratioToFloor: number;
}

/** What `bench scan --json` prints. */
export interface ScanBench {
  readonly cold: Measured & {
    /** Of the worker; null where the system does not tell. */
    readonly peakMemoryMb: number | null;
  };
  readonly warm: Measured;
  readonly floor: { readonly seconds: number };
}

/**
 * Scans an archive with a fresh service, then again with what that service knows then. A scan goes from the client's
 * first request to the verdict. The floor is measured before and after, in the same run.
 */
export async function benchScan(archive: string): Promise<ScanBench> {
  const floor = await floorOf(archive);
  const floors = [await floor(), await floor()];
  const service = await startServiceUnderTest();
  try {
    const cold = await timeScan(service.client, archive);
    const peakMemoryMb = await service.workerPeakMb();
    floors.push(await floor());
    const warm: number[] = [];
    for (let run = 0; run < warmRuns; run += 1) warm.push(await timeScan(service.client, archive));
    const floorSeconds = median(floors);
    const measured = (seconds: number): Measured => ({
      seconds: rounded(seconds, 3),
      ratioToFloor: rounded(seconds / floorSeconds, 2),
    });
    return {
      cold: { ...measured(cold), peakMemoryMb },
      warm: measured(median(warm)),
      floor: { seconds: rounded(floorSeconds, 3) },
    };
  } finally {
    await service.close();
  }
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

export function printScanBench(output: Output, { cold, warm, floor }: ScanBench): void {
  const of = ({ seconds, ratioToFloor }: Measured) => `${seconds} s, ${ratioToFloor} × the floor`;
  output.write(
    renderFields([
      ['floor', `${floor.seconds} s: the layers through zlib and sha256 and nothing else`],
      ['cold', of(cold)],
      ['  peak memory', cold.peakMemoryMb === null ? 'not known here' : `${cold.peakMemoryMb} MB (worker)`],
      ['warm', `${of(warm)} (median of ${warmRuns})`],
    ]),
  );
}
