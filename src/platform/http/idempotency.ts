import { createHash } from 'node:crypto';
import {
  Injectable,
  SetMetadata,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { Clock } from '../clock.js';
import { AppError } from '../errors/app-error.js';
import type { Caller } from '../auth/caller.js';

/** A key holds for a day; a request that never finished gives its key back after ten minutes. In milliseconds. */
const lifetime = 24 * 3_600_000;
const abandonedAfter = 600_000;

const answeredOnceKey = 'ironhull:answered-once';

/** For routes whose answer holds a secret: it is not kept, so a request that is sent again is refused. */
export const AnsweredOnce = () => SetMetadata(answeredOnceKey, true);

interface StoredResponse {
  fingerprint: string;
  status: number | null;
  headers: Record<string, string> | null;
  /** Null: not kept. */
  body: string | null;
}

/**
 * `Idempotency-Key` on POST (draft-ietf-httpapi-idempotency-key-header): the same key with the same request gives the
 * first answer again; with another request, or while the first is under way, it is refused.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (context.getType<string>() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest & Caller>();
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || key === undefined || !request.actor) return next.handle();
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
      throw new AppError('bad-request', 'Idempotency-Key must be 1 to 255 visible ASCII characters.');
    }
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const isKept = !this.reflector.get<boolean | undefined>(answeredOnceKey, context.getHandler());
    return from(this.once({ actorId: request.actor.id, key, isKept }, request, reply, next));
  }

  private async once(
    { actorId, key, isKept }: { actorId: string; key: string; isKept: boolean },
    request: FastifyRequest,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<unknown> {
    const fingerprint = fingerprintOf(request);
    const stored = await this.claim(actorId, key, fingerprint);
    if (stored) return replay(stored, fingerprint, reply);
    try {
      const body: unknown = await lastValueFrom(next.handle());
      await this.keep(actorId, key, reply, isKept ? JSON.stringify(body) : null);
      return body;
    } catch (error) {
      await this.dataSource.query('DELETE FROM idempotent_response WHERE actor_id = $1 AND key = $2', [
        actorId,
        key,
      ]);
      throw error;
    }
  }

  /** Takes the key for this request; what is stored under it when it is taken already. */
  private async claim(actorId: string, key: string, fingerprint: string): Promise<StoredResponse | null> {
    const now = this.clock.now();
    const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);
    await this.dataSource.query(
      'DELETE FROM idempotent_response WHERE created_at < $1 OR (status IS NULL AND created_at < $2)',
      [ago(lifetime), ago(abandonedAfter)],
    );
    const claimed = await this.dataSource.query<unknown[]>(
      `INSERT INTO idempotent_response (actor_id, key, fingerprint, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING key`,
      [actorId, key, fingerprint, now],
    );
    if (claimed.length > 0) return null;
    const rows = await this.dataSource.query<StoredResponse[]>(
      'SELECT fingerprint, status, headers, body FROM idempotent_response WHERE actor_id = $1 AND key = $2',
      [actorId, key],
    );
    return rows[0] ?? this.claim(actorId, key, fingerprint);
  }

  private async keep(actorId: string, key: string, reply: FastifyReply, body: string | null): Promise<void> {
    const location = reply.getHeader('location');
    await this.dataSource.query(
      'UPDATE idempotent_response SET status = $3, headers = $4, body = $5 WHERE actor_id = $1 AND key = $2',
      [actorId, key, reply.statusCode, location === undefined ? {} : { location }, body],
    );
  }
}

/** The body of a streamed request is not part of it: it may be gigabytes. */
function fingerprintOf({ method, url, body }: FastifyRequest): string {
  const isPlain = body === null || body === undefined || Object.getPrototypeOf(body) === Object.prototype;
  const content = isPlain ? JSON.stringify(body ?? null) : 'stream';
  return createHash('sha256').update(`${method} ${url}\n${content}`).digest('hex');
}

function replay(stored: StoredResponse, fingerprint: string, reply: FastifyReply): unknown {
  if (stored.fingerprint !== fingerprint) {
    throw new AppError(
      'idempotency-mismatch',
      'This Idempotency-Key was used for another request; use a new one.',
    );
  }
  if (stored.status === null) {
    throw new AppError(
      'idempotency-in-progress',
      'The first request with this Idempotency-Key is still under way.',
    );
  }
  if (stored.body === null) {
    throw new AppError(
      'conflict',
      'The first request with this Idempotency-Key was done; its answer holds a secret and is not kept.',
    );
  }
  void reply.status(stored.status).headers({ ...stored.headers, 'idempotency-replayed': 'true' });
  return JSON.parse(stored.body);
}
