import { z } from 'zod';
import { repositoryOf } from '../adapters/image-name.js';
import { matchesGlob } from '../policy/glob.js';
import { officialImages } from './official-images.js';
import { decided, notApplicable, passed, unknown, workloadCheck } from './workload-check.js';

export const workloadImageRegistryCheck = workloadCheck({
  id: 'workload-image-registry',
  title: { en: 'Image from a registry that is not trusted', zh: '镜像来自不受信任的仓库' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'any',
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
  evaluate({ image, unresolved }, { allow, deny }) {
    if (unresolved.includes('image')) return unknown('Its image is not known.', '镜像未知。', 'image');
    if (image === null) return notApplicable('It names no image.', '未指定镜像。');
    const repository = repositoryOf(image);
    if (repository === null)
      return unknown(
        `Where the image "${image.raw}" comes from is not known: a variable is not resolved.`,
        `变量未解析，无法得知镜像“${image.raw}”的来源。`,
        'image',
      );
    const isLocalName =
      !image.raw.includes('/') && !officialImages.has(repository.slice(repository.lastIndexOf('/') + 1));
    const isDenied = deny.some((glob) => matchesGlob(glob, repository));
    if (isLocalName && !isDenied)
      return unknown(
        `"${image.raw}" is no known official image: it may be one that lies on the host only.`,
        `“${image.raw}”不是已知的官方镜像，可能仅存在于宿主机本地。`,
        'image',
      );
    if (!isDenied && allow.some((glob) => matchesGlob(glob, repository))) return passed;
    return decided([
      {
        fact: 'image',
        value: image.raw,
        message: isDenied
          ? { en: `Images of ${repository} are denied.`, zh: `禁止使用来自 ${repository} 的镜像。` }
          : {
              en: `Its image comes from ${repository}, which is no trusted source.`,
              zh: `镜像来自 ${repository}，不属于受信任来源。`,
            },
      },
    ]);
  },
  examples: {
    good: [
      { name: 'an official image', input: 'run-command', text: 'docker run nginx:1.27' },
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
