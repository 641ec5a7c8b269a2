import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { checksNotRun, evaluateChecks } from '../policy/evaluate-checks.js';
import type { Policy } from '../policy/policy-schema.js';
import { readInput } from '../adapters/read-input.js';
import { givenFiles } from '../adapters/input-adapter.js';
import type { HostFacts } from '../model/host-facts.js';
import { aContainer } from './example-container.js';
import { aDatabase, exampleNow } from './example-facts.js';
import { aBundle, anInfo } from './example-host.js';
import { aService, aSwarmInfo } from './example-swarm.js';
import { checks } from './index.generated.js';

function factsOf(text: string): HostFacts {
  const read = readInput('host', text, { name: 'host.json', files: givenFiles({}) });
  if (!read.ok || read.facts.kind !== 'host') throw new Error('it is no host');
  return read.facts;
}

function runsOn(text: string, ...ids: readonly string[]) {
  const policy = { checks: Object.fromEntries(ids.map((id) => [id, {}])) };
  const input = {
    facts: factsOf(text),
    vulnerabilities: [],
    database: aDatabase(),
    now: new Date(exampleNow),
  };
  return evaluateChecks(policy, input).map(({ outcome }) => outcome);
}

const container = (name: string, HostConfig: Readonly<Record<string, unknown>>) =>
  ({
    Id: name,
    Name: `/${name}`,
    State: { Status: 'running' },
    Config: { Image: 'a:1' },
    HostConfig,
  }) as const;
const quiet = anInfo();

describe('checks of workloads on a host', () => {
  it('look at each container, and name it', () => {
    const containers = JSON.stringify([
      container('web', { Privileged: true }),
      container('db', { Privileged: false }),
    ]);
    const [outcome] = runsOn(aBundle({ containers, 'docker-info': quiet }), 'workload-privileged');
    expect(outcome).toMatchObject({
      result: 'fail',
      violations: [
        {
          element: 'web',
          message: { en: expect.stringMatching(/^web: /) },
          location: { path: 'host.json', pointer: '0#/parts/containers' },
        },
      ],
    });
    expect(outcome).not.toHaveProperty('undecided');
  });

  it('know what the daemon adds', () => {
    const containers = JSON.stringify([container('web', { SecurityOpt: null, Privileged: false })]);
    const of = (daemon: string) =>
      runsOn(
        aBundle({ containers, 'docker-info': quiet, 'daemon-json': daemon, 'daemon-arguments': 'dockerd' }),
        'workload-no-new-privileges',
      )[0]?.result;
    expect(of('{ "no-new-privileges": true }')).toBe('pass');
    expect(of('{}')).toBe('fail');
  });

  it('look at services too, and leave open what managers of a swarm did not tell', () => {
    const services = aService({ Mounts: [{ Type: 'bind', Source: '/', Target: '/host' }] });
    const parts = { containers: '[]', 'docker-info': aSwarmInfo() };
    const [told] = runsOn(aBundle({ ...parts, 'swarm-services': services }), 'workload-mount-host-root');
    expect(told).toMatchObject({
      result: 'fail',
      violations: [{ element: 'shop /host', location: { pointer: '0#/parts/swarm-services' } }],
    });
    expect(runsOn(aBundle(parts), 'workload-mount-host-root')).toMatchObject([
      { result: 'unknown', reason: { en: expect.stringContaining('swarm-services') } },
    ]);
  });

  it('ask of services nothing that only a container that runs can tell', () => {
    const text = aBundle({ containers: '[]', 'docker-info': aSwarmInfo(), 'swarm-services': aService() });
    expect(runsOn(text, 'container-health')).toMatchObject([{ result: 'not_applicable' }]);
  });

  it('are open where containers are not known, or not all of them', () => {
    expect(runsOn(aBundle({ 'docker-info': quiet }), 'workload-privileged')).toMatchObject([
      { result: 'unknown', reason: { en: expect.stringContaining('containers (it was not collected)') } },
    ]);
    const containers = JSON.stringify([container('web', { Privileged: true }), { a: 1 }]);
    expect(runsOn(aBundle({ containers, 'docker-info': quiet }), 'workload-privileged')).toMatchObject([
      { result: 'fail', undecided: { en: expect.stringContaining('containers') } },
    ]);
  });

  it('do not look at one part by itself, nor do those of other documents at a host', () => {
    expect(runsOn('{ "icc": false }', 'workload-privileged')).toEqual([]);
    expect(runsOn(aBundle({ containers: aContainer() }), 'k8s-host-path')).toEqual([]);
    const policy = { checks: { 'workload-privileged': {}, 'k8s-host-path': {}, 'daemon-icc': {} } };
    const notRun = checksNotRun(policy as unknown as Policy, factsOf(aBundle({})));
    expect(notRun.map(({ id }) => id)).toEqual(['k8s-host-path']);
  });
});

const inspected = new URL('../../../../shared/workloads/inspect-all.json', import.meta.url);
/** Of a real daemon where they are at hand, else as many of our own. */
const containers = existsSync(inspected)
  ? readFileSync(inspected, 'utf8')
  : JSON.stringify(Array.from({ length: 53 }, (_, index) => container(`c${index}`, { Privileged: true })));

it('judges some fifty containers by every check well within half a second', () => {
  const text = aBundle({ containers, 'docker-info': quiet });
  const facts = factsOf(text);
  const policy = { checks: Object.fromEntries(checks.map(({ id }) => [id, {}])) };
  const input = { facts, vulnerabilities: [], database: aDatabase(), now: new Date(exampleNow) };
  const runs = evaluateChecks(policy, input);
  // The machine may be busy with something else.
  const times = Array.from({ length: 5 }, () => {
    const start = processorTime();
    evaluateChecks(policy, input);
    return processorTime() - start;
  });
  expect(facts.containers?.workloads.length).toBeGreaterThan(50);
  const found = runs.flatMap(({ outcome }) => (outcome.result === 'fail' ? outcome.violations : []));
  expect(found.length).toBeGreaterThan(50);
  expect(Math.min(...times)).toBeLessThan(500);
});
