import { describe, expect, it } from 'vitest';
import { changedMount, changedTmpfs, changedVolume } from './mount-text.js';
import { editDocument } from './document-editor.js';
import { changedPort } from './port-text.js';
import { editRunLine } from './run-line-editor.js';

describe('a mount', () => {
  it.each([
    ['/a:/b', { isReadOnly: true }, '/a:/b:ro'],
    ['/a:/b:rw,z', { isReadOnly: true }, '/a:/b:ro,z'],
    ['/a:/b:rshared,nocopy', { isPrivate: true }, '/a:/b:nocopy'],
    ['/a:/b:shared', { isPrivate: true }, '/a:/b'],
    ['/b', { isReadOnly: true }, null],
    ['C:\\a:/b', { isReadOnly: true }, null],
  ] as const)('of %s as a volume', (text, change, expected) => {
    expect(changedVolume(text, change)).toBe(expected);
  });

  it.each([
    ['type=bind,src=/a,dst=/b', { isReadOnly: true }, 'type=bind,src=/a,dst=/b,readonly'],
    ['type=bind,src=/a,dst=/b,bind-propagation=shared', { isPrivate: true }, 'type=bind,src=/a,dst=/b'],
    ['type=tmpfs,dst=/b', { size: '64m' }, 'type=tmpfs,dst=/b,tmpfs-size=64m'],
    ['type=bind,"src=/a,b",dst=/b', { isReadOnly: true }, null],
  ] as const)('of %s with --mount', (text, change, expected) => {
    expect(changedMount(text, change)).toBe(expected);
  });

  it.each([
    ['/t', { size: '64m' }, '/t:size=64m'],
    ['/t:exec,mode=755', { without: ['exec'] }, '/t:mode=755'],
    ['/t:exec', { without: ['exec'] }, '/t'],
  ] as const)('of %s as a tmpfs', (text, change, expected) => {
    expect(changedTmpfs(text, change)).toBe(expected);
  });
});

describe('a port', () => {
  it.each([
    ['80', { hostIp: '127.0.0.1' }, '127.0.0.1::80'],
    ['8080:80/udp', { hostIp: '127.0.0.1' }, '127.0.0.1:8080:80/udp'],
    ['0.0.0.0:80:80', { hostPort: '8080' }, '0.0.0.0:8080:80'],
    ['[::]:80:80', { hostPort: '8080' }, '[::]:8080:80'],
    [':::80:80', { hostIp: '127.0.0.1' }, '127.0.0.1:80:80'],
    ['80:80', { hostPort: '8080' }, '8080:80'],
    ['x:y:c:d', { hostPort: '8080' }, null],
  ] as const)('of %s', (text, change, expected) => {
    expect(changedPort(text, change)).toBe(expected);
  });
});

describe('what compose writes as a text or as a map', () => {
  const text = `services:
  web:
    volumes:
      - \${DATA:-./data}:/data # kept
      - { type: bind, source: /a, target: /b }
    ports: ["\${PORT:-80}:80", 9090]
    tmpfs: /run
`;
  const edit = (pointer: string, kind: 'change-mount' | 'change-port', change: object) => {
    const edited = editDocument(text, [{ kind, document: 0, pointer, change }]);
    return edited.ok && edited.refused.length === 0
      ? edited.text.split('\n').find((line, index) => line !== text.split('\n')[index])
      : null;
  };

  it('is changed in its form, and keeps its variables', () => {
    const at = '/services/web';
    const readOnly = { isReadOnly: true };
    expect(edit(`${at}/volumes/0`, 'change-mount', readOnly)).toContain('{DATA:-./data}:/data:ro');
    expect(edit(`${at}/volumes/1`, 'change-mount', readOnly)).toContain('target: /b, read_only: true }');
    expect(edit(`${at}/ports/0`, 'change-port', { hostIp: '127.0.0.1' })).toContain(
      '["127.0.0.1:${PORT:-80}:80", 9090]',
    );
    expect(edit(`${at}/ports/1`, 'change-port', { hostIp: '127.0.0.1' })).toContain('127.0.0.1::9090');
    expect(edit(`${at}/tmpfs`, 'change-mount', { size: '64m' })).toContain('/run:size=64m');
    expect(edit(`${at}/volumes/7`, 'change-mount', readOnly)).toBeNull();
  });
});

describe('what a shell fills in', () => {
  it.each([
    ['docker run -v $PWD/a:/b nginx', 'docker run -v $PWD/a:/b:ro nginx'],
    ['docker run -v "$(pwd)":/b nginx', 'docker run -v "$(pwd):/b:ro" nginx'],
    ['docker run -v ~/a:/b nginx', 'docker run -v ~/a:/b:ro nginx'],
    ["docker run -v '/a b:/b' nginx", "docker run -v '/a b:/b:ro' nginx"],
    [
      'docker run --mount type=bind,src=$PWD,dst=/b nginx',
      'docker run --mount type=bind,src=$PWD,dst=/b,readonly nginx',
    ],
  ])('%s is filled in still', (line, expected) => {
    const change = { kind: 'change-mount-flag', target: '/b', change: { isReadOnly: true } } as const;
    expect(editRunLine(line, [change])).toBe(expected);
  });
});
