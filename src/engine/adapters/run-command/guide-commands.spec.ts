import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { elementsOf, evaluateText, subjectOfText } from '../../checks/evaluate-example.js';
import type { Check, CheckSubjects } from '../../checks/check.js';
import { runcmdCommentAfterContinuationCheck } from '../../checks/runcmd-comment-after-continuation.check.js';
import { runcmdDeprecatedFlagCheck } from '../../checks/runcmd-deprecated-flag.check.js';
import { runcmdInvalidValueCheck } from '../../checks/runcmd-invalid-value.check.js';
import { runcmdMisplacedFlagCheck } from '../../checks/runcmd-misplaced-flag.check.js';
import { runcmdSecretInArgvCheck } from '../../checks/runcmd-secret-in-argv.check.js';
import { runcmdUnknownFlagCheck } from '../../checks/runcmd-unknown-flag.check.js';
import type { RunEdit } from '../../remediation/edit.js';
import { editRunLine } from '../../remediation/run-line-editor.js';

const file = fileURLToPath(
  new URL('../../../../../shared/seed/container-hardening-guide.md', import.meta.url),
);
/** The guide's commands in its own way of writing, for where it is not at hand. */
const sample = [
  '### 2.1',
  '```bash',
  'docker run -d \\',
  '  --name secure-app \\',
  '  --user 1000:1000 \\          # a user',
  '  --read-only \\               # read-only',
  '  --tmpfs /tmp \\              # temporary',
  '  --no-new-privileges \\       # none',
  '  --cap-drop=ALL \\            # none',
  '  --cap-add=NET_ADMIN \\       # one',
  '  nginx:latest',
  '```',
  '### 5.2',
  '```bash',
  'docker run -d \\',
  '  --read-only \\   # read-only',
  '  --no-new-privileges \\  # none',
  '  --security-opt=no-new-privileges \\',
  '  nginx:alpine',
  '```',
  '```bash',
  'docker run --privileged ...  # privileged',
  'docker run -v /:/host ...  # root  ',
  'docker run -v /var/run/docker.sock:/var/run/docker.sock ...',
  'docker run --pid=host ...',
  '```',
  '### 9.2',
  '```bash',
  'docker run -d \\',
  '  --name production-app \\',
  '  --read-only \\  # read-only',
  '  --no-new-privileges \\  # none',
  '  --memory=512m \\  # memory',
  '  --cpus="1" \\  # processors',
  '  --network=app-network \\  # network',
  '  my-secure-app:v1.0.0',
  '```',
].join('\n');
const guide = existsSync(file) ? readFileSync(file, 'utf8') : sample;

/** The blocks of commands of a section that hold a `docker run`. */
function blocks(section: string): string[] {
  const start = guide.indexOf(`### ${section}`);
  const end = guide.indexOf('\n### ', start + 1);
  const text = guide.slice(start, end < 0 ? guide.length : end);
  return [...text.matchAll(/```bash\n([\s\S]*?)```/g)]
    .map((match) => match[1]!)
    .filter((block) => block.includes('docker run'));
}

const checks = [
  runcmdCommentAfterContinuationCheck,
  runcmdUnknownFlagCheck,
  runcmdMisplacedFlagCheck,
  runcmdInvalidValueCheck,
  runcmdDeprecatedFlagCheck,
  runcmdSecretInArgvCheck,
] as readonly Check[];
const results = (text: string) =>
  Object.fromEntries(checks.map((check) => [check.id, evaluateText(check, 'run-command', text).result]));
const workloadOf = (text: string) =>
  (subjectOfText('run-command', text) as CheckSubjects['run-command']).workloads[0]!;

function fixed(text: string): string {
  const edits = checks.flatMap((check) => {
    const outcome = evaluateText(check, 'run-command', text);
    return outcome.result === 'fail' && check.fixSafety === 'safe'
      ? outcome.violations.flatMap(({ fix }) => fix ?? [])
      : [];
  });
  return editRunLine(text, edits as RunEdit[]);
}

const clean = {
  'runcmd-comment-after-continuation': 'pass',
  'runcmd-unknown-flag': 'pass',
  'runcmd-misplaced-flag': 'pass',
  'runcmd-invalid-value': 'pass',
  'runcmd-deprecated-flag': 'pass',
  'runcmd-secret-in-argv': 'pass',
};

describe.each(['2.1', '5.2', '9.2'])("the guide's template of section %s", (section) => {
  const [text = ''] = blocks(section);

  it('has comments that break it and a flag that does not exist, and is read as it is meant', () => {
    expect(results(text)).toEqual({
      ...clean,
      'runcmd-comment-after-continuation': 'fail',
      'runcmd-unknown-flag': 'fail',
    });
    expect(elementsOf(evaluateText(runcmdUnknownFlagCheck, 'run-command', text))).toEqual([
      '--no-new-privileges',
    ]);
    expect(workloadOf(text)).toMatchObject({
      rootfsReadOnly: true,
      noNewPrivileges: section === '5.2' ? true : null,
    });
  });

  it('passes after the safe fixes, with what was meant', () => {
    const after = fixed(text);
    expect(results(after)).toEqual(clean);
    expect(workloadOf(after)).toMatchObject({ rootfsReadOnly: true, noNewPrivileges: true });
    expect(workloadOf(after).image?.raw).toBe(workloadOf(text).image?.raw);
    expect(after).not.toMatch(/\\[ \t]*#/);
  });
});

describe("the guide's forbidden commands", () => {
  const lines = blocks('5.2')[1]!
    .split('\n')
    .filter((line) => line.startsWith('docker'));

  it('are read line by line', () => {
    expect(lines).toHaveLength(4);
    const [privileged, root, socket, processes] = lines.map(workloadOf);
    expect(privileged?.privileged).toBe(true);
    expect(root?.mounts).toMatchObject([{ type: 'bind', source: '/', target: '/host', isReadOnly: false }]);
    expect(socket?.mounts).toMatchObject([{ type: 'bind', source: '/run/docker.sock' }]);
    expect(processes?.namespaces.pid).toBe('host');
  });

  it('as one text are the first, and what was not read is said', () => {
    const { facts } = subjectOfText('run-command', blocks('5.2')[1]!) as CheckSubjects['run-command'];
    expect([facts.workloads.length, facts.problems.length]).toEqual([1, 3]);
  });
});
