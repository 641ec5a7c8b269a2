import type { EntityManager } from 'typeorm';

/**
 * Keeps two kinds of transactions apart that would miss each other's uncommitted rows: those that derive something from
 * what is stored, many at a time, and those that change what it is derived from, alone. Each must take its turn before
 * it reads, and holds it to its end.
 */
export class TurnLock {
  constructor(
    /** Of the advisory lock; unique in the database. */
    private readonly number: number,
  ) {}

  /** Waits for changes under way; more of them wait until the transaction ends. */
  async derive(manager: EntityManager): Promise<void> {
    await manager.query('SELECT pg_advisory_xact_lock_shared($1)', [this.number]);
  }

  /** Waits for all that derives or changes, and keeps it waiting until the transaction ends. */
  async change(manager: EntityManager): Promise<void> {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [this.number]);
  }
}

/** Components that are added are matched with the advisories, advisories that change with the components. */
export const matchingTurns = new TurnLock(4_707_325_204);

/** Targets are judged; what they are judged by changes, and marks those that it concerns. */
export const judgingTurns = new TurnLock(4_707_325_205);
