import { posix } from 'node:path';
import { z } from 'zod';
import { defineCheck, type Text, type Violation } from './check.js';
import { anImageSubject } from './example-facts.js';
import { sensitivePorts } from './sensitive-ports.js';

const lowestUnprivilegedPort = 1024;

/** The path without dots, doubled and trailing slashes; `/run` and `/var/run` are the same folder. */
function folderOf(path: string): string {
  const normal = posix.normalize(`/${path}`).replace(/(?<=.)\/$/, '');
  return normal === '/run' ? '/var/run' : normal;
}

function portViolation(port: number, protocol: string, isPrivilegedAllowed: boolean): Violation | null {
  const service = sensitivePorts.get(port);
  const isPrivileged = port < lowestUnprivilegedPort && !isPrivilegedAllowed;
  if (service === undefined && !isPrivileged) return null;
  const what: Text =
    service === undefined
      ? { en: 'a privileged port', zh: '特权端口' }
      : { en: `a port of administration or databases (${service})`, zh: `管理或数据库端口（${service}）` };
  return {
    element: `port ${port}/${protocol}`,
    message: {
      en: `The image exposes port ${port}/${protocol}, ${what.en}.`,
      zh: `镜像声明暴露端口 ${port}/${protocol}，属于${what.zh}。`,
    },
    location: { path: 'config.exposedPorts', layer: null, line: null },
    evidence: [{ fact: 'config.exposedPorts', value: `${port}/${protocol}` }],
  };
}

function volumeViolation(volume: string): Violation {
  return {
    element: `volume ${folderOf(volume)}`,
    message: {
      en: `The image declares the system folder ${volume} as a volume.`,
      zh: `镜像将系统目录 ${volume} 声明为卷。`,
    },
    severity: 'high',
    location: { path: 'config.volumes', layer: null, line: null },
    evidence: [{ fact: 'config.volumes', value: volume }],
  };
}

/** What the image declares by itself: EXPOSE and VOLUME. */
export const imageSensitiveConfigCheck = defineCheck({
  id: 'image-sensitive-config',
  title: { en: 'Risky EXPOSE or VOLUME in the image config', zh: '镜像端口或卷声明不当' },
  area: 'image',
  inputs: ['image'],
  severity: 'low',
  parameters: z.object({
    privileged_ports_ok: z.boolean().default(false).describe('Whether ports below 1024 may be exposed.'),
    sensitive_volumes: z
      .array(z.string().min(1).max(4096))
      .max(1000)
      .default(['/', '/dev', '/proc', '/sys', '/etc', '/usr', '/var/run'])
      .describe('Folders that must not be volumes; reported as high.'),
  }),
  remediation: {
    en: 'Listen on a port above 1023 and expose that one; remove the VOLUME instruction for the system folder.',
    zh: '改为监听并声明 1023 以上的端口；删除针对系统目录的 VOLUME 指令。',
  },
  references: { cis: ['5.9'], trivy: ['DS-0004'], dockle: ['DKL-DI-0002'], seed: ['§3.3', '§7.2'] },
  evaluate({ facts: { config } }, parameters) {
    const sensitive = new Set(parameters.sensitive_volumes.map(folderOf));
    const violations = [
      ...config.volumes.filter((volume) => sensitive.has(folderOf(volume))).map(volumeViolation),
      ...config.exposedPorts.flatMap(
        ({ port, protocol }) => portViolation(port, protocol, parameters.privileged_ports_ok) ?? [],
      ),
    ];
    return violations.length > 0 ? { result: 'fail', violations } : { result: 'pass' };
  },
  examples: {
    good: [
      { name: 'a high port and a data volume', subject: anImageSubject({ config: { volumes: ['/data'] } }) },
      {
        name: 'a web port where these are allowed',
        subject: anImageSubject({ config: { exposedPorts: [{ port: 443, protocol: 'tcp' }] } }),
        parameters: { privileged_ports_ok: true },
      },
    ],
    bad: [
      {
        name: 'a database port',
        subject: anImageSubject({ config: { exposedPorts: [{ port: 6379, protocol: 'tcp' }] } }),
      },
      {
        name: 'a privileged port',
        subject: anImageSubject({ config: { exposedPorts: [{ port: 80, protocol: 'tcp' }] } }),
      },
      { name: 'a system folder', subject: anImageSubject({ config: { volumes: ['/etc/'] } }) },
    ],
  },
});
