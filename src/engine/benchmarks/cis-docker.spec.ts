import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Check } from '../checks/check.js';
import { checks } from '../checks/index.generated.js';
import { cisChapters, cisRecommendations } from './cis-docker.js';

const catalogueFile = fileURLToPath(new URL('../../../../shared/checks/catalogue.yaml', import.meta.url));
interface Catalogue {
  readonly checks: readonly { readonly references?: { readonly cis?: readonly string[] } }[];
}
/** Of the catalogue where it is at hand. */
const catalogued: readonly string[] = existsSync(catalogueFile)
  ? (parse(readFileSync(catalogueFile, 'utf8')) as Catalogue).checks.flatMap(
      ({ references }) => references?.cis ?? [],
    )
  : [];
const ids = cisRecommendations.map(({ id }) => id);

describe('the recommendations of the CIS benchmark for Docker', () => {
  it('are all that the catalogue and the checks refer to', () => {
    const referred = checks.flatMap(({ references }: Check) => references.cis ?? []);
    expect(ids).toEqual(expect.arrayContaining([...referred, ...catalogued]));
    expect(ids).toHaveLength(117);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('stand in the order of their numbers, in chapters that have a name', () => {
    const collator = new Intl.Collator('en', { numeric: true });
    expect(ids).toEqual([...ids].sort((a, b) => collator.compare(a, b)));
    for (const { chapter } of cisRecommendations) expect(Object.keys(cisChapters)).toContain(chapter);
  });

  it('have a title of their own in English and Chinese, short enough for one line', () => {
    for (const { title } of cisRecommendations) {
      expect(title.en).toMatch(/^.{8,75}$/);
      expect(title.zh).toMatch(/\p{Script=Han}/u);
    }
    for (const language of ['en', 'zh'] as const)
      expect(new Set(cisRecommendations.map(({ title }) => title[language])).size).toBe(117);
  });
});
