import { z } from 'zod';
import type { HostFacts } from '../model/host-facts.js';
import type { Text } from '../model/text.js';
import { aBundle } from './example-host.js';
import { hostCheck, notTold, type HostFault } from './host-check.js';
import { compareVersions, leadingVersion } from './host-versions.js';
import { isAffected, knownEscapes, safeVersion, type KnownEscape } from './known-escapes.js';

export const hostKernelKnownEscapeCheck = hostCheck({
  id: 'host-kernel-known-escape',
  title: {
    en: 'Kernel or runtime version with a known container escape',
    zh: '内核或运行时存在已知逃逸漏洞',
  },
  area: 'host',
  parts: [],
  severity: 'high',
  parameters: z.object({
    ignore: z.array(z.string()).default([]).describe('Flaws that do not count: CVE-2022-0847.'),
  }),
  remediation: { en: 'Update the named component.', zh: '更新所列组件。' },
  references: { cis: ['1.2.2'], nist: ['4.4.1', '4.5.3'], seed: ['§5.1'] },
  evaluate(facts, { ignore }) {
    const faults: HostFault[] = [];
    const open: Text[] = [];
    for (const component of components) {
      const written = component.version(facts);
      const version = leadingVersion(written);
      if (written === null || version === null) open.push(notTold(facts, component.noun, component.parts));
      else if (isOwnBuild(component.id, written)) {
        const found = knownEscapes.filter(
          (escape) =>
            escape.component === component.id && !ignore.includes(escape.id) && isAffected(escape, version),
        );
        faults.push(...found.map((escape) => faultOf(escape, component, written)));
      } else if (compareVersions(version, safeVersion(component.id)) < 0)
        open.push(backported(component.noun, written));
    }
    const undecided = open.length === 0 ? null : joined(open);
    return { faults, undecided };
  },
  examples: {
    good: [
      {
        name: 'all of today',
        input: 'host',
        text: aBundle({
          kernel: 'Linux 6.8.0-45-generic #45',
          'docker-version': exampleVersion('1.3.4', 'v1.7.29'),
        }),
      },
    ],
    bad: [
      {
        name: 'an old runc',
        input: 'host',
        text: aBundle({
          kernel: 'Linux 6.8.0-45-generic #45',
          'docker-version': exampleVersion('1.1.11', '1.7.29'),
        }),
      },
      {
        name: 'an old kernel of its makers',
        input: 'host',
        text: aBundle({ kernel: 'Linux 5.15.20 #1 SMP x86_64' }),
      },
    ],
  },
});

/** What `docker version` prints of its server's components. */
function exampleVersion(runc: string, containerd: string): string {
  const components = [
    { Name: 'containerd', Version: containerd },
    { Name: 'runc', Version: runc },
  ];
  return JSON.stringify({ Server: { Version: '28.5.1', Components: components } });
}

interface Component {
  readonly id: KnownEscape['component'];
  readonly noun: Text;
  readonly version: (facts: HostFacts) => string | null;
  readonly fact: string;
  readonly parts: readonly ['kernel' | 'docker-version'];
}

const components: readonly Component[] = [
  {
    id: 'kernel',
    noun: { en: 'The version of the kernel', zh: '内核版本' },
    version: ({ machine }) => machine.kernelRelease,
    fact: 'host.kernelRelease',
    parts: ['kernel'],
  },
  {
    id: 'runc',
    noun: { en: 'The version of runc', zh: 'runc 版本' },
    version: ({ machine }) => machine.runcVersion,
    fact: 'host.runcVersion',
    parts: ['docker-version'],
  },
  {
    id: 'containerd',
    noun: { en: 'The version of containerd', zh: 'containerd 版本' },
    version: ({ machine }) => machine.containerdVersion,
    fact: 'host.containerdVersion',
    parts: ['docker-version'],
  },
];

/** Whether it is a build of the maker, and no distribution's: `5.15.20`, `v1.7.29`, `1.2.0+dev`. */
function isOwnBuild(component: KnownEscape['component'], written: string): boolean {
  return component === 'kernel'
    ? /^\d+(?:\.\d+)+$/.test(written)
    : /^v?\d+(?:\.\d+)+(?:\+dev)?$/.test(written);
}

function faultOf({ id }: KnownEscape, component: Component, written: string): HostFault {
  return {
    element: `${component.id} ${id}`,
    fact: component.fact,
    value: written,
    part: component.parts[0],
    message: {
      en: `${component.id} ${written} lets containers out of their confinement (${id}).`,
      zh: `${component.id} ${written} 存在容器逃逸漏洞（${id}）。`,
    },
  };
}

function backported(noun: Text, written: string): Text {
  return {
    en: `${noun.en} is ${written}, a distribution's or an early build: whether it brings the fixes back is not known.`,
    zh: `${noun.zh}为 ${written}，属发行版或预发布构建：是否已回移修复未知。`,
  };
}

function joined(texts: readonly Text[]): Text {
  return { en: texts.map(({ en }) => en).join(' '), zh: texts.map(({ zh }) => zh).join('') };
}
