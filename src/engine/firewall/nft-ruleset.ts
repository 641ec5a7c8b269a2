import { jsonExcess } from '../text/json-bounds.js';
import {
  firewallLimits,
  type FirewallChain,
  type FirewallRule,
  type FirewallTable,
  type Ruleset,
  type TableFamily,
} from './firewall.js';
import { parseNftRule } from './nft-rule.js';
import { membersOf, nftValues, textOf } from './nft-values.js';

interface OpenTable {
  readonly family: TableFamily;
  readonly name: string;
  readonly chains: Map<string, FirewallChain & { readonly rules: FirewallRule[] }>;
  readonly sets: Map<string, readonly string[]>;
}

const families: Readonly<Record<string, TableFamily>> = { ip: 'ip', ip6: 'ip6', inet: 'inet' };

/**
 * Reads what `nft -j list ruleset` prints (libnftables-json(5)), version 1; never throws.
 * @returns the rules that are understood; what is not is told in `problems`
 */
export function parseNftRuleset(text: string): Ruleset {
  const entries = entriesOf(text);
  if (typeof entries === 'string') return { tables: [], problems: [entries] };
  const reader = new RulesetReader();
  // A rule may name a set that is listed after it.
  for (const entry of entries) reader.declare(entry);
  for (const entry of entries) reader.append(entry);
  return reader.ruleset();
}

function entriesOf(text: string): readonly unknown[] | string {
  const excess = jsonExcess(text);
  if (excess !== null) return excess;
  try {
    const { nftables } = membersOf(JSON.parse(text) as unknown);
    return Array.isArray(nftables) ? nftables : 'it has no list nftables';
  } catch {
    return 'it is no JSON';
  }
}

class RulesetReader {
  private readonly tables = new Map<string, OpenTable>();
  private readonly problems: string[] = [];
  private rules = 0;
  private chains = 0;

  declare(entry: unknown): void {
    const [kind = '', body] = Object.entries(membersOf(entry))[0] ?? [];
    const members = membersOf(body);
    if (kind === 'table') this.tableOf(members['family'], members['name']);
    else if (kind === 'chain') this.declareChain(members);
    else if (kind === 'set') this.declareSet(members);
    else if (kind === 'metainfo' && members['json_schema_version'] !== 1) this.tell('its version is not 1');
  }

  append(entry: unknown): void {
    const { rule } = membersOf(entry);
    if (rule === undefined) return;
    const { family, table, chain, expr, comment } = membersOf(rule);
    const open = this.tableOf(family, table);
    const into = open.chains.get(textOf(chain));
    if (into === undefined || !Array.isArray(expr) || expr.length > firewallLimits.values) {
      this.tell(`a rule of ${textOf(chain)} is not understood`);
    } else if (this.rules >= firewallLimits.rules) this.tell('more rules than are read');
    else {
      this.rules += 1;
      const said = typeof comment === 'string' ? ` ${comment}` : '';
      const text = `${JSON.stringify(expr)}${said}`.slice(0, firewallLimits.text);
      into.rules.push({ number: into.rules.length + 1, text, ...parseNftRule(expr, open.sets) });
    }
  }

  ruleset(): Ruleset {
    return { tables: [...this.tables.values()].map(tableOnly), problems: this.problems };
  }

  private tell(problem: string): void {
    if (this.problems.length < 100) this.problems.push(problem.slice(0, 200));
  }

  private tableOf(family: unknown, name: unknown): OpenTable {
    const key = `${textOf(family)} ${textOf(name)}`;
    const open = this.tables.get(key) ?? {
      family: families[textOf(family)] ?? 'other',
      name: textOf(name),
      chains: new Map(),
      sets: new Map(),
    };
    this.tables.set(key, open);
    return open;
  }

  private declareChain({ family, table, name, hook, policy }: Readonly<Record<string, unknown>>): void {
    if (this.chains >= firewallLimits.chains) {
      this.tell('more chains than are read');
      return;
    }
    this.chains += 1;
    this.tableOf(family, table).chains.set(textOf(name), {
      name: textOf(name),
      hook: typeof hook === 'string' ? hook : null,
      policy: policy === 'accept' || policy === 'drop' ? policy : null,
      rules: [],
    });
  }

  /** A set that the kernel or packets change is none whose elements can be relied on. */
  private declareSet({ family, table, name, flags, elem }: Readonly<Record<string, unknown>>): void {
    const marks: readonly unknown[] = Array.isArray(flags) ? flags : [flags];
    if (marks.includes('dynamic') || marks.includes('timeout')) return;
    const values = nftValues(elem ?? [], new Map());
    if (values !== null) this.tableOf(family, table).sets.set(textOf(name), values);
  }
}

function tableOnly({ family, name, chains }: OpenTable): FirewallTable {
  return { family, name, chains };
}
