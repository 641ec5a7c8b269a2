import { z } from 'zod';
import { aBundle } from './example-host.js';
import { hostCheck, hostNotApplicable, hostPassed, hostUnknown } from './host-check.js';
import { compareVersions, leadingVersion } from './host-versions.js';

/** The first client without it (https://docs.docker.com/engine/release-notes/29/). */
const withoutTrust = '29.0';

export const hostContentTrustCheck = hostCheck({
  id: 'host-content-trust',
  title: { en: 'Docker Content Trust not set for the client', zh: '未启用 Docker Content Trust' },
  area: 'host',
  parts: ['environment'],
  severity: 'info',
  parameters: z.object({}),
  remediation: {
    en: 'Verify signatures where images are admitted; until then set DOCKER_CONTENT_TRUST=1.',
    zh: '在镜像准入时验证签名；此前可设置 DOCKER_CONTENT_TRUST=1。',
  },
  references: { cis: ['4.5'], bench: ['4.5'], dockle: ['CIS-DI-0005'] },
  evaluate(facts) {
    const { clientVersion, contentTrust } = facts.machine;
    const version = leadingVersion(clientVersion);
    if (version !== null && compareVersions(version, withoutTrust) >= 0)
      return hostNotApplicable(
        `The client ${version} has no Docker Content Trust: image-signature takes its place.`,
        `客户端 ${version} 已不支持 Docker Content Trust：由 image-signature 检查。`,
      );
    if (version === null)
      return hostUnknown(facts, { en: 'The version of the client', zh: '客户端版本' }, 'docker-version');
    const isWhole = facts.parts.environment.status === 'ok';
    if (contentTrust === null || (!isWhole && !contentTrust.some(isOn)))
      return hostUnknown(
        facts,
        { en: 'What DOCKER_CONTENT_TRUST is set to', zh: 'DOCKER_CONTENT_TRUST 的值' },
        'environment',
      );
    if (contentTrust.some(isOn)) return hostPassed;
    const message = {
      en: 'The client takes images without a signature: DOCKER_CONTENT_TRUST is not 1.',
      zh: '客户端接受未签名的镜像：DOCKER_CONTENT_TRUST 未设为 1。',
    };
    const value = contentTrust.join(', ') || 'not set';
    return { faults: [{ element: '', fact: 'host.contentTrust', value, message, part: 'environment' }] };
  },
  examples: {
    good: [
      {
        name: 'set for everybody',
        input: 'host',
        text: aBundle({
          'docker-version': '{ "Client": { "Version": "28.5.1" } }',
          environment: 'collector\n/etc/environment DOCKER_CONTENT_TRUST=1',
        }),
      },
    ],
    bad: [
      {
        name: 'not set',
        input: 'host',
        text: aBundle({
          'docker-version': '{ "Client": { "Version": "28.5.1" } }',
          environment: 'collector\n/etc/environment',
        }),
      },
    ],
  },
});

/** As the client reads it: a truth value of Go. */
function isOn(value: string): boolean {
  return /^(?:1|t|true)$/i.test(value);
}
