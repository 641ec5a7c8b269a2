import { z } from 'zod';
import { defineCheck } from './check.js';
import { anImageSubject } from './example-facts.js';
import { changingAt, dayOf, millisecondsPerDay, parseInstant } from './instants.js';

const location = { path: 'created', layer: null, line: null };

const undated = { en: 'The image does not say when it was built.', zh: '镜像未记录构建时间。' };

/** A date in the future, as a wrong clock or a forged config gives it, says nothing about the age. */
export const imageAgeCheck = defineCheck({
  id: 'image-age',
  title: { en: 'Image not rebuilt recently', zh: '镜像长期未重建' },
  area: 'image',
  inputs: ['image'],
  severity: 'low',
  parameters: z.object({
    max_age_days: z.int().min(1).max(36_500).default(90).describe('Days since the image was built.'),
  }),
  remediation: {
    en: 'Rebuild regularly, and pull the newest base image when you do (docker build --pull).',
    zh: '定期重建镜像，并在构建时拉取最新的基础镜像（docker build --pull）。',
  },
  references: { cis: ['4.4'], nist: ['4.2.2'], seed: ['§4.3', '§9.1'] },
  evaluate({ facts }, { max_age_days }, now) {
    const createdAt = parseInstant(facts.createdAt);
    if (createdAt === null) {
      return { result: 'unknown', reason: undated, location };
    }
    if (createdAt > now.getTime()) {
      const reason = {
        en: `The image says it was built in the future (${dayOf(createdAt)}).`,
        zh: `镜像声明的构建日期在将来（${dayOf(createdAt)}）。`,
      };
      return { result: 'unknown', reason, location, ...changingAt(createdAt) };
    }
    const tooOldFrom = createdAt + max_age_days * millisecondsPerDay + 1;
    if (now.getTime() < tooOldFrom) return { result: 'pass', ...changingAt(tooOldFrom) };
    const message = {
      en: `The image was built on ${dayOf(createdAt)}, more than ${max_age_days} days ago.`,
      zh: `镜像构建于 ${dayOf(createdAt)}，距今已超过 ${max_age_days} 天。`,
    };
    const evidence = [{ fact: 'createdAt', value: dayOf(createdAt) }];
    return { result: 'fail', violations: [{ element: '', message, location, evidence }] };
  },
  examples: {
    good: [{ name: 'twelve days old', subject: anImageSubject({ createdAt: '2026-05-20T08:00:00.000Z' }) }],
    bad: [{ name: 'a year old', subject: anImageSubject({ createdAt: '2025-06-01T08:00:00.000Z' }) }],
  },
});
