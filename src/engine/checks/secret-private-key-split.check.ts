import { z } from 'zod';
import type { Mount } from '../model/mount.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import { isCertificateName, isPrivateKey, isPrivateKeyName, isWider, secretFact } from './secret-material.js';
import { decided, notApplicable, unknown, workloadCheck, type Fault } from './workload-check.js';

/** Widest mode of a private key (catalogue: `private_key_mode`). */
const keyMode = '0400';

/** Kinds of mounts that hold what anybody of the project or the cluster may read. */
const openKinds: ReadonlySet<Mount['type']> = new Set(['bind', 'hostPath', 'configMap', 'image']);

function mountedKeys({ mounts }: WorkloadFacts): Fault[] {
  return (mounts ?? []).flatMap(({ type, source, target }, index): Fault[] => {
    const path = [source ?? '', target].find(isPrivateKeyName);
    if (path === undefined || !openKinds.has(type) || isSecretPath(source)) return [];
    return [
      {
        element: target,
        fact: `mounts.${index}`,
        value: `${type} ${source ?? ''}`.trim(),
        message: {
          en: `The private key ${path} comes from a ${type}, not from a secret.`,
          zh: `私钥 ${path} 来自 ${type}，而不是密钥对象。`,
        },
      },
    ];
  });
}

/** Docker shows a secret of compose and of swarm as a bind of its own file. */
function isSecretPath(source: string | null): boolean {
  return /^\/(?:var\/lib\/docker|run)\/.*secrets?\//.test(source ?? '');
}

function wideKeys(workload: WorkloadFacts): Fault[] {
  return (workload.secrets ?? []).flatMap((secret, index): Fault[] => {
    const { name, mode } = secret;
    if (!isPrivateKey(secret) || mode === null || !isWider(mode, keyMode)) return [];
    return [
      {
        element: name,
        fact: secretFact(workload, secret, index),
        value: mode,
        message: {
          en: `The private key ${name} is handled like its certificate: mode ${mode} instead of 0400.`,
          zh: `私钥 ${name} 与证书同样管理：权限为 ${mode}，应为 0400。`,
        },
      },
    ];
  });
}

function holdsTls({ mounts, secrets }: WorkloadFacts): boolean {
  const paths = [
    ...(mounts ?? []).flatMap(({ source, target }) => [source ?? '', target]),
    ...(secrets ?? []).flatMap(({ name, target }) => [name, target ?? '']),
  ];
  return paths.some((path) => isPrivateKeyName(path) || isCertificateName(path));
}

export const secretPrivateKeySplitCheck = workloadCheck({
  id: 'secret-private-key-split',
  title: { en: 'Certificate and private key handled alike', zh: '证书与私钥未区分管理' },
  area: 'secrets',
  inputs: ['run-command', 'container', 'compose', 'kubernetes', 'swarm-service'],
  os: 'any',
  severity: 'low',
  parameters: z.object({}),
  remediation: {
    en: 'Put keys in the secret store with mode 0400, certificates in configs; automate renewal.',
    zh: '将私钥存入密钥管理并设为 0400，证书放入配置对象；自动续期。',
  },
  references: { cis: ['7.4'], nist: ['4.1.4'], seed: ['§6.3'] },
  evaluate(workload) {
    const faults = [...mountedKeys(workload), ...wideKeys(workload)];
    if (faults.length > 0) return decided(faults);
    const { mounts, secrets } = workload;
    if (mounts === null || secrets === null)
      return unknown('Its mounts and secrets are not known.', '挂载与密钥情况未知。', 'mounts');
    if (!holdsTls(workload)) return notApplicable('It mounts no keys or certificates.', '未挂载私钥或证书。');
    const bare = secrets.findIndex((secret) => isPrivateKey(secret) && secret.mode === null);
    if (bare < 0) return decided([]);
    const { name } = secrets[bare]!;
    return unknown(
      `Which mode the private key ${name} has is not stated.`,
      `未说明私钥 ${name} 的权限。`,
      secretFact(workload, secrets[bare]!, bare),
    );
  },
  examples: {
    good: [
      {
        name: 'a certificate',
        input: 'run-command',
        text: 'docker run -v ./site.crt:/etc/site.crt:ro nginx:1.27',
      },
      { name: 'none', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a key of a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    secrets: [{ source: site.key, mode: 0400 }]',
          'secrets: { db: { file: ./db.txt }, site.key: { file: ./site.key } }',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      {
        name: 'a key from the host',
        input: 'run-command',
        text: 'docker run -v /srv/tls/site.key:/etc/site.key:ro nginx:1.27',
      },
      {
        name: 'a key with a certificate’s mode',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  volumes: [{ name: k, secret: { secretName: site-key, defaultMode: 0444 } }]',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      volumeMounts: [{ name: k, mountPath: /etc/tls }]',
          '',
        ].join('\n'),
      },
      {
        name: 'a key of a service from the host',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    volumes: ["./site.key:/etc/site.key:ro"]',
          '',
        ].join('\n'),
      },
    ],
  },
});
