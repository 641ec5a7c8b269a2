import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { containerDigests } from '../engine/adapters/host/image-part.js';
import type { HostFacts } from '../engine/model/host-facts.js';
import { storableJson } from '../platform/database/storable-json.js';

/** Keeps which containers each host has, as rows: so that the hosts that run an image are found by its digests. */
@Injectable()
export class HostContainerStore {
  /** Puts the containers of the host's newest facts in place of those of before. The caller holds the target's row. */
  async replace(manager: EntityManager, targetId: string, facts: HostFacts): Promise<void> {
    await manager.query('DELETE FROM host_container WHERE target_id = $1', [targetId]);
    const rows = rowsOf(facts);
    if (rows.length > 0) await manager.query(insertContainers, [targetId, storableJson(rows)]);
  }
}

function rowsOf(facts: HostFacts) {
  const digests = containerDigests(facts);
  return (facts.containers?.workloads ?? []).map(({ origin, image }, position) => {
    const state = facts.containers?.containers?.[position];
    return {
      position,
      id: state?.id ?? '',
      name: origin.name,
      image: image?.raw ?? null,
      imageId: state?.imageId ?? null,
      status: state?.status ?? null,
      digests: digests[position] ?? [],
    };
  });
}

const insertContainers = `INSERT INTO host_container (target_id, position, id, name, image, image_id, status, digests)
  SELECT $1, r.position, r.id, r.name, r.image, r."imageId", r.status, r.digests
  FROM json_to_recordset($2) AS r(position int, id text, name text, image text, "imageId" text, status text, digests text[])`;
