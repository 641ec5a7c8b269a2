import type { INestApplicationContext } from '@nestjs/common';
import { ImportHandler } from './advisories/import.handler.js';
import { RefreshHandler } from './advisories/refresh.handler.js';
import { ExemptionNoticesHandler } from './exemptions/exemption-notices.handler.js';
import { HousekeepingHandler } from './housekeeping/housekeeping.handler.js';
import { LayerService } from './inventory/layer.service.js';
import type { OpenPlatform } from './platform/open-platform.js';
import type { JobHandler } from './platform/queue/job-handler.js';
import { PreviewHandler } from './previews/preview.handler.js';
import { ScanHandler } from './scans/scan.handler.js';
import { JudgeHandler } from './verdicts/judge.handler.js';
import { EventHandler } from './webhooks/event.handler.js';
import { WebhookHandler } from './webhooks/webhook.handler.js';

const handlers = [
  ExemptionNoticesHandler,
  EventHandler,
  HousekeepingHandler,
  ImportHandler,
  JudgeHandler,
  PreviewHandler,
  RefreshHandler,
  ScanHandler,
  WebhookHandler,
];

export interface RunningWorkers {
  /** Takes no more jobs, and waits for those under way up to the configured time; what is left is done elsewhere. */
  close(): Promise<void>;
}

/** Starts doing the jobs of every queue in this process. */
export async function startWorkers(
  app: INestApplicationContext,
  platform: OpenPlatform,
): Promise<RunningWorkers> {
  app.get(LayerService).expectLayers();
  const running = await Promise.all(
    handlers.map((handler) => platform.queues.work(app.get<JobHandler>(handler))),
  );
  return { close: async () => void (await Promise.all(running.map((worker) => worker.close()))) };
}
