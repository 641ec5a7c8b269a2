import { z } from 'zod';
import { matchesGlob } from '../policy/glob.js';
import { hostMounts, removeMount, shownMount, unresolvedMount } from './host-mounts.js';
import { type Fault, decided, unknown, workloadCheck } from './workload-check.js';

/** Whether a path is one of the pattern or lies below it; `**` at its start stands for any folders. */
function fits(path: string, pattern: string): boolean {
  const tail = pattern.startsWith('**/') ? pattern.slice(2) : null;
  if (tail === null) return path === pattern || path.startsWith(`${pattern}/`) || matchesGlob(pattern, path);
  return `${path}/`.includes(`${tail}/`);
}

export const workloadMountCredentialsCheck = workloadCheck({
  id: 'workload-mount-credentials',
  title: { en: 'Host credential files mounted', zh: '挂载宿主机凭据文件' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'any',
  severity: 'high',
  parameters: z.object({
    patterns: z
      .array(z.string())
      .default([
        '**/.ssh',
        '**/.aws',
        '**/.azure',
        '**/.config/gcloud',
        '**/.kube',
        '**/.docker/config.json',
        '**/.netrc',
        '**/.gnupg',
        '/etc/shadow',
        '/etc/ssl/private',
        '/etc/kubernetes/pki',
      ]),
  }),
  remediation: {
    en: 'Use short-lived workload identity or a secret object.',
    zh: '使用短期工作负载身份或密钥对象。',
  },
  references: { nist: ['4.1.4', '4.4.3'], seed: ['§6.1'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'What signs in with these files fails.',
    zh: '依赖这些凭据文件的认证将失败。',
  },
  evaluate(workload, { patterns }) {
    const open = unresolvedMount(workload);
    const reason = open && {
      en: `Which path of the host "${open.source}" mounts is not known: a variable is not resolved.`,
      zh: `变量未解析，无法得知“${open.source}”挂载的宿主机路径。`,
    };
    if (workload.mounts === null) return unknown('Its mounts are not known.', '挂载情况未知。', 'mounts');

    const faults: Fault[] = hostMounts(workload)
      .filter(({ source }) => patterns.some((pattern) => fits(source, pattern)))
      .map((entry) => ({
        element: `${entry.source} at ${entry.mount.target}`,
        fact: entry.fact,
        value: shownMount(entry.mount),
        message: {
          en: `Credentials of the host, ${entry.source}, are mounted at ${entry.mount.target}.`,
          zh: `宿主机凭据 ${entry.source} 被挂载到 ${entry.mount.target}。`,
        },
        fix: removeMount(entry),
      }));
    return decided(faults, reason, open?.fact);
  },
  examples: {
    good: [
      { name: 'data', input: 'run-command', text: 'docker run -v /srv:/srv nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    volumes: ["./data:/data"]', ''].join(
          '\n',
        ),
      },
    ],
    bad: [
      { name: 'keys of SSH', input: 'run-command', text: 'docker run -v /home/me/.ssh:/keys:ro nginx:1.27' },

      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  volumes: [{ name: k, hostPath: { path: /etc/kubernetes/pki } }]',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      volumeMounts: [{ name: k, mountPath: /k }]',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    volumes: ["/root/.docker/config.json:/c.json"]',
          '',
        ].join('\n'),
      },
    ],
  },
});
