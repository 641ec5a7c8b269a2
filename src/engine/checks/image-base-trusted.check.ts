import { z } from 'zod';
import { readImageName, repositoryOf } from '../adapters/image-name.js';
import type { ImageFacts } from '../model/facts.js';
import { listed } from '../model/text-parts.js';
import { matchesGlob } from '../policy/glob.js';
import { defineCheck, type Outcome } from './check.js';
import { anImageSubject } from './example-facts.js';
import { imageClassOf } from './image-class.js';
import { trustedRepositories } from './trusted-registries.js';

const nameLabel = 'org.opencontainers.image.base.name';
const digestLabel = 'org.opencontainers.image.base.digest';
const location = { path: `config.labels.${nameLabel}`, layer: null, line: null };

/** What the image is said to stand on, and how far that can be believed. */
interface StatedBase {
  readonly name: string;
  readonly confidence: number;
}

/**
 * Builders name the base in labels (https://github.com/opencontainers/image-spec/blob/main/annotations.md). Labels are
 * inherited, so that a name alone may be that of the base's own base; with a digest beside it one build wrote both.
 */
function statedBase({ config: { labels } }: ImageFacts): StatedBase | null {
  const name = Object.hasOwn(labels, nameLabel) ? labels[nameLabel]!.trim() : '';
  if (name === '') return null;
  const digest = Object.hasOwn(labels, digestLabel) ? labels[digestLabel]! : '';
  return { name, confidence: /^sha(?:256|512):[0-9a-f]{64,128}$/.test(digest) ? 0.9 : 0.6 };
}

const nothingStated = {
  en: `The image does not say what it stands on: it has no label ${nameLabel}.`,
  zh: `镜像未声明其基础镜像：缺少标签 ${nameLabel}。`,
};

function unsure({ name, confidence }: StatedBase, least: number) {
  return {
    en: `The image says it stands on ${name}, but that is certain to ${confidence} only; the policy asks for ${least}.`,
    zh: `镜像声明其基础镜像为 ${name}，但可信度仅为 ${confidence}，策略要求 ${least}。`,
  };
}

const example = (name: string, digest = `sha256:${'a'.repeat(64)}`) =>
  anImageSubject({ config: { labels: { [nameLabel]: name, [digestLabel]: digest } } });

/** An image from scratch stands on nothing that could be distrusted. */
export const imageBaseTrustedCheck = defineCheck({
  id: 'image-base-trusted',
  title: { en: 'Base image not on the approved list', zh: '基础镜像不可信' },
  area: 'image',
  inputs: ['image'],
  severity: 'medium',
  parameters: z.object({
    allow: z
      .array(z.string().min(1).max(512))
      .max(1000)
      .default([])
      .describe(
        'Globs over registry/repository, such as docker.io/library/*; empty: registries of well-known makers.',
      ),
    min_confidence: z
      .number()
      .min(0)
      .max(1)
      .default(0.8)
      .describe('How certain the base must be: 0.9 where labels name it with its digest, 0.6 without.'),
  }),
  remediation: {
    en: 'Rebuild on an approved base, and let the build name it in the labels org.opencontainers.image.base.name and .digest.',
    zh: '基于经批准的基础镜像重新构建，并由构建写入标签 org.opencontainers.image.base.name 和 .digest。',
  },
  references: {
    cis: ['4.2'],
    bench: ['4.2'],
    dockle: ['CIS-DI-0002'],
    nist: ['4.1.5'],
    seed: ['§1.2', '§4.2', '§9.1'],
  },
  evaluate({ facts }, { allow, min_confidence: least }): Outcome {
    const base = statedBase(facts);
    if (!base) {
      const isFromScratch = facts.rootfs.problems.length === 0 && imageClassOf(facts) === 'scratch';
      return isFromScratch ? { result: 'pass' } : { result: 'unknown', reason: nothingStated, location };
    }
    if (base.confidence < least) return { result: 'unknown', reason: unsure(base, least), location };
    const allowed = allow.length > 0 ? allow : trustedRepositories;
    const repository = repositoryOf(readImageName(base.name)) ?? base.name;
    if (allowed.some((pattern) => matchesGlob(pattern, repository))) return { result: 'pass' };
    const names = listed(allowed, 6);
    const message = {
      en: `The image stands on ${base.name}, which is not among the approved bases (${names.en}).`,
      zh: `镜像的基础镜像 ${base.name} 不在批准列表中（${names.zh}）。`,
    };
    const evidence = [{ fact: location.path, value: base.name }];
    return { result: 'fail', violations: [{ element: '', message, location, evidence }] };
  },
  examples: {
    good: [
      { name: 'an official image', subject: example('debian:13-slim') },
      {
        name: 'one that the policy names',
        subject: example('registry.example/base/node:22'),
        parameters: { allow: ['registry.example/base/*'] },
      },
    ],
    bad: [
      { name: "somebody's image", subject: example('somebody/node:22') },
      {
        name: 'an official image that the policy does not name',
        subject: example('debian:13'),
        parameters: { allow: ['registry.example/base/*'] },
      },
    ],
  },
});
