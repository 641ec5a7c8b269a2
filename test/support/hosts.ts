import type { HostPart } from '../../src/engine/model/host-facts.js';
import { aContainer } from '../../src/engine/checks/example-container.js';

/** What a collector brings of a host: texts of parts, what is no text as JSON; those that a test does not name are not there. */
export function hostBundle(
  parts: Partial<Readonly<Record<HostPart, unknown>>> = {},
  head: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const told = Object.entries(parts).map(([name, part]) => [
    name,
    { status: 'ok', text: typeof part === 'string' ? part : JSON.stringify(part) },
  ]);
  return {
    format: 'ironhull-host-bundle',
    version: 1,
    collectedAt: '2026-11-26T00:00:00Z',
    collector: 'sh',
    machineId: 'a'.repeat(64),
    hostname: 'node-1',
    isRoot: true,
    parts: Object.fromEntries(told) as unknown,
    ...head,
  };
}

/** A container as `docker inspect` tells of it. */
export function inspected(
  name: string,
  image: Readonly<Record<string, unknown>>,
  parts: Readonly<Record<string, unknown>> = {},
): object {
  const [container] = JSON.parse(aContainer({ Id: name.padEnd(64, '0'), Name: `/${name}`, ...parts })) as [
    object & { Config: object },
  ];
  const { Image, ...rest } = image;
  return { ...container, ...rest, Config: { ...container.Config, Image } };
}
