import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dockerSamples } from './docker-samples.js';
import { inputAdapters } from './index.generated.js';
import { defaultReadOptions, givenFiles } from './input-adapter.js';

const options = { ...defaultReadOptions, files: givenFiles({ a: 'b' }) };

describe.each(Object.entries(dockerSamples))('%s', (id, { withSecret, pieces, large }) => {
  const adapter = inputAdapters.find((entry) => entry.id === id)!;

  it('reads any text, always the same way, and never throws', () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom('x', ...pieces), fc.string({ maxLength: 5 })), { maxLength: 40 })
      .map((parts) => pieces[0]! + parts.join(''));
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
        for (const text of withSecret(secret))
          expect(JSON.stringify(adapter.read(text, options))).not.toContain(secret.slice(2));
      }),
      { numRuns: 30 },
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
