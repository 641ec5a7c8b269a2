import { createProgress, noProgress, type Progress } from './output/progress.js';
import { UsageError, type CommandLine } from './command-line.js';
import { ClientError, ConnectionError, IronhullClient } from '../client/ironhull-client.js';
import type { Language } from '../engine/model/text.js';
import type { Config } from '../platform/config/config.js';
import { timeLimit } from '../platform/time-limit.js';

/** A service that a command talks to. */
export interface Session {
  readonly client: IronhullClient;
  /** Shows what takes time, on standard error. */
  readonly progress: Progress;
  /** The command was interrupted. */
  readonly signal: AbortSignal;
}

export interface SessionOptions {
  /** The command's output is for machines: progress is shown on a terminal only. */
  readonly isQuiet?: boolean;
  /** Whether the command may run once more, when the service that it talked to has gone. */
  readonly isRepeatable?: boolean;
}

interface OpenSession {
  readonly client: IronhullClient;
  /** Whether another process runs the service and may end it at any time. */
  readonly isJoined: boolean;
  close(): Promise<void>;
}

/** How long the service that runs on the data folder may take to answer, in milliseconds. */
const joinTimeout = 2_000;

/**
 * Runs a command against a service: the one of IRONHULL_URL, else the one that runs on the data folder, else one in
 * this process for as long as the command takes.
 */
export async function withSession<T>(
  commandLine: CommandLine,
  { isQuiet = false, isRepeatable = false }: SessionOptions,
  run: (session: Session) => Promise<T>,
): Promise<T> {
  const { readConfig } = await import('../platform/config/config.js');
  const config = readConfig(commandLine.environment);
  const { errors, signal } = commandLine;
  const progress = isQuiet && !errors.isTTY ? noProgress : createProgress(errors, () => performance.now());
  const { language } = commandLine;
  const joined =
    config.url === null ? await joinService(config, language) : remoteService(config, config.url, language);
  if (joined) {
    try {
      return await run({ client: joined.client, progress, signal });
    } catch (error) {
      // The service on the data folder may have been another command's own, which ended with it: do it all here.
      if (!joined.isJoined || !isRepeatable || !hasGone(error)) throw error;
    } finally {
      progress.clear();
    }
  }
  const own = await startService(commandLine, config, progress);
  try {
    signal.throwIfAborted();
    return await run({ client: own.client, progress, signal });
  } finally {
    progress.clear();
    await own.close();
  }
}

function hasGone(error: unknown): boolean {
  return error instanceof ConnectionError || (error instanceof ClientError && error.status === 401);
}

function remoteService({ apiKey }: Config, url: string, language: Language): OpenSession {
  if (apiKey === null) {
    throw new UsageError(
      `IRONHULL_URL is set, but IRONHULL_API_KEY is not: set it to an API key of the service at ${url}`,
    );
  }
  return {
    client: new IronhullClient({ url, key: apiKey, language }),
    isJoined: false,
    close: () => Promise.resolve(),
  };
}

/** The service that runs on the data folder; null: none does, or it does not answer. */
async function joinService({ dataFolder }: Config, language: Language): Promise<OpenSession | null> {
  const [{ ServiceFile }, { HandoverFolder }] = await Promise.all([
    import('../platform/service-file.js'),
    import('../platform/storage/handover-folder.js'),
  ]);
  const content = await new ServiceFile(dataFolder).read();
  if (!content) return null;
  const handover = new HandoverFolder(dataFolder);
  const client = new IronhullClient({
    url: reachable(content.address),
    key: content.key,
    language,
    offer: (file) => handover.offer(file),
  });
  try {
    await client.ping({ signal: timeLimit(joinTimeout) });
  } catch (error) {
    if (error instanceof ClientError) throw error;
    return null;
  }
  return { client, isJoined: true, close: () => Promise.resolve() };
}

/** A service that listens on every address is reached by the one of this machine. */
function reachable(address: string): string {
  return address.replace('://0.0.0.0', '://127.0.0.1').replace('://[::]', '://[::1]');
}

async function startService(
  { environment, errors, language }: CommandLine,
  config: Config,
  progress: Progress,
): Promise<OpenSession> {
  progress.show({ label: 'starting', fraction: null, detail: 'the service, on the data folder' });
  const [{ openService }, { HandoverFolder }, { createLogger }] = await Promise.all([
    import('../service.js'),
    import('../platform/storage/handover-folder.js'),
    import('../platform/logging/logger.js'),
  ]);
  const level = environment['IRONHULL_LOG_LEVEL'] ? config.logLevel : 'error';
  const log = createLogger({ level, destination: { write: (line) => void errors.write(line) } });
  const own: Config = { ...config, host: '127.0.0.1', port: 0 };
  const service = await openService(own, {
    roles: { api: true, worker: true },
    makesFirstKey: false,
    log,
  });
  try {
    if (service.address === null) throw new Error('the service has no address');
    const key = await service.localKey();
    const handover = new HandoverFolder(config.dataFolder);
    const client = new IronhullClient({
      url: service.address,
      key,
      language,
      offer: (file) => handover.offer(file),
    });
    return { client, isJoined: false, close: () => service.close() };
  } catch (error) {
    await service.close();
    throw error;
  }
}
