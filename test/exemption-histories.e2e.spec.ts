import fc from 'fast-check';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exemption } from '../src/contracts/exemption.contract.js';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { Target } from '../src/contracts/target.contract.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import type { VexDocument } from '../src/contracts/vex.contract.js';
import type { ExemptionStep } from '../src/engine/policy/exemption-life.js';
import { readVex } from '../src/engine/vex/read-vex.js';
import { ExemptionModel, type ModelExemption } from './support/exemption-model.js';
import { aPackageName, debianImage } from './support/images.js';
import { MovedClock } from './support/moved-clock.js';
import { aCve, exploitedCatalogue, osvRecord } from './support/osv.js';
import { policyText } from './support/policies.js';
import { TestService, type Caller, type Wire } from './support/service.js';

const clock = new MovedClock();
const histories = 8;
/** Milliseconds after which no further step is taken: the first history is run to its end in any case. */
const longest = 35_000;
let service: TestService;
let admin: Caller;
let requester: Caller;
let approvers: Caller[];
let targets: Wire<Target>[];
/** One for each history, in a package that both images hold. */
const flaws = Array.from({ length: histories }, (_, index) => ({
  id: `DSA-${7_000 + index}-1`,
  name: aPackageName(),
  cve: aCve(),
}));
const exploited: string[] = ['CVE-2020-0001'];
const check = 'image-user-root';

beforeAll(async () => {
  service = await TestService.start({}, { api: true, worker: true }, clock);
  admin = await service.caller('admin');
  requester = await service.caller('author');
  approvers = [await service.caller('approver'), await service.caller('approver')];
  await admin.import(flaws.map((flaw) => recordOf(flaw)));
  await admin.import(exploitedCatalogue(...exploited));
  await publish({ approvers: 1, neverHigh: false, endsWithFix: false });
  const packages = flaws.map(({ name }): [string, string] => [name, '1.0']);
  const ids: string[] = [];
  for (const own of ['1', '2'])
    ids.push(
      await admin.targetOf(
        debianImage(...packages, [aPackageName(), own])
          .withConfig({ User: 'root' })
          .asOciArchive(),
      ),
    );
  targets = await Promise.all(ids.map((id) => admin.get<Wire<Target>>(`/v1/targets/${id}`)));
});
afterAll(() => service.stop());

type Flaw = (typeof flaws)[number];
const recordOf = ({ id, name, cve }: Flaw, parts: object = {}) =>
  osvRecord({ id, name, upstream: [cve], severity: 'high', ...parts });
const publish = ({ approvers: count, neverHigh, endsWithFix }: ExemptionModel['policy']) =>
  admin.post(
    '/v1/policies/baseline/versions',
    {
      text: policyText('baseline', {
        checks: [check, 'image-vulnerabilities: { parameters: { max: { high: 0 }, count: all } }'],
        gate: '{ fail_on: high, unknown: unknown }',
        exemptions: `{ approvers: ${count}, never: [${neverHigh ? 'high' : ''}], end_when: { fix_released: ${endsWithFix} } }`,
      }),
      message: 'for this history',
    },
    201,
  );

/** One step of a history; numbers choose among what there is. */
type Command =
  | {
      readonly do: 'request';
      readonly covers: 'flaw' | 'check';
      readonly at: number | null;
      readonly minutes: number;
      readonly ends: 'fix' | 'kev' | null;
    }
  | { readonly do: ExemptionStep; readonly which: number; readonly by: number; readonly minutes: number }
  | { readonly do: 'wait'; readonly minutes: number }
  | {
      readonly do: 'policy';
      readonly approvers: 1 | 2;
      readonly neverHigh: boolean;
      readonly endsWithFix: boolean;
    }
  | { readonly do: 'fix' | 'exploit' | 'vex' | 'no-vex' };

const minutes = fc.constantFrom(30, 60, 120, 240);
const step = (name: ExemptionStep) =>
  fc.record({ do: fc.constant(name), which: fc.nat(5), by: fc.nat(1), minutes });
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('request' as const),
      covers: fc.constantFrom('flaw' as const, 'check' as const),
      at: fc.constantFrom(null, 0, 1),
      minutes,
      ends: fc.constantFrom(null, 'fix' as const, 'kev' as const),
    }),
  },
  { weight: 8, arbitrary: step('approve') },
  ...(['revoke', 'renew', 'reject', 'ask-changes', 'resubmit', 'withdraw'] as const).map((name) => ({
    weight: 1,
    arbitrary: step(name),
  })),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('policy' as const),
      approvers: fc.constantFrom(1 as const, 2 as const),
      neverHigh: fc.boolean(),
      endsWithFix: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('fix' as const, 'exploit' as const, 'vex' as const, 'no-vex' as const),
    }),
  },
);

