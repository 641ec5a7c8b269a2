import { describe, expect, it } from 'vitest';
import { composeAdapter } from '../adapters/compose.adapter.js';
import { defaultReadOptions, givenFiles } from '../adapters/input-adapter.js';
import { append, remove, removeFact, resolveFix, set, type RelativeEdit } from './workload-fix.js';

const files = {
  'compose.yaml': `services:
  web:
    extends: { service: base, file: base.yml }
    image: a
    ports: ["80:80", { target: 81 }, "\${PORT:-82}:82"]
  other: { image: b }
`,
  'base.yml': 'services: { base: { privileged: true, cap_drop: [KILL] } }',
  'over.yml': 'services: { web: { read_only: false } }',
};

function editsOf(...compose: RelativeEdit[]) {
  const name = 'compose.yaml';
  const options = { ...defaultReadOptions, name, files: givenFiles(files), overrides: ['over.yml'] };
  const read = composeAdapter.read(files[name], options);
  if (!read.ok) throw new Error(read.problem.message.en);
  return resolveFix({ compose }, read.facts, read.facts.workloads[0]!);
}

describe('a fix of a compose project', () => {
  it('changes a key in the file that states it, and others in the service itself', () => {
    expect(editsOf(set('/read_only', true), set('/user', '1'))).toEqual([
      { kind: 'set', document: 0, pointer: '/services/web/read_only', value: true, inFile: 'over.yml' },
      { kind: 'set', document: 0, pointer: '/services/web/user', value: '1' },
    ]);
    expect(editsOf(remove('/privileged'), append('/cap_drop', 'ALL'))).toEqual([
      { kind: 'remove', document: 0, pointer: '/services/base/privileged', inFile: 'base.yml' },
      { kind: 'append', document: 0, pointer: '/services/base/cap_drop', value: 'ALL', inFile: 'base.yml' },
    ]);
    expect(editsOf(removeFact('privileged'))).toMatchObject([{ pointer: '/services/base/privileged' }]);
  });

  it('changes nothing where the place is not known', () => {
    expect(editsOf(set('', 'x', { fact: 'nowhere' }))).toBeNull();
  });
});
