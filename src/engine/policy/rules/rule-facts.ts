import { advisoryCoverage } from '../../checks/advisory-coverage.js';
import type { AdvisoryDatabase } from '../../checks/check.js';
import { subjectOf } from '../../checks/check-subject.js';
import { describeProblem } from '../../checks/fact-problems.js';
import { unreadIncludes } from '../../checks/unread-includes.js';
import { locationOf } from '../../checks/workload-check.js';
import { inventoryOf, type Facts } from '../../model/facts.js';
import type { Finding, Location } from '../../model/finding.js';
import type { Text } from '../../model/text.js';
import type { JudgedTarget } from '../exemption-rule.js';
import { containerView } from './container-view.js';
import type { Names } from './evaluate-expression.js';
import type { RuleElements } from './fact-variables.js';
import { componentView, findingView } from './finding-view.js';
import { hostView, imageView, stageView, targetView } from './target-view.js';
import { instant, listOf, undecided, type Undecided, type FactObject } from './value.js';

/** What rules look at. */
export interface RuleSubject {
  readonly facts: Facts;
  /** Of vulnerabilities and of the policy's checks, without those that an exemption covers. */
  readonly findings: readonly Finding[];
  readonly database: AdvisoryDatabase;
  /** When the facts were last observed (ISO 8601); null: not known. */
  readonly scannedAt: string | null;
  readonly target: JudgedTarget;
  readonly now: Date;
}

/** One of the things that a rule goes through. */
export interface RuleElement {
  readonly value: FactObject;
  /** Names it within the target, stable over scans. */
  readonly element: string;
  readonly location: Location | null;
}

/** `gap`: why there may be more of them; null: these are all. */
export interface ElementList {
  readonly elements: readonly RuleElement[];
  readonly gap: Text | null;
}

/** The facts of one target, made into what rules see when they ask for it, and once for all rules. */
export class RuleFacts {
  private readonly lists = new Map<RuleElements, ElementList>();
  readonly names: Names;

  constructor(readonly subject: RuleSubject) {
    const { facts, target, scannedAt, now } = subject;
    const once = (make: () => FactObject | Undecided) => {
      let made: FactObject | Undecided | null = null;
      return () => (made ??= make());
    };
    const list = (elements: RuleElements) => () => {
      const { elements: all, gap } = this.elements(elements);
      return listOf(
        all.map(({ value }) => value),
        gap,
      );
    };
    this.names = {
      now: () => instant(now.getTime(), 1),
      target: once(() => targetView(facts, target)),
      image: once(() => (facts.kind === 'image' ? imageView(facts, scannedAt) : notThere('image'))),
      host: once(() => (facts.kind === 'host' ? hostView(facts) : notThere('host'))),
      components: list('components'),
      containers: list('containers'),
      findings: list('findings'),
      stages: list('stages'),
    };
  }

  elements(name: RuleElements): ElementList {
    const known = this.lists.get(name);
    if (known) return known;
    const made = makers[name](this.subject);
    this.lists.set(name, made);
    return made;
  }
}

const makers: Readonly<Record<RuleElements, (subject: RuleSubject) => ElementList>> = {
  containers: containersOf,
  components: ({ facts }) => ({
    elements: inventoryOf(facts).components.map((component) => ({
      value: componentView(component),
      element: component.purl,
      location: { path: component.paths[0] ?? component.purl, layer: component.layer, line: null },
    })),
    gap: problemOf(facts),
  }),
  findings: ({ facts, findings, database, now }) => {
    const holdsPackages = facts.kind === 'image' || facts.kind === 'source' || facts.kind === 'sbom';
    const [gap] = holdsPackages ? advisoryCoverage(facts, database, null, now).gaps : [];
    return {
      elements: findings.map((finding) => ({
        value: findingView(finding),
        element: nameOf(finding),
        location: finding.location,
      })),
      gap: gap ?? null,
    };
  },
  stages: ({ facts }) => {
    if (facts.kind !== 'dockerfile') return { elements: [], gap: notThere('stages').reason };
    const { stages, name, parseErrors } = facts;
    return {
      elements: stages.map((stage, index) => ({
        value: stageView(stage, index === stages.length - 1),
        element: stage.name ?? `stage ${index + 1}`,
        location: { path: name, layer: null, line: stage.line },
      })),
      gap: problemOf(facts) ?? parseErrors[0]?.message ?? null,
    };
  },
};

function containersOf({ facts, database }: RuleSubject): ElementList {
  if (facts.kind !== 'workload' && facts.kind !== 'host')
    return { elements: [], gap: notThere('containers').reason };
  const subject = subjectOf(facts, [], database);
  const workloads = 'workloads' in subject ? subject.workloads : [];
  const document = facts.kind === 'host' ? facts.containers : facts;
  if (!document) {
    const gap = { en: 'the containers of the host were not collected', zh: '未采集主机上的容器' };
    return { elements: [], gap };
  }
  const unread = document.compose && unreadIncludes(document.compose);
  return {
    elements: workloads.map((workload) => ({
      value: containerView(workload),
      element: document.format === 'run-command' ? '' : workload.origin.name,
      location:
        facts.kind === 'host'
          ? { path: facts.name, layer: null, line: null }
          : locationOf(document, workload, ''),
    })),
    gap: problemOf(document) ?? unread,
  };
}

function problemOf(facts: Facts): Text | null {
  const [problem] = inventoryOf(facts).problems;
  return problem ? describeProblem(problem, facts.kind) : null;
}

function nameOf({ vulnerability, check, element }: Finding): string {
  const parts = vulnerability ? [vulnerability.id, vulnerability.component.purl] : [check, element];
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(' ');
}

function notThere(name: string): Undecided {
  return undecided(`the target has no ${name}`, `目标没有 ${name}`);
}
