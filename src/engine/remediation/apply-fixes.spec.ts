import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givenFiles, noFiles } from '../adapters/input-adapter.js';
import { exampleNow } from '../checks/example-facts.js';
import { checks } from '../checks/index.generated.js';
import { applyFixes, fixLimits, type FixRequest } from './apply-fixes.js';
import { editProject } from './edit-project.js';
import { fixReport, isLeft } from './fix-report.js';
import { holdsWithheld } from './withheld.js';

const everything = Object.fromEntries(checks.map(({ id }) => [id, {}]));
const named = (...ids: string[]) => ids.map((check) => ({ check, element: null }));

function request(input: string, text: string, parts: Partial<FixRequest> = {}): FixRequest {
  return {
    ...{ input, text, name: 'input', files: noFiles, options: {}, checks: everything, named: [] },
    now: new Date(exampleNow),
    ...parts,
  };
}

function fix(input: string, text: string, parts: Partial<FixRequest> = {}) {
  const result = applyFixes(request(input, text, parts));
  if (!result.ok) throw new Error(result.problem.message.en);
  return result;
}

describe('applying fixes', () => {
  it('mends in rounds what earlier fixes bring up', () => {
    const { files, applied, refused } = fix('run-command', 'docker run nginx:1.27', {
      named: named('workload-rootfs-read-only'),
    });
    expect(files[0]?.after).toContain('--read-only --tmpfs=/tmp:size=64m');
    expect(files[0]?.after).toContain('--tmpfs=/var/cache/nginx:size=64m');
    expect(applied.map(({ fault }) => fault.check)).toContain('workload-read-only-needs-writable-paths');
    expect(refused).toEqual([]);
  });

  it('makes the fix of one element alone where it is named', () => {
    const text = 'docker run --cap-add=SYS_ADMIN --cap-add=SYS_PTRACE nginx:1.27';
    const only = { checks: { 'workload-cap-dangerous': {} } };
    const [element] = fix('run-command', text, only).after.faults.map((fault) => fault.element);
    const result = fix('run-command', text, {
      ...only,
      named: [{ check: 'workload-cap-dangerous', element: element! }],
    });
    expect(result.applied.map(({ fault }) => fault.element)).toEqual([element]);
    expect(result.after.faults).toHaveLength(1);
    expect(isLeft({ named: [] }, fixReport(result))).toBe(false);
  });

  it('refuses what the limits leave no room for, and says so', () => {
    const text = 'docker run --cgroupns=host --uts=host nginx:1.27';
    for (const limits of [
      { ...fixLimits, evaluations: 0 },
      { ...fixLimits, work: 10 },
    ]) {
      const { files, refused } = fix('run-command', text, { limits });
      expect(files).toEqual([]);
      expect(new Set(refused.map(({ reason }) => reason))).toEqual(new Set(['limit']));
    }
  });

  it('says what is wrong with a text that cannot be read', () => {
    expect(applyFixes(request('kubernetes', 'a: ['))).toMatchObject({ ok: false, problem: { line: 1 } });
    expect(applyFixes(request('nothing', 'x'))).toMatchObject({ ok: false });
  });

  it('leaves out of texts what is withheld, and tells no secret', () => {
    const secret = 'S3cretS3cretS3cretS3cret';
    const texts: [string, string][] = [
      [
        'run-command',
        `docker run -e DB_PASSWORD=${secret} -v /srv/password=${secret}:/x -p 80:80 nginx:1.27`,
      ],
      ['compose', `services:\n  web:\n    image: a:1\n    environment: { DB_PASSWORD: ${secret} }\n`],
      ['dockerfile', `FROM alpine:3.22\nENV DB_PASSWORD=${secret}\nRUN apk add curl\n`],
    ];
    for (const [input, text] of texts) {
      const result = fix(input, text, { named: named(...checks.map(({ id }) => id)) });
      for (const { after } of result.files) expect(after).not.toMatch(/…\(|\*\*\*/);
      const { applied, refused, remaining } = fixReport(result);
      expect(JSON.stringify([applied, refused, remaining])).not.toContain(secret);
    }
    expect(holdsWithheld({ kind: 'add-flag', flag: '--env', value: 'A=ab…(redacted, 20 characters)' })).toBe(
      true,
    );
    expect(holdsWithheld({ kind: 'set-image', to: 'nginx:1.27' })).toBe(false);
  });

  it('reads on whatever it is given, and comes to an end', () => {
    const inputs = ['run-command', 'compose', 'kubernetes', 'dockerfile'];
    const piece = fc.constantFrom(
      ...[
        'docker run ',
        '--privileged ',
        '-p 80:80 ',
        'nginx',
        '\n',
        'FROM a\n',
        'ADD a b\n',
        'kind: Pod\n',
        'spec:\n',
      ],
      ...[
        '  containers:\n',
        '    - name: a\n',
        'services:\n',
        '  web:\n',
        '    image: a\n',
        '---\n',
        '*a ',
        '&a ',
        '\r\n',
        '\0',
      ],
    );
    fc.assert(
      fc.property(fc.constantFrom(...inputs), fc.array(piece, { maxLength: 15 }), (input, pieces) => {
        const result = applyFixes(
          request(input, pieces.join(''), { named: named(...checks.map(({ id }) => id)) }),
        );
        expect(typeof result.ok).toBe('boolean');
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('editing a project', () => {
  const project = {
    name: 'a.yaml',
    text: 'a: 1\n',
    files: givenFiles({ 'b.yaml': 'b: 1\n' }),
    changed: new Map(),
  };
  const set = (pointer: string, inFile?: string) => ({
    ...({ kind: 'set', document: 0, pointer, value: 2 } as const),
    ...(inFile !== undefined && { inFile }),
  });

  it('changes the texts that edits name, all or none', () => {
    const edited = editProject(project, [set('/a', 'a.yaml'), set('/b', 'b.yaml')]);
    expect(edited).toMatchObject({ text: 'a: 2\n', changed: new Map([['b.yaml', 'b: 2\n']]) });
    expect(editProject(project, [set('/a'), set('/c', 'none.yaml')])).toBeNull();
  });

  it('writes to no place outside of the project', () => {
    for (const file of ['../x', '/x', 'a/../../x', 'C:\\x', '..\\x']) {
      expect(editProject(project, [{ kind: 'append-to-file', file, lines: ['x'] }])).toBeNull();
      expect(editProject(project, [set('/a', file)])).toBeNull();
    }
  });
});
