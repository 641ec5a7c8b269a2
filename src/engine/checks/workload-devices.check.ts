import { z } from 'zod';
import { matchesGlob } from '../policy/glob.js';
import { type Fault, decided, passed, unknown, workloadCheck } from './workload-check.js';
import { removeFlag, removeFact } from '../remediation/workload-fix.js';

export const workloadDevicesCheck = workloadCheck({
  id: 'workload-devices',
  title: { en: 'Host device exposed', zh: '暴露宿主机设备' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'linux',
  severity: 'high',
  parameters: z.object({
    allow: z.array(z.string()).default(['/dev/fuse', '/dev/net/tun', '/dev/dri/*']),
    critical: z
      .array(z.string())
      .default([
        '/dev/mem',
        '/dev/kmem',
        '/dev/port',
        '/dev/sd*',
        '/dev/nvme*',
        '/dev/vd*',
        '/dev/mapper/*',
        '/dev/dm-*',
        '/dev/kmsg',
      ]),
  }),
  remediation: {
    en: 'Remove the device, or restrict it to read and record the exception.',
    zh: '移除该设备，或限制为只读并登记豁免。',
  },
  references: {
    cis: ['5.18'],
    bench: ['5.18'],
    nist: ['4.4.3'],
    falco: ['Privileged Container Device Access'],
    seed: ['§5.1'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'It can no longer use the device.',
    zh: '将无法使用该设备。',
  },
  evaluate({ devices, deviceCgroupRules }, { allow, critical }) {
    const faults: Fault[] = (devices ?? []).flatMap(({ hostPath, permissions, isUnresolved }, index) => {
      if (isUnresolved || allow.some((glob) => matchesGlob(glob, hostPath))) return [];
      const isCritical = critical.some((glob) => matchesGlob(glob, hostPath));
      return {
        element: hostPath,
        fact: `devices.${index}`,
        value: `${hostPath} (${permissions})`,
        ...(isCritical && { severity: 'critical' as const }),
        message: {
          en: `It is given the device ${hostPath} of the host (${permissions})${isCritical ? ', by which it can take the host over' : ''}.`,
          zh: `可访问宿主机设备 ${hostPath}（${permissions}）${isCritical ? '，可借此控制宿主机' : ''}。`,
        },
        fix: { 'run-command': [removeFlag('--device', hostPath)], compose: [removeFact(`devices.${index}`)] },
      };
    });
    (deviceCgroupRules ?? []).forEach((rule, index) => {
      if (!/^\s*(?:a\b|[bc]\s+\*:\*)/.test(rule)) return;
      faults.push({
        element: `rule ${rule}`,
        fact: `deviceCgroupRules.${index}`,
        value: rule,
        severity: 'critical',
        message: {
          en: `The device rule "${rule}" allows every device.`,
          zh: `设备规则“${rule}”允许访问所有设备。`,
        },
        fix: {
          'run-command': [removeFlag('--device-cgroup-rule', rule)],
          compose: [removeFact(`deviceCgroupRules.${index}`)],
        },
      });
    });
    if (faults.length > 0) return decided(faults);
    const isOpen =
      devices === null || deviceCgroupRules === null || devices.some(({ isUnresolved }) => isUnresolved);
    return isOpen
      ? unknown('Which devices it is given is not known.', '无法得知其可访问的设备。', 'devices')
      : passed;
  },
  examples: {
    good: [
      { name: 'none', input: 'run-command', text: 'docker run nginx:1.27' },
      { name: 'an allowed one', input: 'run-command', text: 'docker run --device /dev/fuse nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    devices: [/dev/fuse]', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'a disk', input: 'run-command', text: 'docker run --device /dev/sda:/dev/xvda:r nginx:1.27' },
      {
        name: 'every device',
        input: 'run-command',
        text: "docker run --device-cgroup-rule 'a *:* rwm' nginx:1.27",
      },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    devices:',
          '      - /dev/ttyUSB0:/dev/ttyUSB0',
          '',
        ].join('\n'),
      },
    ],
  },
});
