import { z } from 'zod';
import type { ContainerState } from '../model/workload-document.js';
import { notCollected, stateOf } from './container-state.js';
import { aContainer } from './example-container.js';
import { millisecondsPerDay, parseInstant } from './instants.js';
import { decided, notApplicable, workloadCheck, type Fault } from './workload-check.js';

const image = (id: string) => ({ Id: id, RepoTags: ['app:1'] });
const running = JSON.parse(aContainer()) as readonly { readonly Image: string }[];
const withImage = (id: string, container = running) => JSON.stringify([...container, image(id)]);

/** The image that the tag means now is known when `docker inspect` was asked for it together with the container. */
export const containerImageOutdatedCheck = workloadCheck({
  id: 'container-image-outdated',
  title: { en: 'Container runs an older image than its tag', zh: '容器运行的镜像不是最新' },
  area: 'container',
  inputs: ['container'],
  os: 'any',
  severity: 'low',
  parameters: z.object({
    max_container_age_days: z.int().min(1).default(90).describe('Days since the container was made.'),
  }),
  remediation: {
    en: 'Make the container anew from the current image.',
    zh: '用当前镜像重新创建容器。',
  },
  references: { cis: ['5.28', '4.4'], bench: ['5.28'], nist: ['4.2.2'], seed: ['§9.3'] },
  evaluate(workload, { max_container_age_days }, context) {
    const { image: named } = workload;
    if (named && (named.digest !== null || /^(?:sha256:)?[0-9a-f]{12,64}$/.test(named.raw)))
      return notApplicable('It was started by digest.', '容器以摘要方式启动。');
    const state = stateOf(context);
    if (!state) return notCollected;
    const age = ageInDays(state, context.now);
    const faults: Fault[] = [];
    if (state.imageId !== null && state.tagImageId !== null && state.imageId !== state.tagImageId)
      faults.push({
        element: 'image',
        fact: 'image',
        value: state.imageId,
        message: {
          en: `It runs another image than ${named?.raw ?? 'its tag'} means now.`,
          zh: `运行的镜像与 ${named?.raw ?? '其标签'} 当前所指的镜像不同。`,
        },
      });
    if (age !== null && age > max_container_age_days)
      faults.push({
        element: 'age',
        fact: 'created_at',
        value: state.createdAt ?? '',
        message: {
          en: `It was made ${Math.floor(age)} days ago; ${max_container_age_days} are allowed.`,
          zh: `容器创建于 ${Math.floor(age)} 天前，上限为 ${max_container_age_days} 天。`,
        },
      });
    const isKnown = age !== null && state.imageId !== null && state.tagImageId !== null;
    return decided(
      faults,
      isKnown
        ? null
        : {
            en: 'What its tag means now, or its age, is not known.',
            zh: '其标签当前所指的镜像或容器年龄未知。',
          },
    );
  },
  examples: {
    good: [{ name: 'current', input: 'container', text: withImage(running[0]!.Image) }],
    bad: [
      { name: 'another image', input: 'container', text: withImage(`sha256:${'9'.repeat(64)}`) },
      { name: 'old', input: 'container', text: aContainer({ Created: '2026-01-01T00:00:00Z' }) },
    ],
  },
});

/** Null: not known. */
function ageInDays({ createdAt }: ContainerState, now: Date): number | null {
  const instant = parseInstant(createdAt);
  return instant === null ? null : (now.getTime() - instant) / millisecondsPerDay;
}
