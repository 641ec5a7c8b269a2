import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputAdapters } from './index.generated.js';
import { defaultReadOptions, givenFiles, type InputAdapter } from './input-adapter.js';

/** Texts of each kind of input with `secret` in them: none of it may be kept. And pieces to make garbage from. */
interface Samples {
  readonly withSecret: (secret: string) => readonly string[];
  readonly pieces: readonly string[];
  /** Texts that grow with `count` and must stay cheap. */
  readonly large: (count: number) => readonly string[];
}

const samples: Partial<Record<InputAdapter['id'], Samples>> = {
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
      const start = performance.now();
      const result = adapter.read(text, options);
      expect(performance.now() - start, text.slice(0, 40)).toBeLessThan(15_000);
      expect(JSON.stringify(result).length).toBeLessThan(4_000_000 + 40 * text.length);
    }
  });
});