const later = (count: number) => new Date(clock.now().getTime() + count * 60_000);
const reason = 'the code with the flaw is not called here';

/** Runs a history on one flaw, and the model beside it. */
class History {
  readonly model = new ExemptionModel(() => clock.now());
  private vex: string | null = null;

  constructor(private readonly flaw: Flaw) {}

  async run(one: Command): Promise<void> {
    const { model } = this;
    switch (one.do) {
      case 'request':
        return this.request(one);
      case 'wait':
        return clock.advance(one.minutes * 60_000);
      case 'policy':
        Object.assign(model.policy, {
          approvers: one.approvers,
          neverHigh: one.neverHigh,
          endsWithFix: one.endsWithFix,
        });
        await publish(model.policy);
        return;
      case 'fix':
        model.flaw.isFixed = true;
        await admin.import([recordOf(this.flaw, { fixed: '2.0', modified: '2026-11-20T00:00:00Z' })]);
        return;
      case 'exploit':
        model.flaw.isExploited = true;
        if (!exploited.includes(this.flaw.cve)) exploited.push(this.flaw.cve);
        await admin.import(exploitedCatalogue(...exploited));
        return;
      case 'vex':
        return this.dismiss();
      case 'no-vex':
        return this.undismiss();
      default:
        return this.step(one);
    }
  }

  /** Ends what the history began, so that the next one begins with nothing. */
  async end(): Promise<void> {
    for (const exemption of this.model.exemptions) {
      const state = this.model.stateOf(exemption);
      if (state === 'approved') await approvers[0]!.post(`/v1/exemptions/${exemption.id}/revoke`, {}, 200);
    }
    await this.undismiss();
    await publish({ approvers: 1, neverHigh: false, endsWithFix: false });
  }

  private async request({
    covers,
    at,
    minutes: count,
    ends,
  }: Extract<Command, { do: 'request' }>): Promise<void> {
    const what = covers === 'flaw' ? { vulnerabilities: [this.flaw.cve] } : { checks: [check] };
    const endsWhen = {
      ...(ends === 'fix' ? { fixReleased: true as const } : {}),
      ...(ends === 'kev' ? { knownExploited: true as const } : {}),
    };
    const body = {
      scope: {
        ...what,
        ...(at === null
          ? { repositories: ['**'], targets: targets.map(({ id }) => id) }
          : { targets: [targets[at]!.id] }),
      },
      reason,
      expiresAt: later(count),
      endsWhen,
    };
    if (at === null) delete (body.scope as { repositories?: string[] }).repositories;
    const { id } = await requester.post<Wire<Exemption>>('/v1/exemptions', body, 201);
    this.keep({ id, covers, target: at, endsWhen, renews: null, expiresAt: body.expiresAt });
  }

  private keep(
    parts: Pick<ModelExemption, 'id' | 'covers' | 'target' | 'endsWhen' | 'renews' | 'expiresAt'>,
  ): void {
    this.model.exemptions.push({ ...parts, state: 'requested', approvals: new Set(), known: null });
  }

  private async step({
    do: name,
    which,
    by,
    minutes: count,
  }: Extract<Command, { which: number }>): Promise<void> {
    const { model } = this;
    const exemption = model.exemptions[which % Math.max(1, model.exemptions.length)];
    if (!exemption) return;
    const isAllowed = model.isAllowed(exemption, name, by);
    const isOwn = name === 'resubmit' || name === 'withdraw' || name === 'renew';
    const caller = isOwn ? requester : approvers[by]!;
    const until = later(count);
    const body = name === 'renew' || name === 'resubmit' ? { expiresAt: until } : {};
    const path = `/v1/exemptions/${exemption.id}/${name}`;
    const answer = await caller.post<Wire<Exemption>>(
      path,
      body,
      isAllowed ? (name === 'renew' ? 201 : 200) : 409,
    );
    if (isAllowed) this.taken(exemption, name, by, until, answer.id);
  }

