import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { benchJson, benchLog } from '../../../test/support/bench-samples.js';
import { dockerSamples, type AdapterSamples } from './docker-samples.js';
import { hostSamples } from './host-samples.js';
import { inputAdapters } from './index.generated.js';
import { defaultReadOptions, givenFiles } from './input-adapter.js';

const yamlPieces = [
  ...[
    'apiVersion: v1\n',
    'kind: Pod\n',
    'services:\n',
    'spec: ',
    'containers: ',
    '- ',
    '\n',
    '  ',
    '&a ',
    '*a ',
    '{',
    '}',
    '[',
    ']',
  ],
  ...[': ', '? ', '| ', '---\n', '"', "'", '#', '\t', '!!x ', '<<: ', '\0', 'image: a'],
];
const podOf = (environment: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - name: a\n      image: a:1\n      env: [${environment}]\n`;

/** One entry for each kind of input: an adapter without one fails below. */
const samples: Readonly<Record<string, AdapterSamples>> = {
  ...dockerSamples,
  host: hostSamples,
  'docker-bench': {
    withSecret: (secret) => [
      benchJson({
        id: '5.5',
        result: 'WARN',
        details: `--password=${secret}`,
        items: [`API_TOKEN=${secret}`],
      }),
      benchLog('[WARN] 5.5 - privileged containers', `[WARN]   * Found: https://a:${secret}@host/`),
    ],
    pieces: [
      ...[
        '[WARN] ',
        '[INFO]',
        '[PASS] ',
        '5.5 - privileged',
        '1.1.3 - audit',
        '     * Found: a',
        ' to b',
        '\n',
        '\x1b[1m',
      ],
      ...[
        '{"dockerbenchsecurity": "1"',
        ', "tests": [',
        '{"results": [',
        '{"id": "5.5"',
        ', "items": ["a"]',
        '}',
        ']',
        'Section C',
      ],
    ],
    large: (count) => [
      benchJson({
        id: '5.5',
        result: 'WARN',
        items: Array.from({ length: count }, (_, index) => `c${index}`),
      }),
      benchJson(...Array.from({ length: count }, (_, index) => ({ id: `9.${index}`, result: 'WARN' }))),
      benchLog(
        '[WARN] 5.5 - privileged containers',
        ...Array.from({ length: count }, (_, index) => `[WARN]  * A: c${index}`),
      ),
      benchLog('[WARN] 5.5 - privileged containers', `[WARN] * ${'a: '.repeat(count)}`),
      `[WARN] 5.5 - ${'\x1b[1m'.repeat(count)}`,
    ],
  },
  dockerfile: {
    withSecret: (secret) => [
      `FROM a\nENV API_TOKEN=${secret}\nRUN echo ${secret}`,
      `FROM a\nRUN curl -H "Authorization: Bearer ${secret}" h\nARG DB_PASSWORD=${secret}`,
      `FROM a\nRUN echo '${secret}' > /etc/db.password`,
      `ONBUILD RUN PASSWORD=${secret} x\nCMD ["x", "--password", "${secret}"]`,
    ],
    pieces: [
      ...['FROM ', 'a:1', ' AS ', 'RUN ', 'COPY ', 'ENV ', 'ARG ', 'ONBUILD ', 'CMD ', '["', '", "', '"]'],
      ...[
        '\\\n',
        '\n',
        '\r\n',
        '<<EOF',
        'EOF',
        '# escape=`\n',
        '`',
        '$',
        '${',
        ':-',
        '}',
        '"',
        "'",
        '=',
        '--from=',
      ],
      ...[
        'EXPOSE 1-',
        'USER ',
        'HEALTHCHECK ',
        'SHELL ',
        '|',
        '&&',
        '(',
        ')',
        '$(',
        '\uFEFF',
        '\uE000',
        '\0',
      ],
    ],
    large: (count) => [
      'FROM a AS b\n'.repeat(count),
      `FROM a\n${'RUN a\n'.repeat(count)}`,
      `FROM a\nENV X=${'$X'.repeat(count)}`,
      `FROM a\nENV A=${'x'.repeat(4000)}\n${'RUN $A $A $A $A\n'.repeat(count)}`,
      `FROM a\n${'ENV A=$A$A$A$A\n'.repeat(count)}`,
      `FROM a\nRUN ${'<<A '.repeat(count)}\n`,
      `FROM a\nRUN a \\\n${'# c\n'.repeat(count)}`,
      `FROM a\nENV ${'A_TOKEN=abcdefgh12345 '.repeat(count)}`,
      `FROM a\nENV X=${'${X:-'.repeat(count)}`,
      `FROM a\nRUN ${'"${'.repeat(count)}`,
    ],
  },
  kubernetes: {
    withSecret: (secret) => [
      podOf(`{ name: DB_PASSWORD, value: ${secret} }`),
      podOf(`{ name: URL, value: "postgres://a:${secret}@db/a" }`),
    ],
    pieces: yamlPieces,
    large: (count) => [
      podOf(Array.from({ length: count }, (_, index) => `{ name: A${index}, value: x }`).join(', ')),
      `${podOf('')}---\n`.repeat(Math.min(count, 500)),
      `a: ${'['.repeat(count)}`,
    ],
  },
  compose: {
    withSecret: (secret) => [
      `services:\n  a:\n    image: a:1\n    environment: { DB_PASSWORD: ${secret} }\n`,
    ],
    pieces: yamlPieces,
    large: (count) => [
      `services:\n${Array.from({ length: count }, (_, index) => `  a${index}: { image: a }\n`).join('')}`,
      `services: ${'{a: '.repeat(count)}`,
    ],
  },
};

const cases = inputAdapters.map((adapter) => [adapter.id, adapter] as const);
const options = { ...defaultReadOptions, name: 'Input', files: givenFiles({ a: 'b' }) };

describe('the registry of input adapters', () => {
  it('holds every adapter once', () => {
    expect(inputAdapters.length).toBeGreaterThan(0);
    expect(new Set(inputAdapters.map(({ id }) => id)).size).toBe(inputAdapters.length);
  });
});

describe.each(cases)('%s', (id, adapter) => {
  const { withSecret, pieces, large } = samples[id] ?? { withSecret: () => [], pieces: [], large: () => [] };

  it('has samples here', () => {
    expect(Object.keys(samples)).toContain(id);
  });

  it('reads any text, always the same way, and never throws', () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom('x', ...pieces), fc.string({ maxLength: 5 })), { maxLength: 40 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (input) => {
        const first = adapter.read(input, options);
        expect(adapter.read(input, options)).toEqual(first);
        expect(structuredClone(first)).toEqual(first);
        expect(typeof adapter.recognises(input, '')).toBe('boolean');
      }),
      { numRuns: 300 },
    );
  });

  it('keeps no value of a secret', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9]{16,30}$/), (secret) => {
        fc.pre(new Set(secret).size > 9);
        for (const text of withSecret(secret)) {
          expect(JSON.stringify(adapter.read(text, options))).not.toContain(secret.slice(2));
        }
      }),
    );
  });

  it('takes time and memory in proportion to the text', () => {
    for (const text of large(2_000)) {
      const start = processorTime();
      const result = adapter.read(text, options);
      expect(processorTime() - start, text.slice(0, 40)).toBeLessThan(15_000);
      expect(JSON.stringify(result).length).toBeLessThan(4_000_000 + 40 * text.length);
    }
  });
});
