import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { isBelieved, secretSpan } from './detect-secrets.js';
import { longestKeyword, longestReach, type SecretDetector } from './detector.js';
import { secretDetectors } from './index.generated.js';
import { secretReader } from './secret-reader.js';

/** Made once: what matches are collected with must not depend on who searched before. */
function found(detector: SecretDetector, text: string): string[] {
  return [...text.matchAll(detector.pattern)]
    .filter((match) => isBelieved(detector, match))
    .map((match) => text.slice(...secretSpan(match)));
}
const pathOf = ({ examples }: SecretDetector) => examples.path ?? 'app/settings.txt';
const scanned = (detector: SecretDetector, text: string) =>
  secretReader.extract(pathOf(detector), Buffer.from(text))?.secrets.map((secret) => secret.detector) ?? [];
const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[A-Za-z0-9_.:@/=+-]{0,200}$/),
);

it('has detectors with ids of their own', () => {
  expect(secretDetectors.length).toBeGreaterThan(50);
  expect(new Set(secretDetectors.map(({ id }) => id)).size).toBe(secretDetectors.length);
});

describe.each(secretDetectors.map((detector) => [detector.id, detector] as const))(
  'detector %s',
  (id, detector) => {
    it('has its file under its id, and a title in both languages', () => {
      expect(existsSync(new URL(`./${id}.detector.ts`, import.meta.url))).toBe(true);
      expect(detector.title.en).toMatch(/[a-z]/i);
      expect(detector.title.zh).toMatch(/\p{Script=Han}/u);
    });

    it('is led to by keywords, or by the paths of its files', () => {
      expect(detector.keywords.length > 0).toBe(!detector.files);
      for (const keyword of detector.keywords) {
        expect(keyword).toMatch(/^[\x20-\x7e]+$/);
        expect(keyword.length).toBeGreaterThanOrEqual(3);
        expect(keyword.length).toBeLessThanOrEqual(longestKeyword);
        if (detector.pattern.ignoreCase) expect(keyword).toBe(keyword.toLowerCase());
      }
      expect(detector.pattern.flags).toMatch(/^dgi?m?$/);
      expect(detector.reach ?? 0).toBeLessThanOrEqual(longestReach);
      if (detector.files) expect(pathOf(detector)).toMatch(detector.files);
    });

    it.each(detector.examples.secrets)('finds example %#', (text) => {
      expect(found(detector, text)).toHaveLength(1);
      expect(found(detector, `first line\n${text}\nlast`)).toHaveLength(1);
      expect(scanned(detector, text)).toContain(id);
    });

    it.each(detector.examples.lookAlikes)('finds nothing in look-alike %#', (text) => {
      expect(found(detector, text)).toEqual([]);
      expect(scanned(detector, text)).not.toContain(id);
    });

    it('never shows more than two characters of a secret', () => {
      for (const text of detector.examples.secrets) {
        const kept = JSON.stringify(secretReader.extract(pathOf(detector), Buffer.from(text)));
        for (const secret of found(detector, text)) expect(kept).not.toContain(secret.slice(2, 9));
      }
    });

    it('answers the same each time and never throws, whatever the text', () => {
      fc.assert(
        fc.property(
          hostile,
          fc.constantFrom(...detector.examples.secrets, ...detector.keywords),
          (noise, piece) => {
            const text = noise + piece + noise;
            expect(found(detector, text)).toEqual(found(detector, text));
            expect(scanned(detector, text)).toEqual(scanned(detector, text));
          },
        ),
        { numRuns: 100 },
      );
    });

    it('takes time in proportion to the text', () => {
      const bodies = [
        'a',
        '1',
        'A1',
        '-',
        '- ',
        ':',
        '=',
        '.',
        'a:',
        '\\n',
        ' ',
        '"',
        '@',
        '/',
        'password ',
        '\n',
      ];
      const starts = [...detector.keywords, ...detector.examples.secrets.map((text) => text.slice(0, 24))];
      const texts = starts.flatMap((start) => [
        start.repeat(Math.ceil(60_000 / start.length)),
        ...bodies.map((body) => start + body.repeat(60_000 / body.length)),
      ]);
      const begin = processorTime();
      for (const text of texts) scanned(detector, text);
      expect((processorTime() - begin) / texts.length).toBeLessThan(500);
    });
  },
);