  private taken(exemption: ModelExemption, name: ExemptionStep, by: number, until: Date, id: string): void {
    const { model } = this;
    const states = {
      revoke: 'revoked',
      reject: 'rejected',
      withdraw: 'withdrawn',
      'ask-changes': 'changes-asked',
      resubmit: 'requested',
    } as const;
    if (name === 'approve') return model.approve(exemption, by);
    if (name === 'renew') return this.keep({ ...exemption, id, renews: exemption, expiresAt: until });
    exemption.state = states[name];
    if (name === 'resubmit') exemption.expiresAt = until;
    if (name === 'ask-changes' || name === 'resubmit') exemption.approvals = new Set();
  }

  private async dismiss(): Promise<void> {
    if (this.vex !== null) return;
    const document = {
      '@context': 'https://openvex.dev/ns/v0.2.0',
      '@id': `urn:${this.flaw.cve}:${clock.newId()}`,
      timestamp: '2026-01-01T00:00:00Z',
      version: 1,
      statements: [
        {
          vulnerability: { name: this.flaw.cve },
          products: [{ '@id': `pkg:deb/debian/${this.flaw.name}` }],
          status: 'not_affected',
          justification: 'component_not_present',
        },
      ],
    };
    const response = await approvers[0]!.upload(
      '/v1/vex?source=histories',
      Buffer.from(JSON.stringify(document)),
    );
    this.vex = (response.body as Wire<VexDocument>).id;
    const trusted = await approvers[0]!
      .request('put', '/v1/vex-sources/histories')
      .send({ trust: 'trusted' });
    expect(trusted.status).toBe(200);
    this.model.flaw.isDismissed = true;
  }

  private async undismiss(): Promise<void> {
    if (this.vex === null) return;
    await approvers[0]!.delete(`/v1/vex/${this.vex}`);
    this.vex = null;
    this.model.flaw.isDismissed = false;
  }
}

/** What one reader says of each target: the decision, and which findings count, are exempted or dismissed. */
interface Seen {
  readonly decisions?: readonly unknown[];
  readonly states?: readonly Readonly<Record<string, string>>[];
}
const stateOf = ({ exemption, vex }: Pick<Wire<Finding>, 'exemption' | 'vex'>) =>
  exemption ?? (vex?.isApplied ? 'dismissed' : 'open');
const statesOf = (findings: readonly Wire<Finding>[]) =>
  Object.fromEntries(findings.map((finding) => [finding.fingerprint, stateOf(finding)]));
const eachTarget = <T>(ask: (target: Wire<Target>) => Promise<T>) => Promise.all(targets.map(ask));
const ofTarget = (findings: readonly Wire<Finding>[], id: string) =>
  statesOf(findings.filter(({ targetId }) => targetId === id));
const told = ({ decision, counts, exemptedCount, dismissedCount }: Wire<Verdict>) =>
  JSON.stringify([decision, counts, exemptedCount, dismissedCount]);

const readers: Readonly<Record<string, () => Promise<Seen>>> = {
  gate: async () => ({
    decisions: await eachTarget(async ({ digest }) => told(await admin.get(`/v1/verdicts/${digest}`))),
  }),
  judge: async () => ({
    decisions: await eachTarget(async ({ id }) =>
      told(await admin.get(`/v1/targets/${id}/verdict?policy=baseline`)),
    ),
  }),
  everyFinding: async () => {
    const all = await admin.all<Wire<Finding>>('/v1/findings');
    return { states: targets.map(({ id }) => ofTarget(all, id)) };
  },
  filters: async () => {
    const exempted = await admin.all<Wire<Finding>>('/v1/findings?exempted=true');
    const others = await admin.all<Wire<Finding>>('/v1/findings?exempted=false');
    expect(exempted.filter(({ exemption }) => exemption === null)).toEqual([]);
    expect(others.filter(({ exemption }) => exemption !== null)).toEqual([]);
    return { states: targets.map(({ id }) => ofTarget([...exempted, ...others], id)) };
  },
  ofEachTarget: async () => ({
    states: await eachTarget(async ({ id }) => statesOf(await admin.all(`/v1/targets/${id}/findings`))),
  }),
  graphql: async () => {
    const answer = await admin.graphql<{ findings: { edges: { node: Wire<Finding> }[] } }>(
      '{ findings(first: 200) { edges { node { targetId fingerprint exemption vex { isApplied } } } } }',
    );
    const all = answer.data.findings.edges.map(({ node }) => node);
    return { states: targets.map(({ id }) => ofTarget(all, id)) };
  },
};

