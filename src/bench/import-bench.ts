import { open, readdir, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Output } from '../cli/command-line.js';
import { renderFields } from '../cli/output/fields.js';
import { fileChunks } from '../client/archive-upload.js';
import type { IronhullClient, Wire } from '../client/ironhull-client.js';
import type { AdvisoryImport } from '../contracts/advisory.contract.js';
import { isKnownEcosystem } from '../engine/advisories/ecosystems.js';
import { rounded } from './numbers.js';
import { startServiceUnderTest, type ServiceUnderTest } from './service-under-test.js';

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

/**
 * Imports a file or folder into a fresh service, and once more. A file is uploaded: from the first request to the end of
 * the import. A folder is the service's own source, of whose folders it reads those that OSV has ecosystems for: from
 * the beginning of a look at all of them to its end.
 */
export async function benchImport(path: string): Promise<ImportBench> {
  return (await stat(path)).isDirectory() ? benchFolder(resolve(path)) : benchFile(path);
}

async function benchFile(path: string): Promise<ImportBench> {
  const service = await startServiceUnderTest();
  try {
    const measure = async (): Promise<Measured> => {
      const start = performance.now();
      const { id } = await submit(service.client, path);
      const { state, error, read, stored } = await service.client.followImport(id);
      const seconds = (performance.now() - start) / 1000;
      if (state !== 'succeeded') throw new Error(`the import failed: ${error?.message}`);
      return measured(service, seconds, read, stored);
    };
    return { first: await measure(), again: await measure() };
  } finally {
    await service.close();
  }
}

async function benchFolder(path: string): Promise<ImportBench> {
  const names = await knownEcosystemsIn(path);
  const service = await startServiceUnderTest(sourceSettings(path, names));
  try {
    const first = await refreshedFrom(service, names);
    const before = new Map(
      (await service.client.advisoryStatus()).feeds.map(({ name, triedAt }) => [name, triedAt]),
    );
    const start = performance.now();
    await service.client.refreshAdvisories();
    return { first, again: await measureLook(service, names, before, start) };
  } finally {
    await service.close();
  }
}

/** The folders that OSV has ecosystems for. */
export async function knownEcosystemsIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  return entries.flatMap((entry) =>
    entry.isDirectory() && isKnownEcosystem(entry.name) ? [entry.name] : [],
  );
}

/** Has a service take its advisories from a folder, once. */
export function sourceSettings(path: string, ecosystems: readonly string[]): Record<string, string> {
  return {
    IRONHULL_ADVISORY_SOURCE: path,
    IRONHULL_ADVISORY_ECOSYSTEMS: ecosystems.join(','),
    IRONHULL_ADVISORY_MINUTES: '10080',
  };
}

/** Waits for the first look at its source of a service that has just started: it begins as soon as the worker is ready. */
export async function refreshedFrom(
  service: ServiceUnderTest,
  ecosystems: readonly string[],
): Promise<Measured> {
  return measureLook(service, ecosystems, new Map(), performance.now());
}

/** Until every feed was tried after `before`. */
async function measureLook(
  service: ServiceUnderTest,
  names: readonly string[],
  before: ReadonlyMap<string, string>,
  start: number,
): Promise<Measured> {
  for (;;) {
    const { feeds } = await service.client.advisoryStatus();
    const ended = feeds.filter(({ name, triedAt }) => triedAt !== before.get(name));
    const failed = ended.find(({ failure }) => failure !== null);
    if (failed) throw new Error(`${failed.name}: ${failed.failure}`);
    if (ended.length >= names.length) break;
    // Asking costs the service something; a first look takes long enough to be asked for rarely.
    await delay(before.size === 0 ? 500 : 20);
  }
  const seconds = (performance.now() - start) / 1000;
  const imports = await service.client.advisoryImports();
  const countOf = (field: 'read' | 'stored') => imports.reduce((sum, one) => sum + one[field], 0);
  return measured(service, seconds, countOf('read'), before.size === 0 ? countOf('stored') : 0);
}

async function measured(
  service: ServiceUnderTest,
  seconds: number,
  records: number,
  stored: number,
): Promise<Measured> {
  return {
    seconds: rounded(seconds, 3),
    recordsPerSecond: Math.round(records / seconds),
    records,
    stored,
    peakMemoryMb: await service.workerPeakMb(),
  };
}

async function submit(client: IronhullClient, path: string): Promise<Wire<AdvisoryImport>> {
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
