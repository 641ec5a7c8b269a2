import type { Condition, ConditionField, RuleTarget } from './firewall.js';

/** Options that state one condition, by the field that they state. */
const fields: Readonly<Record<string, ConditionField>> = {
  '-s': 'source',
  '--source': 'source',
  '--src-range': 'source',
  '-d': 'destination',
  '--destination': 'destination',
  '--dst-range': 'destination',
  '-i': 'in-interface',
  '--in-interface': 'in-interface',
  '-o': 'out-interface',
  '--out-interface': 'out-interface',
  '-p': 'protocol',
  '--protocol': 'protocol',
  '--sport': 'source-port',
  '--sports': 'source-port',
  '--source-port': 'source-port',
  '--source-ports': 'source-port',
  '--dport': 'destination-port',
  '--dports': 'destination-port',
  '--destination-port': 'destination-port',
  '--destination-ports': 'destination-port',
  '--ctstate': 'state',
  '--state': 'state',
  '--ctdir': 'direction',
  '--ctorigsrc': 'original-source',
  '--ctorigdst': 'original-destination',
  '--ctorigdstport': 'original-port',
};

/** Extensions that match nothing but by their options. */
const plainExtensions = new Set(
  'tcp udp udplite sctp dccp icmp icmp6 conntrack state multiport comment iprange limit mark set addrtype'.split(
    ' ',
  ),
);
const verdicts: Readonly<Record<string, 'accept' | 'drop' | 'reject' | 'return'>> = {
  ACCEPT: 'accept',
  DROP: 'drop',
  REJECT: 'reject',
  RETURN: 'return',
};
/** Targets after which the next rule is tried (iptables-extensions(8)). */
const passing = new Set(
  'LOG NFLOG ULOG MARK CONNMARK TRACE AUDIT CLASSIFY TCPMSS CT SET CHECKSUM DSCP TOS TTL HL SECMARK CONNSECMARK'.split(
    ' ',
  ),
);

export interface ParsedRule {
  readonly conditions: readonly Condition[];
  readonly unknown: readonly string[];
  readonly target: RuleTarget;
}

/**
 * The conditions and target of one rule, from its words after `-A CHAIN`.
 * @param isChain whether the table has a chain of that name: what a target that is no known one then is
 */
export function parseIptablesRule(words: readonly string[], isChain: (name: string) => boolean): ParsedRule {
  const conditions: Condition[] = [];
  const unknown: string[] = [];
  let target: RuleTarget = { kind: 'continue' };
  let at = 0;
  while (at < words.length) {
    let isNegated = words[at] === '!';
    if (isNegated) at += 1;
    const option = words[at] ?? '';
    if (words[at + 1] === '!') {
      isNegated = !isNegated;
      at += 1;
    }
    const value = words[at + 1] ?? '';
    const field = isTranslation(option, value) ? 'translation' : fields[option];
    if (option === '-j' || option === '-g') {
      target = targetOf(value, option === '-g', isChain);
      break;
    }
    if (option === '-m' || option === '--match') {
      if (!plainExtensions.has(value)) unknown.push(`-m ${value}`);
      at += 2;
    } else if (option === '--comment') {
      at += 2;
    } else if (field !== undefined) {
      addCondition(conditions, { field, values: valuesOf(field, value), isNegated });
      at += 2;
    } else {
      const end = endOfOption(words, at + 1);
      unknown.push(`${isNegated ? '! ' : ''}${words.slice(at, end).join(' ')}`);
      at = end;
    }
  }
  return { conditions, unknown, target };
}

/** Of connections, DNAT and SNAT are no states but what became of them (iptables-extensions(8)). */
function isTranslation(option: string, value: string): boolean {
  return option === '--ctstate' && /^[DS]NAT$/.test(value);
}

/** `-p all` and `-s 0.0.0.0/0` are no conditions. */
function addCondition(conditions: Condition[], condition: Condition): void {
  if (condition.field === 'protocol' && condition.values[0] === 'all' && !condition.isNegated) return;
  conditions.push(condition);
}

function endOfOption(words: readonly string[], start: number): number {
  let end = start;
  while (end < words.length && words[end] !== '!' && !/^--?[a-z]/i.test(words[end] ?? '')) end += 1;
  return end;
}

function valuesOf(field: ConditionField, value: string): string[] {
  switch (field) {
    case 'in-interface':
    case 'out-interface':
      return [value.replace(/\+$/, '*')];
    case 'source-port':
    case 'destination-port':
    case 'original-port':
      return value.split(',').map(portsOf);
    case 'state':
    case 'translation':
      return value.toLowerCase().split(',');
    case 'protocol':
    case 'direction':
      return [value.toLowerCase()];
    default:
      return value.split(',');
  }
}

/** `8000:8010`, `:1024` (from 0) and `1024:` (to 65535) as ranges. */
function portsOf(text: string): string {
  const [first = '', last] = text.split(':');
  return last === undefined ? first : `${first || '0'}-${last || '65535'}`;
}

function targetOf(name: string, isGoto: boolean, isChain: (name: string) => boolean): RuleTarget {
  const verdict = verdicts[name];
  if (verdict !== undefined) return { kind: verdict };
  if (isChain(name)) return { kind: isGoto ? 'goto' : 'jump', chain: name };
  if (passing.has(name)) return { kind: 'continue' };
  return { kind: 'unknown', text: name };
}
