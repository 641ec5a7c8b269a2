import { EventEmitter, on } from 'node:events';
import pg from 'pg';
import type { EntityManager } from 'typeorm';
import type { Logger } from 'pino';

const channel = 'ironhull_change';
/** Wait before listening again after the connection was lost, in milliseconds. */
const reconnectDelay = 1_000;

/**
 * Tells every process that a row changed, through PostgreSQL's NOTIFY: sent with the transaction of the change, heard
 * after it is committed. Carries no data; who listens reads the row.
 */
export class ChangeFeed {
  private readonly changes = new EventEmitter().setMaxListeners(0);
  private client: pg.Client | null = null;
  private connecting: Promise<void> | null = null;
  private isClosed = false;

  constructor(
    private readonly url: string,
    private readonly logger: Logger,
  ) {}

  /** Announces a change of one entity; part of the manager's transaction when it has one. */
  async announce(manager: EntityManager, entity: string, id: string): Promise<void> {
    await manager.query('SELECT pg_notify($1, $2)', [channel, `${entity}:${id}`]);
  }

  /**
   * Changes rows and announces each of them, in one statement; returns how many.
   * @param change inserts or updates the rows and returns their ids, and nothing else.
   */
  async announceChanged(
    manager: EntityManager,
    entity: string,
    change: string,
    parameters: readonly unknown[],
  ): Promise<number> {
    const own = parameters.length;
    const told: unknown[] = await manager.query(
      `WITH changed (id) AS (${change}) SELECT pg_notify($${own + 1}, $${own + 2} || id::text) FROM changed`,
      [...parameters, channel, `${entity}:`],
    );
    return told.length;
  }

  /**
   * The same, and returns the rows as they are then.
   * @param columns a select list over `changed`, which holds what the change returns.
   */
  async announceRows<Row>(
    manager: EntityManager,
    entity: string,
    { change, columns }: { readonly change: string; readonly columns: string },
    parameters: readonly unknown[],
  ): Promise<Row[]> {
    const own = parameters.length;
    return manager.query(
      `WITH changed AS (${change}) SELECT ${columns}, pg_notify($${own + 1}, $${own + 2} || id::text) FROM changed`,
      [...parameters, channel, `${entity}:`],
    );
  }

  /** Announces a change of each entity, in one statement. */
  async announceAll(manager: EntityManager, entity: string, ids: readonly string[]): Promise<void> {
    const payloads = ids.map((id) => `${entity}:${id}`);
    await manager.query('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [
      channel,
      payloads,
    ]);
  }

  /**
   * Yields once at the start and then after each change of the entity, until the signal aborts. Changes that come
   * while the consumer is busy are told once.
   */
  async *watch(entity: string, id: string, signal: AbortSignal): AsyncGenerator<void> {
    await this.listen();
    const events = on(this.changes, `${entity}:${id}`, { signal });
    yield;
    try {
      for await (const _ of events) yield;
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** Yields the id of every entity of that kind after each change of it, until the signal aborts. */
  async *watchAll(entity: string, signal: AbortSignal): AsyncGenerator<string> {
    await this.listen();
    try {
      for await (const [id] of on(this.changes, everyOf(entity), { signal })) yield String(id);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.connecting?.catch(() => undefined);
    await this.client?.end();
    this.client = null;
  }

  /** Connects once, on first use. */
  private async listen(): Promise<void> {
    if (this.client) return;
    this.connecting ??= this.connect().finally(() => (this.connecting = null));
    await this.connecting;
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'ironhull-changes' });
    await client.connect();
    client.on('notification', ({ payload = '' }) => this.tell(payload));
    client.on('error', (error) => {
      this.logger.warn({ err: error }, 'lost the connection that hears of changes');
      this.client = null;
      if (!this.isClosed) this.reconnectLater();
    });
    await client.query(`LISTEN ${channel}`);
    this.client = client;
  }

  private tell(payload: string): void {
    this.changes.emit(payload);
    const [entity = '', ...id] = payload.split(':');
    this.changes.emit(everyOf(entity), id.join(':'));
  }

  private reconnectLater(): void {
    setTimeout(() => {
      if (this.isClosed) return;
      this.listen()
        .then(() => this.wakeEveryone())
        .catch(() => this.reconnectLater());
    }, reconnectDelay).unref();
  }

  /** After a gap, everyone reads again: something may have been missed. */
  private wakeEveryone(): void {
    for (const name of this.changes.eventNames()) {
      if (!String(name).endsWith(':')) this.changes.emit(name);
    }
  }
}

/** The event of changes of any entity of that kind; no id is empty. */
function everyOf(entity: string): string {
  return `${entity}:`;
}
