import { z } from 'zod';
import type { WorkloadSecret } from '../model/workload-facts.js';
import { set, type WorkloadFix } from '../remediation/workload-fix.js';
import { isPrivateKey, isWider, secretFact } from './secret-material.js';
import { decided, notApplicable, unknown, workloadCheck, type Fault } from './workload-check.js';

const octalMode = z.string().regex(/^0?[0-7]{3,4}$/, 'expected octal digits, such as 0440');

/** What a provider gives a secret that states no mode (Docker: 0444; Kubernetes: 0644); null: not known. */
function defaultMode({ provider }: WorkloadSecret): string | null {
  if (provider === 'kubernetes') return '0644';
  return provider === 'unknown' || provider === 'external-store' ? null : '0444';
}

function fixOf({ provider, name, target }: WorkloadSecret, fact: string, most: string): WorkloadFix {
  const short = `0${parseInt(most, 8).toString(8)}`;
  const base = { fact };
  const long = { source: name, ...(target !== null && { target }), mode: short };
  if (provider !== 'kubernetes') return { compose: [set('', long, base)] };
  return { kubernetes: [set('/secret/defaultMode', parseInt(most, 8), base)] };
}

export const secretFilePermissionsCheck = workloadCheck({
  id: 'secret-file-permissions',
  title: { en: 'Secret file readable too widely or mounted writable', zh: '密钥文件权限过宽' },
  area: 'secrets',
  inputs: ['run-command', 'container', 'compose', 'kubernetes', 'swarm-service'],
  os: 'linux',
  severity: 'medium',
  parameters: z.object({
    max_mode: octalMode.default('0440').describe('Widest mode of a secret.'),
    private_key_mode: octalMode.default('0400').describe('Widest mode of a private key.'),
    assume_engine_defaults: z
      .boolean()
      .default(true)
      .describe('Where no mode is stated, the default counts.'),
  }),
  remediation: {
    en: 'Set mode 0400 or 0440, and the user id that reads it.',
    zh: '将权限设为 0400 或 0440，并指定读取该文件的用户 ID。',
  },
  references: { nist: ['4.1.4'], seed: ['§6.3'] },
  fixSafety: 'safe',
  evaluate(workload, { max_mode, private_key_mode, assume_engine_defaults }) {
    const { secrets } = workload;
    if (secrets === null) return unknown('Its secrets are not known.', '密钥挂载情况未知。', 'secrets');
    if (secrets.length === 0) return notApplicable('It mounts no secret.', '未挂载任何密钥。');
    let open: { readonly name: string; readonly fact: string } | null = null;
    const faults = secrets.flatMap((secret, index): Fault[] => {
      const fact = secretFact(workload, secret, index);
      // A secret that becomes a variable has no file.
      if (secret.target === null && secret.provider === 'unknown') return [];
      const most = isPrivateKey(secret) ? private_key_mode : max_mode;
      const mode = secret.mode ?? (assume_engine_defaults ? defaultMode(secret) : null);
      if (mode === null) open ??= { name: secret.name, fact };
      const isWide = mode !== null && isWider(mode, most);
      return isWide || secret.isWritable ? [faultOf(secret, fact, mode, most, isWide)] : [];
    });
    const left = open as { readonly name: string; readonly fact: string } | null;
    const reason = left && {
      en: `Which mode the secret ${left.name} has is not stated.`,
      zh: `未说明密钥 ${left.name} 的权限。`,
    };
    return decided(faults, reason, left?.fact);
  },
  examples: {
    good: [
      {
        name: 'a Secret for its owner and group',
        input: 'kubernetes',
        text: podWith('{ secretName: db, defaultMode: 0440 }'),
      },
      { name: 'none', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a secret of a service for its owner and group',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    secrets:',
          '      - { source: db, mode: 0440 }',
          'secrets: { db: { file: ./db.txt }, site.key: { file: ./site.key } }',
          '',
        ].join('\n'),
      },
    ],
    bad: [
      { name: 'a Secret for everyone', input: 'kubernetes', text: podWith('{ secretName: db }') },
      {
        name: 'a key for a group',
        input: 'kubernetes',
        text: podWith('{ secretName: tls.key, defaultMode: 0440 }'),
      },
      {
        name: 'a secret of a service for everyone',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    secrets:',
          '      - db # as ever',
          '      - source: site.key',
          '        target: site.key',
          '        mode: 0444',
          'secrets: { db: { file: ./db.txt }, site.key: { file: ./site.key } }',
          '',
        ].join('\n'),
      },
    ],
  },
});

function faultOf(
  secret: WorkloadSecret,
  fact: string,
  mode: string | null,
  most: string,
  isWide: boolean,
): Fault {
  const shown = secret.target === null ? secret.name : `${secret.name} at ${secret.target}`;
  return {
    element: shown,
    fact,
    value: mode ?? 'writable',
    message: isWide
      ? {
          en: `The secret ${shown} has mode ${mode}; at most ${most} is allowed.`,
          zh: `密钥 ${shown} 的权限为 ${mode}，最多允许 ${most}。`,
        }
      : { en: `The secret ${shown} is mounted writable.`, zh: `密钥 ${shown} 以可写方式挂载。` },
    ...(isWide && { fix: fixOf(secret, fact, most) }),
  };
}

function podWith(secret: string): string {
  return [
    'apiVersion: v1',
    'kind: Pod',
    'metadata: { name: web }',
    'spec:',
    '  volumes:',
    '    - name: s',
    `      secret: ${secret}`,
    '  containers:',
    '    - name: web',
    '      image: nginx:1.27',
    '      volumeMounts: [{ name: s, mountPath: /run/secrets/db }]',
    '',
  ].join('\n');
}
