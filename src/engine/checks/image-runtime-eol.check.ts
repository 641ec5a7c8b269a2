import { z } from 'zod';
import type { ImageFacts } from '../model/facts.js';
import { joinTexts } from '../model/text-parts.js';
import { defineCheck, type Outcome, type Violation } from './check.js';
import { doubtAbout } from './doubt.js';
import { aComponent, anImageSubject } from './example-facts.js';
import { fileIndexProblem } from './fact-problems.js';
import { type ImageRuntime, imageRuntimes, runtimePackages } from './image-runtimes.js';
import { outcomeOf } from './outcome.js';
import { type EndingLine, firstChange, runtimeSupport } from './runtime-support.js';
import { dockerfileRuntimes, workloadRuntime } from './stated-runtimes.js';
import { ofEachWorkload } from './workload-check.js';

const none = {
  en: 'The image names no language runtime or service whose support is known to end.',
  zh: '镜像中未发现具有已知维护期限的语言运行时或服务。',
};
const unclear = {
  en: 'Which runtimes the image holds is not known',
  zh: '无法确定镜像包含哪些运行时',
};

function ofImage(facts: ImageFacts, warnDays: number, now: Date): Outcome {
  const runtimes = imageRuntimes(facts);
  const problem = doubtAbout(unclear, fileIndexProblem(facts));
  if (runtimes.length === 0 && !problem) return { result: 'not_applicable', reason: none };
  const found = runtimes.map((runtime) => ({
    runtime,
    ...runtimeSupport(runtime.product, runtime.version, warnDays, now),
  }));
  const violations = new Map(
    found.flatMap(({ runtime, ending }) =>
      ending ? [[ending.name, violationOf(runtime, ending)] as const] : [],
    ),
  );
  const doubts = new Map(found.flatMap(({ doubt }) => (doubt ? [[doubt.en, doubt] as const] : [])));
  const reasons = [...doubts.values(), ...(problem ? [problem] : [])];
  const reason = reasons.length > 0 ? joinTexts(reasons, { en: ' ', zh: '' }) : null;
  return { ...outcomeOf([...violations.values()], reason), ...firstChange(found) };
}

function violationOf({ version, fact, path, layer }: ImageRuntime, ending: EndingLine): Violation {
  return {
    element: ending.name,
    message: ending.message,
    ...(ending.severity && { severity: ending.severity }),
    location: { path, layer, line: null },
    evidence: [
      { fact, value: version?.slice(0, 100) ?? '' },
      { fact: 'end of support', value: ending.ends },
    ],
  };
}

const withVariable = (name: string, value: string) =>
  anImageSubject({
    config: {
      environment: [
        { name, value, preview: value, length: value.length, valueClass: 'literal', detections: [] },
      ],
    },
  });

/**
 * Of an image one violation for each release line; of Dockerfiles and workloads by the images that they name. What a
 * distribution packages is kept up by it: see image-os-eol.
 */
export const imageRuntimeEolCheck = defineCheck({
  id: 'image-runtime-eol',
  title: { en: 'Language runtime or service version out of support', zh: '运行时版本已停止维护' },
  area: 'image',
  inputs: ['image', 'dockerfile', 'run-command', 'container', 'compose', 'kubernetes'],
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
  evaluate(subject, { warn_days }, now): Outcome {
    if ('workloads' in subject)
      return ofEachWorkload(subject, (workload) => workloadRuntime(workload, warn_days, now));
    const { facts } = subject;
    return facts.kind === 'dockerfile'
      ? dockerfileRuntimes(facts, warn_days, now)
      : ofImage(facts, warn_days, now);
  },
  examples: {
    good: [
      { name: 'a supported Node.js', subject: withVariable('NODE_VERSION', '22.12.0') },
      { name: 'none', subject: anImageSubject() },
      { name: 'a supported base', input: 'dockerfile', text: 'FROM node:24-slim\nUSER node\n' },
      { name: 'a supported service', input: 'run-command', text: 'docker run postgres:18' },
      {
        name: 'a supported PostgreSQL of a service',
        input: 'compose',
        text: 'services:\n  db:\n    image: postgres:17\n',
      },
    ],
    bad: [
      { name: 'Node.js 16', subject: withVariable('NODE_VERSION', '16.20.2') },
      { name: 'a base on Node.js 16', input: 'dockerfile', text: 'FROM node:16-slim\nUSER node\n' },
      { name: 'PostgreSQL 13', input: 'run-command', text: 'docker run postgres:13' },
      {
        name: 'a program of an old Go',
        subject: anImageSubject({
          rootfs: { components: [aComponent({ ecosystem: 'Go', name: 'stdlib', version: '1.20.5' })] },
        }),
      },
      {
        name: 'PostgreSQL 13 of a service',
        input: 'compose',
        text: 'services:\n  db:\n    image: postgres:13\n',
      },
    ],
  },
});
