import { open, stat } from 'node:fs/promises';
import { advisoryLines } from '../cli/advisory-lines.js';
import type { Output } from '../cli/command-line.js';
import { renderFields } from '../cli/output/fields.js';
import { fileChunks } from '../client/archive-upload.js';
import type { IronhullClient, Wire } from '../client/ironhull-client.js';
import type { AdvisoryImport } from '../contracts/advisory.contract.js';
import { openAdvisorySource } from '../platform/sources/advisory-source.js';
import { rounded } from './numbers.js';
import { startServiceUnderTest } from './service-under-test.js';

interface Measured {
  readonly seconds: number;
  readonly recordsPerSecond: number;
  readonly records: number;
  /** New or changed. */
  readonly stored: number;
  /** Of the worker so far; null where the system does not tell. */
  readonly peakMemoryMb: number | null;
}

/** What `bench import --json` prints. */
export interface ImportBench {
  readonly first: Measured;
  /** With nothing changed. */
  readonly again: Measured;
}

/** Imports a file or folder into a fresh service, and once more: from the first request to the end of the import. */
export async function benchImport(path: string): Promise<ImportBench> {
  const service = await startServiceUnderTest();
  try {
    const measure = async (): Promise<Measured> => {
      const start = performance.now();
      const { id } = await submit(service.client, path);
      const { state, error, read, stored } = await service.client.followImport(id);
      const seconds = (performance.now() - start) / 1000;
      if (state !== 'succeeded') throw new Error(`the import failed: ${error?.message}`);
      return {
        seconds: rounded(seconds, 3),
        recordsPerSecond: Math.round(read / seconds),
        records: read,
        stored,
        peakMemoryMb: await service.workerPeakMb(),
      };
    };
    return { first: await measure(), again: await measure() };
  } finally {
    await service.close();
  }
}

async function submit(client: IronhullClient, path: string): Promise<Wire<AdvisoryImport>> {
  if ((await stat(path)).isDirectory()) {
    const source = await openAdvisorySource(path);
    return client.importAdvisories(advisoryLines(source.records(), () => undefined));
  }
  const handle = await open(path, 'r');
  try {
    return await client.importAdvisories(fileChunks(handle));
  } finally {
    await handle.close();
  }
}

export function printImportBench(output: Output, { first, again }: ImportBench): void {
  const line = ({ seconds, records, recordsPerSecond, stored, peakMemoryMb }: Measured) => {
    const memory = peakMemoryMb === null ? '' : `, worker's peak memory ${peakMemoryMb} MB`;
    return `${seconds} s, ${records} records (${stored} stored), ${recordsPerSecond} records/s${memory}`;
  };
  output.write(
    renderFields([
      ['import', line(first)],
      ['again, nothing changed', line(again)],
    ]),
  );
}
