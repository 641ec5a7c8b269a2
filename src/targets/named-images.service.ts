import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RootfsFacts } from '../engine/model/facts.js';
import type { ImageConfig } from '../engine/model/image-config-facts.js';
import { imageKey, type WorkloadImageFacts } from '../engine/model/workload-document.js';
import type { WorkloadImage } from '../engine/model/workload-facts.js';

/** Finds the images that workloads name among those that were scanned. */
@Injectable()
export class NamedImages {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * By `imageKey`: by digest where one is known, else the newest that was scanned so named.
   * @param digests Further ones that tell each image, in the order of the images.
   */
  async of(
    images: readonly WorkloadImage[],
    digests: readonly (readonly string[])[] = [],
  ): Promise<Record<string, WorkloadImageFacts>> {
    const wanted = images.flatMap((image, index) =>
      namesOf(image, digests[index] ?? []).map((name, rank) => ({ key: imageKey(image), name, rank })),
    );
    if (wanted.length === 0) return {};
    const rows = await this.dataSource.query<NamedRow[]>(selectNamed, [
      wanted.map(({ key }) => key),
      wanted.map(({ name }) => name),
      wanted.map(({ rank }) => rank),
    ]);
    return Object.fromEntries(rows.map(({ key, ...row }) => [key, factsOf(row)]));
  }
}

interface NamedRow {
  readonly key: string;
  readonly image_id: string;
  readonly user: ImageConfig['user'];
  readonly exposed_ports: ImageConfig['exposedPorts'];
  readonly healthcheck: ImageConfig['healthcheck'];
  readonly accounts: RootfsFacts['accounts'];
  readonly groups: RootfsFacts['groups'];
}

function factsOf(row: Omit<NamedRow, 'key'>): WorkloadImageFacts {
  const { image_id: imageId, user, exposed_ports: exposedPorts, healthcheck, accounts, groups } = row;
  return { imageId, config: { user, exposedPorts, healthcheck }, rootfs: { accounts, groups } };
}

/** What an image may be known by, the surest first. Where digests are known, it has no other name. */
function namesOf(
  { raw, registry, repository, tag, digest, resolvedId, isUnresolved }: WorkloadImage,
  digests: readonly string[],
): string[] {
  if (isUnresolved) return [...digests];
  const sure = [...new Set([resolvedId, digest, ...digests])].filter((name) => name !== null);
  if (sure.length > 0) return sure;
  if (registry === null || repository === null) return [];
  const path = `${repository}:${tag ?? 'latest'}`;
  const short = registry === 'docker.io' ? [path, path.replace(/^library\//, '')] : [];
  return [...new Set([raw, `${registry}/${path}`, ...short])];
}

const selectNamed = `SELECT DISTINCT ON (w.key) w.key, t.identity AS image_id, s.facts #>> '{config,user}' AS user,
    s.facts #> '{config,exposedPorts}' AS exposed_ports, s.facts #> '{config,healthcheck}' AS healthcheck,
    i.facts -> 'accounts' AS accounts, i.facts -> 'groups' AS groups
  FROM unnest($1::text[], $2::text[], $3::int[]) w(key, name, rank)
  JOIN target t ON t.kind = 'image' AND (t."references" @> ARRAY[w.name]
    OR t.id IN (SELECT d.target_id FROM target_digest d WHERE d.digest = w.name))
  JOIN snapshot s ON s.id = t.snapshot_id JOIN inventory i ON i.id = s.inventory_id
  ORDER BY w.key, w.rank, t.scanned_at DESC, t.id`;
