import { describe, expect, it } from 'vitest';
import { benchJson, benchLog } from '../../../test/support/bench-samples.js';
import { dockerBenchAdapter } from './docker-bench.adapter.js';
import { defaultReadOptions } from './input-adapter.js';
import { recogniseInput } from './read-input.js';

const read = (text: string) => dockerBenchAdapter.read(text, { ...defaultReadOptions, name: 'bench' });
function factsOf(text: string) {
  const result = read(text);
  if (!result.ok) throw new Error(result.problem.message.en);
  return result.facts;
}
const answersOf = (text: string) =>
  factsOf(text).answers.map(({ id, result, items }) => [id, result, ...items].join(' '));
const problemsOf = (text: string) => factsOf(text).problems.map(({ detail }) => detail);
function refusalOf(text: string): string {
  const result = read(text);
  return result.ok ? 'read' : result.problem.message.en;
}

const json = benchJson(
  { id: '1.1.1', result: 'WARN' },
  { id: '5.5', result: 'WARN', details: 'Containers in privileged mode:  web db', items: ['web', 'db'] },
  { id: '5.10', result: 'PASS' },
  { id: '7.3', result: 'WARN', details: 'x:  net1 (swarm)', items: ['net1', '(swarm)'] },
);
const log = benchLog(
  '[INFO] 1 - Host Configuration',
  '[INFO] 1.1 - Linux Hosts Specific Configuration',
  '[WARN] 1.1.1 - Ensure a separate partition for containers has been created (Automated)',
  '[INFO] 1.1.5 - Ensure auditing is configured for /var/lib/docker (Automated)',
  '[INFO]        * Directory not found',
  '[WARN] 5.5 - Ensure that privileged containers are not used (Automated)',
  '[WARN]      * Container running in Privileged mode: web',
  '[WARN]      * Container running in Privileged mode: db',
  '[WARN] 5.4 - Ensure that Linux kernel capabilities are restricted within containers (Automated)',
  '[WARN]      * Capabilities added: CapAdd=[SYS_ADMIN] to web',
  '[WARN] 5.6 - Ensure sensitive host system directories are not mounted on containers (Automated)',
  '[WARN]      * Sensitive directory /etc mounted in: web',
  '[WARN] 5.8 - Ensure privileged ports are not mapped within containers (Automated)',
  '[WARN]      * Privileged Port in use: 80 in web',
  "[PASS] 5.10  - Ensure that the host's network namespace is not shared (Automated)",
);

describe('docker-bench-security', () => {
  it('is known by its content, whatever the file is called', () => {
    for (const name of ['', 'result.txt', 'docker-bench-security.sh.log.json'])
      expect([recogniseInput(json, name)?.id, recogniseInput(log, name)?.id]).toEqual([
        'docker-bench',
        'docker-bench',
      ]);
    expect(dockerBenchAdapter.recognises('FROM a\n# [WARN] 5.5\n', 'Dockerfile')).toBe(false);
    expect(dockerBenchAdapter.recognises('{ "tests": [] }', 'a.json')).toBe(false);
  });

  it('is read from its JSON', () => {
    expect(factsOf(json)).toMatchObject({
      kind: 'docker-bench',
      format: 'json',
      version: '1.6.0',
      startedAt: '2023-11-14T22:13:20.000Z',
      problems: [],
    });
    expect(answersOf(json)).toEqual(['1.1.1 WARN', '5.5 WARN web db', '5.10 PASS', '7.3 WARN net1 (swarm)']);
  });

  it('is read from its log, with the same names of elements', () => {
    expect(factsOf(log)).toMatchObject({ format: 'log', version: null, startedAt: null, problems: [] });
    expect(answersOf(log)).toEqual([
      '1.1.1 WARN',
      '1.1.5 INFO',
      '5.5 WARN web db',
      '5.4 WARN web',
      '5.6 WARN web:/etc',
      '5.8 WARN web:80',
      '5.10 PASS',
    ]);
    expect(factsOf(log).answers[1]?.details).toBe('Directory not found');
  });

  it('takes no advice on what to do for results', () => {
    const advice = [
      '[PASS] 5.10 - network namespace',
      'Section B - Remediation measures',
      '[INFO] 5.5 - You should',
    ];
    expect(answersOf(benchLog(...advice))).toEqual(['5.10 PASS']);
  });

  it.each([
    ['a number that is not known', { id: '9.9', result: 'PASS' }, 'no test "9.9"'],
    [
      'an older numbering',
      { id: '5.1', result: 'PASS', desc: 'an AppArmor Profile' },
      'test 5.1 is another one',
    ],
    ['a result that is not known', { id: '5.5', result: 'OK' }, 'test 5.5 has no result'],
  ])('names %s, and takes nothing from it', (_, sample, problem) => {
    const text = benchJson(sample, { id: '5.10', result: 'PASS' });
    expect(answersOf(text)).toEqual(['5.10 PASS']);
    expect(problemsOf(text)).toEqual([expect.stringContaining(problem)]);
  });

  it('names wrong types, and lists that are cut short', () => {
    const wrong = benchJson(
      { id: '5.5', result: 'WARN', items: ['web', 7, null] },
      { id: '5.16', result: 'WARN', items: ['a', '(truncated)'] },
    );
    expect(answersOf(wrong)).toEqual(['5.5 WARN web', '5.16 WARN a']);
    expect(problemsOf(wrong)).toEqual([
      'the elements of its test 5.5 are not all texts',
      'its test 5.16 does not name all elements',
    ]);
    const mixed = `{"dockerbenchsecurity": 1, "start": "x", "tests": [7, {"results": [3, {"id": 5},
      {"id": "5.10", "desc": "network namespace", "result": "PASS"}]}]}`;
    expect(answersOf(mixed)).toEqual(['5.10 PASS']);
    expect(problemsOf(mixed)).toHaveLength(3);
    expect(factsOf(mixed)).toMatchObject({ version: null, startedAt: null });
  });

  it('keeps the worse of two results of one test', () => {
    const twice = benchJson({ id: '5.5', result: 'WARN', items: ['web'] }, { id: '5.5', result: 'PASS' });
    expect(answersOf(twice)).toEqual(['5.5 WARN web']);
  });

  it('says that a log breaks off', () => {
    const half = log.slice(0, log.indexOf('[WARN]\u001b[0m 5.6'));
    expect(problemsOf(half)).toEqual(['it ends before its score: tests may be missing']);
    expect(answersOf(half)).not.toContain('5.10 PASS');
  });

  it.each([
    [json.slice(0, -20), 'breaks off'],
    ['{"dockerbenchsecurity": "1.6.0"}', 'a list of tests was expected'],
    ['{"dockerbenchsecurity": "1.6.0", "tests": {}}', 'a list of tests was expected'],
    ['{"dockerbenchsecurity": "1.6.0", "tests": []}', 'no answer of a test that is known'],
    [benchJson({ id: '9.9', result: 'PASS' }), 'no test "9.9"'],
    ['', 'no answer of a test that is known'],
    [`{"dockerbenchsecurity": ${'['.repeat(1_000)}`, 'nested deeper'],
  ])('refuses %s', (text, reason) => {
    expect(refusalOf(text)).toContain(reason);
  });
});
