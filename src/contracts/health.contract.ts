import { z } from 'zod';

export const Health = z
  .object({ status: z.literal('ok') })
  .meta({ id: 'Health', description: 'Fit for work.' });
export interface Health extends z.output<typeof Health> {}
