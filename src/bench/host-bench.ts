import { setTimeout as delay } from 'node:timers/promises';
import type { Output } from '../cli/command-line.js';
import { renderFields } from '../cli/output/fields.js';
import type { IronhullClient } from '../client/ironhull-client.js';
import { hostBundle } from './host-data.js';
import { rounded } from './numbers.js';
import { startServiceUnderTest, type ServiceUnderTest } from './service-under-test.js';

/** Bundles that are on their way to the service at a time. */
const lanes = 4;
/** Scans that are asked for at a time, the oldest first; and how long none is when none of them has ended, in milliseconds. */
const asked = 4;
const interval = 250;

interface Measured {
  /** From the first request until the last scan has ended. */
  readonly seconds: number;
  readonly hostsPerSecond: number;
  /** Bundles that no scan ended well for. */
  readonly lost: number;
  /** Of the worker when a tenth was done, and when all was; null where the system does not tell. */
  readonly earlyPeakMemoryMb: number | null;
  readonly peakMemoryMb: number | null;
}

/** What `bench host --json` prints. */
export interface HostBench {
  readonly hosts: number;
  readonly containersPerHost: number;
  /** Of one bundle, in kB. */
  readonly bundleKb: number;
  /** Of hosts that nobody has seen. */
  readonly first: Measured;
  /** Of the same hosts once more, a little otherwise: each is compared with what it was. */
  readonly again: Measured;
}

/** Sends the bundles of a made-up fleet to a fresh service, twice; each is stored, judged, and linked to its images. */
export async function benchHost(
  hosts: number,
  containers: number,
  tell: (line: string) => void,
): Promise<HostBench> {
  const service = await startServiceUnderTest();
  try {
    const targets = new Set<string>();
    const first = await round(service, { hosts, containers, number: 0, targets, tell });
    const again = await round(service, { hosts, containers, number: 1, targets, tell });
    if (targets.size !== hosts) throw new Error(`of ${hosts} hosts the service knows ${targets.size}`);
    const bundleKb = rounded(hostBundle(0, containers, 0).length / 1000, 1);
    return { hosts, containersPerHost: containers, bundleKb, first, again };
  } finally {
    await service.close();
  }
}

interface Round {
  readonly hosts: number;
  readonly containers: number;
  readonly number: number;
  readonly targets: Set<string>;
  readonly tell: (line: string) => void;
}

async function round(
  service: ServiceUnderTest,
  { hosts, containers, number, targets, tell }: Round,
): Promise<Measured> {
  const { client } = service;
  const start = performance.now();
  const waiting: string[] = [];
  let next = 0;
  const send = async () => {
    for (let host = next++; host < hosts; host = next++)
      waiting.push(await sendBundle(client, hostBundle(host, containers, number)));
  };
  const sending = Promise.all(Array.from({ length: lanes }, send));
  let [ended, lost] = [0, 0];
  let early: number | null = null;
  while (ended < hosts) {
    const scans = await Promise.all(waiting.splice(0, asked).map((id) => client.scan(id)));
    const before = ended;
    for (const { id, state, targetId } of scans) {
      if (state === 'queued' || state === 'running') waiting.unshift(id);
      else {
        ended += 1;
        if (targetId === null) lost += 1;
        else targets.add(targetId);
      }
    }
    if (ended >= hosts / 10) early ??= await service.workerPeakMb();
    if (ended === before) await delay(interval);
  }
  await sending;
  const seconds = (performance.now() - start) / 1000;
  tell(`round ${number + 1}: ${hosts} bundles in ${rounded(seconds, 1)} s`);
  return {
    seconds: rounded(seconds, 2),
    hostsPerSecond: rounded(hosts / seconds, 1),
    lost,
    earlyPeakMemoryMb: early,
    peakMemoryMb: await service.workerPeakMb(),
  };
}

async function sendBundle(client: IronhullClient, bundle: string): Promise<string> {
  const bytes = Buffer.from(bundle);
  const { id } = await client.scanDocument(
    'host',
    (async function* () {
      yield await Promise.resolve(bytes);
    })(),
    { total: bytes.length },
  );
  return id;
}

export function printHostBench(output: Output, bench: HostBench): void {
  const of = ({ seconds, hostsPerSecond, lost, earlyPeakMemoryMb, peakMemoryMb }: Measured) =>
    `${seconds} s, ${hostsPerSecond} hosts a second, ${lost} lost; worker's peak ${earlyPeakMemoryMb ?? '?'} MB after a tenth, ${peakMemoryMb ?? '?'} MB at the end`;
  output.write(
    renderFields([
      ['hosts', `${bench.hosts} of ${bench.containersPerHost} containers, ${bench.bundleKb} kB each`],
      ['the first time', of(bench.first)],
      ['again', of(bench.again)],
    ]),
  );
}
