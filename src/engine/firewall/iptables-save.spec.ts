import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, FirewallRule } from './firewall.js';
import { dockerHostRules } from './firewall-samples.js';
import { parseIptablesSave } from './iptables-save.js';

function ruleOf(line: string): FirewallRule {
  const { tables, problems } = parseIptablesSave(dockerHostRules([line]), 'ip');
  expect(problems).toEqual([]);
  const rule = tables[0]?.chains.get('DOCKER-USER')?.rules[0];
  if (!rule) throw new Error('there is no rule');
  return rule;
}

const is = (field: Condition['field'], ...values: string[]): Condition => ({
  field,
  values,
  isNegated: false,
});
const not = (field: Condition['field'], ...values: string[]): Condition => ({
  field,
  values,
  isNegated: true,
});

describe('a rule of iptables-save', () => {
  it.each<[string, readonly Condition[], FirewallRule['target']]>([
    ['-j DROP', [], { kind: 'drop' }],
    [
      '! -s 10.0.0.0/8 -i eth0 -p tcp -m conntrack --ctorigdstport 8080 --ctdir ORIGINAL -j REJECT --reject-with tcp-reset',
      [
        not('source', '10.0.0.0/8'),
        is('in-interface', 'eth0'),
        is('protocol', 'tcp'),
        is('original-port', '8080'),
        is('direction', 'original'),
      ],
      { kind: 'reject' },
    ],
    [
      '-p tcp -m multiport --dports 80,443,8000:8010 -m comment --comment "say \\"hi\\" -j ACCEPT" -j LOG --log-prefix "a b"',
      [is('protocol', 'tcp'), is('destination-port', '80', '443', '8000-8010')],
      { kind: 'continue' },
    ],
    [
      '-i br-+ -m iprange --src-range 10.0.0.1-10.0.0.9 -j RETURN',
      [is('in-interface', 'br-*'), is('source', '10.0.0.1-10.0.0.9')],
      { kind: 'return' },
    ],
    ['-s ! 10.0.0.0/8 -g DOCKER', [not('source', '10.0.0.0/8')], { kind: 'goto', chain: 'DOCKER' }],
    [
      '-m state --state NEW,ESTABLISHED -j DOCKER',
      [is('state', 'new', 'established')],
      { kind: 'jump', chain: 'DOCKER' },
    ],
    [
      '-p udp -m udp --sport :1024 --dport 60000: -j ACCEPT',
      [is('protocol', 'udp'), is('source-port', '0-1024'), is('destination-port', '60000-65535')],
      { kind: 'accept' },
    ],
    ['-j NFQUEUE --queue-num 1', [], { kind: 'unknown', text: 'NFQUEUE' }],
    ['-p all -j ACCEPT', [], { kind: 'accept' }],
  ])('%s', (line, conditions, target) => {
    expect(ruleOf(line)).toEqual({
      number: 1,
      text: `-A DOCKER-USER ${line}`,
      conditions,
      unknown: [],
      target,
    });
  });

  it.each([
    ['-p icmp -m icmp --icmp-type 8 -m limit --limit 3/min -j DROP', ['--icmp-type 8', '--limit 3/min']],
    ['-m set ! --match-set x src -j DROP', ['! --match-set x src']],
    ['-p tcp -m tcp --tcp-flags FIN,SYN SYN -j DROP', ['--tcp-flags FIN,SYN SYN']],
    ['-m socket -j DROP', ['-m socket']],
    ['-m mark --mark 0x1/0x2 -j DROP', ['--mark 0x1/0x2']],
  ])('keeps what is not understood: %s', (line, unknown) => {
    expect(ruleOf(line).unknown).toEqual(unknown);
  });

  it('is unknown as a whole when a quote is left open', () => {
    expect(ruleOf('-m comment --comment "open -j DROP').target.kind).toBe('unknown');
  });
});

it('reads tables, hooks, policies and rules with counters', () => {
  const text = dockerHostRules(['-j DROP']).replace(/^-A/gm, '[12:3456] -A').replaceAll('\n', '\r\n');
  const { tables, problems } = parseIptablesSave(text, 'ip6');
  expect(problems).toEqual([]);
  const [filter] = tables;
  expect([filter?.family, filter?.name]).toEqual(['ip6', 'filter']);
  expect(filter?.chains.get('FORWARD')).toMatchObject({ hook: 'forward', policy: 'drop' });
  expect(filter?.chains.get('DOCKER-USER')).toMatchObject({
    hook: null,
    policy: null,
    rules: [{ number: 1 }],
  });
});

