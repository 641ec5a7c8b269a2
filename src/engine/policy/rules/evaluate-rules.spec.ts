import { describe, expect, it } from 'vitest';
import { readInput } from '../../adapters/read-input.js';
import { noAdvisories } from '../../checks/no-advisories.js';
import { aComponent, aDatabase, anImage, aVulnerability, exampleNow } from '../../checks/example-facts.js';
import type { Facts } from '../../model/facts.js';
import { aPolicy, anExemption, judgeExample } from '../example-policy.js';
import { judge } from '../judge.js';

const text = { title: 'Title', message: 'Wrong', remediation: 'Mend it' };
const gate = { fail_on: 'high', unknown: 'unknown', must_decide: [] };

function aRule(parts: Readonly<Record<string, unknown>>) {
  return aPolicy({
    checks: {},
    gate,
    rules: [{ id: 'own-rule', severity: 'high', targets: ['workload'], ...text, ...parts }],
  });
}

function factsOf(input: string, content: string): Facts {
  const read = readInput(input, content);
  if (!read.ok) throw new Error(read.problem.message.en);
  return read.facts;
}

function run(command: string, parts: Readonly<Record<string, unknown>>) {
  return judgeFacts(factsOf('run-command', command), parts);
}

function judgeFacts(facts: Facts, parts: Readonly<Record<string, unknown>>, now = exampleNow) {
  return judge({
    facts,
    vulnerabilities: [],
    database: noAdvisories,
    policy: aRule(parts),
    exemptions: [],
    target: { id: 't1', digests: [], references: [] },
    now: new Date(now),
  });
}

const compose = `services:
  web:
    image: nginx:1.27
    labels: { team: shop }
    ports: ["8080:80"]
  db:
    image: postgres
`;

describe('a rule of the policy', () => {
  it('fails where its expression says so, and names what it looked at', () => {
    const judgement = run('docker run --privileged alpine:3', {
      for: 'containers',
      deny: 'container.privileged && container.image.tag != "latest"',
      message: { en: 'Runs ${container.image.raw} privileged', zh: '特权运行 ${container.image.raw}' },
    });
    expect(judgement.decision).toBe('deny');
    expect(judgement.findings).toMatchObject([
      {
        check: 'own-rule',
        severity: 'high',
        title: { en: 'Title', zh: 'Title' },
        message: { en: 'Runs alpine:3 privileged', zh: '特权运行 alpine:3' },
        remediation: { en: 'Mend it', zh: 'Mend it' },
        evidence: [
          { fact: 'container.privileged', value: 'true' },
          { fact: 'container.image.tag', value: '3' },
        ],
      },
    ]);
    const owner = run('docker run alpine:3', {
      for: 'containers',
      deny: 'true',
      message: 'Asks ${{"3": "{team a}", "4": "}"}[container.image.tag]}.',
    });
    expect(owner.findings[0]?.message.en).toBe('Asks {team a}.');
    expect(run('docker run alpine:3', { deny: 'containers.exists(c, c.privileged)' })).toMatchObject({
      decision: 'allow',
      results: [{ id: 'own-rule', result: 'pass' }],
    });
  });

  it('gives each element a finding of its own, which stays the same and can be exempted', () => {
    const parts = { for: 'containers', expect: '"team" in container.labels' };
    const { findings } = judgeFacts(factsOf('compose', compose), parts);
    expect(findings.map(({ element, location }) => [element, location?.line])).toEqual([['db', 6]]);
    const again = judgeFacts(factsOf('compose', `# comment\n${compose}`), parts);
    expect(again.findings[0]?.fingerprint).toBe(findings[0]?.fingerprint);
    const judgement = judgeExample({
      policy: aRule({ targets: ['image'], for: 'components', deny: 'component.name == "openssl"' }),
      exemptions: [anExemption({ checks: ['own-rule'] })],
    });
    expect(judgement).toMatchObject({ decision: 'allow', exemptedCount: 1 });
  });

  it('applies only where `when` says so', () => {
    const parts = { for: 'containers', when: 'container.name == "db"', deny: 'true' };
    expect(judgeFacts(factsOf('compose', compose), parts).findings.map(({ element }) => element)).toEqual([
      'db',
    ]);
    const nowhere = judgeFacts(factsOf('compose', compose), { ...parts, when: 'container.name == "x"' });
    expect(nowhere.results).toMatchObject([{ result: 'not_applicable' }]);
  });

  it('is not run on other targets, and may be among those that must be decided', () => {
    const policy = aRule({ deny: 'false' });
    expect(judgeExample({ policy })).toMatchObject({ decision: 'unknown', checksNotRun: ['own-rule'] });
    expect(() => aPolicy({ rules: [], gate: { ...gate, must_decide: ['own-rule'] } })).toThrow('own-rule');
  });

  it('sees what the checks found, without what is exempted', () => {
    const policy = aPolicy({
      checks: { 'image-user-root': {} },
      gate: { fail_on: 'critical' },
      rules: [
        {
          id: 'root-and-exploited',
          severity: 'critical',
          targets: ['image'],
          ...text,
          deny: 'findings.exists(f, f.id == "image-user-root") && findings.exists(f, f.known_exploited && f.severity_rank >= 3)',
        },
      ],
    });
    const facts = anImage({ config: { user: '' } });
    const vulnerabilities = [aVulnerability({ isKnownExploited: true })];
    expect(judgeExample({ policy, facts, vulnerabilities }).decision).toBe('deny');
    const exemptions = [anExemption({ vulnerabilities: ['CVE-2026-0001'] })];
    expect(judgeExample({ policy, facts, vulnerabilities, exemptions }).decision).toBe('allow');
  });
});

