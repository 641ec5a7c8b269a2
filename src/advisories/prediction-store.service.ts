import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ExploitPrediction } from '../engine/advisories/exploit-prediction.js';

/** Writes FIRST's scores (EPSS): all of a file take the place of all that are stored. */
@Injectable()
export class PredictionStore {
  /** Gathers some of the new scores until the transaction ends. */
  async gather(manager: EntityManager, predictions: readonly ExploitPrediction[]): Promise<void> {
    await manager.query(createGathered);
    await manager.query(
      `INSERT INTO gathered_prediction SELECT cve, score, percentile
       FROM json_to_recordset($1) AS r(cve text, score double precision, percentile double precision)
       ON CONFLICT (cve) DO UPDATE SET score = excluded.score, percentile = excluded.percentile`,
      [JSON.stringify(predictions)],
    );
  }

  /**
   * Makes the stored scores what was gathered.
   * @param thresholds scores from which on policies count a flaw as exploited
   * @returns the CVE ids whose scores have crossed one of them, and whether anything changed.
   */
  async replace(
    manager: EntityManager,
    thresholds: readonly number[],
  ): Promise<{ readonly turned: string[]; readonly isChanged: boolean }> {
    const turned: { cve: string }[] = await manager.query(selectTurned, [thresholds]);
    const [, removed]: [unknown[], number] = await manager.query(
      `DELETE FROM exploit_prediction p
       WHERE NOT EXISTS (SELECT FROM gathered_prediction g WHERE g.cve = p.cve)`,
    );
    const [{ written } = { written: 0 }]: { written: number }[] = await manager.query(
      `WITH written AS (
         INSERT INTO exploit_prediction SELECT cve, score, percentile FROM gathered_prediction
         ON CONFLICT (cve) DO UPDATE SET score = excluded.score, percentile = excluded.percentile
         WHERE (exploit_prediction.score, exploit_prediction.percentile)
           IS DISTINCT FROM (excluded.score, excluded.percentile)
         RETURNING 1)
       SELECT count(*)::int AS written FROM written`,
    );
    return { turned: turned.map(({ cve }) => cve), isChanged: removed + written > 0 };
  }
}

/** A flaw without a score lies below every threshold. */
const selectTurned = `SELECT cve FROM exploit_prediction old FULL JOIN gathered_prediction new USING (cve)
  WHERE EXISTS (SELECT FROM unnest($1::double precision[]) AS threshold
    WHERE coalesce(old.score >= threshold, false) <> coalesce(new.score >= threshold, false))`;

const createGathered = `CREATE TEMPORARY TABLE IF NOT EXISTS gathered_prediction
  (cve text PRIMARY KEY, score double precision NOT NULL, percentile double precision NOT NULL) ON COMMIT DROP`;
