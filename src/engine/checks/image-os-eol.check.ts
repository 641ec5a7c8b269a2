import { z } from 'zod';
import type { OsRelease } from '../model/facts.js';
import { endOfLife } from '../observers/end-of-life.js';
import { defineCheck, type Violation } from './check.js';
import { anImageSubject } from './example-facts.js';
import { describeProblem, problemWith } from './fact-problems.js';
import { dayOf, parseInstant } from './instants.js';
import { supportState } from './support-end.js';

const osReleasePaths = ['/etc/os-release', '/usr/lib/os-release'];
const location = { path: '/etc/os-release', layer: null, line: null };

/** The name people know the release by. */
function distributionName({ prettyName, id, versionId }: OsRelease): string {
  return prettyName ?? `${id} ${versionId ?? ''}`.trim();
}

const noDistribution = {
  en: 'The image contains no distribution (no os-release file).',
  zh: '镜像中没有操作系统发行版（不存在 os-release 文件）。',
};

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
      if (!problem) return { result: 'not_applicable', reason: noDistribution };
      const { en, zh } = describeProblem(problem);
      const reason = { en: `The distribution is not known: ${en}.`, zh: `无法确定发行版：${zh}。` };
      return { result: 'unknown', reason, location };
    }
    const name = distributionName(osRelease);
    const support = endOfLife(osRelease);
    const lastDay = support && parseInstant(support.date);
    if (!support || lastDay === null) {
      const reason = {
        en: `When support of ${name} ends is not known.`,
        zh: `未知 ${name} 的停止维护日期。`,
      };
      return { result: 'unknown', reason, location };
    }
    const { state, message, changesAt } = supportState(name, lastDay, parameters.warn_days, now);
    const time = changesAt === undefined ? {} : { changesAt };
    if (message === null) return { result: 'pass', ...time };
    const violation: Violation = {
      element: '',
      message,
      ...(state === 'ending' ? { severity: 'low' } : {}),
      location,
      evidence: [
        { fact: 'rootfs.osRelease', value: name },
        { fact: 'end of support', value: `${dayOf(lastDay)} (${support.source})` },
      ],
    };
    return { result: 'fail', violations: [violation], ...time };
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
