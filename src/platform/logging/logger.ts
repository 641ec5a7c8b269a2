import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';
import { redactLine, secretFields } from './redaction.js';

export interface LoggerOptions {
  /** Least level that is written. */
  readonly level: string;
  /** On every line: which process it is from, `api` or `worker`. */
  readonly name?: string;
  /** Standard output unless given. */
  readonly destination?: DestinationStream;
}

/**
 * Writes one JSON object a line. Call it with the fields first and a constant message: `logger.info({ scan }, 'scan
 * queued')`. An error goes into the field `err`. Secrets are taken out: fields by their name, and wherever they stand
 * keys of this service, bearer tokens and passwords of URLs.
 */
export function createLogger({ level, name, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: name === undefined ? null : { name },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: stdSerializers.errWithCause, error: stdSerializers.errWithCause },
    redact: { paths: [...secretFields], censor: '[redacted]' },
    hooks: { streamWrite: redactLine },
  };
  return destination ? pino(options, destination) : pino(options);
}
