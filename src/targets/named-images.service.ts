import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RootfsFacts } from '../engine/model/facts.js';
import type { ImageConfig } from '../engine/model/image-config-facts.js';
import type { WorkloadImageFacts } from '../engine/model/workload-document.js';
import type { WorkloadImage } from '../engine/model/workload-facts.js';

/** Finds the images that workloads name among those that were scanned. */
@Injectable()
export class NamedImages {
  constructor(private readonly dataSource: DataSource) {}

  /** By the names as the workloads write them: by digest where one is written, else the newest that was scanned so named. */
  async of(images: readonly WorkloadImage[]): Promise<Record<string, WorkloadImageFacts>> {
    const wanted = images.flatMap((image) =>
      namesOf(image).map((name, rank) => ({ raw: image.raw, name, rank })),
    );
    if (wanted.length === 0) return {};
    const rows = await this.dataSource.query<NamedRow[]>(selectNamed, [
      wanted.map(({ raw }) => raw),
      wanted.map(({ name }) => name),
      wanted.map(({ rank }) => rank),
    ]);
    return Object.fromEntries(rows.map(({ raw, ...row }) => [raw, factsOf(row)]));
  }
}

interface NamedRow {
  readonly raw: string;
  readonly image_id: string;
  readonly user: ImageConfig['user'];
  readonly exposed_ports: ImageConfig['exposedPorts'];
  readonly healthcheck: ImageConfig['healthcheck'];
  readonly accounts: RootfsFacts['accounts'];
  readonly groups: RootfsFacts['groups'];
}

function factsOf(row: Omit<NamedRow, 'raw'>): WorkloadImageFacts {
  const { image_id: imageId, user, exposed_ports: exposedPorts, healthcheck, accounts, groups } = row;
  return { imageId, config: { user, exposedPorts, healthcheck }, rootfs: { accounts, groups } };
}

/** What an image may be known by, the surest first. A digest that is written is the only name then. */
function namesOf({
  raw,
  registry,
  repository,
  tag,
  digest,
  resolvedId,
  isUnresolved,
}: WorkloadImage): string[] {
  if (isUnresolved) return [];
  const sure = [resolvedId, digest].filter((name) => name !== null);
  if (sure.length > 0) return sure;
  if (registry === null || repository === null) return [];
  const path = `${repository}:${tag ?? 'latest'}`;
  const short = registry === 'docker.io' ? [path, path.replace(/^library\//, '')] : [];
  return [...new Set([raw, `${registry}/${path}`, ...short])];
}

const selectNamed = `SELECT DISTINCT ON (w.raw) w.raw, t.identity AS image_id, s.facts #>> '{config,user}' AS user,
    s.facts #> '{config,exposedPorts}' AS exposed_ports, s.facts #> '{config,healthcheck}' AS healthcheck,
    i.facts -> 'accounts' AS accounts, i.facts -> 'groups' AS groups
  FROM unnest($1::text[], $2::text[], $3::int[]) w(raw, name, rank)
  JOIN target t ON t.kind = 'image' AND (t."references" @> ARRAY[w.name]
    OR t.id IN (SELECT d.target_id FROM target_digest d WHERE d.digest = w.name))
  JOIN snapshot s ON s.id = t.snapshot_id JOIN inventory i ON i.id = s.inventory_id
  ORDER BY w.raw, w.rank, t.scanned_at DESC, t.id`;
