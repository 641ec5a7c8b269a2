import { Option, type Command } from 'commander';
import type { RequestExemptionBody } from '../contracts/exemption.contract.js';
import { exemptionKinds, type ExemptionKind } from '../engine/policy/exemption-kind.js';
import { vexJustifications, type VexJustification } from '../engine/vex/vex-statement.js';
import { UsageError } from './command-line.js';

/** What an exemption covers, as flags. */
export interface ScopeFlags {
  readonly finding?: string[];
  readonly check?: string[];
  readonly vulnerability?: string[];
  readonly component?: string[];
  readonly target?: string[];
  readonly repository?: string[];
  readonly label?: string[];
  readonly layer?: string[];
  readonly baseImage?: string[];
  readonly path?: string[];
}

/** What else a request says, as flags. */
export interface PartFlags {
  readonly kind?: ExemptionKind;
  readonly justification?: VexJustification;
  readonly category?: string;
  readonly ticket?: string;
  readonly control?: string;
  readonly endsWhen?: string[];
}

export function withScopeFlags(command: Command): Command {
  return command
    .option('--finding <fingerprint...>', 'fingerprints of findings')
    .option('--check <id...>', 'checks')
    .option('--vulnerability <id...>', 'vulnerabilities, by any of their ids')
    .option(
      '--component <purl...>',
      'package URLs; without a version: every version; "pkg:npm/a@>=4 <5": a range',
    )
    .option('--target <id...>', 'targets; every one unless told')
    .option('--repository <glob...>', 'repositories that targets are named by: "registry/team/*"')
    .option(
      '--label <label...>',
      'labels that were set on targets: environment=test, or a name for any value',
    )
    .option('--layer <digest...>', 'layers, by their diff ids: on every image')
    .option(
      '--base-image <name...>',
      'scanned images, by name or digest: what their layers brought, on every image',
    )
    .option('--path <glob...>', 'paths, pointers or elements of findings');
}

export function withPartFlags(command: Command): Command {
  return command
    .addOption(
      new Option('--kind <kind>', 'what is decided (default: risk-accepted)').choices([...exemptionKinds]),
    )
    .addOption(
      new Option('--justification <reason>', 'of a false positive: why the flaw does not affect').choices([
        ...vexJustifications,
      ]),
    )
    .option('--category <name>', 'of the reason, as the policy names them')
    .option('--ticket <id>', 'where it is discussed')
    .option('--control <text>', 'what keeps the risk low meanwhile')
    .option(
      '--ends-when <condition...>',
      'what ends it earlier: fix-released, known-exploited, exploit-score=0.5, severity-rises, finding-gone',
    );
}

export function scopeOf(flags: ScopeFlags): RequestExemptionBody['scope'] {
  const { finding, check, vulnerability, component, layer, baseImage, path } = flags;
  if (!(finding ?? check ?? vulnerability ?? component ?? layer ?? baseImage ?? path)) {
    throw new UsageError(
      'An exemption names what it covers: give --finding, --check, --vulnerability, --component, --layer, --base-image or --path',
    );
  }
  return {
    findings: finding,
    checks: check,
    vulnerabilities: vulnerability,
    components: component,
    targets: flags.target,
    repositories: flags.repository,
    labels: flags.label,
    layers: layer,
    baseImages: baseImage,
    paths: path,
  };
}

/** What is given of the rest; what is left out is not named. */
export function partsOf({ kind, justification, category, ticket, control, endsWhen }: PartFlags) {
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(justification === undefined ? {} : { justification }),
    ...(category === undefined ? {} : { category }),
    ...(ticket === undefined ? {} : { ticket }),
    ...(control === undefined ? {} : { compensatingControl: control }),
    ...(endsWhen === undefined
      ? {}
      : { endsWhen: Object.assign({}, ...endsWhen.map(conditionOf)) as EndsWhen }),
  };
}

type EndsWhen = NonNullable<RequestExemptionBody['endsWhen']>;

const conditions: ReadonlyMap<string, EndsWhen> = new Map<string, EndsWhen>([
  ['fix-released', { fixReleased: true }],
  ['known-exploited', { knownExploited: true }],
  ['severity-rises', { severityRises: true }],
  ['finding-gone', { findingGone: true }],
]);

function conditionOf(text: string): EndsWhen {
  const [, score] = /^exploit-score=(0(?:\.\d+)?|1(?:\.0+)?)$/.exec(text) ?? [];
  const condition = score === undefined ? conditions.get(text) : { exploitScore: Number(score) };
  if (condition) return condition;
  const known = [...conditions.keys(), 'exploit-score=0.5'].join(', ');
  throw new UsageError(`--ends-when ${text}: expected one of ${known}`);
}
