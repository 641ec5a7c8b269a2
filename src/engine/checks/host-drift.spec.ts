import { describe, expect, it } from 'vitest';
import { evaluateExample, elementsOf } from './evaluate-example.js';
import { driftedHost } from './example-drift.js';
import { aBundle } from './example-host.js';
import { hostElements } from './host-cases.js';
import { hostDriftCheck } from './host-drift.check.js';

const changes = [
  { kind: 'containers', element: 'web', before: null, after: 'nginx:1' },
  { kind: 'daemon', element: 'icc', before: 'no', after: 'yes' },
  { kind: 'listeners', element: '0.0.0.0:22/tcp', before: '', after: null },
  { kind: 'listeners', element: '0.0.0.0:23/tcp', before: 'telnetd', after: null },
] as const;

describe('host-drift', () => {
  it('tells each change with what was and what is', () => {
    const outcome = evaluateExample(hostDriftCheck, driftedHost(changes));
    expect(elementsOf(outcome)).toEqual([
      'containers web',
      'daemon icc',
      'listeners 0.0.0.0:22/tcp',
      'listeners 0.0.0.0:23/tcp',
    ]);
    if (outcome.result !== 'fail') throw new Error('it does not fail');
    expect(outcome.violations.map(({ message }) => message)).toEqual([
      { en: 'Container web is new: nginx:1.', zh: '新增容器 web：nginx:1。' },
      { en: 'Daemon setting icc was no, and is yes.', zh: '守护进程设置 icc 原为 no，现为 yes。' },
      { en: 'Listening socket 0.0.0.0:22/tcp is gone.', zh: '监听套接字 0.0.0.0:22/tcp 已不存在。' },
      {
        en: 'Listening socket 0.0.0.0:23/tcp is gone; it was telnetd.',
        zh: '监听套接字 0.0.0.0:23/tcp 已不存在，原为 telnetd。',
      },
    ]);
    expect(outcome.violations[1]?.evidence).toEqual([{ fact: 'host.drift', value: 'no → yes' }]);
  });

  it('looks at the kinds that count only, of what is not known too', () => {
    const subject = driftedHost(changes, { uncompared: ['files'] });
    const of = (...kinds: string[]) => evaluateExample(hostDriftCheck, subject, { parameters: { kinds } });
    expect(elementsOf(of('daemon'))).toEqual(['daemon icc']);
    expect(elementsOf(of('groups'))).toEqual(['pass']);
    expect(of('files')).toMatchObject({
      result: 'unknown',
      reason: { en: expect.stringContaining('does not tell all of files') },
    });
    expect(of('daemon', 'files')).toMatchObject({ undecided: { zh: expect.stringContaining('文件') } });
  });

  it('tells how many changes are not listed', () => {
    const outcome = evaluateExample(hostDriftCheck, driftedHost(changes, { omitted: 7 }));
    expect(elementsOf(outcome).at(-1)).toBe('more');
  });

  it('does not apply where there is nothing to compare with', () => {
    expect(hostElements(hostDriftCheck, { text: aBundle(), elements: [] })).toEqual(['not_applicable']);
    expect(hostElements(hostDriftCheck, { text: '{ "icc": true }', elements: [] })).toEqual([
      'not_applicable',
    ]);
  });
});
