import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dockerFlags } from '../adapters/run-command/flag-table.js';
import { findRuns } from '../adapters/run-command/find-run.js';
import { parseRun } from '../adapters/run-command/given-flags.js';
import type { RunEdit } from './edit.js';
import { editRunLine } from './run-line-editor.js';
import { addFlag, removeFlag, setFlag } from './workload-fix.js';

const layout = [
  'docker run -d \\',
  '  --name web \\',
  '  --privileged \\',
  '  nginx:1.27 # the proxy',
  '',
].join('\n');

/** What each edit makes of a text, one line a case. */
const cases: readonly (readonly [string, RunEdit[], string])[] = [
  ['docker run nginx', [addFlag('--read-only')], 'docker run --read-only nginx'],
  ['docker run nginx sh -c "a  b"', [addFlag('--user', '1:1')], 'docker run --user=1:1 nginx sh -c "a  b"'],
  ['docker run -- nginx', [addFlag('--rm')], 'docker run --rm -- nginx'],
  ['docker run --rm', [addFlag('--init')], 'docker run --rm --init'],
  ['docker run --read-only nginx', [addFlag('--read-only')], 'docker run --read-only nginx'],
  ['docker run --read-only=false nginx', [addFlag('--read-only')], 'docker run --read-only nginx'],
  ['docker run -m 1g nginx', [addFlag('--memory', '512m')], 'docker run -m 512m nginx'],
  [
    'docker run --cap-drop CAP_all nginx',
    [addFlag('--cap-drop', 'ALL')],
    'docker run --cap-drop CAP_all nginx',
  ],
  [
    'docker run --security-opt no-new-privileges:false a',
    [addFlag('--security-opt', 'no-new-privileges')],
    'docker run --security-opt no-new-privileges a',
  ],
  [
    'docker run --security-opt=no-new-privileges=true a',
    [addFlag('--security-opt', 'no-new-privileges')],
    'docker run --security-opt=no-new-privileges=true a',
  ],
  [
    'docker run --health-cmd x a',
    [addFlag('--label', "o'n e=1")],
    String.raw`docker run --health-cmd x '--label' a`.replace("'--label'", String.raw`--label='o'\''n e=1'`),
  ],
  ['docker run --privileged --rm a', [removeFlag('--privileged')], 'docker run --rm a'],
  [
    'docker run --cap-add SYS_ADMIN --cap-add=NET_RAW a',
    [removeFlag('--cap-add', 'cap_sys_admin')],
    'docker run --cap-add=NET_RAW a',
  ],
  [
    'docker run -v /var/run/docker.sock:/s:ro a',
    [removeFlag('--volume', '/run/docker.sock:/s')],
    'docker run a',
  ],
  ['docker run --mount type=bind,src=/etc,dst=/e a', [removeFlag('--volume', '/etc:/e')], 'docker run a'],
  [
    'docker run -p 0.0.0.0:80:80/tcp -p 81:81 a',
    [removeFlag('--publish', '0.0.0.0:80:80')],
    'docker run -p 81:81 a',
  ],
  ['docker run -itP a', [removeFlag('--publish-all')], 'docker run -it a'],
  ['docker run -itu root a', [removeFlag('--user')], 'docker run -it a'],
  ['docker run -ituroot a', [removeFlag('--user')], 'docker run -it a'],
  ['docker run --net host a', [removeFlag('--network', 'host')], 'docker run a'],
  ['docker run -e A=b -e C=d a', [removeFlag('--env', 'A')], 'docker run -e C=d a'],
  ['docker run --no-new-privileges a', [removeFlag('--no-new-privileges')], 'docker run a'],
  ['docker run -u "0:0" a', [setFlag('--user', '1000:1000')], 'docker run -u "1000:1000" a'],
  ["docker run --user='0' a", [setFlag('--user', '1000:1000')], "docker run --user='1000:1000' a"],
  ['docker run -u0 a', [setFlag('--user', '1000')], 'docker run -u1000 a'],
  ['docker run a', [setFlag('--restart', 'on-failure:5')], 'docker run --restart=on-failure:5 a'],
  [
    'docker run -p 80:80 -p 81:81 a',
    [setFlag('--publish', '127.0.0.1:81:81', '81:81')],
    'docker run -p 80:80 -p 127.0.0.1:81:81 a',
  ],
  ['docker run -dP a', [setFlag('--publish-all', 'false')], 'docker run --publish-all=false -d a'],
  ['docker run "nginx" x', [{ kind: 'set-image', to: 'nginx:1' }], 'docker run "nginx:1" x'],
  [
    'docker run --cpu 1 a',
    [{ kind: 'replace-text', start: 11, end: 16, to: '--cpus' }],
    'docker run --cpus 1 a',
  ],
  [
    'docker run a --rm',
    [{ kind: 'replace-text', start: 13, end: 17, to: '' }, addFlag('--rm')],
    'docker run --rm a',
  ],
  ['make all', [addFlag('--rm')], 'make all'],
  [layout, [addFlag('--pids-limit', '200')], layout.replace('  nginx', '  --pids-limit=200 \\\n  nginx')],
  [layout, [removeFlag('--privileged')], layout.replace('  --privileged \\\n', '')],
  [layout, [setFlag('--name', 'other')], layout.replace('web', 'other')],
  [
    layout.replaceAll('\n', '\r\n'),
    [addFlag('--init')],
    layout.replaceAll('\n', '\r\n').replace('  nginx', '  --init \\\r\n  nginx'),
  ],
];

