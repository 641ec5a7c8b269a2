import type { Logger } from 'pino';
import type { Config } from '../platform/config/config.js';
import type { CommandLine } from './command-line.js';

/**
 * Logs of a service, on standard error. On a terminal only what needs someone's attention, unless IRONHULL_LOG_LEVEL
 * asks for more.
 */
export async function serviceLogger(
  { environment, errors }: CommandLine,
  config: Config,
  name?: string,
): Promise<Logger> {
  const { createLogger } = await import('../platform/logging/logger.js');
  const isChosen = Boolean(environment['IRONHULL_LOG_LEVEL']);
  const level = errors.isTTY && !isChosen ? 'warn' : config.logLevel;
  return createLogger({ level, name, destination: { write: (line) => void errors.write(line) } });
}
