import { z } from 'zod';
import type { HostFacts } from '../model/host-facts.js';
import { blockHolds } from '../network/ip-address.js';
import { settingEdits, settingFault, settingNotTold } from './daemon-setting.js';
import { aBundle, anInfo } from './example-host.js';
import { hostCheck, type HostFault } from './host-check.js';
import { upTo } from '../text/ends.js';

export const daemonInsecureRegistryCheck = hostCheck({
  id: 'daemon-insecure-registry',
  title: { en: 'Insecure registry or plain-HTTP mirror configured', zh: '使用不安全的镜像仓库' },
  area: 'daemon',
  parts: [],
  severity: 'high',
  parameters: z.object({
    allow: z
      .array(z.string())
      .default(['127.0.0.0/8', '::1/128'])
      .describe('Blocks of addresses, and registries, that may be.'),
  }),
  remediation: { en: 'Give the registry a certificate.', zh: '为镜像仓库配置证书。' },
  references: { cis: ['2.5'], bench: ['2.5'], nist: ['4.2.1'], seed: ['§8.1'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'Images of a registry without a valid certificate can no longer be pulled.',
    zh: '无法再从没有有效证书的镜像仓库拉取镜像。',
  },
  evaluate(facts, { allow }) {
    const { insecureRegistries, registryMirrors } = facts.daemon.settings;
    const registries = (insecureRegistries?.value ?? []).filter((entry) => !isAllowed(entry, allow));
    const mirrors = (registryMirrors?.value ?? []).filter(
      (mirror) => /^http:\/\//i.test(mirror) && !isAllowed(hostOf(mirror), allow),
    );
    const faults = [
      ...registries.map((entry) => registryFault(facts, entry)),
      ...mirrors.map((mirror) => mirrorFault(facts, mirror)),
    ];
    const isKnown = insecureRegistries !== null && registryMirrors !== null;
    const undecided = isKnown ? null : settingNotTold(facts, 'insecureRegistries', 'registryMirrors');
    return { faults, undecided };
  },
  examples: {
    good: [
      { name: 'none', input: 'host', text: '{ "registry-mirrors": ["https://mirror.example.com"] }' },
      {
        name: 'loopback, as every engine has it',
        input: 'host',
        text: aBundle({
          'docker-info': anInfo({
            RegistryConfig: {
              InsecureRegistryCIDRs: ['::1/128', '127.0.0.0/8'],
              IndexConfigs: {},
              Mirrors: null,
            },
          }),
        }),
      },
    ],
    bad: [
      { name: 'a registry', input: 'host', text: '{ "insecure-registries": ["registry.example.com:5000"] }' },
      { name: 'a mirror', input: 'host', text: '{ "registry-mirrors": ["http://mirror.example.com"] }' },
    ],
  },
});

function isAllowed(entry: string, allow: readonly string[]): boolean {
  const host = hostOf(entry);
  return allow.some(
    (allowed) => allowed === entry || blockHolds(allowed, entry) || blockHolds(allowed, host),
  );
}

/** Without scheme, port and path: `localhost` is what it stands for. */
function hostOf(entry: string): string {
  const authority = upTo(entry.replace(/^[a-z]+:\/\//i, ''), '/');
  const host = /^\[([^\]]*)\]/.exec(authority)?.[1] ?? authority.replace(/:\d+$/, '');
  return host === 'localhost' ? '127.0.0.1' : host;
}

function registryFault(facts: HostFacts, entry: string): HostFault {
  const message = {
    en: `Images of ${entry} are pulled without its identity being proven.`,
    zh: `从 ${entry} 拉取镜像时不验证其身份。`,
  };
  return elementFault(facts, 'insecureRegistries', 'insecure-registries', entry, message);
}

function mirrorFault(facts: HostFacts, mirror: string): HostFault {
  const message = {
    en: `Images are pulled from ${mirror} in clear text.`,
    zh: `以明文方式从 ${mirror} 拉取镜像。`,
  };
  return elementFault(facts, 'registryMirrors', 'registry-mirrors', mirror, message);
}

function elementFault(
  facts: HostFacts,
  name: 'insecureRegistries' | 'registryMirrors',
  key: string,
  entry: string,
  message: HostFault['message'],
): HostFault {
  const fault = settingFault(facts, name, { element: entry, value: entry, message });
  const index = facts.daemon.settings[name]?.value.indexOf(entry) ?? -1;
  return { ...fault, pointer: `/${key}/${index}`, fix: settingEdits(facts, `${key}/${index}`, null) };
}
