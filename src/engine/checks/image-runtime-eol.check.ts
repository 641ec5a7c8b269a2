import { z } from 'zod';
import { runtimeEndOfLife, runtimeName } from '../observers/runtime-end-of-life.js';
import { defineCheck, type Outcome, type Text, type Violation } from './check.js';
import { aComponent, anImageSubject } from './example-facts.js';
import { doubtAbout } from './doubt.js';
import { fileIndexProblem } from './fact-problems.js';
import { type ImageRuntime, imageRuntimes, runtimePackages } from './image-runtimes.js';
import { dayOf, parseInstant } from './instants.js';
import { outcomeOf } from './outcome.js';
import { supportState } from './support-end.js';
import { joinTexts } from '../model/text-parts.js';

const none = {
  en: 'The image names no language runtime or service whose support is known to end.',
  zh: '镜像中未发现具有已知维护期限的语言运行时或服务。',
};
const unclear = {
  en: 'Which runtimes the image holds is not known',
  zh: '无法确定镜像包含哪些运行时',
};

/** What became of looking up one runtime. */
interface Found {
  readonly violation: Violation | null;
  readonly doubt: Text | null;
  /** When time alone changes it, in milliseconds since 1970; null: never. */
  readonly changesAt: number | null;
}

function lookUp({ product, version, fact, path, layer }: ImageRuntime, warnDays: number, now: Date): Found {
  const support = version === null ? null : runtimeEndOfLife(product, version);
  const lastDay = support && parseInstant(support.date);
  if (!support || lastDay === null) {
    const name = `${runtimeName(product)} ${version?.slice(0, 100) ?? ''}`.trim();
    const doubt = { en: `When support of ${name} ends is not known.`, zh: `未知 ${name} 的停止维护日期。` };
    return { violation: null, doubt, changesAt: null };
  }
  const name = `${support.name} ${support.cycle}`;
  const { state, message, changesAt } = supportState(name, lastDay, warnDays, now);
  const violation = message && {
    element: name,
    message,
    ...(state === 'ending' ? { severity: 'low' as const } : {}),
    location: { path, layer, line: null },
    evidence: [
      { fact, value: version?.slice(0, 100) ?? '' },
      { fact: 'end of support', value: `${dayOf(lastDay)} (${support.source})` },
    ],
  };
  return { violation, doubt: null, changesAt: changesAt === undefined ? null : Date.parse(changesAt) };
}

const withVariable = (name: string, value: string) =>
  anImageSubject({
    config: {
      environment: [
        { name, value, preview: value, length: value.length, valueClass: 'literal', detections: [] },
      ],
    },
  });

/** One violation for each release line. What a distribution packages is kept up by it: see image-os-eol. */
export const imageRuntimeEolCheck = defineCheck({
  id: 'image-runtime-eol',
  title: { en: 'Language runtime or service version out of support', zh: '运行时版本已停止维护' },
  area: 'image',
  inputs: ['image'],
  severity: 'medium',
  parameters: z.object({
    warn_days: z
      .int()
      .min(0)
      .max(3650)
      .default(90)
      .describe('Days before the end of support that it is reported, as low.'),
  }),
  remediation: {
    en: "Move to a release line that its makers still support: change the tag in the Dockerfile's FROM.",
    zh: '升级到仍在维护期内的版本线：修改 Dockerfile 中 FROM 的标签。',
  },
  references: { cis: ['4.4'], nist: ['4.1.1'], seed: ['§3.3', '§4.2', '§4.3', '§7.2'] },
  componentNames: runtimePackages,
  evaluate({ facts }, { warn_days }, now): Outcome {
    const runtimes = imageRuntimes(facts);
    const problem = doubtAbout(unclear, fileIndexProblem(facts));
    if (runtimes.length === 0 && !problem) return { result: 'not_applicable', reason: none };
    const found = runtimes.map((runtime) => lookUp(runtime, warn_days, now));
    const violations = new Map(
      found.flatMap(({ violation }) => (violation ? [[violation.element, violation] as const] : [])),
    );
    const doubts = new Map(found.flatMap(({ doubt }) => (doubt ? [[doubt.en, doubt] as const] : [])));
    const reasons = [...doubts.values(), ...(problem ? [problem] : [])];
    const reason = reasons.length > 0 ? joinTexts(reasons, { en: ' ', zh: '' }) : null;
    const changes = found.flatMap(({ changesAt }) => changesAt ?? []);
    return {
      ...outcomeOf([...violations.values()], reason),
      ...(changes.length > 0 ? { changesAt: new Date(Math.min(...changes)).toISOString() } : {}),
    };
  },
  examples: {
    good: [
      { name: 'a supported Node.js', subject: withVariable('NODE_VERSION', '22.12.0') },
      { name: 'none', subject: anImageSubject() },
    ],
    bad: [
      { name: 'Node.js 16', subject: withVariable('NODE_VERSION', '16.20.2') },
      {
        name: 'a program of an old Go',
        subject: anImageSubject({
          rootfs: { components: [aComponent({ ecosystem: 'Go', name: 'stdlib', version: '1.20.5' })] },
        }),
      },
    ],
  },
});
