import { z } from 'zod';
import { op, queries } from './kit/operation.js';
import { many } from './kit/schema.js';
import { LabelField } from './label.contract.js';
import { SeverityCounts } from './reason.contract.js';

export const TrendDay = z
  .object({
    date: z.iso.date().describe('In UTC; what stood at its end, or stands now.'),
    allowed: z.int32().describe('Targets that may run.'),
    denied: z.int32(),
    unknown: z.int32().describe('Targets on which it could not be decided.'),
    findings: SeverityCounts,
    exempted: z.int32().describe('Findings that exemptions covered.'),
  })
  .meta({ id: 'TrendDay', description: 'Decisions and findings on every target at the end of a day.' });
export interface TrendDay extends z.output<typeof TrendDay> {}

const TrendFilter = z.object({
  days: z.coerce.number().int().min(1).max(366).default(30).describe('Today is the last of them.'),
  owner: many(LabelField).optional().describe('Teams that answer for the targets.'),
  repository: z.string().max(500).optional().describe('A repository that the targets were seen in.'),
});
export const TrendQuery = z.strictObject(TrendFilter.shape);
export interface TrendQuery extends z.output<typeof TrendQuery> {}

export const trendGraphql = queries({
  trends: op('read', 'Day by day, the oldest first.', TrendFilter, z.array(TrendDay)),
});
