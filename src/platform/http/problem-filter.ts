import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { ArchiveError } from '../../engine/artifacts/archive-error.js';
import { AppError } from '../errors/app-error.js';
import { errorTable } from '../errors/error-table.js';
import { toAppError, toProblem } from '../errors/problem.js';
import { LOGGER } from '../tokens.js';
import { discardRest } from './unread-body.js';

/** One error for every surface: a problem document (RFC 9457) over REST, a code in `extensions` over GraphQL. */
@Catch()
export class ProblemFilter implements ExceptionFilter<unknown> {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): GraphQLError | void {
    if (host.getType<string>() === 'graphql') return this.toGraphqlError(thrown);
    const error = this.asAppError(thrown);
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = toProblem(error, request.url.split('?')[0]);
    if (reply.raw.headersSent) return void reply.raw.end();
    void reply
      .status(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .serializer((body: unknown) => JSON.stringify(body))
      .send(problem);
    discardRest(request.raw);
  }

  private toGraphqlError(thrown: unknown): GraphQLError {
    if (thrown instanceof GraphQLError) return thrown;
    const error = this.asAppError(thrown);
    const { graphqlCode } = errorTable[error.code];
    return new GraphQLError(error.message, { extensions: { code: graphqlCode, ...error.details } });
  }

  private asAppError(thrown: unknown): AppError {
    if (thrown instanceof AppError) return thrown;
    if (thrown instanceof ArchiveError) return archiveProblem(thrown);
    if (thrown instanceof HttpException) return frameworkProblem(thrown);
    const status = (thrown as { statusCode?: number } | null)?.statusCode;
    if (status === 413) return new AppError('payload-too-large', 'The request body is too large.');
    if (status !== undefined && status >= 400 && status < 500) {
      return new AppError('bad-request', (thrown as Error).message);
    }
    if (isGone(thrown)) return new AppError('bad-request', 'The request ended before its body was complete.');
    this.logger.error({ err: thrown }, 'request failed unexpectedly');
    return toAppError(thrown);
  }
}

/** The client went away in the middle of its upload. */
function isGone(thrown: unknown): boolean {
  const { code } = thrown as { code?: unknown };
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function archiveProblem(error: ArchiveError): AppError {
  const code = error.code === 'missing-blob' ? 'missing-blob' : 'archive-invalid';
  return new AppError(code, error.message, { reason: error.code, ...error.details });
}

const frameworkCodes = new Map<number, AppError['code']>([
  [404, 'not-found'],
  [413, 'payload-too-large'],
  [415, 'unsupported-media-type'],
  [503, 'not-ready'],
]);

function frameworkProblem(error: HttpException): AppError {
  const status = error.getStatus();
  if (status >= 500 && status !== 503) return toAppError(error);
  return new AppError(frameworkCodes.get(status) ?? 'bad-request', error.message);
}
