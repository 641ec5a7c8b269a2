import { readConfig } from '../../src/platform/config/config.js';
import { createLogger } from '../../src/platform/logging/logger.js';
import { openService } from '../../src/service.js';

/** A worker process of the service; its argument is its environment, as JSON. */
const [, , environment = '{}'] = process.argv;
const config = readConfig(JSON.parse(environment) as NodeJS.ProcessEnv);
const log = createLogger({ level: config.logLevel });
const service = await openService(config, { roles: { api: false, worker: true }, log });
process.on('message', () => {
  void service.close().then(() => process.exit(0));
});
process.send?.({ ready: true });