it.each([
  ['what is not understood', '*filter\n:A - [0:0]\n-X A\nCOMMIT\n', 'a line that is not understood: -X A'],
  [
    'a rule of a chain that is not there',
    '*filter\n-A B -j DROP\nCOMMIT\n',
    'a line that is not understood: -A B -j DROP',
  ],
  ['a table that does not end', '*filter\n:A - [0:0]\n', 'the table filter has no end'],
  ['a chain outside of a table', ':A - [0:0]\n', 'a chain outside of a table: A'],
  [
    'what iptables leaves out',
    "# Table `filter' is incompatible, use 'nft' tool.\n",
    "Table `filter' is incompatible, use 'nft' tool.",
  ],
  ['a line without end', `*filter\n${'x'.repeat(70_000)}\nCOMMIT\n`, 'a line is too long'],
])('tells of %s', (_name, text, problem) => {
  expect(parseIptablesSave(text, 'ip').problems).toContain(problem);
});

it('ends at its bounds, and says so', () => {
  const text = `*filter\n:A - [0:0]\n${'-A A -j DROP\n'.repeat(100_010)}COMMIT\n`;
  const { tables, problems } = parseIptablesSave(text, 'ip');
  expect(tables[0]?.chains.get('A')?.rules).toHaveLength(100_000);
  expect(problems).toContain('more rules than are read');
});

it('never throws, whatever the text', () => {
  const words = fc.constantFrom(
    '*filter',
    ':A',
    '-A',
    'A',
    '!',
    '-s',
    '-j',
    '"',
    '\\',
    '--dports',
    ',',
    ':',
    '\n',
    ' ',
    'COMMIT',
    '[0:0]',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words).map((list) => list.join('')),
      ),
      (text) => {
        expect(Array.isArray(parseIptablesSave(text, 'ip').tables)).toBe(true);
      },
    ),
  );
});

const options: Readonly<Partial<Record<Condition['field'], string>>> = {
  source: '-s',
  destination: '-d',
  'in-interface': '-i',
  'out-interface': '-o',
  protocol: '-p',
  'destination-port': '--dport',
  'source-port': '--sport',
  'original-port': '--ctorigdstport',
  state: '--ctstate',
};

/** As iptables-save prints it. */
function printed(conditions: readonly Condition[]): string {
  return conditions
    .map(({ field, values, isNegated }) => {
      const value = /port$/.test(field) ? values.map((ports) => ports.replace('-', ':')) : values;
      const text = value.join(',').replace('*', '+');
      return `${isNegated ? '! ' : ''}${options[field]} ${field === 'state' ? text.toUpperCase() : text} `;
    })
    .join('');
}

it('gives the same conditions for a rule that is printed and read again', () => {
  const address = fc.ipV4().map((host) => `${host}/32`);
  const port = fc.integer({ min: 0, max: 65_535 }).map(String);
  const ports = fc.oneof(
    port,
    fc.tuple(port, port).map(([first, last]) => `${first}-${last}`),
  );
  const valued: [Condition['field'], fc.Arbitrary<string>][] = [
    ['source', address],
    ['destination', address],
    ['in-interface', fc.constantFrom('eth0', 'br-*', 'docker0')],
    ['out-interface', fc.constantFrom('eth0', 'br-*')],
    ['protocol', fc.constantFrom('tcp', 'udp')],
    ['destination-port', ports],
    ['source-port', ports],
    ['original-port', ports],
    ['state', fc.constantFrom('new', 'established')],
  ];
  const condition = fc
    .constantFrom(...valued)
    .chain(([field, value]) =>
      fc.record({ field: fc.constant(field), values: value.map((one) => [one]), isNegated: fc.boolean() }),
    );
  fc.assert(
    fc.property(fc.array(condition, { maxLength: 6 }), (conditions) => {
      expect(ruleOf(`${printed(conditions)}-j DROP`).conditions).toEqual(conditions);
    }),
  );
});