describe('edits of a run line', () => {
  it.each(cases)('%j with %j', (text, edits, expected) => {
    expect(editRunLine(text, edits)).toBe(expected);
  });
});

interface Flag {
  readonly name: string;
  readonly value: string | null;
}

/** The flags of a text as they are read, in their order. */
function flagsOf(text: string): { flags: Flag[]; image: string | null; rest: string[] } {
  const [run] = findRuns(text).runs;
  const { flags, image } = parseRun(run!);
  return {
    flags: flags.map(({ flag, value }) => ({ name: flag, value })),
    image: image === null ? null : run!.words[image]!.text,
    rest: run!.words.slice((image ?? run!.words.length) + 1).map(({ text: word }) => word),
  };
}

const valued = Object.entries(dockerFlags.kinds).filter(([, kind]) => kind === 'text');
const booleans = Object.entries(dockerFlags.kinds).filter(([, kind]) => kind === 'boolean');
const value = fc.stringMatching(/^[a-z0-9][a-z0-9 '"$:./=-]{0,8}[a-z0-9]$/);
const flag = fc.oneof(
  fc.record({ name: fc.constantFrom(...valued.map(([name]) => `--${name}`)), value }),
  fc.record({ name: fc.constantFrom(...booleans.map(([name]) => `--${name}`)), value: fc.constant(null) }),
);
const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
const line = fc
  .record({
    flags: fc.uniqueArray(flag, { maxLength: 6, selector: ({ name }) => name }),
    equals: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    separator: fc.constantFrom(' ', ' \\\n  ', ' \\\r\n\t', '   '),
    rest: fc.constantFrom('', ' sleep 9', ' sh -c "a b"'),
  })
  .map(({ flags, equals, separator, rest }) => ({
    flags,
    text: [
      'docker run',
      ...flags.map(({ name, value: text }, index) =>
        text === null ? name : `${name}${equals[index] ? '=' : ' '}${quoted(text)}`,
      ),
      `nginx:1${rest}\n`,
    ].join(separator),
  }));

describe('edited lines, read again', () => {
  it('have the flag that was added, and all that was there', () => {
    fc.assert(
      fc.property(line, flag, ({ text, flags }, added) => {
        fc.pre(!flags.some(({ name }) => name === added.name));
        const after = flagsOf(editRunLine(text, [addFlag(added.name, added.value)]));
        expect(after).toEqual({ ...flagsOf(text), flags: [...flags, added] });
      }),
    );
  });

  it('lack the flag that was removed, and nothing else', () => {
    fc.assert(
      fc.property(line, fc.nat(5), ({ text, flags }, at) => {
        fc.pre(at < flags.length);
        const after = flagsOf(editRunLine(text, [removeFlag(flags[at]!.name)]));
        expect(after).toEqual({ ...flagsOf(text), flags: flags.filter((_, index) => index !== at) });
      }),
    );
  });

  it('have the value that was set, in its place', () => {
    fc.assert(
      fc.property(line, fc.nat(5), value, ({ text, flags }, at, to) => {
        fc.pre(at < flags.length && flags[at]!.value !== null);
        const after = flagsOf(editRunLine(text, [setFlag(flags[at]!.name, to)]));
        expect(after.flags).toEqual(
          flags.map((entry, index) => (index === at ? { ...entry, value: to } : entry)),
        );
      }),
    );
  });

  it('are the text again when what was added is removed', () => {
    fc.assert(
      fc.property(line, flag, ({ text, flags }, added) => {
        fc.pre(!flags.some(({ name }) => name === added.name));
        expect(
          editRunLine(editRunLine(text, [addFlag(added.name, added.value)]), [removeFlag(added.name)]),
        ).toBe(text);
      }),
    );
  });

  it('come of any text and edits without an error', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(40), fc.nat(40), (prefix, rest, start, end) => {
        const text = `${prefix}\ndocker run ${rest}`;
        const edits: RunEdit[] = [
          addFlag('--rm'),
          removeFlag('--user'),
          setFlag('--name', rest),
          { kind: 'replace-text', start, end, to: 'x' },
        ];
        expect(typeof editRunLine(text, edits)).toBe('string');
      }),
    );
  });
});
