import { z } from 'zod';
import type { DockerfileStage } from '../model/dockerfile-facts.js';
import { defineCheck } from './check.js';
import { judged, type Offence } from './dockerfile/dockerfile-check.js';

interface TagRules {
  readonly mutable_tags: readonly string[];
  readonly require_digest: boolean;
}

type Judgement = { readonly en: string; readonly zh: string } | 'pinned' | 'unknown';

/** `${REGISTRY}/ubuntu` has no tag, whatever the registry is. */
function lacksTag({ from: { raw, tag, digest, isUnresolved } }: DockerfileStage): boolean {
  if ((tag !== null && tag !== '') || digest !== null) return false;
  if (!isUnresolved) return true;
  const last = raw.slice(
    raw.replace(/\$\{[^{}]*\}/g, (text) => '$'.repeat(text.length)).lastIndexOf('/') + 1,
  );
  return !/[$:@]/.test(last);
}

function judgeTag(
  stage: DockerfileStage,
  { mutable_tags: mutable, require_digest: needsDigest }: TagRules,
): Judgement {
  const { raw, tag, digest, isUnresolved } = stage.from;
  if (digest !== null) return 'pinned';
  if (lacksTag(stage) && raw !== '') {
    return { en: `${raw} has no tag, which means latest.`, zh: `${raw} 没有标签，即 latest。` };
  }
  if (tag !== null && mutable.includes(tag)) {
    return {
      en: `${raw}: the tag ${tag} is another image from time to time.`,
      zh: `${raw}：标签 ${tag} 会指向不断变化的镜像。`,
    };
  }
  if (isUnresolved && (tag === null || needsDigest)) return 'unknown';
  if (needsDigest) return { en: `${raw} has no digest.`, zh: `${raw} 没有摘要。` };
  return 'pinned';
}

export const dfFromTagCheck = defineCheck({
  id: 'df-from-tag',
  title: { en: 'Base image tag missing or mutable', zh: '基础镜像使用 latest 或无标签' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'medium',
  parameters: z.object({
    mutable_tags: z
      .array(z.string().min(1).max(128))
      .max(200)
      .default(['latest', 'stable', 'edge', 'mainline', 'lts', 'current'])
      .describe('Tags that say nothing of the version.'),
    require_digest: z.boolean().default(false).describe('Whether a base must be named by its digest.'),
  }),
  remediation: { en: 'Pin the version, better the digest.', zh: '固定版本，最好固定摘要。' },
  references: { trivy: ['DS-0001'], hadolint: ['DL3006', 'DL3007'], nist: ['4.2.2'], seed: ['§8.1'] },
  evaluate({ facts }, parameters) {
    const offences: Offence[] = [];
    let hidden: string | null = null;
    for (const stage of facts.stages) {
      const judgement = stage.fromKind === 'image' ? judgeTag(stage, parameters) : 'pinned';
      const { raw } = stage.from;
      if (judgement === 'unknown') hidden ??= raw;
      else if (judgement !== 'pinned') {
        offences.push({
          element: `FROM ${raw}`,
          line: stage.line,
          text: raw,
          fact: 'stages.from',
          message: judgement,
        });
      }
    }
    const doubt =
      hidden === null
        ? null
        : {
            en: `${hidden === '' ? 'A base' : hidden} holds a variable that has no value here.`,
            zh: `${hidden === '' ? '基础镜像' : hidden} 包含此处没有值的变量。`,
          };
    return judged(facts, 'instructions', offences, doubt);
  },
  examples: {
    good: [
      {
        name: 'a version',
        input: 'dockerfile',
        text: 'ARG V=3.22\nFROM alpine:$V AS a\nFROM a\nFROM scratch\n',
      },
      {
        name: 'a digest',
        input: 'dockerfile',
        text: `FROM alpine@sha256:${'0a'.repeat(32)}\n`,
        parameters: { require_digest: true },
      },
    ],
    bad: [
      { name: 'no tag', input: 'dockerfile', text: 'FROM alpine\n' },
      { name: 'latest', input: 'dockerfile', text: 'FROM r.io:5000/x:latest\n' },
      {
        name: 'no digest',
        input: 'dockerfile',
        text: 'FROM alpine:3.22\n',
        parameters: { require_digest: true },
      },
    ],
  },
});
