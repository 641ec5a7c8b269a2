import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Levels of Nest and the ones they become; what Nest calls normal (each route it maps) is detail here. */
const levels = {
  log: 'debug',
  warn: 'warn',
  error: 'error',
  debug: 'debug',
  verbose: 'trace',
  fatal: 'fatal',
} as const;

/** Nest's own messages, as lines of the service's log. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('log', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('verbose', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest passes the context, a class's name, last, and for errors a stack before it. */
  private write(level: keyof typeof levels, message: unknown, rest: readonly unknown[]): void {
    const context = rest.at(-1);
    const stack = rest.slice(0, -1).find((value) => typeof value === 'string' && value.includes('\n'));
    const fields = message instanceof Error ? { err: message } : { text: describe(message) };
    this.logger[levels[level]]({ ...fields, context, stack }, 'framework message');
  }
}

function describe(message: unknown): string {
  if (typeof message === 'string') return message;
  return JSON.stringify(message) ?? String(message);
}
