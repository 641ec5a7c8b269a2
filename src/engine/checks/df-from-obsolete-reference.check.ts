import { z } from 'zod';
import type { DockerfileStage } from '../model/dockerfile-facts.js';
import { defineCheck } from './check.js';
import { fitsReference } from './dockerfile/base-images.js';
import { judged, type Offence } from './dockerfile/dockerfile-check.js';
import { obsoleteReferences, replacementFor } from './dockerfile/obsolete-references.js';

interface Rule {
  readonly match: string;
  readonly use: string;
}

function offenceOf({ from, line, fromKind }: DockerfileStage, rules: readonly Rule[]): Offence[] {
  const rule = fromKind === 'image' ? rules.find(({ match }) => fitsReference(match, from)) : undefined;
  if (!rule) return [];
  const by = replacementFor(rule.use, from);
  const isFixable = by !== null && !from.raw.includes('$');
  const message = {
    en: `${from.raw} is a name or tag that is no longer published; use ${by ?? rule.use}.`,
    zh: `${from.raw} 的名称或标签已不再发布；请改用 ${by ?? rule.use}。`,
  };
  return [
    {
      element: `FROM ${from.raw}`,
      line,
      message,
      text: from.raw,
      fact: 'stages.from',
      ...(isFixable
        ? { fix: [{ kind: 'replace-next-word' as const, line, column: 0, word: from.raw, by }] }
        : {}),
    },
  ];
}

export const dfFromObsoleteReferenceCheck = defineCheck({
  id: 'df-from-obsolete-reference',
  title: {
    en: 'Base reference uses a name or tag that is no longer published',
    zh: '基础镜像引用已废弃或不存在',
  },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'medium',
  parameters: z.object({
    rules: z
      .array(z.object({ match: z.string().min(1).max(512), use: z.string().min(1).max(512) }))
      .max(500)
      .default([...obsoleteReferences])
      .describe('Globs over the names of images, (a|b) for either, and what takes their place.'),
  }),
  remediation: { en: 'Use the replacement named in the finding.', zh: '使用结果中给出的替代镜像。' },
  references: { nist: ['4.2.2'], seed: ['§4.2', '§4.3'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Another image takes its place, with other versions: build and start it once.',
    zh: '将改用另一个镜像，版本有所不同：请构建并启动验证。',
  },
  evaluate({ facts }, { rules }) {
    const offences = facts.stages.flatMap((stage) => offenceOf(stage, rules));
    const hidden = facts.stages.find(({ fromKind, from }) => fromKind === 'image' && from.isUnresolved);
    const doubt = hidden
      ? {
          en: `${hidden.from.raw || 'A base'} cannot be told: it holds a variable that has no value here.`,
          zh: `无法确定 ${hidden.from.raw || '基础镜像'}：它包含此处没有值的变量。`,
        }
      : null;
    return judged(facts, 'instructions', offences, doubt);
  },
  examples: {
    good: [
      {
        name: 'names that are published',
        input: 'dockerfile',
        text: 'FROM maven:3.9-eclipse-temurin-21 AS b\nFROM gcr.io/distroless/java21-debian13:nonroot\n',
      },
    ],
    bad: [
      {
        name: 'the old name of distroless Java',
        input: 'dockerfile',
        text: 'FROM gcr.io/distroless/java:11\n',
      },
      { name: 'openjdk', input: 'dockerfile', text: 'FROM openjdk:17-jre-slim\n' },
      {
        name: 'maven on openjdk',
        input: 'dockerfile',
        text: 'FROM maven:3.8-openjdk-11 AS build\nRUN mvn package\n',
      },
      {
        name: 'an old Debian',
        input: 'dockerfile',
        text: 'FROM gcr.io/distroless/static-debian11:nonroot\n',
      },
      { name: 'a tag that never was', input: 'dockerfile', text: 'FROM nginx:slim\n' },
    ],
  },
});