/** The list of targets and reports tell less: what they tell is held against what the others do. */
async function otherReaders(
  states: readonly Readonly<Record<string, string>>[],
  decisions: readonly unknown[],
) {
  const { items } = await admin.get<{ items: Wire<Target>[] }>('/v1/targets');
  for (const [index, target] of targets.entries()) {
    const decision = (JSON.parse(String(decisions[index])) as [string])[0];
    expect(items.find(({ id }) => id === target.id)?.decision).toBe(decision);
    const report = await admin.request('get', `/v1/targets/${target.id}/report?format=openvex`);
    const { statements } = readVex(Buffer.from(report.text));
    const count = (status: string) => statements.filter((one) => one.status === status).length;
    const flawed = (
      await admin.all<Wire<Finding>>(`/v1/targets/${target.id}/findings?kind=vulnerability`)
    ).map(({ fingerprint }) => states[index]![fingerprint]);
    expect([count('not_affected'), count('under_investigation') + count('affected')]).toEqual([
      flawed.filter((state) => state === 'dismissed').length,
      flawed.filter((state) => state !== 'dismissed').length,
    ]);
    const ignored = await admin.request('get', `/v1/targets/${target.id}/report?format=trivyignore`);
    const { vulnerabilities = [] } = parse(ignored.text) as { vulnerabilities?: object[] };
    expect(vulnerabilities).toHaveLength(
      flawed.filter((state) => state !== 'dismissed' && state !== 'open').length,
    );
  }
}

async function expectAgreement(history: History, flaw: Flaw, order: readonly string[]): Promise<void> {
  const { model } = history;
  const seen: [string, Seen][] = [];
  for (const name of order) seen.push([name, await readers[name]!()]);
  model.settle();
  const states = seen.find(([, one]) => one.states)![1].states!;
  const decisions = seen.find(([, one]) => one.decisions)![1].decisions!;
  for (const [name, one] of seen) {
    if (one.states) expect([name, one.states]).toEqual([name, states]);
    if (one.decisions) expect([name, one.decisions]).toEqual([name, decisions]);
  }
  for (const [index, target] of targets.entries()) {
    const findings = await admin.all<Wire<Finding>>(`/v1/targets/${target.id}/findings`);
    const [, counts, exempted] = JSON.parse(String(decisions[index])) as [
      string,
      Record<string, number>,
      number,
    ];
    const open = findings.filter((finding) => stateOf(finding) === 'open');
    expect(open.length).toBe(Object.values(counts).reduce((sum, count) => sum + count, 0));
    expect(findings.filter(({ exemption }) => exemption !== null).length).toBe(exempted);
    for (const kind of ['flaw', 'check'] as const) {
      const finding = findings.find((one) =>
        kind === 'flaw' ? one.advisory === flaw.cve : one.check === check,
      )!;
      const covering = model.covering(kind, index);
      if (covering.length === 0) expect([kind, index, finding.exemption]).toEqual([kind, index, null]);
      else expect(covering).toContain(finding.exemption);
    }
  }
  for (const exemption of model.exemptions) {
    const { state } = await admin.get<Wire<Exemption>>(`/v1/exemptions/${exemption.id}`);
    expect([exemption.id, state]).toEqual([exemption.id, model.stateOf(exemption)]);
  }
  await otherReaders(states, decisions);
}

describe('an exemption', () => {
  it('has one effect everywhere at every instant, whatever happened and whoever asks first', async () => {
    let next = 0;
    const end = performance.now() + longest;
    const orders = fc.shuffledSubarray(Object.keys(readers), { minLength: Object.keys(readers).length });
    const steps = fc.array(fc.tuple(command, orders), { minLength: 6, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        if (next > 0 && performance.now() > end) return;
        const flaw = flaws[next++]!;
        const history = new History(flaw);
        for (const [one, order] of all) {
          if (next > 1 && performance.now() > end) break;
          await history.run(one);
          await expectAgreement(history, flaw, order);
        }
        await history.end();
      }),
      { numRuns: histories, endOnFailure: true },
    );
  });
});