describe('what a rule does not know', () => {
  it.each([
    [
      'a fact that is not known',
      { deny: 'containers.exists(c, c.user == "root")' },
      'container.user is not known',
    ],
    ['a key that is not there', { deny: 'containers[0].labels["team"] == "x"' }, 'There is no "team"'],
    ['an element that is not there', { deny: 'containers[7].privileged' }, 'no element 7'],
    ['a date that is none', { deny: 'timestamp(containers[0].name + "x") < now' }, 'is no date'],
  ])('%s leaves it undecided', (_what, parts, reason) => {
    const judgement = run('docker run alpine:3', parts);
    expect(judgement.decision).toBe('unknown');
    expect(judgement.results[0]?.reason?.en).toContain(reason);
  });

  it('does not matter where what is known decides', () => {
    const decided = (deny: string) => run('docker run alpine:3', { deny }).results[0]?.result;
    expect(decided('containers.exists(c, c.user == "root" || c.image.tag == "3")')).toBe('fail');
    expect(decided('containers.exists(c, c.user == "root" && c.privileged)')).toBe('pass');
    expect(decided('containers.exists(c, !has(c.user))')).toBe('unknown');
    expect(decided('containers.exists(c, has(c.image.digest))')).toBe('pass');
  });

  it('may be more than what was found: components that could not be read, advisories that are not there', () => {
    const problems = [{ path: '/lib/apk/db/installed', layer: null, detail: 'truncated' }];
    const facts = anImage({ rootfs: { components: [aComponent()], problems } });
    const result = (deny: string) =>
      judgeExample({ policy: aRule({ targets: ['image'], deny }), facts }).results[0]?.result;
    expect(result('components.exists(c, c.name == "log4j")')).toBe('unknown');
    expect(result('components.exists(c, c.name == "openssl")')).toBe('fail');
    expect(result('components.size() > 0')).toBe('unknown');
    const database = aDatabase({ importedAt: null });
    const policy = aRule({ targets: ['image'], deny: 'findings.exists(f, f.severity == "critical")' });
    expect(judgeExample({ policy, database }).results[0]?.result).toBe('unknown');
    expect(judgeExample({ policy }).results[0]?.result).toBe('pass');
  });
});

describe('the time that a rule reads', () => {
  const old = 'now - image.created_at > duration("720h")';
  const at = (now: string) =>
    judgeExample({ policy: aRule({ targets: ['image'], deny: old }), now: new Date(now) });

  it('tells when the result will change, to the millisecond', () => {
    const before = at('2026-06-01T00:00:00.000Z');
    expect(before).toMatchObject({ decision: 'allow', validUntil: '2026-06-19T08:00:00.000Z' });
    expect(at('2026-06-19T08:00:00.000Z')).toMatchObject({
      decision: 'allow',
      validUntil: '2026-06-19T08:00:00.001Z',
    });
    expect(at('2026-06-19T08:00:00.001Z')).toMatchObject({ decision: 'deny', validUntil: null });
  });

  it('may be the hour or the day that clocks of a place show', () => {
    const deny = 'now.getDayOfWeek("Europe/Berlin") in [0, 6]';
    const policy = aRule({ targets: ['image'], deny });
    const shown = (now: string) => judgeExample({ policy, now: new Date(now) });
    expect(shown('2026-05-22T21:59:59Z')).toMatchObject({
      decision: 'allow',
      validUntil: '2026-05-22T22:00:00.000Z',
    });
    expect(shown('2026-05-22T22:00:00Z')).toMatchObject({
      decision: 'deny',
      validUntil: '2026-05-23T22:00:00.000Z',
    });
  });
});
