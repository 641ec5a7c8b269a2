import { z } from 'zod';
import { findShadowedRules } from '../firewall/rule-order.js';
import { guideRules } from '../firewall/firewall-samples.js';
import { aFirewalledHost, goodRules } from './example-network.js';
import { firewallIn, firewallOutcome, firewallUnknown } from './firewall-check.js';
import { hostCheck } from './host-check.js';

export const netDockerUserOrderCheck = hostCheck({
  id: 'net-docker-user-order',
  title: { en: 'DOCKER-USER rules shadowed by order', zh: 'DOCKER-USER 规则顺序错误' },
  area: 'network',
  parts: [],
  severity: 'high',
  parameters: z.object({}),
  remediation: {
    en: 'Put what is let through above what is dropped: insert the DROP first, then the RETURN (-I puts a rule at the top), or name positions (-I DOCKER-USER 1).',
    zh: '放行规则必须位于丢弃规则之上：先插入 DROP，再插入 RETURN（-I 会插到最前），或指定序号（-I DOCKER-USER 1）。',
  },
  references: { nist: ['4.4.2'], seed: ['§7.3'] },
  evaluate(facts) {
    const firewall = firewallIn(facts);
    return firewall ? firewallOutcome(facts, findShadowedRules(firewall)) : firewallUnknown(facts);
  },
  examples: {
    good: [{ name: 'in the intended order', input: 'host', text: aFirewalledHost(goodRules) }],
    bad: [{ name: "the guide's rules (§7.3)", input: 'host', text: aFirewalledHost(guideRules) }],
  },
});
