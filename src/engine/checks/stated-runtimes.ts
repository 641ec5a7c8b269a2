import type { DockerfileFacts } from '../model/dockerfile-facts.js';
import type { Text } from '../model/text.js';
import type { ImageReference, WorkloadFacts } from '../model/workload-facts.js';
import type { Outcome } from './check.js';
import { judged, type Offence } from './dockerfile/dockerfile-check.js';
import { runtimeOfReference } from './reference-runtimes.js';
import { type EndingLine, firstChange, runtimeSupport, type RuntimeSupport } from './runtime-support.js';
import { decided, notApplicable, unknown, type WorkloadOutcome } from './workload-check.js';

/** What an image's name tells of its runtime's support; `null`: it is a base that brings none. */
function supportOf(reference: ImageReference, warnDays: number, now: Date): RuntimeSupport | null {
  const stated = runtimeOfReference(reference);
  if (stated.kind === 'none') return null;
  if (stated.kind === 'runtime') return runtimeSupport(stated.product, stated.version, warnDays, now);
  const { raw } = reference;
  const doubt = {
    en: `Which runtimes ${raw} holds is not known without its facts.`,
    zh: `缺少镜像信息，无法得知 ${raw} 包含哪些运行时。`,
  };
  return { ending: null, doubt, changesAt: null };
}

function messageOf(raw: string, { message }: EndingLine): Text {
  return { en: `${raw}: ${message.en}`, zh: `${raw}：${message.zh}` };
}

/** Of the images that a Dockerfile builds on. */
export function dockerfileRuntimes(facts: DockerfileFacts, warnDays: number, now: Date): Outcome {
  const offences: Offence[] = [];
  const found: RuntimeSupport[] = [];
  for (const { from, fromKind, line } of facts.stages) {
    const support = fromKind === 'image' ? supportOf(from, warnDays, now) : null;
    if (!support) continue;
    found.push(support);
    const { ending } = support;
    if (ending) {
      offences.push({
        element: `FROM ${from.raw}`,
        line,
        message: messageOf(from.raw, ending),
        ...(ending.severity && { severity: ending.severity }),
        text: `${from.raw}: ${ending.ends}`,
        fact: 'stages.from',
      });
    }
  }
  const doubt = found.find((support) => support.doubt !== null)?.doubt ?? null;
  const outcome = judged(facts, 'instructions', offences, doubt);
  if (found.length === 0 && outcome.result === 'pass')
    return {
      result: 'not_applicable',
      reason: {
        en: 'No base of it brings a language runtime or a service.',
        zh: '其基础镜像均不包含语言运行时或服务。',
      },
    };
  return { ...outcome, ...firstChange(found) };
}

/** Of the image that a workload runs. */
export function workloadRuntime(
  { image, unresolved }: WorkloadFacts,
  warnDays: number,
  now: Date,
): WorkloadOutcome {
  if (unresolved.includes('image')) return unknown('Its image is not known.', '镜像未知。', 'image');
  if (image === null) return notApplicable('It names no image.', '未指定镜像。');
  const support = supportOf(image, warnDays, now);
  if (!support)
    return notApplicable(
      `${image.raw} brings no language runtime or service.`,
      `${image.raw} 不包含语言运行时或服务。`,
    );
  const { ending, doubt } = support;
  const faults = ending
    ? [
        {
          element: ending.name,
          fact: 'image',
          value: `${image.raw}: ${ending.ends}`,
          message: messageOf(image.raw, ending),
          ...(ending.severity && { severity: ending.severity }),
        },
      ]
    : [];
  return { ...decided(faults, doubt, 'image'), ...firstChange([support]) };
}
