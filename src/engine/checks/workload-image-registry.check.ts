import { z } from 'zod';
import { repositoryOf } from '../adapters/image-name.js';
import type { DockerfileFacts } from '../model/dockerfile-facts.js';
import type { ImageReference, WorkloadFacts } from '../model/workload-facts.js';
import { matchesGlob } from '../policy/glob.js';
import { defineCheck, type Outcome, type Text } from './check.js';
import { judged, type Offence } from './dockerfile/dockerfile-check.js';
import { officialImages } from './official-images.js';
import {
  decided,
  notApplicable,
  ofEachWorkload,
  passed,
  unknown,
  type WorkloadOutcome,
} from './workload-check.js';

interface RegistryRules {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

/** What the name of an image tells: whether it is trusted, or why that cannot be told. */
type Origin =
  | { readonly result: 'trusted' }
  | { readonly result: 'refused'; readonly message: Text }
  | { readonly result: 'unknown'; readonly reason: Text };

function originOf(image: ImageReference, { allow, deny }: RegistryRules): Origin {
  const { raw } = image;
  const repository = repositoryOf(image);
  if (repository === null) {
    const en = `Where the image "${raw}" comes from is not known: a variable is not resolved.`;
    return { result: 'unknown', reason: { en, zh: `变量未解析，无法得知镜像“${raw}”的来源。` } };
  }
  if (deny.some((glob) => matchesGlob(glob, repository))) {
    const message = { en: `Images of ${repository} are denied.`, zh: `禁止使用来自 ${repository} 的镜像。` };
    return { result: 'refused', message };
  }
  const isLocalName =
    !raw.includes('/') && !officialImages.has(repository.slice(repository.lastIndexOf('/') + 1));
  if (isLocalName) {
    const en = `"${raw}" is no known official image: it may be one that lies on the host only.`;
    return { result: 'unknown', reason: { en, zh: `“${raw}”不是已知的官方镜像，可能仅存在于宿主机本地。` } };
  }
  if (allow.some((glob) => matchesGlob(glob, repository))) return { result: 'trusted' };
  const message = {
    en: `The image comes from ${repository}, which is no trusted source.`,
    zh: `镜像来自 ${repository}，不属于受信任来源。`,
  };
  return { result: 'refused', message };
}

function ofWorkload({ image, unresolved }: WorkloadFacts, rules: RegistryRules): WorkloadOutcome {
  if (unresolved.includes('image')) return unknown('Its image is not known.', '镜像未知。', 'image');
  if (image === null) return notApplicable('It names no image.', '未指定镜像。');
  const origin = originOf(image, rules);
  if (origin.result === 'trusted') return passed;
  return origin.result === 'unknown'
    ? decided([], origin.reason, 'image')
    : decided([{ fact: 'image', value: image.raw, message: origin.message }]);
}

/** Of the images that a Dockerfile builds on. Where an image itself came from its facts do not tell. */
function ofDockerfile(facts: DockerfileFacts, rules: RegistryRules): Outcome {
  const offences: Offence[] = [];
  let doubt: Text | null = null;
  for (const { from, fromKind, line } of facts.stages) {
    if (fromKind !== 'image') continue;
    const origin = originOf(from, rules);
    if (origin.result === 'unknown') doubt ??= origin.reason;
    if (origin.result !== 'refused') continue;
    const element = `FROM ${from.raw}`;
    offences.push({ element, line, message: origin.message, text: from.raw, fact: 'stages.from' });
  }
  return judged(facts, 'instructions', offences, doubt);
}

export const workloadImageRegistryCheck = defineCheck({
  id: 'workload-image-registry',
  title: { en: 'Image from a registry that is not trusted', zh: '镜像来自不受信任的仓库' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes', 'dockerfile'],
  severity: 'high',
  parameters: z.object({
    allow: z
      .array(z.string())
      .default([
        'docker.io/library/*',
        'gcr.io/distroless/*',
        'registry.k8s.io/**',
        'mcr.microsoft.com/**',
        'cgr.dev/chainguard/**',
        'registry.access.redhat.com/**',
      ]),
    deny: z.array(z.string()).default([]),
  }),
  remediation: { en: 'Mirror the image into an approved registry.', zh: '将镜像同步到受批准的仓库。' },
  references: {
    cis: ['4.2'],
    bench: ['4.2'],
    trivy: ['KSV-0032', 'KSV-0033', 'KSV-0034', 'KSV-0035', 'KSV-0125'],
    hadolint: ['DL3026'],
    nist: ['4.1.5'],
    falco: ['Launch Disallowed Container'],
    seed: ['§4.2', '§8.1'],
  },
  evaluate(subject, rules) {
    if ('workloads' in subject) return ofEachWorkload(subject, (workload) => ofWorkload(workload, rules));
    return ofDockerfile(subject.facts, rules);
  },
  examples: {
    good: [
      { name: 'an official image', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a base of distroless',
        input: 'dockerfile',
        text: 'FROM golang:1.26 AS build\nFROM gcr.io/distroless/static-debian13:nonroot\n',
      },
      {
        name: 'distroless',
        input: 'run-command',
        text: 'docker run gcr.io/distroless/static-debian12:nonroot',
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'a base of anyone', input: 'dockerfile', text: 'FROM someone/thing:1\n' },
      { name: 'of anyone', input: 'run-command', text: 'docker run someone/thing:1' },
      {
        name: 'a denied one',
        input: 'run-command',
        text: 'docker run nginx:1.27',
        parameters: { deny: ['docker.io/library/nginx'] },
      },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: quay.io/someone/thing:1', ''].join('\n'),
      },
    ],
  },
});
