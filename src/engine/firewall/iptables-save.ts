import {
  firewallLimits,
  type FirewallChain,
  type FirewallRule,
  type FirewallTable,
  type Ruleset,
} from './firewall.js';
import { parseIptablesRule } from './iptables-rule.js';
import { iptablesWords } from './iptables-words.js';

interface OpenChain {
  readonly name: string;
  readonly policy: string;
  readonly lines: string[];
}

interface OpenTable {
  readonly name: string;
  readonly chains: Map<string, OpenChain>;
  isCommitted: boolean;
}

/** The hooks of chains that are built in. */
const hooks = new Set(['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING']);

/**
 * Reads what `iptables-save` or `ip6tables-save` prints, with or without counters; never throws.
 * @returns the rules that are understood; what is not is told in `problems`
 */
export function parseIptablesSave(text: string, family: 'ip' | 'ip6'): Ruleset {
  const reader = new SaveReader();
  let start = 0;
  while (start < text.length && !reader.isFull) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end === -1 ? undefined : end);
    reader.read(line.endsWith('\r') ? line.slice(0, -1) : line);
    start = end === -1 ? text.length : end + 1;
  }
  return reader.rulesetOf(family);
}

class SaveReader {
  private readonly tables = new Map<string, OpenTable>();
  private readonly problems: string[] = [];
  private table: OpenTable | null = null;
  private rules = 0;
  private chains = 0;
  isFull = false;

  read(line: string): void {
    if (line.trim() === '' || line.startsWith('#')) {
      if (/^# Table `.*' is incompatible/.test(line)) this.tell(line.slice(2));
    } else if (line.length > firewallLimits.lineLength) this.tell('a line is too long');
    else if (line.startsWith('*')) this.open(line.slice(1).trim());
    else if (line.trim() === 'COMMIT') this.commit();
    else if (line.startsWith(':')) this.declare(line.slice(1));
    else this.append(line);
  }

  private tell(problem: string): void {
    if (this.problems.length < 100) this.problems.push(problem.slice(0, 200));
  }

  private open(name: string): void {
    this.table = this.tables.get(name) ?? { name, chains: new Map(), isCommitted: false };
    this.table.isCommitted = false;
    this.tables.set(name, this.table);
  }

  private commit(): void {
    if (this.table) this.table.isCommitted = true;
    this.table = null;
  }

  private declare(line: string): void {
    const [name = '', policy = '-'] = line.split(/[ \t]+/);
    if (this.table === null) this.tell(`a chain outside of a table: ${name}`);
    else if (this.chains >= firewallLimits.chains) this.fill('more chains than are read');
    else if (!this.table.chains.has(name)) {
      this.chains += 1;
      this.table.chains.set(name, { name, policy, lines: [] });
    }
  }

  private append(line: string): void {
    const match = /^(?:\[\d+:\d+\] )?(?:-A|--append) (\S+)[ \t]*/.exec(line);
    const chain = this.table?.chains.get(match?.[1] ?? '');
    if (!match || !chain) this.tell(`a line that is not understood: ${line}`);
    else if (this.rules >= firewallLimits.rules) this.fill('more rules than are read');
    else {
      this.rules += 1;
      chain.lines.push(line.slice(match[0].length));
    }
  }

  private fill(problem: string): void {
    this.tell(problem);
    this.isFull = true;
  }

  rulesetOf(family: 'ip' | 'ip6'): Ruleset {
    const tables = [...this.tables.values()].map((table) => this.closed(table, family));
    return { tables, problems: this.problems };
  }

  private closed({ name, chains, isCommitted }: OpenTable, family: 'ip' | 'ip6'): FirewallTable {
    if (!isCommitted) this.tell(`the table ${name} has no end`);
    const isChain = (target: string) => chains.has(target);
    const closed = [...chains.values()].map((chain): [string, FirewallChain] => [
      chain.name,
      {
        name: chain.name,
        hook: hooks.has(chain.name) ? chain.name.toLowerCase() : null,
        policy: chain.policy === 'ACCEPT' ? 'accept' : chain.policy === 'DROP' ? 'drop' : null,
        rules: chain.lines.map((line, index) => ruleOf(chain.name, line, index + 1, isChain)),
      },
    ]);
    return { family, name, chains: new Map(closed) };
  }
}

function ruleOf(
  chain: string,
  line: string,
  number: number,
  isChain: (name: string) => boolean,
): FirewallRule {
  const text = `-A ${chain} ${line}`.trimEnd().slice(0, firewallLimits.text);
  const words = iptablesWords(line);
  if (words === null || words.length > firewallLimits.values) {
    const target = { kind: 'unknown', text: 'its words cannot be told apart' } as const;
    return { number, text, conditions: [], unknown: [text], target };
  }
  return { number, text, ...parseIptablesRule(words, isChain) };
}
