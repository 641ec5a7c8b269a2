import { z } from 'zod';

export const Health = z
  .object({ status: z.literal('ok') })
  .meta({ id: 'Health', description: 'Fit for work.' });
export interface Health extends z.output<typeof Health> {}

export const Readiness = z
  .object({
    status: z.literal('ok'),
    degraded: z.array(z.string()).describe('What does not work as it should, in sentences; empty: all does.'),
  })
  .meta({ id: 'Readiness', description: 'Fit for work, and with what.' });
export interface Readiness extends z.output<typeof Readiness> {}
