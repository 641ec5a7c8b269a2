import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { givenFiles } from '../adapters/input-adapter.js';
import { readInput } from '../adapters/read-input.js';
import type { CheckInput } from '../checks/check.js';
import type { Judgement } from '../model/verdict.js';
import type { Edit, RunEdit } from '../remediation/edit.js';
import { editRunLine } from '../remediation/run-line-editor.js';
import { judgeExample } from './example-policy.js';
import { composed, hardCoded, safeStart, safeUser, stages, template } from './guide-snippets.js';
import { parsePolicy } from './policy-document.js';

function shipped(name: string) {
  const parsed = parsePolicy(
    readFileSync(new URL(`../../../policies/${name}.yaml`, import.meta.url), 'utf8'),
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.policy;
}
const policies = { baseline: shipped('baseline'), strict: shipped('strict') };
/** Of the guide's Dockerfiles with the checks that the baseline leaves out. */
const dockerfileChecks = {
  ...policies.strict,
  checks: { ...policies.strict.checks, 'df-missing-artifact': {}, 'df-app-owned-by-user': {} },
};

function judged(input: CheckInput, text: string, policy = policies.baseline): Judgement {
  const result = readInput(input, text, { files: givenFiles({}), composeTarget: 'compose' });
  if (!result.ok) throw new Error(result.problem.message.en);
  return judgeExample({ facts: result.facts, policy });
}

/** Ids of the checks with this result, each once, sorted. */
function checksThat(result: 'fail' | 'unknown', { findings }: Judgement): string[] {
  return [...new Set(findings.flatMap((one) => (one.result === result ? (one.check ?? []) : [])))].sort();
}

/** The text after every fix that is offered, one after the other, each judged anew. */
function fixed(text: string): string {
  let current = text;
  for (let round = 0; round < 40; round += 1) {
    const offered = judged('run-command', current).findings.flatMap(({ fix }) => (fix ? [fix.edits] : []));
    const next = offered
      .map((edits) => editRunLine(current, edits.filter(isRunEdit)))
      .find((changed) => changed !== current);
    if (next === undefined) return current;
    current = next;
  }
  throw new Error('the fixes do not come to an end');
}

function isRunEdit(edit: Edit): edit is RunEdit {
  return !('document' in edit) && !('line' in edit) && !('file' in edit);
}

describe('the template of §9.2', () => {
  it('is denied as it is printed', () => {
    const judgement = judged('run-command', template);
    expect(judgement.decision).toBe('deny');
    expect(checksThat('fail', judgement)).toEqual([
      'runcmd-comment-after-continuation',
      'runcmd-unknown-flag',
      'workload-cap-added',
      'workload-cap-dangerous',
      'workload-cap-net-admin',
      'workload-no-new-privileges',
      'workload-pids-limit',
    ]);
    const dangerous = judgement.findings.filter(({ check }) => check === 'workload-cap-dangerous');
    expect(dangerous.map(({ severity }) => severity)).toEqual(['high']);
  });

  it('passes after the fixes that are offered, but for what only its image and host can tell', () => {
    const text = fixed(template);
    const judgement = judged('run-command', text);
    expect(judgement.decision).toBe('allow');
    expect(checksThat('fail', judgement)).toEqual([]);
    expect(checksThat('unknown', judgement)).toEqual([
      'image-runtime-eol',
      'workload-apparmor',
      'workload-image-registry',
    ]);
    expect(text).toContain('--security-opt=no-new-privileges');
    expect(text).not.toMatch(/ --no-new-privileges|NET_ADMIN/);
  });
});

describe('the start of §2.1', () => {
  it('is denied for the same, and for its image, its network and its limits', () => {
    const judgement = judged('run-command', safeStart);
    expect(judgement.decision).toBe('deny');
    expect(checksThat('fail', judgement)).toEqual([
      'runcmd-comment-after-continuation',
      'runcmd-unknown-flag',
      'workload-cap-added',
      'workload-cap-dangerous',
      'workload-cap-net-admin',
      'workload-cpu-limit',
      'workload-image-tag-latest',
      'workload-memory-limit',
      'workload-network-default-bridge',
      'workload-no-new-privileges',
      'workload-pids-limit',
    ]);
  });

  it('is told by the strict policy which folders nginx writes to', () => {
    const { findings } = judged('run-command', safeStart, policies.strict);
    const missing = findings.filter(({ check }) => check === 'workload-read-only-needs-writable-paths');
    const told = missing.map(({ message }) => message.en).join(' ');
    expect(told).toContain('/var/cache/nginx');
    expect(told).toContain('/var/run');
  });
});

describe('what §5.2 forbids', () => {
  it.each([
    ['docker run --privileged ...        # 特权模式', 'workload-privileged', 'critical'],
    ['docker run -v /:/host ...          # 挂载宿主机根目录', 'workload-mount-host-root', 'critical'],
    [
      'docker run -v /var/run/docker.sock:/var/run/docker.sock ...  # 挂载Docker socket',
      'workload-runtime-socket-mount',
      'critical',
    ],
    ['docker run --pid=host ...          # 共享宿主机PID命名空间', 'workload-pid-host', 'high'],
  ])('%s', (text, check, severity) => {
    const judgement = judged('run-command', text);
    expect(judgement.decision).toBe('deny');
    expect(judgement.findings).toContainEqual(expect.objectContaining({ check, result: 'fail', severity }));
  });
});

describe('the Dockerfiles', () => {
  it('of §3.3 uses a Node.js without support, starts a file that is not there, and owns its own code', () => {
    const failing = checksThat('fail', judged('dockerfile', safeUser, dockerfileChecks));
    expect(failing).toEqual(
      expect.arrayContaining([
        'image-runtime-eol',
        'df-missing-artifact',
        'df-dev-dependencies',
        'df-app-owned-by-user',
      ]),
    );
    expect(failing).not.toContain('df-user-root');
    expect(failing).not.toContain('df-multistage');
    expect(checksThat('fail', judged('dockerfile', safeUser))).toEqual(['image-runtime-eol']);
  });

  it('of §4.3 runs as root and stands on names that are gone', () => {
    const judgement = judged('dockerfile', stages);
    expect(judgement.decision).toBe('deny');
    expect(checksThat('fail', judgement)).toEqual(
      expect.arrayContaining(['df-user-root', 'df-from-obsolete-reference']),
    );
  });

  it('of §6.1 holds two secrets in variables and one in a command', () => {
    const judgement = judged('dockerfile', hardCoded);
    const count = (id: string) => judgement.findings.filter(({ check }) => check === id).length;
    expect(judgement.decision).toBe('deny');
    expect([count('df-secret-env-arg'), count('df-secret-in-run')]).toEqual([2, 1]);
  });
});

describe('the services of §7.2', () => {
  it('are set apart by their networks, but neither hardened nor of images that are known', () => {
    const judgement = judged('compose', composed);
    const failing = checksThat('fail', judgement);
    expect(judgement.decision).toBe('deny');
    expect(failing).toEqual(
      expect.arrayContaining([
        'compose-external-secret',
        'image-runtime-eol',
        'workload-cap-drop-all',
        'workload-cpu-limit',
        'workload-image-tag-latest',
        'workload-memory-limit',
        'workload-no-new-privileges',
        'workload-pids-limit',
        'workload-port-all-interfaces',
        'workload-rootfs-read-only',
      ]),
    );
    for (const passing of ['network-segmentation', 'data-network-internal', 'data-port-published'])
      expect([...failing, ...checksThat('unknown', judgement)]).not.toContain(`compose-${passing}`);
    expect(checksThat('unknown', judgement)).toContain('workload-user-root');
    const elements = (check: string) =>
      judgement.findings
        .filter((one) => one.check === check && one.result === 'fail')
        .map(({ message }) => message.en);
    expect(elements('image-runtime-eol').join()).toContain('PostgreSQL 13');
    expect(elements('workload-image-tag-latest').join()).toContain('my-api:latest');
  });
});
