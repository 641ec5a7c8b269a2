import { z } from 'zod';
import type { OsRelease } from '../model/facts.js';
import { endOfLife } from '../observers/end-of-life.js';
import { defineCheck, type Violation } from './check.js';
import { anImageSubject } from './example-facts.js';
import { describeProblem, problemWith } from './fact-problems.js';
import { changingAt, dayOf, millisecondsPerDay, parseInstant } from './instants.js';

const osReleasePaths = ['/etc/os-release', '/usr/lib/os-release'];
const location = { path: '/etc/os-release', layer: null, line: null };

/** The name people know the release by. */
function distributionName({ prettyName, id, versionId }: OsRelease): string {
  return prettyName ?? `${id} ${versionId ?? ''}`.trim();
}

/** The stated date is the last day of support; support is over when that day ends in UTC. */
export const imageOsEolCheck = defineCheck({
  id: 'image-os-eol',
  title: { en: 'Distribution release out of support', zh: '操作系统版本已停止维护' },
  area: 'image',
  inputs: ['image'],
  severity: 'high',
  parameters: z.object({
    warn_days: z
      .int()
      .min(0)
      .max(3650)
      .default(90)
      .describe('Days before the end of support that it is reported, as low.'),
  }),
  remediation: {
    en: "Rebuild on a release that its distribution still supports: change the Dockerfile's FROM.",
    zh: '修改 Dockerfile 的 FROM，使用仍在维护期内的发行版版本重新构建镜像。',
  },
  references: { cis: ['4.4'], nist: ['4.1.1'], seed: ['§4.1', '§4.2'] },
  evaluate({ facts }, parameters, now) {
    const { osRelease } = facts.rootfs;
    const problem = problemWith(facts, osReleasePaths);
    if (osRelease === null) {
      if (problem)
        return {
          result: 'unknown',
          reason: `The distribution is not known: ${describeProblem(problem)}.`,
          location,
        };
      return { result: 'not_applicable', reason: 'The image contains no distribution (no os-release file).' };
    }
    const name = distributionName(osRelease);
    const support = endOfLife(osRelease);
    const lastDay = support && parseInstant(support.date);
    if (!support || lastDay === null) {
      return { result: 'unknown', reason: `When support of ${name} ends is not known.`, location };
    }
    const endsAt = lastDay + millisecondsPerDay;
    const warnsAt = endsAt - parameters.warn_days * millisecondsPerDay;
    const violation = (message: string): Violation => ({
      element: '',
      message,
      location,
      evidence: [
        { fact: 'rootfs.osRelease', value: name },
        { fact: 'end of support', value: `${dayOf(lastDay)} (${support.source})` },
      ],
    });
    if (now.getTime() >= endsAt) {
      return { result: 'fail', violations: [violation(`Support of ${name} ended on ${dayOf(lastDay)}.`)] };
    }
    if (now.getTime() < warnsAt) return { result: 'pass', ...changingAt(warnsAt) };
    const soon = violation(
      `Support of ${name} ends on ${dayOf(lastDay)}, within ${parameters.warn_days} days.`,
    );
    return { result: 'fail', violations: [{ ...soon, severity: 'low' }], ...changingAt(endsAt) };
  },
  examples: {
    good: [
      { name: 'a supported release', subject: anImageSubject() },
      { name: 'no distribution', subject: anImageSubject({ rootfs: { osRelease: null } }) },
    ],
    bad: [
      {
        name: 'Debian 10',
        subject: anImageSubject({
          rootfs: {
            osRelease: { versionId: '10', codename: 'buster', prettyName: 'Debian GNU/Linux 10 (buster)' },
          },
        }),
      },
    ],
  },
});
