import type { CheckInput } from '../../checks/check.js';
import type { FactField } from './fact-types.js';

/** Kinds of input that rules can look at. */
export const ruleInputs = [
  'image',
  'source',
  'sbom',
  'dockerfile',
  'host',
  'run-command',
  'container',
  'compose',
  'kubernetes',
  'swarm-service',
] as const satisfies readonly CheckInput[];
export type RuleInput = (typeof ruleInputs)[number];

/** What a rule names as its targets: a kind of input, or all that define workloads. */
export const ruleTargets = ['workload', ...ruleInputs] as const;
export type RuleTarget = (typeof ruleTargets)[number];

const definitions = [
  'workload',
  'run-command',
  'container',
  'compose',
  'kubernetes',
  'swarm-service',
] as const satisfies readonly RuleTarget[];
const inventories = ['image', 'source', 'sbom'] as const satisfies readonly RuleTarget[];

export interface FactVariable extends FactField {
  /** Targets that have it; an expression may use it when all targets of its rule do. */
  readonly targets: readonly RuleTarget[];
}

/** What expressions can name. */
export const factVariables = {
  now: { type: 'timestamp', about: 'When it is judged.', targets: ruleTargets },
  target: { type: 'Target', about: 'What is judged.', targets: ruleTargets },
  findings: {
    type: 'list<Finding>',
    about:
      'Vulnerabilities, and what the other checks of the policy found: without what an exemption covers, and without what rules find.',
    targets: ruleTargets,
  },
  image: { type: 'Image', about: 'The image.', targets: ['image'] },
  components: { type: 'list<Component>', about: 'Packages.', targets: inventories },
  containers: {
    type: 'list<Container>',
    about: 'Container definitions with the defaults that apply to them; of a host those that run on it.',
    targets: [...definitions, 'host'],
  },
  host: { type: 'Host', about: 'The host and its daemon.', targets: ['host'] },
  stages: { type: 'list<Stage>', about: 'Stages of the Dockerfile, in order.', targets: ['dockerfile'] },
} as const satisfies Readonly<Record<string, FactVariable>>;
export type FactVariableName = keyof typeof factVariables;

/** What `for` can go through, and what it calls each of them. */
export const elementVariables = {
  containers: 'container',
  components: 'component',
  findings: 'finding',
  stages: 'stage',
} as const satisfies Readonly<Partial<Record<FactVariableName, string>>>;
export type RuleElements = keyof typeof elementVariables;

/** The variables that every one of the targets has, with their types. */
export function variablesOf(
  targets: readonly RuleTarget[],
  elements: RuleElements | null,
): Readonly<Record<string, string>> {
  const known = Object.entries(factVariables).filter(([, variable]: [string, FactVariable]) =>
    targets.every((target) => variable.targets.includes(target)),
  );
  const types: Record<string, string> = Object.fromEntries(known.map(([name, { type }]) => [name, type]));
  if (elements !== null && types[elements] !== undefined)
    types[elementVariables[elements]] = types[elements].replace(/^list<(\w+)>$/, '$1');
  return types;
}
