import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { givenFiles } from '../src/engine/adapters/input-adapter.js';
import { readInput } from '../src/engine/adapters/read-input.js';
import { judge } from '../src/engine/policy/judge.js';
import { parsePolicy } from '../src/engine/policy/policy-document.js';
import type { Judgement } from '../src/engine/model/verdict.js';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const files = { Dockerfile: read('Dockerfile'), 'docker-compose.yml': read('docker-compose.yml') };

function judged(input: 'dockerfile' | 'compose', name: keyof typeof files): Judgement {
  const result = readInput(input, files[name], { name, files: givenFiles(files) });
  const parsed = parsePolicy(read('policies/baseline.yaml'));
  if (!result.ok || !parsed.ok) throw new Error('the file or the policy cannot be read');
  return judge({
    facts: result.facts,
    vulnerabilities: [],
    database: {
      importedAt: null,
      ecosystemTimes: [],
      ecosystems: [],
      knownExploitedAt: null,
      exploitPredictedOn: null,
      snapshot: 'none',
    },
    policy: parsed.policy,
    exemptions: [],
    target: { id: name, digests: [], references: [name] },
    now: new Date('2026-11-26T00:00:00Z'),
  });
}

const failing = ({ findings }: Judgement) => [
  ...new Set(findings.filter(({ result }) => result === 'fail').map(({ check }) => check)),
];

describe("the product's own files under its own baseline", () => {
  it('the Dockerfile is allowed, with nothing to find', () => {
    const judgement = judged('dockerfile', 'Dockerfile');
    expect([judgement.decision, failing(judgement)]).toEqual(['allow', []]);
  });

  it('docker-compose.yml is allowed; that logs stay on the machine is told in its head', () => {
    const judgement = judged('compose', 'docker-compose.yml');
    expect([judgement.decision, failing(judgement)]).toEqual(['allow', ['workload-log-driver']]);
    expect(files['docker-compose.yml']).toContain('# - workload-log-driver:');
  });
});
