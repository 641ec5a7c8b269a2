import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';

const ignore = (): void => undefined;
const [, , dataFolder = ''] = process.argv;
const postgres = await startEmbeddedPostgres({
  dataFolder,
  log: { info: ignore, warn: ignore, error: ignore },
});
process.on('message', () => {
  void postgres.stop().then(() => process.exit(0));
});
process.send?.({ url: postgres.url, isShared: postgres.isShared });
