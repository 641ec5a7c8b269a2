import { z } from 'zod';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';
import { set, setFlag } from '../remediation/workload-fix.js';

export const workloadCgroupnsHostCheck = workloadCheck({
  id: 'workload-cgroupns-host',
  title: { en: 'Host cgroup namespace used', zh: '使用宿主机 cgroup 命名空间' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'linux',
  severity: 'low',
  parameters: z.object({}),
  remediation: { en: 'Remove the option.', zh: '去掉该选项。' },
  references: { nist: ['4.4.3'] },
  fixSafety: 'safe',
  evaluate({ namespaces: { cgroup }, sources, unresolved }) {
    if (cgroup === 'host' && sources['namespaces.cgroup'] === undefined) {
      return decided([
        {
          fact: 'namespaces.cgroup',
          value: 'host',
          message: { en: 'It sees the control groups of the host.', zh: '可看到宿主机的控制组。' },
          fix: { 'run-command': [setFlag('--cgroupns', 'private')], compose: [set('/cgroup', 'private')] },
        },
      ]);
    }
    if (cgroup === 'private') return passed;
    if (cgroup === null && !unresolved.includes('namespaces.cgroup')) {
      return unknown(
        "It names no cgroup namespace; it depends on the host's version of control groups.",
        '未指定 cgroup 命名空间；取决于宿主机的 cgroup 版本。',
        'namespaces.cgroup',
      );
    }
    return unknown('Its cgroup namespace is not known.', 'cgroup 命名空间未知。', 'namespaces.cgroup');
  },
  examples: {
    good: [
      { name: 'its own', input: 'run-command', text: 'docker run --cgroupns=private nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    cgroup: private', ''].join('\n'),
      },
    ],
    bad: [
      { name: 'the host', input: 'run-command', text: 'docker run --cgroupns=host nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    cgroup: host', ''].join('\n'),
      },
    ],
  },
});
