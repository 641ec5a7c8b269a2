import { z } from 'zod';
import { guideRules } from '../firewall/firewall-samples.js';
import { findIneffectiveRules } from '../firewall/ineffective-rules.js';
import { aFirewalledHost, goodRules } from './example-network.js';
import {
  comparisonsOfEach,
  firewallBackend,
  firewallIn,
  firewallOutcome,
  firewallUnknown,
} from './firewall-check.js';
import { hostCheck } from './host-check.js';

export const netDockerUserIneffectiveCheck = hostCheck({
  id: 'net-docker-user-ineffective',
  title: { en: 'DOCKER-USER rule that can never match', zh: '无效的 DOCKER-USER 规则' },
  area: 'network',
  parts: [],
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'For services of the host itself, put rules into INPUT on the interfaces of the bridges: iptables -I INPUT -i br+ -p tcp --dport 22 -j DROP, and the same for docker0.',
    zh: '主机自身的服务应在 INPUT 链按网桥接口限制：iptables -I INPUT -i br+ -p tcp --dport 22 -j DROP，docker0 同理。',
  },
  references: { nist: ['4.5.1'], seed: ['§7.3'] },
  evaluate(facts) {
    const firewall = firewallIn(facts);
    if (!firewall) return firewallUnknown(facts);
    const addresses = facts.network.addresses?.map(({ address }) => address) ?? null;
    const isComparable = addresses !== null && addresses.length <= comparisonsOfEach(firewall);
    const compared = isComparable ? addresses : null;
    return firewallOutcome(facts, findIneffectiveRules(firewall, compared, firewallBackend(facts)));
  },
  examples: {
    good: [{ name: 'rules for what is forwarded', input: 'host', text: aFirewalledHost(goodRules) }],
    bad: [
      { name: "the guide's rules (§7.3)", input: 'host', text: aFirewalledHost(guideRules) },
      {
        name: 'an address of the host',
        input: 'host',
        text: aFirewalledHost(['-d 10.0.0.5/32 -p tcp -m tcp --dport 22 -j DROP']),
      },
    ],
  },
});
